using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Protocols.Pairing;

/// <summary>A plasticity rule whose weight change is one curve of a protocol's figure.</summary>
[VariantKey("rule")]
internal abstract record CurveDescription;

/// <summary>
/// Burst-dependent plasticity whose baseline is the ratio of the post-synaptic burst and event averages, not cut at 1.
/// Source: Payeur et al. 2021, Eq. 1 and Fig. 2B-D.
/// </summary>
/// <remarks><code>
/// at a post-synaptic event: w -= eta x Bbar/Ebar
/// at a post-synaptic burst: w += eta x
/// presynapticTraceTime dx/dt = -x,  x += 1 at a pre-synaptic event
/// averagingTime dEbar/dt = (post-synaptic events) - Ebar,  averagingTime dBbar/dt = (post-synaptic bursts) - Bbar
/// </code></remarks>
/// <example><code>
/// { "rule": "burstprop", "initialEventRate": "5 Hz", "initialBurstProbability": 0.15 }
/// </code></example>
[VariantName("burstprop")]
internal sealed record AdaptiveCurveDescription : CurveDescription
{
    /// <summary>Event average at the start, Ebar(0); absent: the event rate of the trains, where they have one.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public double? InitialEventRate { get; init; }

    /// <summary>Baseline burst probability at the start, Pbar(0) = Bbar(0)/Ebar(0).</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public required double InitialBurstProbability { get; init; }
}

/// <summary>Burst-dependent plasticity with a constant baseline burst probability. Source: Greedy et al. 2022, Eq. 1 and Fig. 1B.</summary>
/// <remarks><code>
/// at a post-synaptic event: w -= eta x p_b
/// at a post-synaptic burst: w += eta x
/// presynapticTraceTime dx/dt = -x,  x += 1 at a pre-synaptic event
/// </code></remarks>
/// <example><code>
/// { "rule": "burstccn", "baselineBurstProbability": 0.3 }
/// </code></example>
[VariantName("burstccn")]
internal sealed record ConstantCurveDescription : CurveDescription
{
    /// <summary>Baseline burst probability p_b.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public required double BaselineBurstProbability { get; init; }
}

/// <summary>
/// Classical pair-based plasticity, for comparison: every pair of a pre- and a post-synaptic spike adds A+ exp(-d/tau+) if the
/// post-synaptic spike comes d later, and subtracts A- exp(-d/tau-) if it comes d earlier; coincident spikes do neither.
/// Source: Bi and Poo 1998 (shape); Song, Miller and Abbott 2000 (all pairs; A- tau- = 1.05 A+ tau+, 20 ms, A+ = 0.005: the defaults).
/// </summary>
/// <remarks><code>
/// pre before post by d: w += A+ exp(-d/tau+)
/// post before pre by d: w -= A- exp(-d/tau-)
/// </code></remarks>
/// <example><code>
/// { "rule": "pair-stdp", "potentiation": 0.005, "depression": 0.00525 }
/// </code></example>
[VariantName("pair-stdp")]
internal sealed record PairStdpCurveDescription : CurveDescription
{
    /// <summary>Largest potentiation by one pair, A+.</summary>
    [Bounds(AtLeast = 0)]
    public double Potentiation { get; init; } = 0.005;

    /// <summary>Largest depression by one pair, A-.</summary>
    [Bounds(AtLeast = 0)]
    public double Depression { get; init; } = 0.00525;

    /// <summary>Time constant of potentiation, tau+.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double PotentiationTime { get; init; } = 20e-3;

    /// <summary>Time constant of depression, tau-.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double DepressionTime { get; init; } = 20e-3;
}

/// <summary>
/// The rule of Bienenstock, Cooper and Munro with a fixed threshold, for comparison: dw/dt = eta r_pre r_post (r_post - theta) with
/// the spike rates of the trains. A rule of rates: it needs trains whose rate does not change.
/// Source: Bienenstock, Cooper and Munro 1982 (there theta slides; a fixed one shows the curve itself).
/// </summary>
/// <remarks><code>
/// dw/dt = eta r_pre r_post (r_post - theta)
/// </code></remarks>
/// <example><code>
/// { "rule": "bcm", "learningRate": 1e-5, "threshold": "20 Hz" }
/// </code></example>
[VariantName("bcm")]
internal sealed record BcmCurveDescription : CurveDescription
{
    /// <summary>Learning rate eta in s^2: weight change per second at unit rates (Hz).</summary>
    [Bounds(AtLeast = 0)]
    public required double LearningRate { get; init; }

    /// <summary>Post-synaptic rate theta at which depression turns into potentiation.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public required double Threshold { get; init; }
}
