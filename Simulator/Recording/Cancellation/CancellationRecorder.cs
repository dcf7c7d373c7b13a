using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Plotting;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Recording.Cancellation;

/// <summary>A projection with a cancellation in one time bin.</summary>
/// <param name="Time">End of the bin (simulation time, s).</param>
/// <param name="Cancelled">
/// The burst probability that is cancelled in the bin: mean of -Q/Y over the transmitted events; 0 while it is not known.
/// </param>
/// <param name="Synapses">Mean of -Q/Y over the synapses at the end of the bin.</param>
/// <param name="Deviation">Standard deviation of -Q/Y over the synapses at the end of the bin.</param>
/// <param name="Source">
/// Burst probability of the pre-synaptic population in the bin: what ought to be cancelled where there is no error.
/// </param>
/// <param name="Target">Burst probability of the post-synaptic population in the bin.</param>
internal readonly record struct CancellationPoint(
    double Time, double Cancelled, double Synapses, double Deviation, double Source, double Target);

/// <summary>Follows the cancellation of feedback and its effect, and writes both into a table.</summary>
internal sealed class CancellationRecorder : IRecorder, IResult, IHasState
{
    private readonly CsvWriter _csv;
    private readonly Projection[] _projections;
    private readonly CancellationLearner?[] _learners;
    private readonly List<CancellationPoint>[] _points;
    private readonly RateBins _bins;

    // Points of bins that have ended, whose burst probabilities are not known yet.
    private readonly Queue<CancellationPoint[]> _open = new();
    private readonly (double Sum, long Count)[] _transmitted;
    private readonly Func<double, double> _timeOf;
    private readonly int _binSteps;
    private int _next, _written;

    /// <summary>Creates the file.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="network">The network, before its first step.</param>
    /// <param name="bin">Width of a bin (s).</param>
    public CancellationRecorder(string path, Network network, double bin)
    {
        _projections = [.. network.Projections.Where(p => p is CancellingFeedback or VariableCancellation)];
        _learners = [.. _projections.Select(p => network.Learners.OfType<CancellationLearner>().FirstOrDefault(l => l.Projection == p))];
        _points = [.. _projections.Select(_ => new List<CancellationPoint>())];
        _timeOf = network.TimeOf;
        _binSteps = Math.Max(1, network.Steps(bin));
        _bins = new RateBins(network.Populations, network.StepsTaken, _binSteps);
        _next = network.StepsTaken + _binSteps;
        _csv = new CsvWriter(
            path, "bin_end_s", "projection", "cancelled_burst_probability", "mean_over_synapses", "standard_deviation_over_synapses",
            "source_burst_probability", "target_burst_probability");
        _transmitted = [.. _projections.Select(Transmitted)];
    }

    /// <summary>Number of steps of a bin.</summary>
    public int BinSteps => _binSteps;

    /// <summary>The projections that have a cancellation.</summary>
    public IReadOnlyList<Projection> Projections => _projections;

    /// <summary>The learner of each of them; null: its cancellation is fixed.</summary>
    public IReadOnlyList<CancellationLearner?> Learners => _learners;

    /// <summary>Records of each of them, bin by bin.</summary>
    public IReadOnlyList<IReadOnlyList<CancellationPoint>> Points => _points;

    /// <summary>Middle of a bin (simulation time, s).</summary>
    /// <param name="bin">Its index, from 0.</param>
    public double MiddleOf(int bin) => _timeOf(_bins.Start + ((bin + 0.5) * _binSteps));

    /// <inheritdoc/>
    public int NextLook(Network network) => _next;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        _bins.Take(network.StepsTaken);
        if (network.StepsTaken >= _next)
        {
            _next += _binSteps;
            _open.Enqueue([.. _projections.Select((_, i) => Look(network, i))]);
        }

        Write(network, _bins.Settled);
    }

    /// <inheritdoc/>
    public void Finish(Network network) => Write(network, _bins.Ended);

    /// <inheritdoc/>
    public IResult Result => this;

    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures() =>
        _points[0].Count > 0 ? [("cancellation", () => CancellationFigure.Create([("", [this])]))] : [];

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, double Value)> Measured =>
    [
        .. Enumerable.Range(0, _projections.Length).Where(i => _learners[i] is not null).SelectMany(i =>
        {
            LearningOfCancellation learned = LearningOfCancellation.Of([this], i);
            string start = $"cancellation.{_projections[i].Settings.Name}";
            return new[]
            {
                ($"{start}.cancelled_burst_probability", learned.Cancelled.Mean),
                ($"{start}.source_burst_probability", learned.Source.Mean),
                ($"{start}.target_burst_probability_before", learned.TargetBefore.Mean),
                ($"{start}.target_burst_probability_after", learned.TargetAfter.Mean),
                ($"{start}.relaxation_s", learned.RelaxationTime.Mean),
            };
        }),
    ];

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        _bins.VisitState(visitor);
        foreach (List<CancellationPoint> points in _points) visitor.List("points", points);
        CancellationPoint[] open = [.. _open.SelectMany(points => points)];
        visitor.Variable("openPoints", ref open);
        if (visitor.IsRestoring)
        {
            _open.Clear();
            foreach (CancellationPoint[] points in open.Chunk(_projections.Length)) _open.Enqueue(points);
        }

        visitor.Array("transmitted", _transmitted.AsSpan());
        visitor.Value("next", ref _next);
        visitor.Value("binsWritten", ref _written);
        _csv.VisitState(visitor);
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private CancellationPoint Look(Network network, int index)
    {
        Projection projection = _projections[index];
        if (projection is not VariableCancellation learned)
        {
            double same = ((CancellingFeedback)projection).BurstProbability ?? 0;
            return new CancellationPoint(network.Time, same, same, 0, double.NaN, double.NaN);
        }

        double amplitude = projection.Settings.Weight, sum = 0, squares = 0;
        foreach (float q in learned.Weights.Span)
        {
            double cancelled = -q / amplitude;
            sum += cancelled;
            squares += cancelled * cancelled;
        }

        double mean = sum / learned.Weights.Length, deviation = Math.Sqrt(Math.Max(0, squares / learned.Weights.Length - mean * mean));
        (double before, long count) = _transmitted[index];
        _transmitted[index] = Transmitted(projection);
        double transmitted = (learned.TransmittedSum - before) / (learned.TransmittedCount - count) / -amplitude;
        return new CancellationPoint(network.Time, transmitted, mean, deviation, double.NaN, double.NaN);
    }

    private static (double Sum, long Count) Transmitted(Projection projection) =>
        projection is VariableCancellation learned ? (learned.TransmittedSum, learned.TransmittedCount) : default;

    /// <summary>Writes the points of bins that have ended, with the burst probabilities that are known now.</summary>
    private void Write(Network network, int bins)
    {
        for (; _written < bins; _written++)
        {
            CancellationPoint[] points = _open.Dequeue();
            for (int i = 0; i < points.Length; i++)
            {
                Projection projection = _projections[i];
                CancellationPoint point = points[i] with
                {
                    Source = BurstProbability(network, projection.Source),
                    Target = BurstProbability(network, projection.Target),
                };
                _points[i].Add(point);
                _csv.Add(point.Time).Add(projection.Settings.Name).AddOrMissing(point.Cancelled).Add(point.Synapses).Add(point.Deviation)
                    .AddOrMissing(point.Source).AddOrMissing(point.Target).EndRow();
            }
        }

        _bins.Forget(Math.Min(_written, _bins.Settled));
    }

    private double BurstProbability(Network network, Population population) =>
        _bins.Rates(network.Populations.TakeWhile(p => p != population).Count(), _written).BurstProbability;
}
