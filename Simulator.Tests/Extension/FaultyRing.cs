using Spiking.Files;
using Spiking.Numerics;
using Spiking.Synapses;

namespace Extension;

/// <summary>
/// A connectivity with faults: neurons on a ring, each connected with the next, where a fault can be asked for. It shows what a user is
/// told of connectivities that fail.
/// </summary>
/// <example><code>
/// { "type": "faulty-ring", "failsAt": 3 }
/// </code></example>
[VariantName("faulty-ring")]
public sealed record FaultyRingDescription : ConnectivityDescription
{
    /// <summary>The neuron at which listing the pairs fails; absent: none.</summary>
    [Bounds(AtLeast = 0)]
    public int? FailsAt { get; init; }

    /// <summary>The number of synapses that it promises; absent: the right one.</summary>
    public double? Promised { get; init; }

    /// <inheritdoc/>
    public override double SynapsesOf(PairSize size) => Promised ?? size.Sources;

    /// <inheritdoc/>
    protected override IEnumerable<(int Source, int Target)> Pairs(PairSize size, RandomStream random)
    {
        List<int> next = [.. Enumerable.Range(1, FailsAt ?? size.Sources)];
        for (int source = 0; source < size.Sources; source++) yield return (source, next[source] % size.Targets);
    }
}
