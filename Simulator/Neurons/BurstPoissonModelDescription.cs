using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>
/// Two-compartment pyramidal neuron whose dendrite decides, at each event, with probability sigma((V_d - E_d)/D_d), whether a
/// second spike follows. It fires singlets and doublets only. Source: Payeur et al. 2021, XOR experiments.
/// </summary>
/// <remarks>
/// <para>The membrane is that of both pyramidal models, below. Every threshold spike is an event. The dendrite then decides at random
/// whether a second spike follows and makes it a burst. The second spike resets nothing, but the refractory period begins anew.</para>
/// <code>
/// P(burst | event) = 1/(1 + exp(-(V_d - E_d)/D_d))
/// interval of the second spike: uniform from shortestBurstInterval to longestBurstInterval
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "burst-poisson-pyramidal", "dendriteSigmoidMidpoint": "-57 mV", "refractoryPeriod": "20 ms" }
/// </code></example>
[VariantName("burst-poisson-pyramidal")]
public sealed record BurstPoissonModelDescription : PyramidalModelDescription
{
    /// <inheritdoc/>
    [Quantity(Dimension.Potential)]
    public override double DendriteSigmoidMidpoint { get; init; } = -57e-3;

    /// <summary>Absolute refractory period after every spike.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0, AtMost = 100)]
    public double RefractoryPeriod { get; init; } = 20e-3;

    /// <summary>Shortest interval between the two spikes of a burst.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0, AtMost = 1)]
    public double ShortestBurstInterval { get; init; } = 5e-3;

    /// <summary>Longest interval between the two spikes of a burst (the interval is uniform between the two).</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0, AtMost = 1)]
    public double LongestBurstInterval { get; init; } = 15e-3;

    internal override bool TakesCellCurrents => true;

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new BurstPoissonPopulation<T>(this, settings);

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        base.Check(findings);
        findings.CheckSteps(this, nameof(ShortestBurstInterval), ShortestBurstInterval, 2);
        findings.CheckSteps(this, nameof(LongestBurstInterval), LongestBurstInterval, 2);
        findings.CheckSteps(this, nameof(RefractoryPeriod), RefractoryPeriod, 2);
        findings.Require(ShortestBurstInterval <= LongestBurstInterval, this,
            [nameof(ShortestBurstInterval), nameof(LongestBurstInterval)], () =>
                $"{findings.Found(this, nameof(ShortestBurstInterval))}; it must not be longer than "
                + $"{findings.Other(this, nameof(LongestBurstInterval))}.");
        findings.Require(LongestBurstInterval < RefractoryPeriod, this, [nameof(LongestBurstInterval), nameof(RefractoryPeriod)], () =>
            $"{findings.Found(this, nameof(LongestBurstInterval))}; it must be shorter than "
            + $"{findings.Other(this, nameof(RefractoryPeriod))}: the second spike of a burst comes within the refractory period.");
        CheckBurstDefinition(findings);
    }

    // The model decides about bursts itself; what follows from its spikes by the definition of a burst must agree with it.
    private void CheckBurstDefinition(Findings findings)
    {
        if (findings.BurstInterval is not double longest) return;
        string interval = $"burstInterval, {Findings.Show(longest)}";
        findings.Require(LongestBurstInterval <= longest, this, [nameof(LongestBurstInterval)], () =>
            $"{findings.Found(this, nameof(LongestBurstInterval))}; it must not be longer than the network's {interval}, "
            + "or the two spikes of a burst would not count as one.");
        findings.Require(RefractoryPeriod > longest, this, [nameof(RefractoryPeriod)], () =>
            $"{findings.Found(this, nameof(RefractoryPeriod))}; it must be longer than the network's {interval}, "
            + "or a spike of the threshold would not count as an event.");
    }
}
