using System.Numerics.Tensors;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Recording.Weights;

/// <summary>Writes mean and standard deviation of the weights of every learner at a fixed interval.</summary>
internal sealed class WeightRecorder : IRecorder, IHasState
{
    private readonly CsvWriter _csv;
    private readonly string _path;
    private readonly Projection[] _projections;
    private readonly int _every;
    private int _next;

    /// <summary>Creates the file and writes the initial weights.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="network">The network, before its next step.</param>
    /// <param name="every">Interval (s).</param>
    public WeightRecorder(string path, Network network, double every)
    {
        _path = path;
        _projections = [.. network.Learners.Where(learner => !learner.Weights.IsEmpty).Select(learner => learner.Projection)];
        _every = Math.Max(1, network.Steps(every));
        _next = network.StepsTaken;
        _csv = new CsvWriter(path, "time_s", "projection", "mean_weight", "standard_deviation", "minimum", "maximum");
        AfterSteps(network);
    }

    /// <inheritdoc/>
    public IResult? Result => _projections.Length == 0 ? null : new WeightFindings(_path, _projections);

    /// <inheritdoc/>
    public int NextLook(Network network) => _next;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        if (network.StepsTaken < _next) return;
        _next += _every;
        foreach (Learner learner in network.Learners)
        {
            ReadOnlySpan<float> weights = learner.Weights;
            if (weights.IsEmpty) continue;
            _csv.Add(network.Time).Add(learner.Projection.Settings.Name).Add(MeanWeight(learner))
                .Add(OrderedSum.StandardDeviation(weights)).Add(TensorPrimitives.Min(weights)).Add(TensorPrimitives.Max(weights)).EndRow();
        }
    }

    /// <inheritdoc/>
    public void Finish(Network network)
    {
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("next", ref _next);
        _csv.VisitState(visitor);
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    /// <summary>Mean weight over the synapses of a learner; NaN if it has none.</summary>
    public static double MeanWeight(Learner learner) => OrderedSum.Mean(learner.Weights);
}
