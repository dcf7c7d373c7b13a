using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Spiking.Quantities;

namespace Spiking.Files;

/// <summary>Describes single values in the terms of JSON Schema.</summary>
internal static class ScalarSchema
{
    private const string Number = @"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?";

    public static JsonObject Describe(ValueShape shape) => shape switch
    {
        QuantityShape quantity => DescribeQuantity(quantity.Dimension),
        NumberShape number => WithBounds(new JsonObject { ["type"] = "number" }, ValueRange.Of(null).Within(number.Bounds)),
        IntegerShape integer => WithBounds(new JsonObject { ["type"] = "integer" }, integer.Bounds),
        TextShape text => text.IsNotEmpty
            ? new JsonObject { ["type"] = "string", ["minLength"] = 1 }
            : new JsonObject { ["type"] = "string" },
        FlagShape => new JsonObject { ["type"] = "boolean" },
        _ => throw new ArgumentException($"{shape} is not the shape of a single value.", nameof(shape)),
    };

    /// <summary>The range of a quantity as a sentence: a schema has no other place for it, because a quantity is a text.</summary>
    public static string? DescribeBounds(ValueShape shape)
    {
        if (shape is not QuantityShape quantity)
            return null;
        string text = BoundsText.Describe(ValueRange.Of(quantity.Dimension).Within(quantity.Bounds),
            bound => Quantity.Format(bound, quantity.Dimension));
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    private static JsonObject DescribeQuantity(Dimension dimension)
    {
        // A micro sign can be typed as u or as either of two characters that look alike.
        IEnumerable<string> symbols = Unit.Of(dimension).Select(unit => Regex.Replace(Regex.Escape(unit.Symbol), "^u", "[u\u00b5\u03bc]"));
        return new JsonObject
        {
            ["type"] = "string",
            ["pattern"] = $@"^\s*{Number}\s*({string.Join('|', symbols)})\s*$",
            ["examples"] = new JsonArray($"10 {Unit.Usual(dimension).Symbol}"),
        };
    }

    private static JsonObject WithBounds(JsonObject schema, BoundsAttribute? bounds)
    {
        if (bounds is null)
            return schema;
        if (!double.IsNaN(bounds.AtLeast))
            schema["minimum"] = bounds.AtLeast;
        if (!double.IsNaN(bounds.Above))
            schema["exclusiveMinimum"] = bounds.Above;
        if (!double.IsNaN(bounds.AtMost))
            schema["maximum"] = bounds.AtMost;
        return schema;
    }
}
