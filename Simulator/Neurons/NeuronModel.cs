using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>The parameters of a neuron model, as a network file gives them. One variant per model; every value is in SI units.</summary>
[VariantKey("type")]
public abstract record NeuronModel
{
    /// <summary>Whether the model has receptors that projections and background act on, and compartments that take currents.</summary>
    public virtual bool HasReceptors => true;

    /// <summary>Whether the model has an apical dendrite with receptors of its own.</summary>
    public abstract bool HasDendrite { get; }

    /// <summary>Names of the state variables that a recorder can sample.</summary>
    public abstract IReadOnlyList<string> StateVariables { get; }
}
