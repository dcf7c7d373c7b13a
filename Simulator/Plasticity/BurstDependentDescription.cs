using System.Globalization;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Plasticity;

/// <summary>
/// A burst-dependent plasticity rule, dw/dt = eta x_j [B_i - P E_i] with x_j the trace of pre-synaptic events, E_i and B_i the
/// post-synaptic events and bursts. The variants differ in the baseline P.
/// </summary>
public abstract record BurstDependentDescription : PlasticityDescription
{
    /// <summary>Learning rate eta: what one burst adds to a weight when the pre-synaptic trace is 1.</summary>
    [Bounds(AtLeast = 0)]
    public required double LearningRate { get; init; }

    /// <summary>Time constant of the trace of pre-synaptic events, tau_pre.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double PresynapticTraceTime { get; init; } = 100e-3;

    /// <summary>Time constant of the post-synaptic event and burst averages, tau_avg.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double AveragingTime { get; init; } = 2;

    /// <summary>Homeostasis; absent: none.</summary>
    public HomeostasisDescription? Homeostasis { get; init; }

    /// <inheritdoc/>
    public override string Summary => $"rate {LearningRate.ToString("G6", CultureInfo.InvariantCulture)}";

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        findings.CheckDecayTime(this, nameof(PresynapticTraceTime), PresynapticTraceTime);
        findings.CheckDecayTime(this, nameof(AveragingTime), AveragingTime);
        if (Homeostasis is not HomeostasisDescription homeostasis) return;
        findings.CheckDecayTime(homeostasis, nameof(homeostasis.SlowAveragingTime), homeostasis.SlowAveragingTime);
        findings.CheckBelow(
            homeostasis, nameof(homeostasis.MinimumRate), homeostasis.MinimumRate, nameof(homeostasis.MaximumRate),
            homeostasis.MaximumRate);
    }

    /// <inheritdoc/>
    public override Learner Create(LearningContext context)
    {
        HomeostasisDescription slow = Homeostasis ?? new HomeostasisDescription();
        PostsynapticAverages averages = context.Share(
            (AveragingTime, slow.SlowAveragingTime, slow.SlowAverageStart),
            () => new PostsynapticAverages(context.Target, AveragingTime, slow.SlowAveragingTime, slow.SlowAverageStart));
        return new BurstDependentLearner(
            context.Projection,
            averages,
            context.TraceOfArrivals(PresynapticTraceTime, SpikeFilter.Events),
            Rule with { LearningRate = LearningRate, MaximumRate = Homeostasis?.MaximumRate ?? double.PositiveInfinity },
            MaximumWeight,
            Homeostasis?.MinimumRate ?? 0);
    }

    /// <summary>The arithmetic of the variant: its baseline.</summary>
    private protected abstract BurstDependentRule Rule { get; }
}

/// <summary>Burstprop (Payeur et al. 2021): the baseline is the ratio of the post-synaptic burst and event averages, at most 1.</summary>
/// <remarks><code>
/// at a post-synaptic event: w -= eta x_j min(1, Bbar_i/Ebar_i),  with the averages before it (0 before the first event)
/// at a post-synaptic burst: w += eta x_j
/// presynapticTraceTime dx_j/dt = -x_j,  x_j += 1 at an arriving event
/// averagingTime dEbar_i/dt = E_i - Ebar_i,  averagingTime dBbar_i/dt = B_i - Bbar_i  (E_i, B_i: trains of its events and bursts)
/// </code></remarks>
/// <example><code>
/// { "rule": "burstprop", "learningRate": 8e-3, "averagingTime": "2 s", "homeostasis": { "maximumRate": "10 Hz" } }
/// </code></example>
[VariantName("burstprop")]
public sealed record BurstpropDescription : BurstDependentDescription
{
    private protected override BurstDependentRule Rule => new() { LearningRate = LearningRate };
}

/// <summary>BurstCCN (Greedy et al. 2022): the baseline is a constant burst probability.</summary>
/// <remarks><code>
/// at a post-synaptic event: w -= eta x_j (p_b + baselineShift)
/// at a post-synaptic burst: w += eta x_j
/// presynapticTraceTime dx_j/dt = -x_j,  x_j += 1 at an arriving event
/// </code></remarks>
/// <example><code>
/// { "rule": "burstccn", "learningRate": 8e-3, "baselineBurstProbability": 0.3 }
/// </code></example>
[VariantName("burstccn")]
public sealed record BurstCcnDescription : BurstDependentDescription
{
    /// <summary>Baseline burst probability p_b of the post-synaptic population; absent: the calibration of the task measures it.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double? BaselineBurstProbability { get; init; }

    /// <summary>Error added to the baseline, given or measured, to find out how exact it has to be.</summary>
    [Bounds(AtLeast = -1, AtMost = 1)]
    public double BaselineShift { get; init; }

    internal override string? OpenProperty => BaselineBurstProbability is null ? nameof(BaselineBurstProbability) : null;

    private protected override BurstDependentRule Rule => new()
    {
        LearningRate = LearningRate,
        ConstantBaseline = BaselineBurstProbability ?? double.NaN,
        BaselineShift = BaselineShift,
    };
}

/// <summary>Terms of the published program that keep the post-synaptic rate in a range. Source: Payeur et al. 2021.</summary>
/// <remarks>
/// <para>
/// Ebar_i is the event average of the rule. minimumRate and R_i are in Hz, and no factor makes the second term dimensionless.
/// </para>
/// <code>
/// at a post-synaptic event or burst, if Ebar_i is above maximumRate: w -= eta x_j (Ebar_i - maximumRate)/Ebar_i
/// at an arriving event: w += eta max(0, minimumRate - R_i)
/// slowAveragingTime dR_i/dt = (train of all spikes of i) - R_i,  R_i = slowAverageStart at time 0
/// </code>
/// </remarks>
public sealed record HomeostasisDescription
{
    /// <summary>Below this rate (slow average of all spikes), every pre-synaptic event strengthens its synapses.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double MinimumRate { get; init; } = 2;

    /// <summary>Above this event average, every post-synaptic event and burst weakens its synapses.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public double MaximumRate { get; init; } = 10;

    /// <summary>Time constant of the slow average of all spikes that is compared with the minimum rate.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double SlowAveragingTime { get; init; } = 30;

    /// <summary>Where the slow average starts.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double SlowAverageStart { get; init; } = 0.1;
}
