using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>Synapses from one population onto one receptor of another.</summary>
public abstract unsafe class Projection : IHasState
{
    // The kinds of spikes of the source that something asks for, in the step in which they arrive.
    private readonly HashSet<SpikeFilter> _needed;

    /// <summary>Connects two populations.</summary>
    /// <param name="settings">Name, receptor, filter, weight and delay.</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="needed">Kinds of spikes that are asked for as they arrive, besides those that are transmitted.</param>
    /// <exception cref="ArgumentException">The target has no such receptor.</exception>
    protected Projection(ProjectionSettings settings, Population source, Population target, params ReadOnlySpan<SpikeFilter> needed)
    {
        Settings = settings;
        Source = source;
        Target = target;
        Conductances = target.ConductanceOfEach(settings.Receptor);
        _needed = [settings.Transmits, .. needed];
    }

    /// <summary>Name, receptor, filter, weight and delay.</summary>
    public ProjectionSettings Settings { get; }

    /// <summary>Pre-synaptic population.</summary>
    public Population Source { get; }

    /// <summary>Post-synaptic population.</summary>
    public Population Target { get; }

    /// <summary>Connectivity; null: every pair is connected, and no synapse is stored.</summary>
    public virtual Connectivity? Connectivity => null;

    /// <summary>Whether a kind of another assembly has listed the pairs that are connected, for messages.</summary>
    internal bool IsListed { get; set; }

    /// <summary>Number of synapses that are stored.</summary>
    internal virtual int StoredSynapses => Connectivity?.Count ?? 0;

    /// <summary>A hash of all pairs that are connected; 0: every pair is.</summary>
    internal virtual ulong HashOfPairs => Connectivity?.Hash ?? 0;

    /// <summary>
    /// Whether synapses have delays of their own. Then their order, and with it <see cref="HashOfPairs"/>, depends on these.
    /// </summary>
    internal virtual bool HasOwnDelays => false;

    /// <summary>The conductances (or the dendritic feedback, or the potentials) that spikes are added to.</summary>
    protected AlignedArray<float> Conductances { get; }

    /// <summary>
    /// One value per synapse that learns, or could (the weight; of a cancellation Q, in volts), in an order of the projection's own; null:
    /// the synapses have no values of their own.
    /// </summary>
    public virtual AlignedArray<float>? Weights => null;

    /// <summary>The same as they stand in memory, without changes that wait; empty if there are none.</summary>
    internal virtual ReadOnlySpan<float> StoredWeights => Weights is null ? default : Weights.Span;

    /// <summary>The weights in the order of the connectivity (a copy); empty if there are none.</summary>
    public virtual float[] WeightsOfConnectivity() => Weights is null ? [] : Weights.Span.ToArray();

    /// <summary>
    /// The delay of every synapse in steps, in the order of the connectivity (a copy); empty if all have that of the settings.
    /// </summary>
    public virtual ushort[] DelaysOfConnectivity() => [];

    /// <summary>How many steps the target can take before the source takes any: the delay, and what the source knows ahead.</summary>
    public int Slack => Settings.DelaySteps + _needed.Min(Source.Foresight);

    /// <summary>
    /// The longest delay of a synapse in steps. The shortest is that of the settings; the two differ where synapses have delays of their
    /// own.
    /// </summary>
    public virtual int LongestDelaySteps => Settings.DelaySteps;

    /// <summary>The pre-synaptic spikes that arrive in a step with the delay of the settings.</summary>
    public ReadOnlySpan<int> Arriving(int step) => Source.SpikesAt(Settings.Transmits, step - Settings.DelaySteps);

    /// <summary>
    /// The pre-synaptic spikes of a kind that arrive in a step, whatever is transmitted. The kind must be needed (<see cref="Need"/>).
    /// </summary>
    public ReadOnlySpan<int> Arriving(SpikeFilter kind, int step) => Source.SpikesAt(kind, step - Settings.DelaySteps);

    /// <summary>
    /// Says, before the network is complete, that spikes of a kind are asked for as they arrive, besides those that are transmitted. The
    /// engine then lets the source take a step early enough.
    /// </summary>
    public void Need(SpikeFilter kind) => _needed.Add(kind);

    /// <summary>
    /// Prefetches the memory that <see cref="Deliver"/> will read in a step in which listed spikes arrive. Call this before the target
    /// advances, which takes about as long as memory needs.
    /// </summary>
    /// <param name="step">The step that the target is about to take.</param>
    public virtual void Prefetch(int step)
    {
    }

    void IHasState.VisitState(StateVisitor visitor)
    {
        ulong connectivity = HashOfPairs, here = connectivity;
        visitor.Value("connectivity", ref connectivity);
        string own = IsListed ? ", or because its connectivity takes chance from elsewhere than \"random\"" : "";
        visitor.Require(connectivity == here, (HasOwnDelays
            ? "it connects other pairs of neurons, or with other delays, because the seed, a size, a probability or a delay is another"
            : "it connects other pairs of neurons, because the seed, a size or a probability is another") + own);
        VisitState(visitor);
    }

    /// <summary>
    /// Visits weights and whatever else spikes or learners change. A projection of which nothing changes overrides this, too, with an empty
    /// method.
    /// </summary>
    protected virtual void VisitState(StateVisitor visitor) => throw visitor.Undeclared("projection", this);

    /// <summary>Adds what the arriving spikes transmit to the conductances of their targets.</summary>
    /// <param name="step">The present step.</param>
    public abstract void Deliver(int step);
}

/// <summary>Name, receptor, transmitted spikes, weight and delay of a projection.</summary>
public sealed record ProjectionSettings
{
    /// <summary>Name, unique in the network: "input1 -> hidden1 soma-ampa".</summary>
    public required string Name { get; init; }

    /// <summary>The receptor that the synapses act on.</summary>
    public required Receptor Receptor { get; init; }

    /// <summary>Which spikes are transmitted.</summary>
    public required SpikeFilter Transmits { get; init; }

    /// <summary>
    /// Weight of every synapse at the start, in units of the leak conductance; of dendritic feedback and delta synapses the amplitude (V).
    /// </summary>
    public required double Weight { get; init; }

    /// <summary>Axonal delay in steps; where synapses have delays of their own, the shortest of them.</summary>
    public int DelaySteps { get; init; }
}
