using System.Globalization;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Extension;

/// <summary>
/// Stochastic release: every synapse has one vesicle. A spike releases it with a probability, independently of all other synapses, and the
/// whole weight is transmitted; a new vesicle comes after a time that is exponentially distributed.
/// </summary>
/// <remarks><code>
/// at a spike that finds a vesicle: w is transmitted with probability p, and then the vesicle is gone
/// without a vesicle: one comes with the rate 1/recoveryTime
/// </code></remarks>
/// <example><code>
/// { "type": "vesicle", "probability": 0.4, "recoveryTime": "100 ms" }
/// </code></example>
[VariantName("vesicle")]
public sealed record VesicleDescription : ShortTermPlasticityDescription
{
    /// <summary>Probability p with which a spike releases the vesicle.</summary>
    [Bounds(Above = 0, AtMost = 1)]
    public required double Probability { get; init; }

    /// <summary>Mean time until a new vesicle is there.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double RecoveryTime { get; init; }

    /// <inheritdoc/>
    public override bool DiffersBySynapse => true;

    /// <inheritdoc/>
    public override string Summary => string.Create(CultureInfo.InvariantCulture, $"p {Probability}");

    /// <inheritdoc/>
    public override ShortTermSynapses Create(Population source, Connectivity? connectivity) =>
        new VesicleSynapses(this, connectivity!, source.Settings.TimeStep);

    private sealed class VesicleSynapses(VesicleDescription release, Connectivity synapses, double timeStep) : ShortTermSynapses
    {
        // The step from which on each synapse has a vesicle.
        private readonly int[] _filled = new int[synapses.Count];

        public override void Transmit(int source, int step, Span<double> efficacies)
        {
            RandomStream random = RandomFor(source, step);
            Span<int> filled = _filled.AsSpan(synapses.Row(source), efficacies.Length);
            for (int k = 0; k < filled.Length; k++)
            {
                (double chance, double pause) = random.NextUniformPair();
                if (step < filled[k] || chance > release.Probability) continue;
                efficacies[k] = 1;
                filled[k] = step + (int)Math.Min(Math.Ceiling(-Math.Log(pause) * release.RecoveryTime / timeStep), int.MaxValue - step);
            }
        }

        protected override void VisitState(StateVisitor visitor) => visitor.Steps("filled", _filled.AsSpan());
    }
}
