using Spiking.Files;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// A continuous rate model. Times have no unit: read as seconds, the frequencies of the task are those of the paper. The defaults are the
/// constants of the published programs.
/// </summary>
[VariantKey("type")]
internal abstract record ContinuousModelDescription
{
    /// <summary>Number of units of each hidden layer, from below.</summary>
    [NotEmpty, Bounds(AtLeast = 1, AtMost = 100_000)]
    public IReadOnlyList<int> Hidden { get; init; } = [50];

    /// <summary>Baseline burst probability p_b; the output bursts with at most twice that probability.</summary>
    [Bounds(Above = 0, AtMost = 0.5)]
    public double BaselineBurstProbability { get; init; } = 0.5;

    /// <summary>The constants.</summary>
    internal abstract ContinuousConstants Constants { get; }

    /// <summary>
    /// Whether the teacher of the regression task has the dynamics of the model, too; otherwise it is a function of the present input.
    /// </summary>
    internal virtual bool HasDynamicTeacher => false;

    /// <summary>Builds a network whose weights are 0.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of output units.</param>
    internal abstract ContinuousNetwork Create(int inputs, int outputs);

    /// <summary>Reports time constants that the time step does not resolve.</summary>
    internal void Check(Findings findings)
    {
        foreach ((string property, double time) in TimeConstants)
        {
            findings.Require(time >= Constants.TimeStep, this, [property, "TimeStep"], () =>
                $"{findings.Found(this, property)}, which is shorter than {findings.Other(this, "TimeStep")}: one step of "
                + "forward Euler would overshoot.");
        }
    }

    /// <summary>Time constants that must not be shorter than the time step.</summary>
    private protected abstract IReadOnlyList<(string Property, double Time)> TimeConstants { get; }

    /// <summary>Number of inputs, then of the units of each layer.</summary>
    private protected IReadOnlyList<int> Sizes(int inputs, int outputs) => [inputs, .. Hidden, outputs];
}

/// <summary>
/// What the two models of the NeurIPS program have in common: potentials without memory, because the time step is their time constant.
/// </summary>
/// <remarks>
/// <para>The equations are integrated by forward Euler. A step takes the layers from below with e of this step, then from above: the output
/// hands down e and b of the step before, a hidden layer e of this step and b of the step before. Weights learn only while there is a
/// teacher, from p and its baseline of the step before, e_below of this step, and e of this step in hidden layers, of the step before in
/// the output. After such a step Y = Wᵀ_above. σ is the logistic function, and ∘ multiplies element by element.</para>
/// </remarks>
internal abstract record SweptModelDescription : ContinuousModelDescription
{
    /// <summary>Time step dt.</summary>
    [Bounds(Above = 0)]
    public double TimeStep { get; init; } = 0.1;

    /// <summary>Time constant of somatic potentials, tau_z.</summary>
    [Bounds(Above = 0)]
    public double SomaTime { get; init; } = 0.1;

    /// <summary>Time constant of apical potentials, tau_u.</summary>
    [Bounds(Above = 0)]
    public double ApicalTime { get; init; } = 0.1;

    /// <summary>Time constant of weights, tau_W: a weight changes by the time step over it for factors of 1.</summary>
    [Bounds(Above = 0)]
    public double WeightTime { get; init; } = 100;

    internal override ContinuousConstants Constants => new()
    {
        TimeStep = TimeStep,
        SomaTime = SomaTime,
        ApicalTime = ApicalTime,
        WeightTime = WeightTime,
        BaselineBurstProbability = BaselineBurstProbability,
    };

    private protected override IReadOnlyList<(string Property, double Time)> TimeConstants =>
        [(nameof(SomaTime), SomaTime), (nameof(ApicalTime), ApicalTime), (nameof(WeightTime), WeightTime)];
}

/// <summary>
/// BurstCCN: a constant baseline, and events that cancel bursts in the feedback. Source: Greedy et al. 2022, Fig. 3 and its program.
/// </summary>
/// <remarks><code>
/// tau_z dz/dt = -z + W e_below + c,  e = σ(z)
/// hidden: tau_u du/dt = -u + alpha (1 - e) ∘ (Y b_above + Q e_above),  p = 2 p_b σ(u/(2 p_b))
/// output: p = p_b + p_b (t - e) ∘ (1 - e)  (without teacher p = p_b)
/// b = p ∘ e,  tau_W dW/dt = ((p - p_b) ∘ e) e_belowᵀ,  tau_W dc/dt = (p - p_b) ∘ e,  Q = -p_b Y
/// </code></remarks>
/// <example><code>
/// { "type": "burstccn" }
/// </code></example>
[VariantName("burstccn")]
internal sealed record BurstCcnModelDescription : SweptModelDescription
{
    /// <summary>Slope alpha of the burst probability against the apical potential.</summary>
    [Bounds(AtLeast = 0)]
    public double ApicalGain { get; init; } = 4;

    internal override ContinuousConstants Constants => base.Constants with { ApicalGain = ApicalGain };

    internal override ContinuousNetwork Create(int inputs, int outputs) => new ContinuousBurstCcn(Sizes(inputs, outputs), Constants);
}

/// <summary>
/// Burstprop: a moving average as baseline, and no cancellation in the feedback. Source: the program of Greedy et al. 2022.
/// </summary>
/// <remarks>
/// <para>The averages take e of this step in hidden layers, of the step before in the output, and b of the step before. The teacher sees
/// the average ebar as it is before that.</para>
/// <code>
/// tau_z dz/dt = -z + W e_below + c,  e = σ(z)
/// hidden: tau_u du/dt = -u + alpha (1 - e) ∘ (Y b_above),  p = σ(u)
/// output: p = p_b + p_b (t - ebar) ∘ (1 - ebar)  (without teacher p = p_b)
/// b = p ∘ e,  averagingTime debar/dt = e - ebar,  averagingTime dbbar/dt = b - bbar,  pbar = bbar/ebar
/// tau_W dW/dt = ((p - pbar) ∘ e) e_belowᵀ,  tau_W dc/dt = (p - pbar) ∘ e
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "burstprop" }
/// </code></example>
[VariantName("burstprop")]
internal sealed record BurstpropModelDescription : SweptModelDescription
{
    /// <summary>Slope alpha of the burst probability against the apical potential.</summary>
    [Bounds(AtLeast = 0)]
    public double ApicalGain { get; init; } = 1;

    /// <summary>Time constant of the moving averages.</summary>
    [Bounds(Above = 0)]
    public double AveragingTime { get; init; } = 5;

    internal override ContinuousConstants Constants => base.Constants with { ApicalGain = ApicalGain, AveragingTime = AveragingTime };

    private protected override IReadOnlyList<(string Property, double Time)> TimeConstants =>
        [.. base.TimeConstants, (nameof(AveragingTime), AveragingTime)];

    internal override ContinuousNetwork Create(int inputs, int outputs) => new ContinuousBurstprop(Sizes(inputs, outputs), Constants);
}

/// <summary>
/// BurstCCN in the form of the journal version: leaky potentials, delays of one step in both directions, and presynaptic traces. The
/// teacher of the regression task has the same dynamics. Source: program of the journal version of Greedy et al.
/// </summary>
/// <remarks>
/// <para>The equations are integrated by forward Euler. What comes from a neighbouring layer, and 1 - e in a hidden layer, is that of the
/// step before; the input is that of this step. Weights learn only while there is a teacher, from p, e and the traces of hidden layers of
/// the step before and the input's trace of this step; after such a step Y = Wᵀ_above and Q = -p_b Y. σ is the logistic function, ∘
/// multiplies element by element, eta is learningRate and T traceTime. Of H hidden layers the trace x of the last has the time constant T_x
/// = T, that of the hidden layer i before it 2 T (H - i), and that of the input 2 T H; traces of hidden layers move twice in a step.</para>
/// <code>
/// tau_z dz/dt = -z + W e_below + c,  e = σ(z)
/// hidden: tau_u du/dt = -u + 4 (1 - e) ∘ (Y b_above + Q e_above),  p = 2 p_b σ(u/(2 p_b))
/// output: p = p_b + p_b (t - e) ∘ (1 - e)  (without teacher p = p_b)
/// b = p ∘ e,  T_x dx/dt = e - x
/// tau_W dW/dt = eta ((p - p_b) ∘ e) x_belowᵀ,  tau_W dc/dt = eta (p - p_b) ∘ e
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "journal-burstccn" }
/// </code></example>
[VariantName("journal-burstccn")]
internal sealed record JournalBurstCcnModelDescription : ContinuousModelDescription
{
    /// <summary>Time step dt.</summary>
    [Bounds(Above = 0)]
    public double TimeStep { get; init; } = 0.01;

    /// <summary>Time constant of somatic potentials, tau_z.</summary>
    [Bounds(Above = 0)]
    public double SomaTime { get; init; } = 0.1;

    /// <summary>Time constant of apical potentials, tau_u.</summary>
    [Bounds(Above = 0)]
    public double ApicalTime { get; init; } = 0.1;

    /// <summary>Time constant of weights, tau_W.</summary>
    [Bounds(Above = 0)]
    public double WeightTime { get; init; } = 1000;

    /// <summary>Learning rate: a weight changes by this times the time step over tau_W for factors of 1.</summary>
    [Bounds(AtLeast = 0)]
    public double LearningRate { get; init; } = 2000;

    /// <summary>Time constant T of the presynaptic traces of the last hidden layer, of which those of the others are multiples.</summary>
    [Bounds(Above = 0)]
    public double TraceTime { get; init; } = 0.1;

    /// <summary>Factor of the width of initial weights.</summary>
    [Bounds(Above = 0)]
    public double WeightScale { get; init; } = 1.5;

    internal override bool HasDynamicTeacher => true;

    internal override ContinuousConstants Constants => new()
    {
        TimeStep = TimeStep,
        SomaTime = SomaTime,
        ApicalTime = ApicalTime,
        WeightTime = WeightTime,
        LearningRate = LearningRate,
        WeightScale = WeightScale,
        BaselineBurstProbability = BaselineBurstProbability,
    };

    private protected override IReadOnlyList<(string Property, double Time)> TimeConstants =>
    [
        (nameof(SomaTime), SomaTime), (nameof(ApicalTime), ApicalTime), (nameof(WeightTime), WeightTime), (nameof(TraceTime), TraceTime),
    ];

    internal override ContinuousNetwork Create(int inputs, int outputs) =>
        new JournalBurstCcn(Sizes(inputs, outputs), Constants, TraceTime);
}
