using System.Text.Json.Serialization;

namespace Spiking.Plotting;

/// <summary>Where the legend of a panel goes.</summary>
internal enum LegendPlacement
{
    /// <summary>Inside the plot where it covers no data; below the plot if there is no such place.</summary>
    Auto,

    /// <summary>To the right of the plot.</summary>
    Right,

    /// <summary>Below the plot.</summary>
    Below,

    /// <summary>No legend.</summary>
    None,
}

/// <summary>One plot of a figure.</summary>
/// <param name="Letter">Short label, for example "a"; it also names the panel's file of numbers. Empty for none.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">The data, drawn in this order.</param>
public sealed record Panel(string Letter, Axis X, Axis Y, IReadOnlyList<Series> Series)
{
    /// <summary>The letter of a panel: a, b, ... z, aa, ab, ...</summary>
    /// <param name="index">Its place in the figure, from 0.</param>
    public static string LetterOf(int index) =>
        (index < 26 ? "" : ((char)('a' + (index / 26) - 1)).ToString()) + (char)('a' + (index % 26));

    /// <summary>Title above the plot; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Number of columns of the figure's grid that it takes.</summary>
    public int ColumnSpan { get; init; } = 1;

    /// <summary>Height relative to the panels of other rows; the tallest panel of a row decides.</summary>
    public double RelativeHeight { get; init; } = 1;

    /// <summary>Lines across the plot.</summary>
    [JsonInclude]
    internal IReadOnlyList<ReferenceLine> Lines { get; init; } = [];

    /// <summary>Shaded stretches behind the data.</summary>
    [JsonInclude]
    internal IReadOnlyList<ShadedSpan> Spans { get; init; } = [];

    /// <summary>Where the legend goes.</summary>
    [JsonInclude]
    internal LegendPlacement Legend { get; init; } = LegendPlacement.Auto;
}
