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
        SchemaDefinitions definitions = new SchemaDefinitions(Documentation.Load());
        ValueShape shape = ValueShape.Of(root, null);
        JsonObject file = shape is RecordShape record
            ? definitions.Describe(record, null)
            : definitions.DescribeVariants((VariantShape)shape);
        JsonObject all = definitions.All;
        // Every record that can stand for a whole file has the keys of files as well.
        JsonObject[] files = shape is VariantShape variants
            ? [.. variants.Variants.Values.Select(variant => all[SchemaDefinitions.NameOf(variant)]!.AsObject())]
            : [file];
        JsonObject extension = FileSchema.Extension(files);
        foreach (JsonObject whole in files) FileSchema.AddKeys(whole["properties"]!.AsObject());
        all.Add(FileSchema.UseName, FileSchema.Use());
        all.Add(FileSchema.ExtensionName, extension);
        JsonObject schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = title,
            ["if"] = new JsonObject { ["required"] = new JsonArray(FileTree.ExtendsKey) },
            ["then"] = new JsonObject { ["$ref"] = "#/$defs/" + FileSchema.ExtensionName },
            ["else"] = file,
            ["$defs"] = all,
        };
        return schema.ToJsonString(s_format) + "\n";
    }
}
