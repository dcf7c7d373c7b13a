using Spiking.Neurons;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// A learning rule at work on the synapses of one projection. The engine calls it in every step in which something happens to the synapses:
/// first with the spikes that arrive at them, then with the spikes of their post-synaptic neurons.
/// </summary>
/// <remarks>
/// In both calls traces and averages hold what was before: a trace of arrivals counts the arrivals of a step between the two calls, and
/// traces of the target's own spikes count them after both. So of spikes on both sides in one step, the pre-synaptic one comes first.
/// </remarks>
/// <param name="projection">The projection, whose weights the learner changes.</param>
public abstract class Learner(Projection projection) : IHasState
{
    /// <summary>The projection that learns.</summary>
    public Projection Projection => projection;

    /// <summary>Name of the rule, for messages; empty: unknown.</summary>
    internal string Kind { get; set; } = "";

    /// <summary>All weights that it changes, in the order of <see cref="Projection.Weights"/>: they are recorded and hashed.</summary>
    public ReadOnlySpan<float> Weights => projection.Weights is null ? default : projection.Weights.Span;

    /// <summary>A factor by which all changes of weights are multiplied; a task sets it.</summary>
    public double Rate { get; set; } = 1;

    /// <summary>
    /// Whether the learner says itself when it learns. All others learn while plasticity is on in the network.
    /// </summary>
    public virtual bool HasOwnTimes => false;

    /// <summary>The post-synaptic population, whose spikes of the present step <see cref="OnSpikes"/> sees.</summary>
    protected Population Target => projection.Target;

    void IHasState.VisitState(StateVisitor visitor)
    {
        double rate = Rate;
        visitor.Setting("rate", ref rate);
        Rate = rate;
        VisitState(visitor);
    }

    /// <summary>
    /// Visits what the learner holds itself and changes. Weights, and traces that <see cref="LearningContext"/> has given, are no part of
    /// it. A learner that holds nothing else overrides this, too, with an empty method: of a rule that does not, no snapshot can be made.
    /// </summary>
    protected virtual void VisitState(StateVisitor visitor) => throw visitor.Undeclared("learning rule", Kind, this);

    /// <summary>Prefetches the memory that <see cref="OnSpikes"/> will read. Called before the spikes of the step are delivered.</summary>
    public virtual void PrefetchForSpikes()
    {
    }

    /// <summary>Changes weights by the spikes that arrive in a step, after these have been delivered.</summary>
    /// <param name="step">The step.</param>
    public virtual void OnArrivals(int step)
    {
    }

    /// <summary>Changes weights by the spikes of the post-synaptic population in a step. Called only if there are any.</summary>
    /// <param name="step">The step.</param>
    public virtual void OnSpikes(int step)
    {
    }
}
