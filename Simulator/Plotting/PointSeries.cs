namespace Spiking.Plotting;

/// <summary>Shape of a point.</summary>
internal enum Marker
{
    /// <summary>A filled disc.</summary>
    Disc,

    /// <summary>A filled square.</summary>
    Square,

    /// <summary>A ring filled with white: data of others over our curves.</summary>
    Ring,

    /// <summary>A short vertical stroke, for spikes above a trace.</summary>
    Stroke,
}

/// <summary>Separate points, with error bars where wanted.</summary>
public sealed record PointSeries : XYSeries
{
    /// <summary>Takes the data.</summary>
    /// <param name="name">Text in the legend, or empty.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="x">Positions.</param>
    /// <param name="y">Values, as many as positions.</param>
    /// <param name="error">Half the length of each error bar, in the unit of the y axis; no bars if absent.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public PointSeries(string name, Colour colour, IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double>? error = null)
        : base(name, colour, x, y)
    {
        SeriesChecks.SameLength(name, x, error);
        Error = error;
    }

    /// <summary>Half the length of each error bar; no bars if absent.</summary>
    public IReadOnlyList<double>? Error { get; }

    /// <summary>Name of <see cref="Error"/> in the heading of its column.</summary>
    public string ErrorName { get; init; } = "s.e.";

    /// <summary>Shape of the points.</summary>
    internal Marker Marker { get; init; } = Marker.Disc;

    /// <summary>Diameter of the points in points of print.</summary>
    public double Size { get; init; } = 3;
}
