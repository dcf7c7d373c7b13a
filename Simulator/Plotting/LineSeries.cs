namespace Spiking.Plotting;

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

/// <summary>A line through points, in their order.</summary>
public record LineSeries : XYSeries
{
    /// <summary>Takes the data.</summary>
    /// <param name="name">Text in the legend, or empty.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="x">Positions.</param>
    /// <param name="y">Values, as many as positions.</param>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public LineSeries(string name, Colour colour, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(name, colour, x, y)
    {
    }

    /// <summary>Its style.</summary>
    public LineStyle Style { get; init; } = LineStyle.Solid;

    /// <summary>Its width in points.</summary>
    public double Width { get; init; } = 0.8;
}

/// <summary>
/// A line that holds each value from its position to the next one, as binned data do; the last bin is as wide as the one before it.
/// </summary>
public sealed record StepSeries : LineSeries
{
    /// <summary>Takes the data.</summary>
    /// <param name="name">Text in the legend, or empty.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="x">Starts of the bins.</param>
    /// <param name="y">Values, as many as positions.</param>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public StepSeries(string name, Colour colour, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(name, colour, x, y)
    {
    }
}

/// <summary>A line inside a band of the same colour, for a mean and its standard error.</summary>
public sealed record BandSeries : LineSeries
{
    /// <summary>Takes the data.</summary>
    /// <param name="name">Text in the legend, or empty.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="x">Positions.</param>
    /// <param name="mean">The line, as many values as positions.</param>
    /// <param name="error">Half the height of the band at each position, in the unit of the y axis.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public BandSeries(string name, Colour colour, IReadOnlyList<double> x, IReadOnlyList<double> mean, IReadOnlyList<double> error)
        : base(name, colour, x, mean)
    {
        SeriesChecks.SameLength(name, x, error);
        Error = error;
    }

    /// <summary>Half the height of the band at each position, in the unit of the y axis.</summary>
    public IReadOnlyList<double> Error { get; }

    /// <summary>Name of <see cref="Error"/> in the heading of its column.</summary>
    public string ErrorName { get; init; } = "s.e.";
}
