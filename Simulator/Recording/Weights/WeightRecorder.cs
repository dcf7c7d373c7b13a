using System.Numerics.Tensors;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Recording.Weights;

/// <summary>
/// Writes mean, standard deviation, minimum and maximum of the weights of every learner at a fixed interval. Weights onto receptors of
/// different kinds have different units. Each unit has its own four columns, and the row of a projection fills those of its unit.
/// </summary>
internal sealed class WeightRecorder : IRecorder, IHasState
{
    // Mean, standard deviation, minimum and maximum.
    private const int Columns = 4;
    private readonly CsvWriter _csv;
    private readonly string _path;
    private readonly Projection[] _projections;
    private readonly string[] _units;
    private readonly NetworkDescription _network;
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
        _network = network.Description;
        _every = Math.Max(1, network.Steps(every));
        _next = network.StepsTaken;
        _units = [.. _projections.Select(UnitOf).Distinct()];
        _csv = new CsvWriter(path, ["time_s", "projection", .. _units.SelectMany(unit => (string[])
            [$"mean_weight_{unit}", $"standard_deviation_{unit}", $"minimum_{unit}", $"maximum_{unit}"])]);
        AfterSteps(network);
    }

    /// <inheritdoc/>
    public IResult? Result => _projections.Length == 0 ? null : new WeightFindings(_path, _projections, _network);

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
            _csv.Add(network.Time).Add(learner.Projection.Settings.Name);
            foreach (string unit in _units)
            {
                if (unit == UnitOf(learner.Projection))
                    _csv.Add(MeanWeight(learner)).Add(OrderedSum.StandardDeviation(weights)).Add(TensorPrimitives.Min(weights))
                        .Add(TensorPrimitives.Max(weights));
                else
                    for (int i = 0; i < Columns; i++) _csv.AddOrMissing(double.NaN);
            }

            _csv.EndRow();
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

    private static string UnitOf(Projection projection) => WeightAxes.UnitOf(projection.Settings.Receptor);

    /// <summary>Mean weight over the synapses of a learner; NaN if it has none.</summary>
    public static double MeanWeight(Learner learner) => OrderedSum.Mean(learner.Weights);
}
