using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Inputs;

/// <summary>
/// A current that follows a mean over the population into which it flows, as that was after the step before: homeostasis, or a teacher.
/// </summary>
internal abstract record FollowingCurrentDescription : CurrentDescription
{
    /// <summary>Time constant of the averages. A time step means the step before alone.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double AveragingTime { get; init; } = 1;

    /// <summary>Simulation time at which the current begins. The averages go on all the time.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    /// <summary>Simulation time at which the current ends; never, if absent.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? Until { get; init; }

    internal sealed override bool FollowsPopulation => true;

    internal sealed override (double From, double Until)? Stretch => Until is double until ? (From, until) : null;

    internal sealed override bool ChangesWithin(double from, double until) =>
        (From > from && From < until) || (Until > from && Until < until);

    internal sealed override CurrentCourse Follow(Population population, int index) => new FollowedRates(population, this);

    /// <summary>It is no function of time.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public sealed override double At(double time) => throw new NotSupportedException("This current follows the population.");

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        findings.CheckEulerTime(this, nameof(AveragingTime), AveragingTime);
        findings.CheckStretch(this, nameof(From), From, nameof(Until), Until);
        findings.CheckWithinRun(this, nameof(From), From);
    }

    /// <summary>The current (A) for averages over the population of the rates of events and bursts per neuron (Hz).</summary>
    internal abstract double At(double eventRate, double burstRate);
}

/// <summary>A current in proportion to how far the mean event rate of the population is below a target.</summary>
/// <remarks><code>
/// I = gain (target - E)
/// averagingTime dE/dt = (events per neuron and second) - E
/// </code></remarks>
/// <example><code>
/// { "type": "event-rate-error", "compartment": "dendrite", "gain": "80 pA/Hz", "target": "10 Hz", "from": "20 s", "until": "40 s" }
/// </code></example>
[VariantName("event-rate-error")]
internal sealed record EventRateCurrentDescription : FollowingCurrentDescription
{
    /// <summary>Current per difference, of either sign.</summary>
    [Quantity(Dimension.CurrentPerFrequency)]
    public required double Gain { get; init; }

    /// <summary>The event rate at which there is no current.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public required double Target { get; init; }

    internal override string Summary => $"{Picoamperes(Gain)} per Hz below {Text(Target)} Hz";

    internal override double At(double eventRate, double burstRate) => Gain * (Target - eventRate);
}

/// <summary>
/// A current in proportion to how far the burst probability of the population is below a target; 0 before the first event. The burst
/// probability is the ratio of the average burst rate to the average event rate.
/// </summary>
/// <remarks><code>
/// I = gain (target - B/E)
/// averagingTime dE/dt = (events per neuron and second) - E,  and in the same way B for bursts
/// </code></remarks>
/// <example><code>
/// { "type": "burst-probability-error", "compartment": "soma", "gain": "143 pA", "target": 0.375 }
/// </code></example>
[VariantName("burst-probability-error")]
internal sealed record BurstProbabilityCurrentDescription : FollowingCurrentDescription
{
    /// <summary>Current per difference of 1, of either sign.</summary>
    [Quantity(Dimension.Current)]
    public required double Gain { get; init; }

    /// <summary>The burst probability at which there is no current.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public required double Target { get; init; }

    internal override string Summary => $"{Picoamperes(Gain)} times the distance below {Text(Target)}";

    internal override double At(double eventRate, double burstRate) => eventRate > 0 ? Gain * (Target - burstRate / eventRate) : 0;
}
