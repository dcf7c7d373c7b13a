using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Protocols.Pairing;

/// <summary>
/// The pre- and post-synaptic spike trains of a protocol. Every variant has a list of conditions: the points of the curves.
/// </summary>
[VariantKey("type")]
internal abstract record TrainsDescription
{
    /// <summary>The conditions, in SI units where they have one.</summary>
    public abstract IReadOnlyList<double> Conditions { get; }

    /// <summary>Whether chance enters: trains without chance are the same in every realization.</summary>
    public virtual bool IsRandom => true;

    /// <summary>Whether the rates of the trains are the same all the time.</summary>
    public virtual bool IsStationary => false;
}

/// <summary>
/// Pairings at regular intervals, in epochs that are far apart. Within an epoch, pairing k is at onset + k/f; an epoch lasts
/// pairings/f + recovery and begins with a pre-synaptic trace of 0; between epochs only the averages decay.
/// Source: Payeur et al. 2021, Fig. 2B.
/// </summary>
/// <example><code>
/// { "type": "periodic", "frequencies": ["1 Hz", "10 Hz", "50 Hz"], "pairings": 5, "epochs": 15, "lag": "10 ms" }
/// </code></example>
[VariantName("periodic")]
internal sealed record PeriodicTrainsDescription : TrainsDescription
{
    /// <summary>Pairing frequencies f.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0), NotEmpty]
    public required IReadOnlyList<double> Frequencies { get; init; }

    /// <summary>Number of pairings in an epoch.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public int Pairings { get; init; } = 5;

    /// <summary>Number of epochs.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public int Epochs { get; init; } = 15;

    /// <summary>Time of the first pre-synaptic spike in an epoch.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double Onset { get; init; } = 10e-3;

    /// <summary>How much later than the pre-synaptic spike the post-synaptic spike of a pairing comes; negative: earlier.</summary>
    [Quantity(Dimension.Time)]
    public double Lag { get; init; }

    /// <summary>Time that an epoch goes on after its pairings.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double Recovery { get; init; } = 1;

    /// <summary>Time between the end of an epoch and the beginning of the next.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double Pause { get; init; } = 10;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Conditions => Frequencies;

    /// <inheritdoc/>
    public override bool IsRandom => false;
}

/// <summary>
/// Independent Poisson trains of equal rate with an absolute refractory period t_ref: intervals of t_ref plus an exponential time of
/// rate lambda = r/(1 - t_ref r), whose mean is 1/r. Source: Payeur et al. 2021, Fig. 2C; Greedy et al. 2022, Fig. 1B.
/// </summary>
/// <example><code>
/// { "type": "poisson", "rates": ["5 Hz", "20 Hz", "40 Hz"], "duration": "100 s" }
/// </code></example>
[VariantName("poisson")]
internal sealed record PoissonTrainsDescription : TrainsDescription
{
    /// <summary>Spike rates r, refractoriness included.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0), NotEmpty]
    public required IReadOnlyList<double> Rates { get; init; }

    /// <summary>Absolute refractory period t_ref after every spike.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double RefractoryPeriod { get; init; } = 2e-3;

    /// <summary>Length of the trains.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Duration { get; init; } = 100;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Conditions => Rates;

    /// <inheritdoc/>
    public override bool IsStationary => true;
}

/// <summary>
/// Independent trains of Poisson events, each followed with some probability by a second spike at a uniformly random short interval.
/// The event refractory period counts from the last spike. Source: Payeur et al. 2021, Fig. 2D.
/// </summary>
/// <example><code>
/// { "type": "burst-poisson", "burstProbabilities": [0, 0.25, 0.5], "eventRate": "5 Hz" }
/// </code></example>
[VariantName("burst-poisson")]
internal sealed record BurstPoissonTrainsDescription : TrainsDescription
{
    /// <summary>Probabilities with which an event becomes a burst.</summary>
    [Bounds(AtLeast = 0, AtMost = 1), NotEmpty]
    public required IReadOnlyList<double> BurstProbabilities { get; init; }

    /// <summary>Event rate E of trains without bursts, refractoriness included (a burst delays the next event a little).</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public required double EventRate { get; init; }

    /// <summary>Absolute refractory period between a spike and the next event.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double RefractoryPeriod { get; init; } = 20e-3;

    /// <summary>Shortest interval between the two spikes of a burst.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double ShortestBurstInterval { get; init; } = 2e-3;

    /// <summary>Longest interval between the two spikes of a burst.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double LongestBurstInterval { get; init; } = 12e-3;

    /// <summary>Length of the trains.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Duration { get; init; } = 100;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Conditions => BurstProbabilities;

    /// <inheritdoc/>
    public override bool IsStationary => true;
}

/// <summary>
/// Short stretches of irregular pairings: in epoch n the pre-synaptic spikes are at onset + n epochInterval plus cumulative sums of
/// exponential intervals of mean 1/f; every post-synaptic spike is its partner plus Gaussian jitter. The condition of the cells runs on
/// through the gaps. Source: Sjostrom, Turrigiano and Nelson 2001, as simulated by Payeur et al. 2021.
/// </summary>
/// <example><code>
/// { "type": "sjostrom", "frequencies": ["1 Hz", "10 Hz", "50 Hz"], "jitter": "7 ms" }
/// </code></example>
[VariantName("sjostrom")]
internal sealed record SjostromTrainsDescription : TrainsDescription
{
    /// <summary>Mean pairing frequencies f within an epoch.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0), NotEmpty]
    public required IReadOnlyList<double> Frequencies { get; init; }

    /// <summary>Number of pairings in an epoch.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public int Pairings { get; init; } = 5;

    /// <summary>Number of epochs.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public int Epochs { get; init; } = 12;

    /// <summary>Time between the beginnings of epochs.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double EpochInterval { get; init; } = 10;

    /// <summary>Time before the first epoch.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double Onset { get; init; } = 0.1;

    /// <summary>Standard deviation of the post-synaptic spikes around the pre-synaptic ones.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double Jitter { get; init; } = 7e-3;

    /// <summary>Time that the experiment goes on after its last pairing would be due at regular intervals.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double Recovery { get; init; } = 1;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Conditions => Frequencies;
}
