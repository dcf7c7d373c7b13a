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
    private readonly float _maximumWeight;
    private readonly double _minimumRate;

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
        Connectivity = connectivity;
        Rule = rule;
        _trace = trace;
        _averages = averages;
        _maximumWeight = (float)maximumWeight;
        _minimumRate = minimumRate;
        _incoming = new IncomingSynapses(connectivity);
        Weights = new AlignedArray<float>(connectivity.Count);
        Weights.Fill((float)settings.Weight);
        averages.Add(this);
    }

    /// <inheritdoc/>
    public override Connectivity Connectivity { get; }

    /// <summary>Weight of every synapse, in the order of the connectivity.</summary>
    public AlignedArray<float> Weights { get; }

    /// <summary>The learning rule.</summary>
    public BurstDependentRule Rule { get; set; }

    /// <summary>The averages of the post-synaptic population that this projection learns from.</summary>
    public PostsynapticAverages Averages => _averages;

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        float* conductances = Conductances.Pointer;
        float* weights = Weights.Pointer;
        int* targets = Connectivity.TargetOf.Pointer;
        foreach (int source in Arriving(step))
        {
            int end = Connectivity.Row(source + 1);
            for (int k = Connectivity.Row(source); k < end; k++) conductances[targets[k]] += weights[k];
        }
    }

    /// <summary>
    /// Homeostasis at pre-synaptic events: w_ij += eta max(0, e_min - R_i). To be called after delivery and before the trace counts the
    /// event. (The term has no pre-synaptic trace, so its dimension is that of a rate: so it stands in the published program.)
    /// </summary>
    public void StrengthenSilentTargets(int step)
    {
        if (_minimumRate <= 0) return;
        float* weights = Weights.Pointer;
        float* slowRate = _averages.SlowRate.Stored.Pointer;
        int* targets = Connectivity.TargetOf.Pointer;
        float full = (float)(Rule.LearningRate * _minimumRate);
        float perRate = (float)(Rule.LearningRate * _averages.SlowRate.Scale);
        foreach (int source in _trace.ArrivingEvents(step))
        {
            int end = Connectivity.Row(source + 1);
            for (int k = Connectivity.Row(source); k < end; k++)
            {
                float change = MathF.FusedMultiplyAdd(-perRate, slowRate[targets[k]], full);
                if (change > 0) weights[k] = Math.Min(weights[k] + change, _maximumWeight);
            }
        }
    }

    /// <summary>Long-term depression at an event of a post-synaptic neuron, before its event average counts it.</summary>
    public void DepressAtEvent(int neuron) =>
        Change(neuron, Rule.AtEvent(_averages.EventRate[neuron], _averages.BurstRate[neuron]));

    /// <summary>Long-term potentiation at a burst of a post-synaptic neuron.</summary>
    public void PotentiateAtBurst(int neuron) => Change(neuron, Rule.AtBurst(_averages.EventRate[neuron]));

    /// <summary>w_ij += factor * x_j for all synapses onto a neuron, clipped.</summary>
    private void Change(int neuron, double factor)
    {
        float* weights = Weights.Pointer;
        float* trace = _trace.Trace.Stored.Pointer;
        int* sources = _incoming.SourceOf.Pointer;
        int* synapses = _incoming.SynapseOf.Pointer;
        float perStored = (float)(factor * _trace.Trace.Scale);
        int end = _incoming.Rows.Pointer[neuron + 1];
        for (int slot = _incoming.Rows.Pointer[neuron]; slot < end; slot++)
        {
            float* weight = weights + synapses[slot];
            float changed = MathF.FusedMultiplyAdd(perStored, trace[sources[slot]], *weight);
            changed = changed > 0 ? changed : 0;
            *weight = changed < _maximumWeight ? changed : _maximumWeight;
        }
    }
}
