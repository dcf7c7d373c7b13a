namespace Spiking.Plotting;

/// <summary>One set of data in a panel. Values that are NaN are missing: lines break there and nothing is drawn.</summary>
/// <param name="Name">Text in the legend; a series without a name is not in the legend.</param>
/// <param name="Colour">Its colour.</param>
public abstract record Series(string Name, Colour Colour);

/// <summary>A series of numbers, one y for each x.</summary>
public abstract record XYSeries : Series
{
    /// <summary>Positions along the x axis.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Values along the y axis.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Takes the data.</summary>
    /// <param name="name">Text in the legend, or empty.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="x">Positions.</param>
    /// <param name="y">Values, as many as positions.</param>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    protected XYSeries(string name, Colour colour, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(name, colour)
    {
        SeriesChecks.SameLength(name, x, y);
        X = x;
        Y = y;
    }
}

internal static class SeriesChecks
{
    public static void SameLength(string name, IReadOnlyList<double> first, IReadOnlyList<double>? second)
    {
        ArgumentNullException.ThrowIfNull(first);
        if (second is not null && first.Count != second.Count)
            throw new ArgumentException($"Series '{name}' has {first.Count} positions but {second.Count} values.");
    }
}
