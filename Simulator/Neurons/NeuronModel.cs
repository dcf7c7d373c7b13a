using Spiking.Files;

namespace Spiking.Neurons;

/// <summary>The parameters of a neuron model, as a network file gives them. One variant per model; every value is in SI units.</summary>
[VariantKey("type")]
public abstract record NeuronModel
{
    private static readonly Receptor[] s_somatic = [Receptor.SomaAmpa, Receptor.SomaGaba];

    private static readonly Receptor[] s_withDendrite =
        [Receptor.SomaAmpa, Receptor.SomaGaba, Receptor.DendriteAmpa, Receptor.DendriteGaba, Receptor.DendriteFeedback];

    /// <summary>The receptors that projections and background act on. Cells without any are sources of spikes, and take no currents.</summary>
    public virtual IReadOnlyList<Receptor> Receptors => HasDendrite ? s_withDendrite : s_somatic;

    /// <summary>Whether there are receptors.</summary>
    public bool HasReceptors => Receptors.Count > 0;

    /// <summary>Whether the model has an apical dendrite with receptors of its own.</summary>
    public abstract bool HasDendrite { get; }

    /// <summary>Names of the state variables that a recorder can sample.</summary>
    public abstract IReadOnlyList<string> StateVariables { get; }

    /// <summary>
    /// The unit of a state variable, as headings of tables have it: potentials and what is added to them in volts, "v", and conductances in units of the leak
    /// conductance of their compartment, "leaks".
    /// </summary>
    /// <param name="variable">Name of the variable.</param>
    public virtual string UnitOf(string variable) =>
        variable.EndsWith("ampa", StringComparison.OrdinalIgnoreCase) || variable.EndsWith("gaba", StringComparison.OrdinalIgnoreCase) ? "leaks" : "v";
}
