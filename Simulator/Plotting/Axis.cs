using Spiking.Files;

namespace Spiking.Plotting;

/// <summary>How values are laid out along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal differences take equal lengths.</summary>
    Linear,

    /// <summary>Equal ratios take equal lengths; values that are not positive are left out.</summary>
    Logarithmic,
}

/// <summary>One axis of a panel.</summary>
/// <param name="Label">What the axis shows, without the unit, for example "Event rate".</param>
/// <param name="Unit">Unit of the numbers, for example "Hz"; empty for pure numbers.</param>
[CompleteRecord]
public sealed record Axis(string Label, string Unit = "")
{
    /// <summary>The scale.</summary>
    public AxisScale Scale { get; init; } = AxisScale.Linear;

    /// <summary>Fixed lower end; found from the data if absent.</summary>
    public double? Minimum { get; init; }

    /// <summary>Fixed upper end; found from the data if absent.</summary>
    public double? Maximum { get; init; }

    /// <summary>The largest value that there can be, for example 1 for a probability: a free upper end lies at most there.</summary>
    [NotWrittenIfAbsent]
    public double? Limit { get; init; }

    /// <summary>Fixed positions of the tick marks; chosen if absent. Those outside the range are not drawn.</summary>
    public IReadOnlyList<double>? Ticks { get; init; }

    /// <summary>Whether only whole numbers have a meaning, as of epochs: marks stand at no others.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Names of the positions 0, 1, 2, ...; when given, they replace the numbers at the ticks.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>Whether nothing of the axis is drawn, for panels that are sketches.</summary>
    public bool IsHidden { get; init; }

    /// <summary>An axis of probabilities or shares, from 0.</summary>
    /// <param name="label">What the axis shows.</param>
    public static Axis Probability(string label) => new(label) { Minimum = 0, Limit = 1 };

    /// <summary>The label with its unit in parentheses, as used for headings of columns.</summary>
    public string Heading => Unit.Length == 0 ? Label : Label.Length == 0 ? Unit : $"{Label} ({Unit})";
}
