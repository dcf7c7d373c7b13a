using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Quantities;

namespace Spiking.Files;

/// <summary>
/// Writes descriptions in the form of their file, with every default spelt out; in complete records also values that are absent, as null.
/// </summary>
internal static class DescriptionWriter
{
    /// <summary>Writes a description; reading the result gives a description with exactly the same values.</summary>
    /// <param name="description">What a whole file says: a network, a protocol, a study.</param>
    /// <returns>The object of the file; quantities carry the units that suit their size.</returns>
    public static JsonObject Write(object description) =>
        Kinds.RootOf(description.GetType()) is Type root
            ? WriteVariant(VariantShape.Of(root), description)
            : WriteRecord(RecordShape.Of(description.GetType()), description, null);

    /// <summary>Writes one value of the given shape.</summary>
    internal static JsonNode WriteValue(ValueShape shape, object value) => shape switch
    {
        QuantityShape quantity when double.IsFinite((double)value) => JsonValue.Create(Quantity.Format((double)value, quantity.Dimension)),
        NumberShape when double.IsFinite((double)value) => JsonValue.Create((double)value),

        // A file has no such number and no such choice: as a text it is refused when it is read.
        QuantityShape or NumberShape => JsonValue.Create(((double)value).ToString(CultureInfo.InvariantCulture)),
        IntegerShape => JsonValue.Create(Convert.ToInt64(value, null)),
        TextShape => JsonValue.Create((string)value),
        FlagShape => JsonValue.Create((bool)value),
        ParsedShape => JsonValue.Create(value.ToString()!),
        ChoiceShape choice => JsonValue.Create(choice.NameOf(value) ?? value.ToString()!),
        ListShape list => new JsonArray(
            [.. ((IEnumerable)value).Cast<object>().Select(element => element is null ? null : WriteValue(list.Element, element))]),
        MapShape map => WriteMap(map, value),
        VariantShape variant => WriteVariant(variant, value),
        RecordShape record => WriteRecord(record, value, null),
        _ => throw new ArgumentException($"{shape} cannot be written.", nameof(shape)),
    };

    private static JsonObject WriteMap(MapShape shape, object value)
    {
        JsonObject result = new JsonObject();
        foreach ((string key, object? entry) in MapShape.Entries((IEnumerable)value))
            result.Add(key, entry is null ? null : WriteValue(shape.Element, entry));
        return result;
    }

    private static JsonObject WriteVariant(VariantShape shape, object value)
    {
        return WriteRecord(RecordShape.Of(value.GetType()), value, (shape.Key, Kinds.NameOf(value)));
    }

    private static JsonObject WriteRecord(RecordShape shape, object record, (string Key, string Name)? variant)
    {
        JsonObject result = new JsonObject();
        if (variant is { } choice)
            result.Add(choice.Key, choice.Name);
        foreach (FieldShape field in shape.Fields)
        {
            if (field.Property.GetValue(record) is { } value) result.Add(field.Key, WriteValue(field.Shape, value));
            else if (IsNeverNull(field)
                || (RecordShape.IsComplete(shape.Type) && !Attribute.IsDefined(field.Property, typeof(NotWrittenIfAbsentAttribute))))
                result.Add(field.Key, null);
        }
        return result;
    }

    // What a program has set to null although it must not be is refused when it is read. Only of the records of this program is it known
    // that they were compiled with nullable types.
    private static bool IsNeverNull(FieldShape field) =>
        !field.IsOptional && !field.IsRequired && field.Property.DeclaringType!.Assembly == typeof(DescriptionWriter).Assembly;
}
