using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>
/// A source of spikes without a membrane: every neuron spikes at regular intervals. The neurons of a population take turns at equal
/// distances, so that a large population gives a nearly constant stream of spikes, and single neurons give spike trains for pairing
/// experiments.
/// </summary>
/// <remarks>
/// <para>Spike k of neuron i of N, in the step that contains its time:</para>
/// <code>
/// t = first + (k + i/N)/rate,  k = 0, 1, ...
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "regular-source", "rate": "10 Hz", "first": "20 ms" }
/// </code></example>
[VariantName("regular-source")]
internal sealed record RegularSourceModelDescription : NeuronModelDescription
{
    /// <summary>Rate of every neuron.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public required double Rate { get; init; }

    /// <summary>Time of the first spike of the first neuron.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double First { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => [];

    /// <inheritdoc/>
    public override bool HasDendrite => false;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => [];

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new RegularSourcePopulation(this, settings);

    /// <inheritdoc/>
    public override void Check(Findings findings) =>
        findings.Require(findings.TimeStep is not double step || Rate * step <= 1 + 1e-9, this, [nameof(Rate)], () =>
            $"{findings.Found(this, nameof(Rate))}; a neuron spikes at most once in a time step of "
            + $"{Findings.Show(findings.TimeStep!.Value)}.");
}
