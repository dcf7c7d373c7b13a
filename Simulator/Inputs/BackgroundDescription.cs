using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Inputs;

/// <summary>Independent Poisson spike trains, of which no two neurons share any, onto one receptor.</summary>
/// <example><code>
/// { "receptor": "soma-ampa", "rate": "5 Hz", "sources": 200, "weight": 0.1 }
/// </code></example>
public sealed record BackgroundDescription
{
    /// <summary>What may be meant by a negative weight.</summary>
    internal const string NegativeWeight = "inhibition is a positive weight at an inhibitory receptor, such as \"soma-gaba\"";

    /// <summary>The receptor that the spikes act on.</summary>
    public required Receptor Receptor { get; init; }

    /// <summary>Rate of each source.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public required double Rate { get; init; }

    /// <summary>Number of independent sources of every neuron that have this rate and weight.</summary>
    [Bounds(AtLeast = 1, AtMost = 100_000)]
    public int Sources { get; init; } = 1;

    /// <summary>
    /// Conductance that a spike adds, in units of the leak conductance of the compartment. Needed unless the receptor is soma-delta, which
    /// has an amplitude instead, or soma-current, which has a current.
    /// </summary>
    [Bounds(AtLeast = 0, WhenSmaller = NegativeWeight)]
    public double? Weight { get; init; }

    /// <summary>Amplitude of a spike, of either sign, in the potential. Only for the receptor soma-delta.</summary>
    [Quantity(Dimension.Potential)]
    public double? Amplitude { get; init; }

    /// <summary>Amplitude of a spike, of either sign, in the synaptic current. Only for the receptor soma-current.</summary>
    [Quantity(Dimension.Current)]
    public double? Current { get; init; }

    /// <summary>Amplitude of a spike, in the unit of the receptor.</summary>
    internal double Added => Weight ?? Amplitude ?? Current ?? 0;
}
