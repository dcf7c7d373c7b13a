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
/// read a copy in the order of the connectivity. Short-term plasticity scales what a spike transmits; learners see weights and spikes,
/// not efficacies.
/// </summary>
public sealed unsafe class WeightedProjection : Projection
{
    private readonly IncomingSynapses _incoming;
    private readonly RestingWeights _resting;

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
        : this(settings, source, target, connectivity, null, false)
    {
    }

    /// <summary>Creates synapses of equal weight, which may have short-term plasticity besides what they learn.</summary>
    /// <param name="settings">Name, receptor, filter, weight and delay.</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Connectivity.</param>
    /// <param name="shortTermPlasticity">Short-term plasticity; null: every spike transmits the whole weight.</param>
    /// <param name="differBySynapse">Whether every synapse has an efficacy of its own, not every pre-synaptic neuron.</param>
    internal WeightedProjection(
        ProjectionSettings settings,
        Population source,
        Population target,
        Connectivity connectivity,
        ShortTermSynapses? shortTermPlasticity,
        bool differBySynapse)
        : base(settings, source, target)
    {
        (_shortTerm, _differBySynapse) = (shortTermPlasticity, differBySynapse);
        _efficacies = differBySynapse ? new double[connectivity.LongestRow] : [];
        Connectivity = connectivity.Between(source, target);
        _incoming = new IncomingSynapses(connectivity);
        _meanwhile = (target as IFetchesMeanwhile)?.Meanwhile;
        _shortTargets = TargetLists.Shortened(connectivity.TargetOf, connectivity.Targets);
        Weights = new AlignedArray<float>(connectivity.Count);
        Weights.Fill((float)settings.Weight);
        _resting = new RestingWeights(connectivity, Weights, Slots);
    }

    /// <inheritdoc/>
    public override Connectivity Connectivity { get; }

    /// <summary>
    /// Weight of every synapse, sorted by target, and by source within a target. The synapse k of the connectivity has the weight at the
    /// slot
    /// <see cref="Slots"/>[k]. Code that writes here after the first step calls <see cref="NoteChange"/>.
    /// </summary>
    public override AlignedArray<float> Weights { get; }

    /// <summary>Where in <see cref="Weights"/> every synapse has its weight, in the order of the connectivity.</summary>
    public AlignedArray<int> Slots => _incoming.SlotOf;

    /// <summary>
    /// Target of every synapse in 16 bits, in the order of the connectivity; null where the target population has too many neurons for
    /// that.
    /// </summary>
    internal AlignedArray<ushort>? ShortTargets => _shortTargets;

    /// <inheritdoc/>
    public override float[] WeightsOfConnectivity()
    {
        float[] weights = new float[Connectivity.Count];
        for (int k = 0; k < weights.Length; k++) weights[k] = Weights.Pointer[Slots.Pointer[k]];
        return weights;
    }

    /// <summary>
    /// Prefetches the memory that the delivery will read. Weights that are sorted by target lie one to a line of the cache: those of one
    /// source are fetched one by one while the target advances, if nothing else is already.
    /// </summary>
    public override void Prefetch(int step)
    {
        bool resting = _resting.Rests(step);
        foreach (int source in Arriving(step))
        {
            int row = Connectivity.Row(source), count = Connectivity.Row(source + 1) - row;
            _shortTerm?.Prefetch(source);
            if (_shortTargets is not null) CacheLines.Fetch(_shortTargets.Pointer + row, count);
            if (resting)
            {
                _resting.Fetch(source);
                continue;
            }

            CacheLines.Fetch(Slots.Pointer + row, count);
            if (_meanwhile is { Fetch.Rounds: 0 }) _meanwhile.Fetch = new ScatteredFetch(Weights.Pointer, Slots.Pointer + row, count);
        }
    }

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        float* conductances = Conductances.Pointer;
        bool resting = _resting.Rests(step);
        foreach (int source in Arriving(step))
        {
            float* copied = resting ? _resting.Copied(source) : null;
            if (_shortTerm is not null) AddScaled(conductances, source, copied, step);
            else if (_shortTargets is null) Add(conductances, Connectivity.TargetOf.Pointer, source, copied);
            else Add(conductances, _shortTargets.Pointer, source, copied);
        }
    }

    /// <summary>Notes that weights have changed, so that no delivery reads an old copy.</summary>
    public void NoteChange() => _resting.Change();

    /// <summary>Prefetches the memory that a change of the weights onto a neuron will read.</summary>
    public void PrefetchOnto(int neuron)
    {
        (int first, int count) = Onto(neuron);
        CacheLines.Fetch(Weights.Pointer + first, count);
        if (_incoming.ShortSourceOf is not null) CacheLines.Fetch(_incoming.ShortSourceOf.Pointer + first, count);
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
        float* weights = Weights.Pointer + first;
        _resting.Change();
        if (_incoming.ShortSourceOf is not { } sources)
            WeightChange.Apply(weights, count, _incoming.SourceOf.Pointer + first, values.Pointer, perStored, maximum);
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
        float* weights = Weights.Pointer, stored = trace.Stored.Pointer;
        float scale = (float)trace.Scale;
        int* sources = _incoming.SourceOf.Pointer;
        (int first, int count) = Onto(neuron);
        for (int slot = first; slot < first + count; slot++)
            weights[slot] = Math.Clamp(change.Of(weights[slot], scale * stored[sources[slot]]), 0, maximum);
        _resting.Change();
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
        float* weights = Weights.Pointer, stored = trace.Stored.Pointer;
        float scale = (float)trace.Scale;
        int* slots = Slots.Pointer, targets = Connectivity.TargetOf.Pointer;
        int end = Connectivity.Row(source + 1);
        for (int k = Connectivity.Row(source); k < end; k++)
            weights[slots[k]] = Math.Clamp(change.Of(weights[slots[k]], scale * stored[targets[k]]), 0, maximum);
        _resting.Change();
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        visitor.Array("weights", Weights.Span);
        if (visitor.IsRestoring) NoteChange();
        ((IHasState?)_shortTerm)?.VisitState(visitor);
    }

    /// <summary>The slots of the synapses onto a neuron: the first, and how many there are.</summary>
    private (int First, int Count) Onto(int neuron)
    {
        ReadOnlySpan<int> rows = _incoming.Rows.Span;
        return (rows[neuron], rows[neuron + 1] - rows[neuron]);
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

        float* weights = Weights.Pointer;
        int* slots = Slots.Pointer;
        for (int k = first; k < end; k++) conductances[int.CreateTruncating(targets[k])] += weights[slots[k]];
    }

    /// <summary>What a spike transmits through synapses with short-term plasticity: weights times the efficacies that it finds.</summary>
    private void AddScaled(float* conductances, int source, float* copied, int step)
    {
        int first = Connectivity.Row(source), end = Connectivity.Row(source + 1);
        double common = 0;
        Span<double> efficacies = _differBySynapse ? _efficacies.AsSpan(0, end - first) : new Span<double>(ref common);
        efficacies.Clear();
        _shortTerm!.Transmit(source, step, efficacies);
        int* targets = Connectivity.TargetOf.Pointer, slots = Slots.Pointer;
        float* weights = Weights.Pointer;
        for (int k = first; k < end; k++)
        {
            float weight = copied != null ? copied[k] : weights[slots[k]];
            conductances[targets[k]] += weight * (float)efficacies[_differBySynapse ? k - first : 0];
        }
    }
}
