using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Recording.Spikes;

/// <summary>
/// Remembers what the figures need that every run has without being asked: the spikes of some cells at the end of the run, and the rates of
/// all populations there if the network has a task. Before that end it costs nothing.
/// </summary>
/// <param name="network">The network, before the first step of the run.</param>
/// <param name="stretch">The end of the run.</param>
/// <param name="duration">Simulated time of the run (s).</param>
internal sealed class ShownActivity(Network network, ShownStretch stretch, double duration) : IObserver, IHasState
{
    // A raster shows 60 cells of a population; their statistics become hardly more exact with more of them than this.
    private const int MostCells = 100;

    // More rasters do not fit on a page.
    private const int MostPopulations = 12;
    private const int RateBins = 400;
    private readonly int _end = network.StepsTaken + network.Steps(duration);
    private readonly int _begin = StepBefore(network, duration, stretch.Length);

    // What precedes a change is shown as long as what follows it.
    private readonly int _firstSpike =
        StepBefore(network, duration, stretch.Change is double change ? Math.Min(stretch.Length, 2 * change) : stretch.Length);
    private readonly int _steady = StepBefore(network, duration, stretch.Steady);
    private readonly int? _change = stretch.Change is double moment ? StepBefore(network, duration, moment) : null;
    private readonly bool _hasRates = network.Description.Task is not null;
    private readonly Population[] _populations = [.. network.Populations.Take(MostPopulations)];
    private readonly List<(int Step, int Neuron, int Kind)>[] _spikes =
        [.. network.Populations.Take(MostPopulations).Select(_ => new List<(int, int, int)>())];
    private int _next = network.StepsTaken;
    private RateCourse? _rates = network.Description.Task is not null && network.Steps(duration) <= network.Steps(stretch.Length)
        ? Course(network, stretch) : null;

    /// <summary>Rates from the beginning of the stretch; null: the run did not get there, or has no task.</summary>
    public RecordedRates? Rates => _rates?.Recorded;

    /// <summary>The courses of rates begin at a step of their own.</summary>
    public int NextLook(Network network) =>
        !_hasRates ? int.MaxValue : _rates?.NextLook(network) ?? (network.StepsTaken < _begin ? _begin : int.MaxValue);

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        _rates?.AfterSteps(network);
        if (_hasRates && network.StepsTaken == _begin) _rates = Course(network, stretch);
        int start = Math.Max(_next, _firstSpike), end = Math.Min(network.StepsTaken, _end);
        for (int i = 0; start < end && i < _populations.Length; i++)
        {
            List<(int, int, int)> spikes = _spikes[i];
            SpikeKinds.Read(_populations[i], Cells(i), start, end, (step, neuron, kind) => spikes.Add((step, neuron, kind)));
        }

        _next = network.StepsTaken;
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("next", ref _next);
        foreach (List<(int, int, int)> spikes in _spikes) visitor.List("spikes", spikes);
        visitor.Optional("rates", ref _rates, () => Course(network, stretch));
    }

    /// <summary>Raster and statistics; null: the run did not get so far.</summary>
    public SpikeFindings? Finish()
    {
        int end = Math.Min(network.StepsTaken, _end);
        if (end <= _steady) return null;
        return new SpikeFindings("spikes", Recorded(_steady), network.TimeOf(_steady), network.TimeOf(end), network.Time, complete: true)
        {
            Words = stretch.Words,
            TimeStep = network.TimeStep,
            InputsChange = SpikeFindings.InputsChangeIn(network, network.TimeOf(_steady), network.TimeOf(end)),
            Cells = _populations.Any(population => population.Size > MostCells) ? MostCells : null,
            LeftOut = network.Populations.Count - _populations.Length,
            Around = new RasterStretch(Recorded(_firstSpike), network.TimeOf(_firstSpike), network.TimeOf(end))
            {
                Change = _change is int change ? network.TimeOf(change) : null,
                Parts = stretch.Spans(network.TimeOf(_begin)),
            },
        };
    }

    private static RateCourse Course(Network network, ShownStretch stretch) =>
        new(network, Math.Max(network.TimeStep, stretch.Length / RateBins));

    private int Cells(int population) => Math.Min(MostCells, _populations[population].Size);

    // Counted back from the end, but not before the beginning. Asked before the first step.
    private static int StepBefore(Network network, double duration, double end) =>
        network.StepsTaken + Math.Max(0, network.Steps(duration) - network.Steps(end));

    private RecordedSpikes[] Recorded(int from) => [.. _populations.Select((population, i) =>
        RecordedSpikes.Of(network, population, Cells(i),
            [.. _spikes[i].Select(s => new RecordedSpike(s.Step, s.Neuron, (byte)s.Kind))], from))];
}
