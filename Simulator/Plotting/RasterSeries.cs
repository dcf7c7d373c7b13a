namespace Spiking.Plotting;

/// <summary>Spikes as short vertical strokes: time along x, index of the neuron along y.</summary>
public sealed record RasterSeries : Series
{
    /// <summary>Takes the data.</summary>
    /// <param name="name">Text in the legend, or empty.</param>
    /// <param name="colour">Its colour.</param>
    /// <param name="times">Times of the spikes, in the unit of the x axis and in any order.</param>
    /// <param name="neurons">Index of the neuron that fired, as many as times.</param>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public RasterSeries(string name, Colour colour, IReadOnlyList<double> times, IReadOnlyList<int> neurons)
        : base(name, colour)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(neurons);
        if (times.Count != neurons.Count)
            throw new ArgumentException($"Raster '{name}' has {times.Count} times but {neurons.Count} neurons.");
        Times = times;
        Neurons = neurons;
    }

    /// <summary>Times of the spikes.</summary>
    public IReadOnlyList<double> Times { get; }

    /// <summary>Index of the neuron of each spike.</summary>
    public IReadOnlyList<int> Neurons { get; }
}
