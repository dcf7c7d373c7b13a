using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Synapses;

/// <summary>
/// Tsodyks-Markram short-term plasticity in its extended form. A spike transmits the weight times u x; then x decreases by u x and u
/// increases by f (1 - u). Between spikes the resources x recover to 1 and the utilization u returns to U.
/// Source: Tsodyks, Pawelzik and Markram 1998; Payeur et al. 2021, Methods.
/// </summary>
/// <remarks><code>
/// between spikes: dx/dt = (1 - x)/tau_D,  du/dt = (U - u)/tau_F
/// at a spike: w u x is transmitted, then x -= u x and u += f (1 - u), both with the u before
/// </code></remarks>
/// <example><code>
/// { "utilization": 0.5, "recoveryTime": "200 ms", "facilitationTime": "50 ms" }
/// </code></example>
public sealed record ShortTermPlasticityDescription
{
    /// <summary>Resting utilization U (release probability): the fraction of the weight that the first spike transmits.</summary>
    [Bounds(Above = 0, AtMost = 1)]
    public required double Utilization { get; init; }

    /// <summary>
    /// Increment f of the utilization at a spike, relative to what is left of it; as large as U (the classic form) if absent.
    /// </summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double? FacilitationIncrement { get; init; }

    /// <summary>Time constant of the recovery from depression, tau_D.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double RecoveryTime { get; init; }

    /// <summary>Time constant of the decay of facilitation, tau_F.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double FacilitationTime { get; init; }

    /// <summary>Utilization at time 0, from which it relaxes to U; U if absent.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double? InitialUtilization { get; init; }
}
