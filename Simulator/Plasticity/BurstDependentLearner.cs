using Spiking.Neurons;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// Synapses that learn from bursts: post-synaptic events weaken and bursts strengthen them in proportion to the trace of pre-synaptic
/// events; pre-synaptic events strengthen those onto neurons that are almost silent (homeostasis).
/// Source: Payeur et al. 2021, Eq. 1 and the published program's homeostatic terms; Greedy et al. 2022, Eq. 1.
/// </summary>
internal sealed class BurstDependentLearner : Learner
{
    private readonly WeightedProjection _projection;
    private readonly DecayingTrace _trace;
    private readonly float _maximumWeight;
    private readonly SilentTargets? _silentTargets;

    // Whether a calibration finds the baseline: then it is state, else a setting.
    private readonly bool _isOpen;

    /// <summary>Creates the learner of a projection.</summary>
    /// <param name="projection">The synapses.</param>
    /// <param name="averages">Averages of the post-synaptic population.</param>
    /// <param name="trace">Trace of the pre-synaptic events.</param>
    /// <param name="rule">The arithmetic of the rule.</param>
    /// <param name="maximumWeight">Weights stay between 0 and this.</param>
    /// <param name="minimumRate">Slow average (Hz) below which pre-synaptic events strengthen synapses; 0: never.</param>
    public BurstDependentLearner(
        WeightedProjection projection,
        PostsynapticAverages averages,
        DecayingTrace trace,
        BurstDependentRule rule,
        double maximumWeight,
        double minimumRate)
        : base(projection)
    {
        if (trace.Stored.Length != projection.Source.Size)
            throw new ArgumentException(
                $"the trace has {trace.Stored.Length} neurons and {projection.Source.Name} {projection.Source.Size}", nameof(trace));
        if (averages.Population != projection.Target)
            throw new ArgumentException($"the averages are those of {averages.Population.Name}, not of {projection.Target.Name}",
                nameof(averages));
        projection.Need(SpikeFilter.Events);
        _projection = projection;
        _trace = trace;
        _maximumWeight = (float)maximumWeight;
        Averages = averages;
        Rule = rule;
        _isOpen = rule.ConstantBaseline is double.NaN;
        if (minimumRate > 0) _silentTargets = new SilentTargets(projection, averages.SlowRate, minimumRate, _maximumWeight);
    }

    /// <summary>The arithmetic of the rule, before its learning rate is multiplied by <see cref="Learner.Rate"/>.</summary>
    public BurstDependentRule Rule { get; set; }

    /// <summary>The averages of the post-synaptic population.</summary>
    public PostsynapticAverages Averages { get; }

    private BurstDependentRule PresentRule => Rule with { LearningRate = Rule.LearningRate * Rate };

    /// <inheritdoc/>
    public override void PrefetchForSpikes()
    {
        foreach (int neuron in Target.Events.Present) _projection.PrefetchOnto(neuron);
        foreach (int neuron in Target.Bursts.Present) _projection.PrefetchOnto(neuron);
    }

    /// <summary>Homeostasis at pre-synaptic events, if there is any.</summary>
    public override void OnArrivals(int step)
    {
        if (_silentTargets is null) return;
        if (_silentTargets.Strengthen(step, _projection.Arriving(SpikeFilter.Events, step), Rule.LearningRate * Rate))
            _projection.NoteChange();
    }

    /// <summary>Long-term depression at events, long-term potentiation at bursts.</summary>
    public override void OnSpikes(int step)
    {
        BurstDependentRule rule = PresentRule;
        foreach (int neuron in Target.Events.Present)
            Change(neuron, rule.AtEvent(Averages.EventRate[neuron], Averages.BurstRate[neuron]));
        foreach (int neuron in Target.Bursts.Present) Change(neuron, rule.AtBurst(Averages.EventRate[neuron]));
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        BurstDependentRule rule = Rule;
        double? baseline = rule.ConstantBaseline;
        double learningRate = rule.LearningRate, shift = rule.BaselineShift, maximum = rule.MaximumRate;
        bool cap = rule.CapBaseline;
        visitor.Optional("constantBaseline", ref baseline);
        visitor.Setting("learningRate", ref learningRate);
        visitor.Setting("baselineShift", ref shift);
        visitor.Setting("maximumRate", ref maximum);
        visitor.Setting("capBaseline", ref cap);
        if (visitor.IsTakingOver && !_isOpen) baseline = rule.ConstantBaseline;
        Rule = new BurstDependentRule
        {
            LearningRate = learningRate,
            ConstantBaseline = baseline,
            BaselineShift = shift,
            MaximumRate = maximum,
            CapBaseline = cap,
        };
        if (visitor.IsRestoring) _silentTargets?.Forget();
    }

    /// <summary>w_ij += factor * x_j for all synapses onto a neuron, clipped.</summary>
    private void Change(int neuron, double factor) =>
        _projection.AddOnto(neuron, _trace, factor, _maximumWeight);
}
