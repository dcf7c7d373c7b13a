using Spiking.Files;

namespace Spiking.Neurons;

/// <summary>
/// Leaky integrate-and-fire neuron with delta synapses: a spike that arrives adds its amplitude to the potential at once, unless the cell
/// is refractory. The defaults are those of Brunel 2000, potentials relative to rest.
/// </summary>
/// <remarks>
/// <code>
/// tau_m dV/dt = (E_L + drive - V) + tau_m I/C
/// at an arriving spike: V += amplitude, unless the cell is refractory
/// at a spike (V above V_T): V = V_r, also throughout the refractory period
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "delta-lif", "membraneTime": "20 ms", "threshold": "20 mV", "resetPotential": "10 mV" }
/// </code></example>
[VariantName("delta-lif")]
public sealed record DeltaLifModelDescription : IntegrateAndFireModelDescription
{
    private static readonly string[] s_stateVariables = ["potential"];
    private static readonly Receptor[] s_receptors = [Receptor.SomaDelta];

    /// <summary>Creates the model with the default parameters.</summary>
    public DeltaLifModelDescription()
    {
        Threshold = 20e-3;
        ResetPotential = 10e-3;
        RefractoryPeriod = 2e-3;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => s_receptors;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => s_stateVariables;

    internal override bool TakesCellCurrents => true;

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new DeltaLifPopulation<T>(this, settings);
}
