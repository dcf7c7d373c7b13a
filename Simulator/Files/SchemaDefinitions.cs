using System.Text.Json.Nodes;

namespace Spiking.Files;

/// <summary>Describes records in the terms of JSON Schema. Each record is a definition of its own, to which others refer.</summary>
internal sealed class SchemaDefinitions(Documentation documentation)
{
    private const string RecordSuffix = "Description";
    private readonly SortedDictionary<string, JsonObject?> _definitions = new(StringComparer.Ordinal);

    /// <summary>The name of the definition of a record.</summary>
    public static string NameOf(RecordShape shape) => NameOf(shape.Type);

    /// <summary>The name of a record without the ending that all of them have.</summary>
    public static string NameOf(Type record) =>
        record.Name.EndsWith(RecordSuffix, StringComparison.Ordinal) ? record.Name[..^RecordSuffix.Length] : record.Name;

    /// <summary>All definitions that were referred to, by name.</summary>
    public JsonObject All => new(_definitions.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));

    /// <summary>The schema of a record; of a variant, if the choice and its name are given.</summary>
    public JsonObject Describe(RecordShape shape, (VariantShape Root, string Name)? variant)
    {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        if (variant is { } choice)
        {
            properties.Add(choice.Root.Key, new JsonObject { ["const"] = choice.Name });
            if (choice.Name != choice.Root.Default) required.Add(choice.Root.Key);
        }
        object defaults = shape.Create();
        foreach (FieldShape field in shape.Fields)
        {
            properties.Add(field.Key, Describe(field, defaults));
            if (field.IsRequired)
                required.Add(field.Key);
        }

        JsonObject schema = new JsonObject();
        if (documentation.Of(shape.Type) is { } summary)
            schema["description"] = summary;
        schema["type"] = "object";
        schema["properties"] = properties;
        if (required.Count > 0)
            schema["required"] = required;
        schema["additionalProperties"] = false;
        return schema;
    }

    private JsonObject Describe(FieldShape field, object defaults)
    {
        JsonObject schema = Describe(field.Shape);
        List<string> sentences = new List<string>();
        if (documentation.Of(field.Property) is { } summary)
            sentences.Add(summary);
        if (ScalarSchema.DescribeBounds(field.Shape) is { } bounds)
            sentences.Add(bounds);
        if (sentences.Count > 0)
            schema.Insert(0, "description", string.Join(" ", sentences));
        if (!field.IsRequired && field.Property.GetValue(defaults) is { } value)
            schema["default"] = DescriptionWriter.WriteValue(field.Shape, value);
        return schema;
    }

    /// <summary>The schema of a value; records are referred to. In the place of an object or a list a block can be used.</summary>
    public JsonObject Describe(ValueShape shape)
    {
        switch (shape)
        {
            case RecordShape record:
                return OrBlock(Reference(record, null));
            case VariantShape variant:
                return OrBlock(DescribeVariants(variant));
            case ListShape list:
                return DescribeList(list);
            case MapShape map:
                JsonObject entries = new JsonObject { ["type"] = "object", ["additionalProperties"] = Describe(map.Element) };
                if (map.IsNotEmpty)
                    entries["minProperties"] = 1;
                return OrBlock(entries);
            case ChoiceShape choice:
                return DescribeChoice(choice);
            default:
                return ScalarSchema.Describe(shape);
        }
    }

    /// <summary>The schema of a choice among records.</summary>
    public JsonObject DescribeVariants(VariantShape shape)
    {
        IEnumerable<JsonNode> choices = shape.Variants.Select(entry => (JsonNode)Reference(entry.Value, (shape, entry.Key)));
        if (shape.Default is not null) return new JsonObject { ["type"] = "object", ["oneOf"] = new JsonArray([.. choices]) };
        return new JsonObject { ["type"] = "object", ["required"] = new JsonArray(shape.Key), ["oneOf"] = new JsonArray([.. choices]) };
    }

    // What an object with "use" says is known only when its block is filled in.
    private static JsonObject OrBlock(JsonObject schema) =>
        new() { ["if"] = new JsonObject { ["$ref"] = "#/$defs/" + FileSchema.UseName }, ["else"] = schema };

    private JsonObject DescribeList(ListShape shape)
    {
        JsonObject list = new JsonObject { ["type"] = "array", ["items"] = Describe(shape.Element) };
        if (shape.IsNotEmpty)
            list["minItems"] = 1;
        return OrBlock(shape.AllowsSingleText ? new JsonObject { ["anyOf"] = new JsonArray(Describe(shape.Element), list) } : list);
    }

    // Each choice is a schema of its own, because only so can it have a description that editors show.
    private JsonObject DescribeChoice(ChoiceShape shape)
    {
        JsonArray choices = new JsonArray();
        foreach ((string name, object value) in shape.Choices)
        {
            JsonObject choice = new JsonObject { ["const"] = name };
            if (documentation.Of(shape, value) is { } summary)
                choice["description"] = summary;
            choices.Add((JsonNode)choice);
        }
        return new JsonObject { ["type"] = "string", ["oneOf"] = choices };
    }

    private JsonObject Reference(RecordShape shape, (VariantShape Root, string Name)? variant)
    {
        string name = NameOf(shape);
        // The entry is made before the description, so that a record may contain itself.
        if (_definitions.TryAdd(name, null))
            _definitions[name] = Describe(shape, variant);
        return new JsonObject { ["$ref"] = "#/$defs/" + name };
    }
}
