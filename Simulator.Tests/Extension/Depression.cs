// <own-synapse>
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace MyParts;

/// <summary>Depression: a spike uses up a fraction of the resources, which come back exponentially.</summary>
/// <example><code>
/// { "type": "depression", "use": 0.5, "recoveryTime": "100 ms" }
/// </code></example>
[VariantName("depression")]
public sealed record DepressionDescription : ShortTermPlasticityDescription
{
    /// <summary>Fraction of the resources that a spike uses up.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public required double Use { get; init; }

    /// <summary>Time constant with which they come back.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double RecoveryTime { get; init; } = 0.2;

    /// <inheritdoc/>
    public override ShortTermSynapses Create(Population source, Connectivity? connectivity) =>
        new DepressingSynapses(this, source.Size, source.Settings.TimeStep);

    private sealed class DepressingSynapses(DepressionDescription kind, int sources, double timeStep) : ShortTermSynapses
    {
        // Of every pre-synaptic neuron: what its last spike has left used up, and the step of that spike.
        private readonly double[] _used = new double[sources];
        private readonly int[] _last = new int[sources];

        public override void Transmit(int source, int step, Span<double> efficacies)
        {
            double used = _used[source] * Math.Exp((_last[source] - step) * timeStep / kind.RecoveryTime);
            efficacies[0] = 1 - used;
            (_used[source], _last[source]) = (used + kind.Use * (1 - used), step);
        }

        protected override void VisitState(StateVisitor visitor)
        {
            visitor.Array("used", _used.AsSpan());
            visitor.Steps("last", _last.AsSpan());
        }
    }
}
// </own-synapse>
