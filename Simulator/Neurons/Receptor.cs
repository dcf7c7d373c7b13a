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

    /// <summary>
    /// Feedback onto the apical dendrite that acts like a current, whatever the potential, and has either sign: not a conductance but a
    /// potential (V), which stands beside (E_L - V_d) in the equation of the dendrite and decays.
    /// </summary>
    DendriteFeedback,

    /// <summary>
    /// Not a conductance but the potential of a point neuron itself: a spike adds its amplitude (V), of either sign, at once (delta
    /// synapse).
    /// </summary>
    SomaDelta,

    /// <summary>
    /// Not a conductance but the synaptic current of a point neuron: a spike adds its current (A), of either sign, and the sum decays.
    /// </summary>
    SomaCurrent,
}

/// <summary>The compartment a current is injected into.</summary>
public enum Compartment
{
    /// <summary>The soma (or a point neuron).</summary>
    Soma,

    /// <summary>The apical dendrite.</summary>
    Dendrite,
}
