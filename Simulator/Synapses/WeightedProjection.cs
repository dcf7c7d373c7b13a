using System.Numerics;
using System.Runtime.Intrinsics;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>
/// Change of the weight of one synapse at a spike. A struct, so that the loop over the synapses of a spike is compiled for it and calls
/// nothing.
/// </summary>
public interface IWeightChange
{
    /// <summary>The weight that a weight becomes; it is cut to its bounds afterwards.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="trace">
    /// The trace of the neuron on the other side of the synapse: pre-synaptic where a post-synaptic spike changes weights, and the reverse.
    /// </param>
    float Of(float weight, float trace);
}

/// <summary>
/// Synapses with one weight each, which a learner may change. The weights are sorted by target, and by source within a target, because a
/// post-synaptic spike changes all weights onto its neuron and finds them side by side. Where no weight has changed for a while, deliveries
/// read a copy in the order of the connectivity. Of a rule whose changes by post-synaptic spikes can wait for the next arrival
/// (<see cref="LateChanges"/>), weights stand in the order of the connectivity from the start. Short-term plasticity scales what a spike
/// transmits; learners see weights and spikes, not efficacies.
/// </summary>
public sealed unsafe class WeightedProjection : Projection
{
    private readonly AlignedArray<float> _weights;

    // Both null where weights stand in the order of the connectivity.
    private IncomingSynapses? _incoming;
    private RestingWeights? _resting;
    private LateChanges? _late;
    private AlignedArray<int>? _slots;

    // Null where the target computes too little to fetch anything meanwhile.
    private readonly FetchSlot? _meanwhile;

    // Null where the target population has too many neurons for 16 bits.
    private readonly AlignedArray<ushort>? _shortTargets;

    // Room for the efficacies that a spike finds, where synapses differ.
    private readonly double[] _efficacies;
    private readonly ShortTermSynapses? _shortTerm;
    private readonly bool _differBySynapse;

    /// <summary>Creates synapses of equal weight.</summary>
    /// <param name="settings">Name, receptor, filter, weight and delay.</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Connectivity.</param>
    public WeightedProjection(ProjectionSettings settings, Population source, Population target, Connectivity connectivity)
        : this(settings, source, target, connectivity, null, differBySynapse: false, isBySource: false)
    {
    }

    /// <summary>Creates synapses of equal weight, which may have short-term plasticity besides what they learn.</summary>
    /// <param name="settings">Name, receptor, filter, weight and delay.</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Connectivity.</param>
    /// <param name="shortTermPlasticity">Short-term plasticity; null: every spike transmits the whole weight.</param>
    /// <param name="differBySynapse">Whether every synapse has an efficacy of its own, not every pre-synaptic neuron.</param>
    /// <param name="isBySource">
    /// Whether weights stand in the order of the connectivity. A learner then makes changes by post-synaptic spikes late
    /// (<see cref="ChangeLate"/>).
    /// </param>
    internal WeightedProjection(
        ProjectionSettings settings,
        Population source,
        Population target,
        Connectivity connectivity,
        ShortTermSynapses? shortTermPlasticity,
        bool differBySynapse,
        bool isBySource)
        : base(settings, source, target)
    {
        (_shortTerm, _differBySynapse) = (shortTermPlasticity, differBySynapse);
        _efficacies = differBySynapse ? new double[connectivity.LongestRow] : [];
        Connectivity = connectivity.Between(source, target);
        _incoming = isBySource ? null : new IncomingSynapses(connectivity);
        _meanwhile = (target as IFetchesMeanwhile)?.Meanwhile;
        _shortTargets = TargetLists.Shortened(connectivity.TargetOf, connectivity.Targets);
        _weights = new AlignedArray<float>(connectivity.Count);
        _weights.Fill((float)settings.Weight);
        _resting = _incoming is null ? null : new RestingWeights(connectivity, _weights, _incoming.SlotOf);
    }

    /// <inheritdoc/>
    public override Connectivity Connectivity { get; }

    /// <summary>
    /// The present weight of every synapse, sorted by target, and by source within a target, unless the rule changes weights late. The
    /// synapse k of the connectivity has the weight at the slot <see cref="Slots"/>[k]. Ask for them anew whenever they are read: changes
    /// that wait are made then. Code that writes here after the first step calls <see cref="NoteChange"/>.
    /// </summary>
    public override AlignedArray<float> Weights
    {
        get
        {
            _late?.MakeAll();
            return _weights;
        }
    }

    internal override ReadOnlySpan<float> StoredWeights => _weights.Span;

    /// <summary>Sets the weight of the synapse k of the connectivity, before the first step.</summary>
    internal void Begin(int k, float weight) => _weights.Span[_incoming is null ? k : _incoming.SlotOf.Span[k]] = weight;

    /// <summary>Where in <see cref="Weights"/> every synapse has its weight, in the order of the connectivity.</summary>
    public AlignedArray<int> Slots => _incoming?.SlotOf ?? (_slots ??= Ascending(_weights.Length));

    /// <summary>
    /// Target of every synapse in 16 bits, in the order of the connectivity; null where the target population has too many neurons for
    /// that.
    /// </summary>
    internal AlignedArray<ushort>? ShortTargets => _shortTargets;

    /// <inheritdoc/>
    public override float[] WeightsOfConnectivity()
    {
        AlignedArray<float> present = Weights;
        if (_incoming is null) return present.Span.ToArray();
        float[] weights = new float[present.Length];
        for (int k = 0; k < weights.Length; k++) weights[k] = present.Pointer[_incoming.SlotOf.Pointer[k]];
        return weights;
    }

    /// <summary>
    /// Prefetches the memory that the delivery will read. Weights that are sorted by target lie one to a line of the cache: those of one
    /// source are fetched one by one while the target advances, if nothing else is already.
    /// </summary>
    public override void Prefetch(int step)
    {
        bool resting = _resting?.Rests(step) ?? false;
        foreach (int source in Arriving(step))
        {
            int row = Connectivity.Row(source), count = Connectivity.Row(source + 1) - row;
            _shortTerm?.Prefetch(source);
            if (_shortTargets is not null) CacheLines.Fetch(_shortTargets.Pointer + row, count);
            if (_incoming is null)
            {
                CacheLines.Fetch(_weights.Pointer + row, count);
                continue;
            }

            if (resting)
            {
                _resting!.Fetch(source);
                continue;
            }

            int* slots = _incoming.SlotOf.Pointer + row;
            CacheLines.Fetch(slots, count);
            if (_meanwhile is { Fetch.Rounds: 0 }) _meanwhile.Fetch = new ScatteredFetch(_weights.Pointer, slots, count);
        }
    }

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        float* conductances = Conductances.Pointer;
        bool resting = _resting?.Rests(step) ?? false;
        foreach (int source in Arriving(step))
        {
            _late?.Arrive(source, step);
            float* copied = _resting is null ? _weights.Pointer : resting ? _resting.Copied(source) : null;
            if (_shortTerm is not null) AddScaled(conductances, source, copied, step);
            else if (_shortTargets is null) Add(conductances, Connectivity.TargetOf.Pointer, source, copied);
            else Add(conductances, _shortTargets.Pointer, source, copied);
        }
    }

    /// <summary>Notes that weights have changed, so that no delivery reads an old copy.</summary>
    public void NoteChange() => _resting?.Change();

    /// <summary>
    /// Has changes by post-synaptic spikes made late, as late as nobody sees (<see cref="LateChanges{TChange}"/>). From then on weights
    /// stand in the order of the connectivity.
    /// </summary>
    /// <typeparam name="TChange">The change.</typeparam>
    /// <param name="trace">The trace of the spikes that arrive here, which the change depends on.</param>
    /// <returns>Where the learner notes post-synaptic spikes.</returns>
    internal LateChanges<TChange> ChangeLate<TChange>(DecayingTrace trace)
        where TChange : struct, IVectorChange, IEquatable<TChange>
    {
        if (_late is not null) throw new InvalidOperationException($"a rule changes weights of {Settings.Name} late already.");
        if (_incoming is not null)
        {
            // The rule of another assembly makes use of one of ours.
            WeightsOfConnectivity().CopyTo(_weights.Span);
            (_incoming, _resting) = (null, null);
        }

        LateChanges<TChange> late = new(Connectivity, _weights, _shortTargets, trace);
        _late = late;
        return late;
    }

    /// <summary>Prefetches the memory that a change of the weights onto a neuron will read.</summary>
    public void PrefetchOnto(int neuron)
    {
        (int first, int count) = Onto(neuron);
        CacheLines.Fetch(_weights.Pointer + first, count);
        if (Incoming.ShortSourceOf is not null) CacheLines.Fetch(Incoming.ShortSourceOf.Pointer + first, count);
    }

    /// <summary>w_ij += factor * x_j for all synapses onto a neuron i, cut to 0 ... maximum: a post-synaptic spike, in vectors.</summary>
    /// <param name="neuron">The post-synaptic neuron i.</param>
    /// <param name="trace">The trace x_j of every pre-synaptic neuron.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="maximum">The largest weight allowed.</param>
    public void AddOnto(int neuron, DecayingTrace trace, double factor, float maximum)
    {
        AlignedArray<float> values = trace.Stored;
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Length, Connectivity.Sources);
        float perStored = (float)(factor * trace.Scale);
        (int first, int count) = Onto(neuron);
        float* weights = _weights.Pointer + first;
        NoteChange();
        if (Incoming.ShortSourceOf is not { } sources)
            WeightChange.Apply(weights, count, Incoming.SourceOf.Pointer + first, values.Pointer, perStored, maximum);
        else if (Vector256.IsHardwareAccelerated)
            WeightChange.Apply<Lanes256>(weights, count, sources.Pointer + first, values.Pointer, perStored, maximum);
        else
            WeightChange.Apply<Lanes128>(weights, count, sources.Pointer + first, values.Pointer, perStored, maximum);
    }

    /// <summary>Changes the weights of all synapses onto a neuron, cut to 0 ... maximum: a post-synaptic spike.</summary>
    /// <typeparam name="TChange">The change.</typeparam>
    /// <param name="neuron">The post-synaptic neuron.</param>
    /// <param name="trace">A trace of every pre-synaptic neuron.</param>
    /// <param name="change">The change.</param>
    /// <param name="maximum">The largest weight allowed.</param>
    public void ChangeOnto<TChange>(int neuron, DecayingTrace trace, TChange change, float maximum)
        where TChange : struct, IWeightChange
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trace.Stored.Length, Connectivity.Sources);
        float* weights = _weights.Pointer, stored = trace.Stored.Pointer;
        float scale = (float)trace.Scale;
        int* sources = Incoming.SourceOf.Pointer;
        (int first, int count) = Onto(neuron);
        for (int slot = first; slot < first + count; slot++)
            weights[slot] = Math.Clamp(change.Of(weights[slot], scale * stored[sources[slot]]), 0, maximum);
        NoteChange();
    }

    /// <summary>Changes the weights of all synapses of a pre-synaptic neuron, cut to 0 ... maximum: a spike that arrives.</summary>
    /// <typeparam name="TChange">The change.</typeparam>
    /// <param name="source">The pre-synaptic neuron.</param>
    /// <param name="trace">A trace of every post-synaptic neuron.</param>
    /// <param name="change">The change.</param>
    /// <param name="maximum">The largest weight allowed.</param>
    public void ChangeFrom<TChange>(int source, DecayingTrace trace, TChange change, float maximum)
        where TChange : struct, IWeightChange
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)source, (uint)Connectivity.Sources, nameof(source));
        ArgumentOutOfRangeException.ThrowIfLessThan(trace.Stored.Length, Connectivity.Targets);
        float* weights = _weights.Pointer, stored = trace.Stored.Pointer;
        float scale = (float)trace.Scale;
        int* slots = Incoming.SlotOf.Pointer, targets = Connectivity.TargetOf.Pointer;
        int end = Connectivity.Row(source + 1);
        for (int k = Connectivity.Row(source); k < end; k++)
            weights[slots[k]] = Math.Clamp(change.Of(weights[slots[k]], scale * stored[targets[k]]), 0, maximum);
        NoteChange();
    }

    /// <summary>
    /// Changes the weights of all synapses of a pre-synaptic neuron where they stand in the order of the connectivity: a spike that
    /// arrives, in vectors.
    /// </summary>
    /// <typeparam name="TChange">The change.</typeparam>
    /// <param name="source">The pre-synaptic neuron.</param>
    /// <param name="trace">A trace of every post-synaptic neuron.</param>
    /// <param name="change">The change, whose factor is the scale of the trace.</param>
    internal void ChangeFrom<TChange>(int source, DecayingTrace trace, TChange change)
        where TChange : struct, IVectorChange
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)source, (uint)Connectivity.Sources, nameof(source));
        ArgumentOutOfRangeException.ThrowIfLessThan(trace.Stored.Length, Connectivity.Targets);
        if (_incoming is not null) throw new InvalidOperationException($"weights of {Settings.Name} are sorted by target.");
        int k = Connectivity.Row(source), end = Connectivity.Row(source + 1);
        float* weights = _weights.Pointer, stored = trace.Stored.Pointer;
        float scale = (float)trace.Scale;
        if (_shortTargets is not null && Vector256.IsHardwareAccelerated)
            Change<Lanes256, TChange>(weights, _shortTargets.Pointer, ref k, end, stored, scale, change);
        else if (_shortTargets is not null)
            Change<Lanes128, TChange>(weights, _shortTargets.Pointer, ref k, end, stored, scale, change);
        int* targets = Connectivity.TargetOf.Pointer;
        for (; k < end; k++) weights[k] = change.Of(weights[k], stored[targets[k]], scale);
    }

    // As far as there are whole vectors.
    private static void Change<T, TChange>(
        float* weights, ushort* targets, ref int k, int end, float* stored, float scale, TChange change)
        where T : unmanaged, ILanes<T>
        where TChange : struct, IVectorChange
    {
        T factor = T.Broadcast(scale);
        for (; k + T.Count <= end; k += T.Count)
            T.Store(change.Of(T.Load(weights + k), T.Gather(stored, targets + k), factor), weights + k);
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        // In two orders they are two states, of which none can be restored in place of the other.
        visitor.Array(_incoming is null ? "weightsBySource" : "weights", Weights.Span);
        if (visitor.IsRestoring)
        {
            NoteChange();
            _late?.Forget();
        }

        ((IHasState?)_shortTerm)?.VisitState(visitor);
    }

    private IncomingSynapses Incoming => _incoming
        ?? throw new InvalidOperationException($"weights of {Settings.Name} are not sorted by target: they are changed late.");

    /// <summary>The slots of the synapses onto a neuron: the first, and how many there are.</summary>
    private (int First, int Count) Onto(int neuron)
    {
        ReadOnlySpan<int> rows = Incoming.Rows.Span;
        return (rows[neuron], rows[neuron + 1] - rows[neuron]);
    }

    private static AlignedArray<int> Ascending(int length)
    {
        AlignedArray<int> numbers = new(length);
        for (int k = 0; k < length; k++) numbers.Pointer[k] = k;
        return numbers;
    }

    private void Add<TIndex>(float* conductances, TIndex* targets, int source, float* copied)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        int first = Connectivity.Row(source), end = Connectivity.Row(source + 1);
        if (copied != null)
        {
            for (int k = first; k < end; k++) conductances[int.CreateTruncating(targets[k])] += copied[k];
            return;
        }

        float* weights = _weights.Pointer;
        int* slots = Incoming.SlotOf.Pointer;
        for (int k = first; k < end; k++) conductances[int.CreateTruncating(targets[k])] += weights[slots[k]];
    }

    /// <summary>Adds the conductances of a spike through synapses with short-term plasticity: weights times efficacies.</summary>
    private void AddScaled(float* conductances, int source, float* copied, int step)
    {
        int first = Connectivity.Row(source), end = Connectivity.Row(source + 1);
        Span<double> efficacies = _differBySynapse ? _efficacies.AsSpan(0, end - first) : stackalloc double[1];
        _shortTerm!.FindEfficacies(source, step, efficacies);
        int* targets = Connectivity.TargetOf.Pointer, slots = copied != null ? null : Incoming.SlotOf.Pointer;
        float* weights = _weights.Pointer;
        for (int k = first; k < end; k++)
        {
            float weight = copied != null ? copied[k] : weights[slots[k]];
            conductances[targets[k]] += weight * (float)efficacies[_differBySynapse ? k - first : 0];
        }
    }
}
