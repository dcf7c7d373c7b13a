using System.Globalization;
using Spiking.Files;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// The coarse-grained, time-dependent model of Burstprop learns to classify images that come one after the other, each first without and
/// then with teacher, in the order of the data set and without any reset in between. Times have no unit. The defaults are the constants of
/// the published program. Source: Payeur et al. 2021, Extended Data Fig. 4.
/// </summary>
/// <remarks>
/// <para>0 is the input, 1 the hidden and 2 the output layer; ' marks values of the step before, t is 1 for the class of the image and 0
/// for the others, B are random feedback weights, σ is the logistic function and ∘ multiplies element by element.</para>
/// <code>
/// e1 = exp(W1 e0 + n1),  e2 = softmax(W2 e1' + n2)
/// p2 = 1/2 + 1/2 tanh((t - ebar2')/ebar2')  (without teacher p2 = 1/2),  p1 = σ(beta B b2'),  b = p ∘ e
/// averagingTime debar/dt = e' - ebar,  averagingTime dbbar/dt = b' - bbar,  pbar = bbar/ebar
/// with teacher: tau_W dW2/dt = ((p2' - pbar2') ∘ e2') e1'ᵀ,  tau_W dW1/dt = ((p1' - pbar1') ∘ e1' - lambda d) e0ᵀ
///               d = 1 - e_max/e1 where e1 is above e_max, else 0;  tau_W dn/dt = (p' - pbar') ∘ e'
/// </code>
/// </remarks>
/// <example><code>
/// { "experiment": "coarse-grained", "name": "coarse-grained-digits", "data": { "set": "digits" }, "epochs": 25 }
/// </code></example>
[VariantName("coarse-grained")]
internal sealed record CoarseGrainedDescription : ExperimentDescription
{
    /// <summary>The data set.</summary>
    public required DataDescription Data { get; init; }

    /// <summary>Number of hidden units.</summary>
    [Bounds(AtLeast = 1, AtMost = 100_000)]
    public int Hidden { get; init; } = 200;

    /// <summary>Number of times that the training set is shown.</summary>
    [Bounds(AtLeast = 1, AtMost = 100_000)]
    public int Epochs { get; init; } = 25;

    /// <summary>Time step dt, which is also the time constant of potentials: they have no memory.</summary>
    [Bounds(Above = 0)]
    public double TimeStep { get; init; } = 0.1;

    /// <summary>Steps without teacher at the beginning of each image.</summary>
    [Bounds(AtLeast = 2, AtMost = 1_000_000)]
    public int PredictionSteps { get; init; } = 50;

    /// <summary>Steps with teacher and plasticity at the end of each image.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public int TeachingSteps { get; init; } = 5;

    /// <summary>Time constant of weights, tau_W.</summary>
    [Bounds(Above = 0)]
    public double WeightTime { get; init; } = 100;

    /// <summary>Time constant of the moving averages of event and burst rates.</summary>
    [Bounds(Above = 0)]
    public double AveragingTime { get; init; } = 5;

    /// <summary>Gain beta of apical potentials.</summary>
    [Bounds(AtLeast = 0)]
    public double ApicalGain { get; init; } = 1;

    /// <summary>Heterosynaptic depression lambda of weights onto hidden units that are too active.</summary>
    [Bounds(AtLeast = 0)]
    public double HeterosynapticDepression { get; init; } = 0.05;

    /// <summary>Event rate e_max above which it acts.</summary>
    [Bounds(Above = 0)]
    public double LargestRate { get; init; } = 5;

    /// <summary>Width of the random feedback weights, as a factor of Xavier's.</summary>
    [Bounds(AtLeast = 0)]
    public double FeedbackScale { get; init; } = 0.1;

    /// <summary>Stretch of the run that is drawn step by step.</summary>
    public CoarseGrainedTraceDescription Traced { get; init; } = new();

    /// <summary>Constants of the network.</summary>
    internal CoarseGrainedConstants Constants => new()
    {
        LearningStep = TimeStep / WeightTime,
        AveragingStep = TimeStep / AveragingTime,
        ApicalGain = ApicalGain,
        HeterosynapticDepression = HeterosynapticDepression,
        LargestRate = LargestRate,
    };

    internal override void Check(Findings findings)
    {
        if (findings.IsSound(this, nameof(Data))) DataChecks.Check(findings, Data);
        findings.Require(AveragingTime >= TimeStep, this, [nameof(AveragingTime), nameof(TimeStep)], () =>
            $"{findings.Found(this, nameof(AveragingTime))}, which is shorter than {findings.Other(this, nameof(TimeStep))}: "
            + "averages would overshoot.");
        findings.Require(
            !findings.IsSound(this, nameof(Traced)) || (Traced.Hidden ?? 0) < Hidden, Traced, [nameof(Traced.Hidden)], () =>
                $"{findings.Found(Traced, nameof(Traced.Hidden))}; the hidden units are 0 to {Hidden - 1}.");
    }

    internal override string? MissingData(DataFolders folders) => DataSet.Missing(Data, folders);

    internal override ExperimentResult Run(IReadOnlyList<RunnableCase> cases, ExperimentContext context)
    {
        Dictionary<DataDescription, DataSet> sets = [];
        List<(RunnableCase Case, CoarseGrainedDescription Settings, DataSet Data, long Seed)> jobs = [];
        foreach (RunnableCase part in cases)
        {
            CoarseGrainedDescription settings = (CoarseGrainedDescription)part.Description;
            if (!sets.TryGetValue(settings.Data, out DataSet? data))
                sets.Add(settings.Data, data = DataSet.Load(settings.Data, context.Data));
            settings.Traced.CheckFits(data.Training);
            for (int i = 0; i < settings.Realizations; i++) jobs.Add((part, settings, data, settings.Seed + i));
        }

        CoarseGrainedCourse[] courses = new CoarseGrainedCourse[jobs.Count];
        context.Share(jobs.Count, (index, _) =>
        {
            (RunnableCase part, CoarseGrainedDescription settings, DataSet data, long seed) = jobs[index];
            StateFile? state = context.StateOf(settings, string.Create(CultureInfo.InvariantCulture, $"{part.Name} seed {seed}"), seed);
            courses[index] = CoarseGrainedRun.Run(settings, data, seed, context,
                string.Create(CultureInfo.InvariantCulture, $"{part.Title} seed {seed}"), state);
        });
        return CoarseGrainedReport.Of(
            [.. cases.Select(part => new CoarseGrainedCase(part, [.. courses.Where((_, index) => jobs[index].Case == part)]))],
                [.. sets.Values]);
    }

    internal override void TraceStep(ExperimentContext context, TextWriter output) =>
        ContinuousStepTrace.Write(this, DataSet.Load(Data, context.Data).Training, output);
}

/// <summary>
/// Which rates and weights are drawn step by step: those of an output unit, a hidden unit and a pixel, during two consecutive images.
/// </summary>
internal sealed record CoarseGrainedTraceDescription
{
    /// <summary>Index of the first of the two images in the first epoch.</summary>
    [Bounds(AtLeast = 0)]
    public int Example { get; init; } = 64;

    /// <summary>Index of the output unit.</summary>
    [Bounds(AtLeast = 0)]
    public int Output { get; init; } = 5;

    /// <summary>Index of the hidden unit; if absent, the one in the middle.</summary>
    [Bounds(AtLeast = 0)]
    public int? Hidden { get; init; }

    /// <summary>Index of the pixel, row by row; if absent, the one in the middle.</summary>
    [Bounds(AtLeast = 0)]
    public int? Pixel { get; init; }

    /// <summary>Makes sure that a data set has the image, the class and the pixel.</summary>
    /// <exception cref="DataSetException">It has not.</exception>
    internal void CheckFits(LabelledImages images)
    {
        Require("example", Example, images.Count - 1, "images");
        Require("output", Output, images.Classes, "classes");
        Require("pixel", Pixel ?? 0, images.Shape.Size, "pixels");

        static void Require(string key, int value, int count, string what)
        {
            if (value >= count)
                throw new DataSetException($"traced.{key} is {value}, but the data set has {what} 0 to {count - 1} for this.");
        }
    }
}
