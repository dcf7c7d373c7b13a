using System.Globalization;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>Reads single values: quantities, numbers, texts, flags and choices. A faulty value is reported and read as null.</summary>
internal sealed class ScalarBinder(string file, List<Problem> problems)
{
    public object? Bind(ValueShape shape, Node node) => shape switch
    {
        QuantityShape quantity => BindQuantity(quantity, node),
        NumberShape number => BindNumber(number, node),
        IntegerShape integer => BindInteger(integer, node),
        TextShape text => BindText(text, node),
        ChoiceShape choice => BindChoice(choice, node),
        ParsedShape parsed => BindParsed(parsed, node),
        FlagShape => node is FlagNode flag ? flag.Value : Refuse(node, "true or false is needed"),
        _ => throw new ArgumentException($"{shape} is not the shape of a single value.", nameof(shape)),
    };

    private object? BindQuantity(QuantityShape shape, Node node)
    {
        if (node is NumberNode number && DecimalNumber.TryReadPrefix(number.Text, out DecimalNumber read, out _))
            return Report(node, QuantityFaults.NoUnit(number.Describe(), read, shape.Dimension));
        if (node is not TextNode text)
        {
            string usual = Unit.Usual(shape.Dimension).Symbol;
            return Refuse(node,
                $"{QuantityFaults.Needed(shape.Dimension)}: a number with a unit in double quotes, for example \"10 {usual}\"");
        }
        if (!Quantity.TryParse(text.Value, shape.Dimension, out double value, out Unit? unit, out string? fault))
            return Report(node, fault);
        return Check(node, value, shape.Bounds, shape.Dimension, bound => $"\"{Quantity.FormatIn(bound, unit)}\"");
    }

    private object? BindNumber(NumberShape shape, Node node)
    {
        if (node is TextNode text && Quantity.HasUnit(text.Value, out string plain))
            return Report(node, $"found {text.Describe()}, which has a unit; a plain number is needed, for example {Shown.Value(plain)}.");
        if (node is not NumberNode number)
            return Refuse(node, node is TextNode ? "a plain number is needed, without quotes" : "a number is needed");
        double value = double.Parse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
            return Report(node, $"found {number.Describe()}, which is too large to compute with.");
        if (value == 0 && DecimalNumber.TryReadPrefix(number.Text, out DecimalNumber read, out _) && !read.Digits.IsZero)
            return Report(node, $"found {number.Describe()}, which is too small to tell from 0.");
        return Check(node, value, shape.Bounds, null, PlainNumber);
    }

    private object? BindInteger(IntegerShape shape, Node node)
    {
        if (node is not NumberNode number)
            return Refuse(node, node is TextNode ? "a whole number is needed, without quotes" : "a whole number is needed");
        if (!decimal.TryParse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value))
            return Report(node, $"found {number.Describe()}, which is too large.");
        // A decimal has 28 digits: what is beyond them is rounded.
        if (!DecimalNumber.TryReadPrefix(number.Text, out DecimalNumber read, out _) || !read.IsWhole)
            return Refuse(node, "a whole number is needed");
        if (CheckBounds(node, (double)value, shape.Bounds, PlainNumber) is null) return null;
        decimal largest = shape.Type == typeof(int) ? int.MaxValue : long.MaxValue;
        if (Math.Abs(value) > largest)
            return Report(node, $"found {number.Describe()}; it can be at most {largest.ToString(CultureInfo.InvariantCulture)}.");
        return Convert.ChangeType(value, shape.Type, CultureInfo.InvariantCulture);
    }

    private object? BindText(TextShape shape, Node node)
    {
        if (node is not TextNode text)
            return Refuse(node, "a text in double quotes is needed");
        if (shape.IsNotEmpty && string.IsNullOrWhiteSpace(text.Value)) return Report(node, "the text is empty.");
        if (shape.Path is not FilePathAttribute path || text.Value.Contains('\0')) return text.Value;
        string relative = Path.Combine(node.Place.Extended?.Folder ?? "", text.Value);
        return path.IsFull ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file) ?? "", relative)) : relative;
    }

    private object? BindChoice(ChoiceShape shape, Node node)
    {
        List<string> names = shape.Choices.Keys.ToList();
        if (node is not TextNode text)
            return Refuse(node, $"it must be {Names.Either(names)}");
        if (shape.FindFormer(text.Value) is { } former)
            return Report(node, $"found {text.Describe()}, which only files of earlier versions have; {former.Remedy}.");
        return shape.ValueOf(text.Value)
            ?? Report(node, $"found {text.Describe()}; it must be {Names.Either(names)}{Names.DidYouMean(text.Value, names)}"
                + Kinds.HintOf(shape.Type));
    }

    private object? BindParsed(ParsedShape shape, Node node)
    {
        if (node is not TextNode text) return Refuse(node, $"{shape.Meaning}, is needed");
        try
        {
            return shape.Parse(text.Value);
        }
        catch (FormatException e)
        {
            return Report(node, e.Message);
        }
    }

    private object? Check(Node node, double value, BoundsAttribute? bounds, Dimension? dimension, Func<double, string> show)
    {
        if (CheckBounds(node, value, bounds, show) is null) return null;
        ValueRange range = ValueRange.Of(dimension);
        if (Math.Abs(value) > range.Largest)
            return Refuse(node, $"it must be {(value > 0 ? "at most" : "at least")} {show(Math.CopySign(range.Largest, value))}, beyond "
                + "which nothing can be computed");
        if (bounds?.Above == 0 && value < range.Smallest)
            return Refuse(node, $"it must be at least {show(range.Smallest)}, below which nothing can be computed");
        return value;
    }

    private object? CheckBounds(Node node, double value, BoundsAttribute? bounds, Func<double, string> show)
    {
        if (!BoundsText.Refuse(bounds, value)) return value;
        string hint = value < bounds!.AtLeast && bounds.WhenSmaller is not null ? $": {bounds.WhenSmaller}" : "";
        return Refuse(node, "it must be " + BoundsText.Describe(bounds, show) + hint);
    }

    internal static string PlainNumber(double value) => DecimalNumber.FromDouble(value).ToString();

    private object? Refuse(Node node, string needed) => Report(node, $"found {node.Describe()}; {needed}.");

    private object? Report(Node node, string message)
    {
        problems.Add(node.Problem(file, message));
        return null;
    }
}
