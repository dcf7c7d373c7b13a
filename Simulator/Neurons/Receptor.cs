namespace Spiking.Neurons;

/// <summary>The receptors a projection or a background source can act on.</summary>
public enum Receptor
{
    /// <summary>Excitation of the soma (or of a point neuron).</summary>
    SomaAmpa,

    /// <summary>Inhibition of the soma (or of a point neuron).</summary>
    SomaGaba,

    /// <summary>Excitation of the apical dendrite.</summary>
    DendriteAmpa,

    /// <summary>Inhibition of the apical dendrite.</summary>
    DendriteGaba,
}

/// <summary>The compartment a current is injected into.</summary>
public enum Compartment
{
    /// <summary>The soma (or a point neuron).</summary>
    Soma,

    /// <summary>The apical dendrite.</summary>
    Dendrite,
}
