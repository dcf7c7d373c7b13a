using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>
/// Two-compartment pyramidal neuron with a regenerative apical dendrite and back-propagating action potentials.
/// Source: Naud, Bathellier and Gerstner 2014; Payeur et al. 2021, Methods.
/// </summary>
/// <remarks>
/// <para>The membrane is that of both pyramidal models, below. The dendrite, as far as it is activated, adds currents to soma and dendrite,
/// and a spike at t_spike drives the dendrite for a while. There is no refractory period beside the raised threshold.</para>
/// <code>
/// C_s dV_s/dt: + g_s sigma((V_d - E_d)/D_d)
/// C_d dV_d/dt: + g_d sigma((V_d - E_d)/D_d) + c_d [t_spike below t, t at most t_spike + backpropagationDuration]
/// sigma(x) = 1/(1 + exp(-x))
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "active-pyramidal", "somaTimeConstant": "16 ms", "dendriteSigmoidMidpoint": "-38 mV" }
/// </code></example>
[VariantName("active-pyramidal")]
public sealed record ActivePyramidalModelDescription : PyramidalModelDescription
{
    /// <inheritdoc/>
    [Quantity(Dimension.Potential)]
    public override double DendriteSigmoidMidpoint { get; init; } = -38e-3;

    /// <summary>Current that a fully active dendrite drives into the soma, g_s.</summary>
    [Quantity(Dimension.Current)]
    public double DendriteToSomaCurrent { get; init; } = 1300e-12;

    /// <summary>Strength of the regenerative dendritic current, g_d.</summary>
    [Quantity(Dimension.Current)]
    public double RegenerativeCurrent { get; init; } = 1200e-12;

    /// <summary>Current that a back-propagating action potential drives into the dendrite, c_d.</summary>
    [Quantity(Dimension.Current)]
    public double BackpropagationCurrent { get; init; } = 2600e-12;

    /// <summary>How long a back-propagating action potential drives the dendrite after a somatic spike.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0, AtMost = 100)]
    public double BackpropagationDuration { get; init; } = 2e-3;

    internal override bool TakesCellCurrents => true;

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new ActivePyramidalPopulation<T>(this, settings);
}
