using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spiking.Networks.Protocols;
using Spiking.Networks.Schema;
using Spiking.Networks.Shapes;
using Spiking.Networks.Studies;

namespace Spiking.Networks;

/// <summary>The JSON Schema of network and protocol files, with which editors complete, explain and check them.</summary>
public static class NetworkSchema
{
    // The relaxed encoder leaves quotes, plus signs and micro signs readable; the schema is not put into a web page.
    private static readonly JsonSerializerOptions s_format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Generates the schema (draft 2020-12) from the records of network files and their documentation.</summary>
    /// <returns>The text of networks/schema.json.</returns>
    /// <exception cref="FileNotFoundException">The documentation file Simulator.xml does not lie beside the program.</exception>
    public static string Generate() => Generate(typeof(NetworkDescription), "Network file");

    /// <summary>Generates the schema of protocol files.</summary>
    /// <returns>The text of networks/protocol.schema.json.</returns>
    /// <exception cref="FileNotFoundException">The documentation file Simulator.xml does not lie beside the program.</exception>
    public static string GenerateForProtocols() => Generate(typeof(ProtocolDescription), "Protocol file");

    /// <summary>Generates the schema of study files.</summary>
    /// <returns>The text of networks/study.schema.json.</returns>
    /// <exception cref="FileNotFoundException">The documentation file Simulator.xml does not lie beside the program.</exception>
    public static string GenerateForStudies() => Generate(typeof(StudyDescription), "Study file");

    private static string Generate(Type root, string title)
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
