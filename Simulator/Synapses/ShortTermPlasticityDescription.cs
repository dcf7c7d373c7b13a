using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>
/// Short-term plasticity: what a spike transmits depends on the spikes of its neuron before it, or on chance. A kind is one class that
/// derives from this one, with a name (<see cref="VariantNameAttribute"/>) by which files choose it: the keys that it has in a file, the
/// checks of these, and the synapses that it creates.
/// </summary>
[VariantKey("type", Default = "tsodyks-markram")]
public abstract record ShortTermPlasticityDescription
{
    /// <summary>
    /// Whether the synapses of one pre-synaptic neuron differ, for example because each of them releases by chance. Each synapse is then
    /// stored and has an efficacy of its own. Otherwise one efficacy holds for all synapses of a neuron.
    /// </summary>
    public virtual bool DiffersBySynapse => false;

    /// <summary>Words for the parameters in a table, besides the name of the kind: "U 0.5".</summary>
    public virtual string Summary => "";

    /// <summary>Checks what the bounds of single values do not tell: values against one another and against the time step.</summary>
    /// <param name="findings">Where to report problems.</param>
    public virtual void Check(Findings findings)
    {
    }

    /// <summary>Creates the state of the synapses of one projection.</summary>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="connectivity">
    /// The synapses, those of neuron j from Row(j) to Row(j + 1); null where every pair is connected and no synapse is stored (probability
    /// 1, all-to-all), which is not so if <see cref="DiffersBySynapse"/>.
    /// </param>
    public abstract ShortTermSynapses Create(Population source, Connectivity? connectivity);
}

/// <summary>State and arithmetic of short-term plasticity at the synapses of one projection.</summary>
public abstract class ShortTermSynapses : IHasState
{
    /// <summary>Key of the random numbers of these synapses, which the engine sets.</summary>
    internal RandomKey Key { get; set; }

    /// <summary>Name of their kind, for messages; empty: unknown.</summary>
    internal string Kind { get; set; } = "";

    /// <summary>
    /// Efficacies that an arriving spike finds, by which the weights are multiplied; the spike then changes the state. The engine calls
    /// this once for a spike, in ascending order of steps.
    /// </summary>
    /// <param name="source">Pre-synaptic neuron.</param>
    /// <param name="step">
    /// Step in which the spike arrives: that in which it was fired plus the delay of the projection. Where delays spread, the step in which
    /// it reaches the first synapse, because all synapses of a neuron see the same intervals.
    /// </param>
    /// <param name="efficacies">
    /// Where the efficacies are written, finite numbers of at least 0, of which 1 transmits the whole weight: one for all synapses of the
    /// neuron, or, if the description says that they differ, one for each of them in the order of the connectivity. All are 0 at first, so
    /// a place that is not written transmits nothing.
    /// </param>
    public abstract void Transmit(int source, int step, Span<double> efficacies);

    /// <summary>The efficacy of all synapses of a neuron, where they do not differ; once for a spike.</summary>
    internal double Efficacy(int source, int step)
    {
        double efficacy = 0;
        Transmit(source, step, new Span<double>(ref efficacy));
        return efficacy;
    }

    /// <summary>The efficacy of every synapse of a neuron, where they differ; once for a spike.</summary>
    internal void FindEfficacies(int source, int step, Span<double> efficacies)
    {
        efficacies.Clear();
        Transmit(source, step, efficacies);
    }

    /// <summary>Prefetches the memory that <see cref="Transmit"/> will read for a neuron.</summary>
    /// <param name="source">Pre-synaptic neuron.</param>
    public virtual void Prefetch(int source)
    {
    }

    /// <summary>Visits what spikes change. Synapses without a state override this, too, with an empty method.</summary>
    protected virtual void VisitState(StateVisitor visitor) => throw visitor.Undeclared("short-term plasticity", Kind, this);

    void IHasState.VisitState(StateVisitor visitor) => VisitState(visitor);

    /// <summary>
    /// Random numbers for one spike. They depend on the seed, the projection, the neuron and the step alone, so results do not depend on
    /// threads.
    /// </summary>
    /// <param name="source">Pre-synaptic neuron.</param>
    /// <param name="step">Step in which the spike arrives.</param>
    protected RandomStream RandomFor(int source, int step) => new(Key.Derive((uint)source, (uint)step));
}
