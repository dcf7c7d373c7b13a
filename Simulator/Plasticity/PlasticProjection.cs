using System.Numerics;
using System.Runtime.Intrinsics;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// Synapses that learn from bursts. Weights are touched by spikes only: read when a pre-synaptic spike arrives, changed at post-synaptic
/// events (down) and bursts (up), and raised at pre-synaptic events where the post-synaptic neuron is almost silent (homeostasis).
/// Source: Payeur et al. 2021, Eq. 1 and the published program's homeostatic terms; Greedy et al. 2022, Eq. 1.
/// </summary>
public sealed unsafe class PlasticProjection : Projection
{
    private readonly PresynapticTrace _trace;
    private readonly PostsynapticAverages _averages;
    private readonly IncomingSynapses _incoming;
    private readonly RestingWeights _resting;

    // Null where the target population has too many neurons for 16 bits.
    private readonly AlignedArray<ushort>? _shortTargets;
    private readonly float _maximumWeight;
    private readonly SilentTargets? _silentTargets;

    /// <summary>Creates synapses of equal weight.</summary>
    /// <param name="settings">Name, receptor, filter, weight and delay.</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="averages">Averages of the post-synaptic population.</param>
    /// <param name="trace">Trace of the pre-synaptic events.</param>
    /// <param name="connectivity">Who is connected to whom.</param>
    /// <param name="rule">The learning rule.</param>
    /// <param name="maximumWeight">Weights stay between 0 and this.</param>
    /// <param name="minimumRate">Slow average (Hz) below which pre-synaptic events strengthen synapses; 0: never.</param>
    public PlasticProjection(
        ProjectionSettings settings,
        Population source,
        PostsynapticAverages averages,
        PresynapticTrace trace,
        Connectivity connectivity,
        BurstDependentRule rule,
        double maximumWeight,
        double minimumRate)
        : base(settings, source, averages.Population)
    {
        Connectivity = connectivity.Between(source, averages.Population);
        Rule = rule;
        if (trace.Source != source) throw new ArgumentException($"the trace is that of {trace.Source.Name}, not of {source.Name}", nameof(trace));
        _trace = trace;
        _averages = averages;
        _maximumWeight = (float)maximumWeight;
        _incoming = new IncomingSynapses(connectivity);
        _shortTargets = TargetLists.Shortened(connectivity.TargetOf, connectivity.Targets);
        Weights = new AlignedArray<float>(connectivity.Count);
        Weights.Fill((float)settings.Weight);
        _resting = new RestingWeights(connectivity, Weights, Slots);
        if (minimumRate > 0) _silentTargets = new SilentTargets(this, _shortTargets, minimumRate, _maximumWeight);
        averages.Add(this);
    }

    /// <inheritdoc/>
    public override Connectivity Connectivity { get; }

    /// <summary>
    /// Weight of every synapse, sorted by target, and by source within a target: a post-synaptic spike changes consecutive weights. The
    /// synapse k of the connectivity has the weight at the slot <see cref="Slots"/>[k]. To be set from outside before the first step only.
    /// </summary>
    public AlignedArray<float> Weights { get; }

    /// <summary>Where in <see cref="Weights"/> every synapse has its weight, in the order of the connectivity.</summary>
    public AlignedArray<int> Slots => _incoming.SlotOf;

    /// <summary>The learning rule.</summary>
    public BurstDependentRule Rule { get; set; }

    /// <summary>The averages of the post-synaptic population that this projection learns from.</summary>
    public PostsynapticAverages Averages => _averages;

    /// <summary>Weight of every synapse, in the order of the connectivity (a copy).</summary>
    public float[] WeightsOfConnectivity()
    {
        float[] weights = new float[Connectivity.Count];
        for (int k = 0; k < weights.Length; k++) weights[k] = Weights.Pointer[Slots.Pointer[k]];
        return weights;
    }

    /// <summary>Whatever is transmitted, the synapses learn from the events of the source.</summary>
    protected override bool NeedsEvents => true;

    /// <summary>
    /// Has memory fetched that the delivery will read. Weights that are sorted by target lie one to a line of the cache: those of one source are fetched
    /// one by one while the target advances, if nothing else is already.
    /// </summary>
    public override void Fetch(int step)
    {
        bool resting = _resting.Rests(step);
        foreach (int source in Arriving(step))
        {
            int row = Connectivity.Row(source), count = Connectivity.Row(source + 1) - row;
            if (_shortTargets is not null) CacheLines.Fetch(_shortTargets.Pointer + row, count);
            if (resting)
            {
                _resting.Fetch(source);
                continue;
            }

            CacheLines.Fetch(Slots.Pointer + row, count);
            if (Target.FetchMeanwhile.Rounds == 0) Target.FetchMeanwhile = new ScatteredFetch(Weights.Pointer, Slots.Pointer + row, count);
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
            if (_shortTargets is null) Add(conductances, Connectivity.TargetOf.Pointer, source, copied);
            else Add(conductances, _shortTargets.Pointer, source, copied);
        }
    }

    /// <summary>Homeostasis at pre-synaptic events, if there is any. To be called after delivery and before the trace counts the events.</summary>
    public void StrengthenSilentTargets(int step)
    {
        if (_silentTargets is not null && _silentTargets.Strengthen(step, _trace.ArrivingEvents(step))) _resting.Change();
    }

    /// <summary>Has memory fetched that a change of the weights onto a neuron will read.</summary>
    public void FetchIncoming(int neuron)
    {
        int first = _incoming.Rows.Pointer[neuron], count = _incoming.Rows.Pointer[neuron + 1] - first;
        CacheLines.Fetch(Weights.Pointer + first, count);
        if (_incoming.ShortSourceOf is not null) CacheLines.Fetch(_incoming.ShortSourceOf.Pointer + first, count);
    }

    /// <summary>Long-term depression at an event of a post-synaptic neuron, before its event average counts it.</summary>
    public void DepressAtEvent(int neuron) =>
        Change(neuron, Rule.AtEvent(_averages.EventRate[neuron], _averages.BurstRate[neuron]));

    /// <summary>Long-term potentiation at a burst of a post-synaptic neuron.</summary>
    public void PotentiateAtBurst(int neuron) => Change(neuron, Rule.AtBurst(_averages.EventRate[neuron]));

    /// <summary>w_ij += factor * x_j for all synapses onto a neuron, clipped.</summary>
    private void Change(int neuron, double factor)
    {
        int first = _incoming.Rows.Pointer[neuron], count = _incoming.Rows.Pointer[neuron + 1] - first;
        float* weights = Weights.Pointer + first;
        float* trace = _trace.Trace.Stored.Pointer;
        float perStored = (float)(factor * _trace.Trace.Scale);
        _resting.Change();
        if (_incoming.ShortSourceOf is not { } sources)
            WeightChange.Apply(weights, count, _incoming.SourceOf.Pointer + first, trace, perStored, _maximumWeight);
        else if (Vector256.IsHardwareAccelerated)
            WeightChange.Apply<Lanes256>(weights, count, sources.Pointer + first, trace, perStored, _maximumWeight);
        else
            WeightChange.Apply<Lanes128>(weights, count, sources.Pointer + first, trace, perStored, _maximumWeight);
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
}
