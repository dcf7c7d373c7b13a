// <own-connectivity>
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Synapses;

namespace MyParts;

/// <summary>A ring: a neuron is connected with each of the next ones with the same probability.</summary>
/// <example><code>
/// { "type": "ring", "reach": 10, "probability": 0.5 }
/// </code></example>
[VariantName("ring")]
public sealed record RingDescription : ConnectivityDescription
{
    /// <summary>Number of the next neurons that can be connected.</summary>
    [Bounds(AtLeast = 1)]
    public required int Reach { get; init; }

    /// <summary>Probability with which each of them is.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double Probability { get; init; } = 1;

    /// <inheritdoc/>
    public override double SynapsesOf(PairSize size) => Probability * Reach * size.Sources;

    /// <inheritdoc/>
    public override (string? Property, string Message)? Misfit(PairSize size) =>
        !size.IsRecurrent ? (null, "connects the neurons of one population; connect it with itself.")
        : Reach >= size.Sources ? (nameof(Reach), $"it can be at most {size.Sources - 1}, the number of other neurons.")
        : null;

    /// <inheritdoc/>
    protected override IEnumerable<(int Source, int Target)> Pairs(PairSize size, RandomStream random)
    {
        for (int source = 0; source < size.Sources; source++)
        {
            for (int distance = 1; distance <= Reach; distance++)
                if (random.NextUniform() < Probability) yield return (source, (source + distance) % size.Sources);
        }
    }
}
// </own-connectivity>
