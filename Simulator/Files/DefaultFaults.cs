using System.Collections;
using System.Globalization;
using Spiking.Quantities;

namespace Spiking.Files;

/// <summary>
/// Finds default values of a record that its own bounds refuse: in its numbers, in the elements of its lists and maps, and in the records
/// within it. A file without the key would otherwise be refused for a value that is nowhere in it.
/// </summary>
internal static class DefaultFaults
{
    /// <summary>Says which default value the bounds refuse; null: none.</summary>
    /// <param name="shape">The record.</param>
    public static string? Find(RecordShape shape) => Find(shape, []);

    // The records of lists that are empty by default, and those that are absent, have defaults as well. The kinds of a variant are looked
    // at when they are added.
    private static string? Find(RecordShape shape, HashSet<Type> seen)
    {
        if (!seen.Add(shape.Type)) return null;
        object record = shape.Create();
        foreach (FieldShape field in shape.Fields)
        {
            string? fault = field.IsRequired ? null : InValue(field.Shape, field.Property.GetValue(record), PlaceOf(shape, field));
            if ((fault ?? (Innermost(field.Shape) is RecordShape inner ? Find(inner, seen) : null)) is string found) return found;
        }

        return null;
    }

    private static string? InValue(ValueShape shape, object? value, string place) => (shape, value) switch
    {
        (_, null) => null,
        (QuantityShape quantity, _) =>
            InNumber(quantity.Bounds, value, place, si => $"\"{Quantity.FormatRounded(si, quantity.Dimension)}\""),
        (NumberShape plain, _) => InNumber(plain.Bounds, value, place, ScalarBinder.PlainNumber),
        (IntegerShape integer, _) => InNumber(integer.Bounds, value, place, ScalarBinder.PlainNumber),
        (ListShape list, IEnumerable elements) => elements.Cast<object?>()
            .Select((element, i) => InValue(list.Element, element, string.Create(CultureInfo.InvariantCulture, $"{place}[{i}]")))
            .FirstOrDefault(fault => fault is not null),
        (MapShape map, IEnumerable entries) => MapShape.Entries(entries)
            .Select(entry => InValue(map.Element, entry.Value, $"{place}[\"{entry.Key}\"]")).FirstOrDefault(fault => fault is not null),
        (RecordShape or VariantShape, _) => InRecord(RecordShape.Of(value.GetType()), value, place),
        _ => null,
    };

    // A record that stands there by default has values for what is required, too.
    private static string? InRecord(RecordShape shape, object record, string place) => shape.Fields
        .Select(field => InValue(field.Shape, field.Property.GetValue(record), $"{place}.{field.Property.Name}"))
        .FirstOrDefault(fault => fault is not null);

    private static string? InNumber(BoundsAttribute? bounds, object value, string place, Func<double, string> show)
    {
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return BoundsText.Refuse(bounds, number)
            ? $"{place} has the default {show(number)}, which its own bounds refuse: it must be {BoundsText.Describe(bounds!, show)}."
            : null;
    }

    private static ValueShape Innermost(ValueShape shape) => shape switch
    {
        ListShape list => Innermost(list.Element),
        MapShape map => Innermost(map.Element),
        _ => shape,
    };

    private static string PlaceOf(RecordShape shape, FieldShape field) => $"{shape.Type}.{field.Property.Name}";
}
