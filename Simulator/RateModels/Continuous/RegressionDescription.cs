using System.Globalization;
using Spiking.Files;
using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// A network in continuous time learns on line to turn some oscillations into another signal, with teacher and plasticity on all the time
/// between two stretches without. Source: Greedy et al. 2022, Fig. 3.
/// </summary>
/// <example><code>
/// { "experiment": "regression", "name": "rate-regression", "model": { "type": "burstccn" } }
/// </code></example>
[VariantName("regression")]
internal sealed record RegressionDescription : ExperimentDescription
{
    private const int MostBlocks = 100_000;

    /// <summary>The model that learns.</summary>
    public ContinuousModelDescription Model { get; init; } = new BurstCcnModelDescription();

    /// <summary>The task, the same for all realizations.</summary>
    public RegressionTaskDescription Task { get; init; } = new();

    /// <summary>Steps without teacher and plasticity before learning.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000_000)]
    public int StepsBefore { get; init; } = 10_000;

    /// <summary>Steps with teacher and plasticity.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000_000)]
    public int TeachingSteps { get; init; } = 1_000_000;

    /// <summary>Steps without teacher and plasticity after learning.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000_000)]
    public int StepsAfter { get; init; } = 10_000;

    /// <summary>Steps over which the loss is averaged for a point of the learning curve.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000_000)]
    public int BlockSteps { get; init; } = 10_000;

    /// <summary>Number of steps of which traces are drawn, at the end of the first stretch and at the beginning of the last.</summary>
    [Bounds(AtLeast = 2, AtMost = 1_000_000)]
    public int TraceSteps { get; init; } = 400;

    /// <summary>While learning, angles between changes of weights and backpropagation are measured in every so many steps.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000_000)]
    public int AngleInterval { get; init; } = 100;

    internal override void Check(Findings findings)
    {
        if (findings.IsSound(this, nameof(Model))) Model.Check(findings);
        CheckDivides(nameof(StepsBefore), StepsBefore);
        CheckDivides(nameof(TeachingSteps), TeachingSteps);
        CheckDivides(nameof(StepsAfter), StepsAfter);
        findings.Require(TraceSteps <= Math.Min(StepsBefore, StepsAfter), this,
            [nameof(TraceSteps), nameof(StepsBefore), nameof(StepsAfter)], () =>
            $"{findings.Found(this, nameof(TraceSteps))}; the stretches without teacher have "
            + $"{findings.Other(this, nameof(StepsBefore))}, and {findings.Other(this, nameof(StepsAfter))}: traces can be at most "
            + $"{Math.Min(StepsBefore, StepsAfter)} steps long.");

        findings.Require(Blocks <= MostBlocks, this, [nameof(BlockSteps), nameof(StepsBefore), nameof(TeachingSteps), nameof(StepsAfter)],
            () =>
            $"{findings.Found(this, nameof(BlockSteps))}; the learning curve would have {Blocks:N0} points, but at most "
            + $"{MostBlocks:N0} are allowed.");

        void CheckDivides(string property, int steps) =>
            findings.Require(steps % BlockSteps == 0, this, [property, nameof(BlockSteps)], () =>
            $"{findings.Found(this, property)}; it must be a multiple of {findings.Other(this, nameof(BlockSteps))}, over "
            + "which the loss is averaged.");
    }

    internal override ExperimentResult Run(IReadOnlyList<RunnableCase> cases, ExperimentContext context)
    {
        List<(RunnableCase Case, RegressionDescription Settings, long Seed)> jobs =
            [.. cases.SelectMany(part =>
                Enumerable.Range(0, part.Description.Realizations)
                    .Select(i => (part, (RegressionDescription)part.Description, part.Description.Seed + i)))];
        RegressionCourse[] courses = new RegressionCourse[jobs.Count];
        context.Share(jobs.Count, (index, _) =>
        {
            (RunnableCase part, RegressionDescription settings, long seed) = jobs[index];
            StateFile? state = context.StateOf(settings, string.Create(CultureInfo.InvariantCulture, $"{part.Name} seed {seed}"), seed);
            courses[index] = RegressionRun.Run(settings, seed, context, $"{part.Title} seed {seed}", state);
        });
        return RegressionReport.Of(
            [.. cases.Select(part => new RegressionCase(part, [.. courses.Where((_, index) => jobs[index].Case == part)]))]);
    }

    internal override void TraceStep(ExperimentContext context, TextWriter output) =>
        ContinuousStepTrace.Write(this, output);

    /// <summary>Number of blocks of the three stretches.</summary>
    internal long Blocks => (StepsBefore + (long)TeachingSteps + StepsAfter) / BlockSteps;
}

/// <summary>A regression task, drawn at random.</summary>
internal sealed record RegressionTaskDescription
{
    /// <summary>Seed of frequencies, phases and teacher.</summary>
    [Bounds(AtLeast = 0)]
    public long Seed { get; init; } = 1;

    /// <summary>Number of oscillating inputs.</summary>
    [Bounds(AtLeast = 1, AtMost = 10_000)]
    public int Inputs { get; init; } = 3;

    /// <summary>Number of hidden units of the teacher.</summary>
    [Bounds(AtLeast = 1, AtMost = 100_000)]
    public int TeacherHidden { get; init; } = 25;

    /// <summary>Factor of the width of the teacher's weights.</summary>
    [Bounds(AtLeast = 0)]
    public double TeacherScale { get; init; } = 3;

    /// <summary>Shortest period of an input, in steps: frequencies are uniform from 0 to its inverse.</summary>
    [Bounds(AtLeast = 2)]
    public double ShortestPeriod { get; init; } = 40;
}
