using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>
/// Leaky integrate-and-fire neuron with conductance synapses. The defaults are those of the benchmark network of Vogels and Abbott 2005
/// ("COBA"), which adds a drive of 20 mV.
/// </summary>
/// <remarks>
/// <para>Conductances g are in units of the leak conductance, and I is the injected current.</para>
/// <code>
/// tau_m dV/dt = (E_L + drive - V) + g_E (E_E - V) + g_I (E_I - V) + tau_m I/C
/// tau dg/dt = -g  (tau: ampaDecay or gabaDecay)
/// at a spike (V above V_T): V = V_r, also throughout the refractory period
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "conductance-lif", "drive": "20 mV", "ampaDecay": "5 ms", "gabaDecay": "10 ms" }
/// </code></example>
[VariantName("conductance-lif")]
public sealed record ConductanceLifModelDescription : IntegrateAndFireModelDescription
{
    private static readonly string[] s_stateVariables = ["potential", "ampa", "gaba"];

    /// <summary>Creates the model with the default parameters.</summary>
    public ConductanceLifModelDescription()
    {
        RestingPotential = -60e-3;
        Threshold = -50e-3;
        ResetPotential = -60e-3;
        RefractoryPeriod = 5e-3;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => s_stateVariables;

    /// <summary>Time constant of the excitatory (AMPA) conductances.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double AmpaDecay { get; init; } = 5e-3;

    /// <summary>Time constant of the inhibitory (GABA) conductances.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double GabaDecay { get; init; } = 10e-3;

    /// <summary>Reversal potential of excitation.</summary>
    [Quantity(Dimension.Potential)]
    public double ExcitatoryReversal { get; init; }

    /// <summary>Reversal potential of inhibition.</summary>
    [Quantity(Dimension.Potential)]
    public double InhibitoryReversal { get; init; } = -80e-3;

    internal override bool TakesCellCurrents => true;

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new ConductanceLifPopulation<T>(this, settings);

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        base.Check(findings);
        findings.CheckConductances(this, AmpaDecay, GabaDecay, InhibitoryReversal, ExcitatoryReversal);
        findings.CheckThreshold(this, Threshold, InhibitoryReversal, ExcitatoryReversal);
    }
}
