using System.Numerics.Tensors;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Plasticity;

namespace Spiking.Recording.Weights;

/// <summary>Writes mean and standard deviation of the weights of every plastic projection at a fixed interval.</summary>
public sealed class WeightFileRecorder : IRecorder
{
    private readonly CsvWriter _csv;
    private readonly int _every;
    private int _next;

    /// <summary>Creates the file and writes the initial weights.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="network">The network, before its next step.</param>
    /// <param name="every">Interval (s).</param>
    public WeightFileRecorder(string path, Network network, double every)
    {
        _every = Math.Max(1, network.Steps(every));
        _next = network.StepsTaken;
        _csv = new CsvWriter(path, "time_s", "projection", "mean_weight", "standard_deviation", "minimum", "maximum");
        AfterSteps(network);
    }

    /// <inheritdoc/>
    public int NextLook(Network network) => _next;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        if (network.StepsTaken < _next) return;
        _next += _every;
        foreach (PlasticProjection projection in network.PlasticProjections)
        {
            ReadOnlySpan<float> weights = projection.Weights.Span;
            if (weights.IsEmpty) continue;
            _csv.Add(network.Time).Add(projection.Settings.Name).Add(MeanWeight(projection))
                .Add(OrderedSum.StandardDeviation(weights)).Add(TensorPrimitives.Min(weights)).Add(TensorPrimitives.Max(weights)).EndRow();
        }
    }

    /// <inheritdoc/>
    public void Finish(Network network)
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    /// <summary>Mean weight over the synapses of a projection; NaN if it has none.</summary>
    public static double MeanWeight(PlasticProjection projection) => OrderedSum.Mean(projection.Weights.Span);
}
