using Spiking.Files;
using Spiking.Numerics;
using Spiking.Synapses;

namespace Extension;

/// <summary>
/// A small world: neurons on a ring are connected with their nearest neighbours on both sides, and some of these synapses lead to a neuron
/// drawn at random instead. Source: Watts and Strogatz 1998.
/// </summary>
/// <example><code>
/// { "type": "small-world", "reach": 2, "rewired": 0.1 }
/// </code></example>
[VariantName("small-world")]
public sealed record SmallWorldDescription : ConnectivityDescription
{
    /// <summary>Number of neighbours on each side.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public required int Reach { get; init; }

    /// <summary>Probability with which a synapse leads to any other neuron instead of the neighbour.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double Rewired { get; init; }

    /// <inheritdoc/>
    public override double SynapsesOf(PairSize size) => 2.0 * Reach * size.Sources;

    /// <inheritdoc/>
    public override (string? Property, string Message)? Misfit(PairSize size) =>
        !size.IsRecurrent ? (null, "connects the neurons of one population; connect it with itself.")
        : 2 * Reach >= size.Sources
            ? (nameof(Reach), $"a neuron has {size.Sources - 1} others, so it can be at most {(size.Sources - 1) / 2}.")
        : null;

    /// <inheritdoc/>
    protected override IEnumerable<(int Source, int Target)> Pairs(PairSize size, RandomStream random)
    {
        for (int source = 0; source < size.Sources; source++)
        {
            for (int distance = -Reach; distance <= Reach; distance++)
            {
                if (distance == 0) continue;
                (double chance, double place) = random.NextUniformPair();
                int ahead = chance < Rewired ? 1 + (int)(place * (size.Sources - 1)) : distance + size.Sources;
                yield return (source, (source + ahead) % size.Sources);
            }
        }
    }
}
