using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Spiking.Files;

/// <summary>The JSON Schema of a kind of file, with which editors complete, explain and check it.</summary>
internal static class JsonSchema
{
    // The relaxed encoder leaves quotes, plus signs and micro signs readable; the schema is not put into a web page.
    private static readonly JsonSerializerOptions s_format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Generates the schema (draft 2020-12) of one kind of file from its records and their documentation.</summary>
    /// <param name="root">The record, or the choice of records, that stands for the whole file.</param>
    /// <param name="title">What such a file is called.</param>
    /// <returns>The text of the schema file.</returns>
    /// <exception cref="FileNotFoundException">The documentation file Simulator.xml does not lie beside the program.</exception>
    public static string Generate(Type root, string title)
    {
        var definitions = new SchemaDefinitions(Documentation.Load());
        var shape = ValueShape.Of(root, null);
        var file = shape is RecordShape record ? definitions.Describe(record, null) : definitions.Describe(shape);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
        };
        foreach (var (key, value) in file)
            schema.Add(key, value?.DeepClone());
        schema["$defs"] = definitions.All;
        // Every record that can stand for a whole file may name its schema.
        IEnumerable<JsonNode> files = shape is VariantShape variants
            ? variants.Variants.Values.Select(variant => schema["$defs"]![SchemaDefinitions.NameOf(variant)]!)
            : [schema];
        foreach (var properties in files.Select(candidate => candidate["properties"]!.AsObject()))
            properties.Insert(0, "$schema", new JsonObject { ["description"] = "The JSON Schema of this file, for editors.", ["type"] = "string" });
        return schema.ToJsonString(s_format) + "\n";
    }
}
