using Spiking.Files;
using Spiking.Plotting.Storage;

namespace Spiking.Plotting;

/// <summary>One set of data in a panel. Values that are NaN are missing: lines break there and nothing is drawn.</summary>
/// <param name="Name">Text in the legend; a series without a name is not in the legend.</param>
/// <param name="Colour">Its colour.</param>
[CompleteRecord]
[WrittenAs(typeof(StoredSeries))]
public abstract record Series(string Name, Colour Colour)
{
    /// <summary>Name of its columns in the table of the panel; absent: its name in the legend.</summary>
    [NotWrittenIfAbsent]
    internal string? Column { get; init; }

    internal static IReadOnlyList<T> SameLength<T>(string name, IReadOnlyList<double> first, IReadOnlyList<T> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return first.Count == second.Count ? second
            : throw new ArgumentException($"Series '{name}' has {first.Count} positions but {second.Count} values.");
    }
}

/// <summary>A series of numbers, one y for each x.</summary>
/// <param name="Name">Text in the legend, or empty.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="X">Positions along the x axis.</param>
/// <param name="Y">Values along the y axis, as many.</param>
/// <exception cref="ArgumentException">The two lists differ in length.</exception>
public abstract record XYSeries(string Name, Colour Colour, IReadOnlyList<double> X, IReadOnlyList<double> Y) : Series(Name, Colour)
{
    /// <summary>Positions along the x axis.</summary>
    public IReadOnlyList<double> X { get; } = X;

    /// <summary>Values along the y axis.</summary>
    public IReadOnlyList<double> Y { get; } = SameLength(Name, X, Y);

    /// <summary>Half the height of the band, or half the length of the error bar, at each position; none if absent.</summary>
    /// <exception cref="ArgumentException">There are not as many as positions.</exception>
    public IReadOnlyList<double>? Error { get; init => field = value is null ? null : SameLength(Name, X, value); }

    /// <summary>Name of <see cref="Error"/> in the heading of its column.</summary>
    public string ErrorName { get; init; } = "s.e.";
}

/// <summary>How a line is drawn.</summary>
public enum LineStyle
{
    /// <summary>Without gaps.</summary>
    Solid,

    /// <summary>Dashed.</summary>
    Dashed,

    /// <summary>Dotted.</summary>
    Dotted,
}

/// <summary>A line through points, in their order; one of means with their errors lies inside a band of its colour.</summary>
/// <inheritdoc cref="XYSeries"/>
public sealed record LineSeries(string Name, Colour Colour, IReadOnlyList<double> X, IReadOnlyList<double> Y)
    : XYSeries(Name, Colour, X, Y)
{
    /// <summary>Its style.</summary>
    public LineStyle Style { get; init; } = LineStyle.Solid;

    /// <summary>Its width in points.</summary>
    public double Width { get; init; } = 0.8;

    /// <summary>
    /// Whether it holds each value from its position, the start of a bin, to the next one; the last bin is as wide as the one before it.
    /// </summary>
    public bool IsSteps { get; init; }
}

/// <summary>Shape of a point: a filled disc, or for data of others over our curves a ring or a square, white over bars.</summary>
internal enum Marker
{
    Disc,
    Ring,
    Square,
}

/// <summary>Separate points, with error bars where there are errors.</summary>
/// <inheritdoc cref="XYSeries"/>
public sealed record PointSeries(string Name, Colour Colour, IReadOnlyList<double> X, IReadOnlyList<double> Y)
    : XYSeries(Name, Colour, X, Y)
{
    internal Marker Marker { get; init; } = Marker.Disc;

    /// <summary>Diameter of the points in points of print.</summary>
    public double Size { get; init; } = 3;
}

/// <summary>
/// Bars at the positions 0, 1, 2, ... of the x axis, which usually has <see cref="Axis.Categories"/>. All bar series of a panel stand side
/// by side.
/// </summary>
public sealed record BarSeries : XYSeries
{
    /// <summary>Takes the bars.</summary>
    /// <param name="name">Text in the legend, or empty.</param>
    /// <param name="colour">Their colour.</param>
    /// <param name="values">Heights of the bars; the bar with index i stands at position i.</param>
    /// <param name="error">Half the length of each error bar, in the unit of the y axis; no bars if absent.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public BarSeries(string name, Colour colour, IReadOnlyList<double> values, IReadOnlyList<double>? error = null)
        : base(name, colour, [.. values.Select((_, i) => (double)i)], values) => Error = error;

    /// <summary>The values of which the bars are means, shown as dots: for every seed one value for each bar. Empty for none.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Seeds { get; init; } = [];

    /// <summary>Part of the distance between two positions that the bars of one position fill together.</summary>
    internal const double Share = 0.75;

    /// <summary>Where the middle of a bar is, relative to its position: by the place of its series, from 0, among those of bars.</summary>
    internal static double MiddleOf(int index, int count) => Share * (((index + 0.5) / count) - 0.5);
}

/// <summary>Spikes as short vertical strokes: time along x, index of the neuron along y.</summary>
/// <param name="Name">Text in the legend, or empty.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Times">Times of the spikes, in the unit of the x axis and in any order.</param>
/// <param name="Neurons">Index of the neuron that fired, as many as times.</param>
/// <exception cref="ArgumentException">The two lists differ in length.</exception>
public sealed record RasterSeries(string Name, Colour Colour, IReadOnlyList<double> Times, IReadOnlyList<int> Neurons)
    : Series(Name, Colour)
{
    /// <summary>Times of the spikes.</summary>
    public IReadOnlyList<double> Times { get; } = Times;

    /// <summary>Index of the neuron of each spike.</summary>
    public IReadOnlyList<int> Neurons { get; } = SameLength(Name, Times, Neurons);
}

/// <summary>
/// Values of two variables as a map of coloured cells with a colour bar to the right of the plot. Cells are as wide as the distance of
/// their neighbours and centred on their positions. NaN is a missing value and stays white. A panel holds one map.
/// </summary>
/// <param name="Scale">Quantity that the colours show, and their range.</param>
/// <param name="X">Centres of the columns of cells, evenly spaced and rising.</param>
/// <param name="Y">Centres of the rows of cells, evenly spaced and rising.</param>
/// <param name="Values">The values, one row for each y, one column for each x.</param>
/// <exception cref="ArgumentException">The numbers of positions and values differ, or the positions do not rise.</exception>
internal sealed record HeatMapSeries(Axis Scale, IReadOnlyList<double> X, IReadOnlyList<double> Y, double[,] Values)
    : Series("", Palette.Black)
{
    public double[,] Values { get; } = Values.GetLength(0) == Y.Count && Values.GetLength(1) == X.Count && Rises(X) && Rises(Y) ? Values
        : throw new ArgumentException($"A map of {Y.Count} rows and {X.Count} columns has {Values.GetLength(0)} by {Values.GetLength(1)} "
            + "values, or its positions are not evenly spaced or do not rise.");

    /// <summary>Distance of two neighbouring centres.</summary>
    internal static double Step(IReadOnlyList<double> centres) => centres.Count > 1 ? (centres[^1] - centres[0]) / (centres.Count - 1) : 1;

    private static bool Rises(IReadOnlyList<double> centres) => centres.Count > 0 && Step(centres) is > 0 and double step
        && centres.Index().All(centre => Math.Abs(centres[0] + (centre.Index * step) - centre.Item) <= 1e-6 * step * centres.Count);
}

/// <summary>End of a link of a sketch: an arrow head for excitation, a short bar across it for inhibition.</summary>
[FormerName("disc", "run the experiment again, or change it to \"arrow\", \"bar\" or \"none\"")]
internal enum LinkEnd
{
    Arrow,
    Bar,
    None,
}

/// <summary>
/// A box of a sketch, in the coordinates of the panel, of which X and Y are its left and lower edge. The note is a second line of its text,
/// in smaller letters.
/// </summary>
[CompleteRecord]
internal sealed record SketchBox(string Name, string Note, double X, double Y, double Width, double Height);

/// <summary>
/// A curve of a sketch through points, in the coordinates of the panel. The table of the panel says what it joins ("input1 → hidden1"), and
/// of which kind it is ("events, excitatory, learning").
/// </summary>
[CompleteRecord]
internal sealed record SketchLink(string Name, string Kind, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>The boxes of a sketch, outlined in their colour and filled with a tint of it.</summary>
internal sealed record BoxSeries(Colour Colour, IReadOnlyList<SketchBox> Boxes) : Series("", Colour);

/// <summary>Links of one look in a sketch; without links an entry of the legend only.</summary>
internal sealed record LinkSeries(string Name, Colour Colour, IReadOnlyList<SketchLink> Links) : Series(Name, Colour)
{
    public LinkEnd End { get; init; }
    public LineStyle Style { get; init; }

    /// <summary>Their width in points.</summary>
    public double Width { get; init; } = 0.7;
}
