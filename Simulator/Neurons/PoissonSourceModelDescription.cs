using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>
/// A source of spikes without a membrane: an independent Poisson train of constant rate per neuron. Unlike background noise, which is
/// private to each target, its spikes reach targets by ordinary projections and so may be shared by them.
/// </summary>
/// <remarks>
/// <code>
/// P(spike in a step of length dt) = rate dt, independently in every step
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "poisson-source", "rate": "5 Hz" }
/// </code></example>
[VariantName("poisson-source")]
public sealed record PoissonSourceModelDescription : NeuronModelDescription
{
    /// <summary>Rate of every neuron.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public required double Rate { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => [];

    /// <inheritdoc/>
    public override bool HasDendrite => false;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => [];

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new PoissonSourcePopulation(this, settings);

    /// <inheritdoc/>
    public override void Check(Findings findings) => findings.CheckSpikeProbability(this, nameof(Rate), Rate);
}
