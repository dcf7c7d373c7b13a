using Spiking.Files;

namespace Spiking.Plotting;

/// <summary>Where the legend of a panel goes: to the right of the plot, below it, or nowhere.</summary>
internal enum LegendPlacement
{
    /// <summary>Inside the plot where it covers no data; below the plot if there is no such place.</summary>
    Auto,
    Right,
    Below,
    None,
}

/// <summary>One plot of a figure.</summary>
/// <param name="Letter">Short label, for example "a"; it also names the panel's file of numbers. Empty for none.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">The data, drawn in this order.</param>
[CompleteRecord]
public sealed record Panel(string Letter, Axis X, Axis Y, IReadOnlyList<Series> Series)
{
    /// <summary>The letter of a panel: a, b, ... z, aa, ab, ...</summary>
    /// <param name="index">Its place in the figure, from 0.</param>
    public static string LetterOf(int index) =>
        (index < 26 ? "" : ((char)('a' + (index / 26) - 1)).ToString()) + (char)('a' + (index % 26));

    /// <summary>Title above the plot; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Number of columns of the figure's grid that it takes.</summary>
    [Bounds(AtLeast = 1)]
    public int ColumnSpan { get; init; } = 1;

    /// <summary>Height relative to the panels of other rows; the tallest panel of a row decides.</summary>
    [Bounds(Above = 0, AtMost = 1000)]
    public double RelativeHeight { get; init; } = 1;

    /// <summary>Lines across the plot.</summary>
    internal IReadOnlyList<ReferenceLine> Lines { get; init; } = [];

    /// <summary>Shaded stretches behind the data.</summary>
    internal IReadOnlyList<ShadedSpan> Spans { get; init; } = [];

    /// <summary>Where the legend goes.</summary>
    internal LegendPlacement Legend { get; init; } = LegendPlacement.Auto;
}

/// <summary>Direction of a line across a panel: at a value of the y axis, or of the x axis.</summary>
internal enum Direction
{
    Horizontal,
    Vertical,
}

/// <summary>A line across a panel at a value of the other axis, for example a decision threshold or the start of learning.</summary>
[CompleteRecord]
internal sealed record ReferenceLine(Direction Direction, double Value)
{
    /// <summary>A few words, above the plot for vertical lines and in the legend for horizontal ones; empty for none.</summary>
    public string Label { get; init; } = "";

    public Colour Colour { get; init; } = Palette.Reference;
    public LineStyle Style { get; init; } = LineStyle.Dashed;

    /// <summary>The line as a series through these points.</summary>
    public LineSeries Through(double[] x, double[] y) => new(Label, Colour, x, y) { Style = Style, Width = 0.5 };
}

/// <summary>A shaded stretch of the x axis over the full height, for example a learning phase or the block of one input pattern.</summary>
[CompleteRecord]
internal sealed record ShadedSpan(double From, double To)
{
    /// <summary>
    /// A few words written above the plot, centred on the span; empty for none. Left out of the drawing where there is no room.
    /// </summary>
    public string Label { get; init; } = "";

    /// <summary>Its colour, drawn faintly behind the data; no shading, only the label, if absent.</summary>
    public Colour? Colour { get; init; } = Palette.Grey;
}
