using Spiking.Engine;
using Spiking.Plasticity;
using Spiking.Recording;
using Spiking.Recording.Weights;
using Spiking.Snapshots;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Course of the output while an epoch is taught, in short bins.</summary>
internal sealed class TrainingCourse : IObserver, IHasState
{
    private readonly PostsynapticAverages _averages;
    private readonly BurstDependentLearner[] _onto;
    private readonly RateCourse _rates;
    private readonly List<double> _baseline = [];
    private readonly List<double>[] _weights;
    private int[] _order;
    private double[] _startWeights;

    /// <summary>Begins at the present step.</summary>
    /// <param name="network">The network.</param>
    /// <param name="output">Name of the output population, onto which projections learn.</param>
    /// <param name="bin">Width of a bin (s).</param>
    /// <param name="order">Indices of the patterns in the order in which they will be taught.</param>
    internal TrainingCourse(Network network, string output, double bin, int[] order)
    {
        _order = order;
        _onto = [.. network.Learners.OfType<BurstDependentLearner>().Where(l => l.Projection.Target.Name == output)];
        _averages = _onto[0].Averages;
        _rates = new RateCourse(network, bin);
        _weights = [.. _onto.Select(_ => new List<double>())];
        _startWeights = [.. _onto.Select(WeightRecorder.MeanWeight)];
    }

    /// <summary>Indices of the patterns in the order in which they were taught.</summary>
    public IReadOnlyList<int> Order => _order;

    /// <summary>Rates of every population in every bin.</summary>
    public RateCourse Rates => _rates;

    /// <summary>Names of the projections onto the output that learn.</summary>
    public IReadOnlyList<string> Projections => [.. _onto.Select(l => l.Projection.Settings.Name)];

    /// <summary>
    /// At the end of every bin, the burst probability that the rule onto the output takes for its baseline: the constant one, or the ratio
    /// of the population's moving averages of bursts and events.
    /// </summary>
    public IReadOnlyList<double> Baseline => _baseline;

    /// <summary>Mean weight of every projection before the first bin.</summary>
    public IReadOnlyList<double> StartWeights => _startWeights;

    /// <summary>Mean weight of every projection at the end of every bin.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Weights => _weights;

    /// <inheritdoc/>
    public int NextLook(Network network) => _rates.NextLook(network);

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Variable("order", ref _order);
        visitor.Variable("startWeights", ref _startWeights);
        _rates.VisitState(visitor);
        visitor.List("baselines", _baseline);
        foreach (List<double> weights in _weights) visitor.List("meanWeights", weights);
    }

    /// <summary>Ends a bin where it is due.</summary>
    public void AfterSteps(Network network)
    {
        int bins = _rates.Bins;
        _rates.AfterSteps(network);
        if (_rates.Bins == bins) return;
        _baseline.Add(_onto[0].Rule.Baseline(_averages.EventRate.Mean(), _averages.BurstRate.Mean()));
        for (int i = 0; i < _onto.Length; i++) _weights[i].Add(WeightRecorder.MeanWeight(_onto[i]));
    }
}
