using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Networks;

/// <summary>A population of neurons of one model, with its background noise and injected currents.</summary>
/// <example><code>
/// {
///   "size": 500, "neuron": "pyramidal",
///   "background": [{ "receptor": "soma-ampa", "rate": "1000 Hz", "weight": 0.1 }],
///   "currents": [{ "type": "constant", "compartment": "soma", "amplitude": "100 pA" }]
/// }
/// </code></example>
public sealed record PopulationDescription
{
    /// <summary>Number of neurons.</summary>
    [Bounds(AtLeast = 1, AtMost = 10_000_000)]
    public required int Size { get; init; }

    /// <summary>Name of one of the neuron models of this file.</summary>
    public required string Neuron { get; init; }

    /// <summary>Standard deviation of the Gaussian initial somatic potential around rest; 0: every neuron starts at rest.</summary>
    [Quantity(Dimension.Potential), Bounds(AtLeast = 0)]
    public double InitialPotentialSpread { get; init; }

    /// <summary>Background noise: every neuron has its own Poisson sources for each entry.</summary>
    public IReadOnlyList<BackgroundDescription> Background { get; init; } = [];

    /// <summary>Currents injected into every neuron of the population.</summary>
    public IReadOnlyList<CurrentDescription> Currents { get; init; } = [];
}

/// <summary>Independent Poisson spike trains, of which no two neurons share any, onto one receptor.</summary>
/// <example><code>
/// { "receptor": "soma-ampa", "rate": "5 Hz", "sources": 200, "weight": 0.1 }
/// </code></example>
public sealed record BackgroundDescription
{
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
    /// has an amplitude instead.
    /// </summary>
    [Bounds(AtLeast = 0)]
    public double? Weight { get; init; }

    /// <summary>What a spike adds to the potential, of either sign. Only for the receptor soma-delta.</summary>
    [Quantity(Dimension.Potential)]
    public double? Amplitude { get; init; }
}

/// <summary>A current injected into every neuron of a population.</summary>
[VariantKey("type")]
public abstract record CurrentDescription
{
    /// <summary>The compartment the current flows into.</summary>
    public required Compartment Compartment { get; init; }
}

/// <summary>A current that never changes.</summary>
/// <remarks><code>
/// I(t) = amplitude
/// </code></remarks>
/// <example><code>
/// { "type": "constant", "compartment": "soma", "amplitude": "500 pA" }
/// </code></example>
[VariantName("constant")]
public sealed record ConstantCurrentDescription : CurrentDescription
{
    /// <summary>The current.</summary>
    [Quantity(Dimension.Current)]
    public required double Amplitude { get; init; }
}

/// <summary>A piecewise constant current: each step lasts until the next begins; before the first it is 0.</summary>
/// <remarks><code>
/// I(t) = amplitude of the last step with from at most t
/// </code></remarks>
/// <example><code>
/// {
///   "type": "steps", "compartment": "dendrite",
///   "steps": [{ "from": "1 s", "amplitude": "200 pA" }, { "from": "2 s", "amplitude": "0 pA" }]
/// }
/// </code></example>
[VariantName("steps")]
public sealed record StepCurrentDescription : CurrentDescription
{
    /// <summary>The steps in the order of time.</summary>
    [NotEmpty]
    public required IReadOnlyList<CurrentStepDescription> Steps { get; init; }
}

/// <summary>One level of a piecewise constant current.</summary>
public sealed record CurrentStepDescription
{
    /// <summary>Simulation time at which the level begins.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public required double From { get; init; }

    /// <summary>The current from then on.</summary>
    [Quantity(Dimension.Current)]
    public required double Amplitude { get; init; }
}

/// <summary>
/// Levels that follow one another at equal intervals, each above (or below) the one before by the same increment; 0 before the first, and the
/// last one lasts. For measuring the response to a current: see the recorder "transfer".
/// </summary>
/// <remarks><code>
/// I(t) = first + k increment,  k = floor((t - from)/levelDuration), at most levels - 1
/// </code></remarks>
/// <example><code>
/// { "type": "staircase", "compartment": "soma", "first": "0 pA", "increment": "50 pA", "levels": 11, "levelDuration": "1 s" }
/// </code></example>
[VariantName("staircase")]
public sealed record StaircaseCurrentDescription : CurrentDescription
{
    /// <summary>The first level.</summary>
    [Quantity(Dimension.Current)]
    public required double First { get; init; }

    /// <summary>Difference between a level and the one before.</summary>
    [Quantity(Dimension.Current)]
    public required double Increment { get; init; }

    /// <summary>Number of levels.</summary>
    [Bounds(AtLeast = 1, AtMost = 10_000)]
    public required int Levels { get; init; }

    /// <summary>Duration of a level.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double LevelDuration { get; init; }

    /// <summary>Simulation time at which the first level begins.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }
}

/// <summary>A sinusoidal current I(t) = A sin(2 pi f (t - t0)), 0 before it begins and after it ends.</summary>
/// <remarks><code>
/// I(t) = A sin(2 pi f (t - t0))
/// </code></remarks>
/// <example><code>
/// { "type": "sine", "compartment": "soma", "amplitude": "100 pA", "frequency": "5 Hz" }
/// </code></example>
[VariantName("sine")]
public sealed record SineCurrentDescription : CurrentDescription
{
    /// <summary>Amplitude A.</summary>
    [Quantity(Dimension.Current)]
    public required double Amplitude { get; init; }

    /// <summary>Frequency f.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public required double Frequency { get; init; }

    /// <summary>Time t0 at which the phase is zero.</summary>
    [Quantity(Dimension.Time)]
    public double PhaseOrigin { get; init; }

    /// <summary>Simulation time at which the current begins.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    /// <summary>Simulation time at which the current ends; never, if absent.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? Until { get; init; }
}
