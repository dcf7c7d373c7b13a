using System.Text.Json.Nodes;

namespace Spiking.Files;

/// <summary>The part of every schema that is the same for all kinds of files: extending another file, and blocks.</summary>
internal static class FileSchema
{
    /// <summary>Name of the definition of an object that uses a block.</summary>
    public const string UseName = "Use";

    /// <summary>Name of the definition of a file that extends another.</summary>
    public const string ExtensionName = "Extension";

    private const string Schema = "$schema";

    /// <summary>The definition of an object that uses a block.</summary>
    public static JsonObject Use() => new()
    {
        ["description"] = "A block of this file, with the other keys of the object laid over it.",
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            [NamedBlocks.UseKey] = new JsonObject
            {
                ["description"] = "The name of a block, or a list of names, each of which is laid over the one before.",
                ["type"] = new JsonArray("string", "array"),
                ["items"] = new JsonObject { ["type"] = "string" },
            },
        },
        ["required"] = new JsonArray(NamedBlocks.UseKey),
    };

    /// <summary>Adds the keys that every file can have.</summary>
    /// <param name="properties">The keys of a file that extends no other.</param>
    public static void AddKeys(JsonObject properties)
    {
        properties.Insert(0, Schema, SchemaKey());
        properties.Insert(1, NamedBlocks.BlocksKey, Blocks());
    }

    /// <summary>
    /// The definition of a file that extends another: the same keys, whose values are parts of objects and so checked when the file is read
    /// only.
    /// </summary>
    /// <param name="files">The definitions of the records that stand for a whole file.</param>
    public static JsonObject Extension(IEnumerable<JsonObject> files)
    {
        JsonObject properties = new()
        {
            [Schema] = SchemaKey(),
            [FileTree.ExtendsKey] = Text(
                "The file that this one extends, relative to the folder of this one. What is said here is laid over what is said there."),
            [FileTree.OverridesKey] =
                Entries("Values by path, like those of --set: \"populations.*.size\": 200. They are set last; null removes."),
            [NamedBlocks.BlocksKey] = Blocks(),
        };
        foreach ((string key, JsonNode? value) in files.SelectMany(file => file["properties"]!.AsObject()))
            if (!properties.ContainsKey(key))
                properties.Add(key, Described(value?["description"]?.GetValue<string>() ?? "The kind of file."));
        return new JsonObject
        {
            ["description"] = "A file that extends another.",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray(FileTree.ExtendsKey, "name"),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject SchemaKey() => Text("The JSON Schema of this file, for editors.");

    private static JsonObject Blocks() =>
        Entries("Parts that objects of this file use by name: an object with the key \"use\" becomes the block of that name.");

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };

    private static JsonObject Entries(string description) => new() { ["description"] = description, ["type"] = "object" };

    private static JsonObject Described(string description) => new() { ["description"] = description };
}
