namespace Spiking.Plotting;

/// <summary>
/// Bars at the positions 0, 1, 2, ... of the x axis, which usually has <see cref="Axis.Categories"/>. All bar series of a panel stand side
/// by side.
/// </summary>
public sealed record BarSeries : Series
{
    /// <summary>Takes the data.</summary>
    /// <param name="name">Text in the legend, or empty.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="values">Heights of the bars; the bar with index i stands at position i.</param>
    /// <param name="error">Half the length of each error bar, in the unit of the y axis; no bars if absent.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public BarSeries(string name, Colour colour, IReadOnlyList<double> values, IReadOnlyList<double>? error = null)
        : base(name, colour)
    {
        SeriesChecks.SameLength(name, values, error);
        Values = values;
        Error = error;
    }

    /// <summary>Heights of the bars.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Half the length of each error bar; no bars if absent.</summary>
    public IReadOnlyList<double>? Error { get; }

    /// <summary>Name of <see cref="Error"/> in the heading of its column.</summary>
    public string ErrorName { get; init; } = "s.e.";

    /// <summary>The values of which the bars are means, shown as dots: for every seed one value for each bar. Empty for none.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Seeds { get; init; } = [];
}
