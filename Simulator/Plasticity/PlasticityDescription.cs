using Spiking.Files;
using Spiking.Neurons;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// A learning rule of a projection. A rule is one class that derives from this one, with a name (<see cref="VariantNameAttribute"/>) by
/// which files choose it: the keys that it has in a file, the checks of these, and the learner that it creates.
/// </summary>
[VariantKey("rule")]
public abstract record PlasticityDescription
{
    /// <summary>Weights stay between 0 and this.</summary>
    [Bounds(Above = 0)]
    public double MaximumWeight { get; init; } = 1;

    /// <summary>The receptors at whose synapses the rule makes sense.</summary>
    public virtual IReadOnlyList<Receptor> Receptors => [Receptor.SomaAmpa, Receptor.DendriteAmpa];

    /// <summary>The largest weight of synapses at a receptor, in the unit that they have there.</summary>
    /// <param name="receptor">The receptor.</param>
    public virtual double LargestWeight(Receptor receptor) => MaximumWeight;

    /// <summary>What does not fit synapses at a receptor: the key, or null for the rule as a whole, and a sentence; null:
    /// nothing.</summary>
    /// <param name="receptor">One of the receptors of the rule.</param>
    internal virtual (string? Property, string Message)? Misfit(Receptor receptor) => null;

    /// <summary>
    /// The property of the baseline burst probability of the post-synaptic population, if the rule leaves it to the calibration of the
    /// task; null: it leaves nothing open.
    /// </summary>
    internal virtual string? OpenProperty => null;

    /// <summary>
    /// Whether the rule leaves the changes by post-synaptic spikes to the next arrival, so that weights can stand in the order of the
    /// pre-synaptic neurons (<see cref="WeightedProjection.ChangeLate"/>).
    /// </summary>
    internal virtual bool ChangesLate => false;

    /// <summary>Words for the rule in a table, besides its name: "rate 0.001".</summary>
    public virtual string Summary => "";

    /// <summary>Checks what the bounds of single values do not tell: values against one another and against the time step.</summary>
    /// <param name="findings">Where to report problems.</param>
    public virtual void Check(Findings findings)
    {
    }

    /// <summary>Creates the learner of a projection.</summary>
    /// <param name="context">The projection, and the traces and averages that learners share.</param>
    public abstract Learner Create(LearningContext context);
}
