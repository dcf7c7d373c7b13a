using Spiking.Inputs;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>
/// A network that can be stepped: the clock loop. Neurons advance with the clock; synapses, traces and weights are touched by spikes only.
/// </summary>
public sealed class Network
{
    private readonly Population[] _populations;
    private readonly Projection[] _projections;
    private readonly PlasticProjection[] _plastic;
    private readonly PoissonBackground[] _background;
    private readonly InjectedCurrents[] _currents;
    private readonly WeightSchedule[] _weightSchedules;
    private readonly PresynapticTrace[] _traces;
    private readonly PostsynapticAverages[] _averages;
    private readonly int? _learningOnset;
    private Fingerprint _spikesFingerprint = Fingerprint.Empty;

    /// <summary>Assembles a network of parts that already refer to one another.</summary>
    internal Network(NetworkParts parts)
    {
        Description = parts.Description;
        _populations = [.. parts.Populations];
        _projections = [.. parts.Projections];
        _plastic = [.. parts.Projections.OfType<PlasticProjection>()];
        _background = [.. parts.Background];
        _currents = [.. parts.Currents];
        _weightSchedules = [.. parts.WeightSchedules];
        _traces = [.. parts.Traces];
        _averages = [.. parts.Averages];
        if (Description.LearningOnset is double onset) _learningOnset = Steps(onset);
    }

    /// <summary>The description that the network was built from.</summary>
    public NetworkDescription Description { get; }

    /// <summary>The populations, in the order of the description.</summary>
    public IReadOnlyList<Population> Populations => _populations;

    /// <summary>The projections, in the order of the description.</summary>
    public IReadOnlyList<Projection> Projections => _projections;

    /// <summary>The projections that learn.</summary>
    public IReadOnlyList<PlasticProjection> PlasticProjections => _plastic;

    /// <summary>Time step (s).</summary>
    public double TimeStep => Description.TimeStep;

    /// <summary>Number of steps taken.</summary>
    public int StepsTaken { get; private set; }

    /// <summary>Simulated time so far (s).</summary>
    public double Time => StepsTaken * TimeStep;

    /// <summary>Whether weights change. Traces and averages run in any case.</summary>
    public bool Learning { get; set; }

    /// <summary>Hash of all spikes so far: equal for two runs only if every spike is equal.</summary>
    public ulong SpikesHash => _spikesFingerprint.Value;

    /// <summary>The population of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such population.</exception>
    public Population Population(string name) =>
        Array.Find(_populations, p => p.Name == name) ?? throw new KeyNotFoundException($"no population is called '{name}'");

    /// <summary>The longest run in steps: sums of two numbers of steps do not overflow.</summary>
    public const int MostSteps = 1 << 30;

    /// <summary>Number of time steps in a duration (s), rounded; <see cref="MostSteps"/> if it is longer, which no run reaches.</summary>
    public int Steps(double duration) => (int)Math.Min(TimeGrid.Steps(duration, TimeStep), MostSteps);

    /// <summary>
    /// Takes one time step. Order: neurons advance and spike; projections and background deliver to conductances that act in the next
    /// step; pre-synaptic events, then post-synaptic events and bursts change weights; traces decay.
    /// </summary>
    public void Step()
    {
        int step = StepsTaken;
        if (step == _learningOnset) Learning = true;
        foreach (InjectedCurrents currents in _currents) currents.Advance(step);
        foreach (WeightSchedule schedule in _weightSchedules) schedule.Advance(step);
        for (int i = 0; i < _populations.Length; i++)
        {
            _populations[i].Advance(step);
            _spikesFingerprint.Add(step, i, _populations[i].Spikes.Present);
        }

        foreach (Projection projection in _projections) projection.Deliver(step);
        foreach (PoissonBackground background in _background) background.Deliver(step);
        if (Learning)
            foreach (PlasticProjection projection in _plastic) projection.StrengthenSilentTargets();
        foreach (PresynapticTrace trace in _traces) trace.TakeEvents();
        foreach (PostsynapticAverages averages in _averages) averages.TakeSpikes(Learning);
        foreach (PresynapticTrace trace in _traces) trace.Trace.Decay();
        foreach (PostsynapticAverages averages in _averages) averages.Decay();
        StepsTaken = step + 1;
    }
}
