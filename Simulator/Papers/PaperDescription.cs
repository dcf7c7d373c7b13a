using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Papers;

/// <summary>
/// Everything one paper file says: the claims of a publication as data, and the experiments that decide them. Each claim compares a
/// measured number with a bound,
/// and has a control, an experiment that must not show it. The command reproduce runs the experiments and gives every claim a verdict.
/// </summary>
/// <example><code>
/// {
///   "name": "smith-2030", "citation": "Smith, Journal 1 (2030)",
///   "experiments": {
///     "xor": { "file": "xor-burstccn.json", "seeds": 5, "cost": "95 s",
///       "quick": { "set": ["task.epochs=20"], "seeds": 2, "cost": "50 s" } },
///     "no-feedback": { "file": "xor-burstccn.json", "set": ["projections[4].amplitude=0 mV", "projections[5].amplitude=0 mV"],
///       "cost": "95 s" }
///   },
///   "claims": {
///     "xor": {
///       "figure": "Fig. 2", "sentence": "XOR is learned.", "measure": { "experiment": "xor", "number": "task.margin_hz" },
///       "bound": { "above": 0, "because": "the answers are then on their sides of one rate" },
///       "control": { "experiment": "no-feedback", "change": "no feedback" }
///     }
///   }
/// }
/// </code></example>
internal sealed record PaperDescription
{
    /// <summary>Files of papers.</summary>
    internal static DescriptionFile<PaperDescription> File { get; } = new("paper", PaperExperiments.Check, ("network", "populations"));

    /// <summary>Name of the paper; results go into results/NAME.</summary>
    [NotEmpty]
    public required string Name { get; init; }

    /// <summary>The publication: authors, title, journal, year.</summary>
    [NotEmpty]
    public required string Citation { get; init; }

    /// <summary>What the file has, in a sentence or two.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// The experiments, by names that the file chooses, in the order of the figures of the paper; each has a folder of this name.
    /// </summary>
    [NotEmpty]
    public required IReadOnlyDictionary<string, PaperExperimentDescription> Experiments { get; init; }

    /// <summary>The claims, by names that the file chooses, in the order of the figures of the paper.</summary>
    [NotEmpty]
    public required IReadOnlyDictionary<string, ClaimDescription> Claims { get; init; }

    /// <summary>Figures of the paper that several experiments make together, by names that the file chooses.</summary>
    public IReadOnlyDictionary<string, PaperFigureDescription> Figures { get; init; } =
        new Dictionary<string, PaperFigureDescription>();
}

/// <summary>One experiment that decides claims: the file of a network, a protocol or a rate model, and changes to it.</summary>
internal sealed record PaperExperimentDescription
{
    /// <summary>The file, relative to the folder of the paper file.</summary>
    [NotEmpty, FilePath]
    public required string File { get; init; }

    /// <summary>Changes to the file, like those of --set: "path=value".</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Cases of a rate model that are run; if absent, all of them.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <summary>
    /// Names of those of its figures that the paper has: "decoding". The page and the document show them, of the first seed; where they
    /// have nothing else for a figure of the paper, the page has all figures of the first experiment.
    /// </summary>
    public IReadOnlyList<string> Figures { get; init; } = [];

    /// <summary>Number of seeds: 1, 2, ...</summary>
    [Bounds(AtLeast = 1, AtMost = 1000)]
    public int Seeds { get; init; } = 1;

    /// <summary>Computing time of a run on one core, as measured, for the listing of costs.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public required double Cost { get; init; }

    /// <summary>What --quick changes; if absent, nothing.</summary>
    public QuickDescription? Quick { get; init; }
}

/// <summary>The shorter form of an experiment.</summary>
internal sealed record QuickDescription
{
    /// <summary>Changes to the file, after those of the experiment.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>
    /// Number of seeds; if absent, one. 0: the experiment is too long for the quick form, which does not check its claims.
    /// </summary>
    [Bounds(AtLeast = 0, AtMost = 1000)]
    public int Seeds { get; init; } = 1;

    /// <summary>Computing time of a run on one core, as measured.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public required double Cost { get; init; }
}

/// <summary>
/// One claim: a measured number, (measure - minus) / over, and the bound within which it must be. What cannot be checked has only figure,
/// sentence and "notChecked".
/// </summary>
internal sealed record ClaimDescription
{
    /// <summary>The figure of the paper: "Fig. 2B".</summary>
    [NotEmpty]
    public required string Figure { get; init; }

    /// <summary>The claim as a sentence.</summary>
    [NotEmpty]
    public required string Sentence { get; init; }

    /// <summary>
    /// Why the claim is not checked, as a sentence: for example which part the program does not have. Then there is nothing to measure.
    /// </summary>
    [NotEmpty]
    public string? NotChecked { get; init; }

    /// <summary>What is measured.</summary>
    public MeasureDescription? Measure { get; init; }

    /// <summary>What is subtracted from it; if absent, nothing.</summary>
    public MeasureDescription? Minus { get; init; }

    /// <summary>By what the difference is divided; if absent, by nothing.</summary>
    public MeasureDescription? Over { get; init; }

    /// <summary>The value that the paper, its program or a closed form gives; if absent, there is none.</summary>
    public ReferenceDescription? Reference { get; init; }

    /// <summary>Where the measured number must be for the claim to hold.</summary>
    public BoundDescription? Bound { get; init; }

    /// <summary>What is expected. The exit code is 0 only if all claims that are expected to hold do.</summary>
    public Expectation Expected { get; init; } = Expectation.Holds;

    /// <summary>An experiment that must not show the claim, so that a bound that anything passes is found out.</summary>
    public ControlDescription? Control { get; init; }

    /// <summary>Why the claim has no control, as a sentence; needed where there is none.</summary>
    [NotEmpty]
    public string? NoControl { get; init; }
}

/// <summary>
/// A number of every run of an experiment: one of its measurements.csv, or one taken from a column of another table of the run.
/// </summary>
internal sealed record MeasureDescription
{
    /// <summary>Name of the experiment.</summary>
    [NotEmpty]
    public required string Experiment { get; init; }

    /// <summary>Name of a number of measurements.csv: "task.margin_hz".</summary>
    [NotEmpty]
    public string? Number { get; init; }

    /// <summary>A table of the run, instead of a number: "rates.csv".</summary>
    [NotEmpty]
    public string? Table { get; init; }

    /// <summary>The column of the table.</summary>
    [NotEmpty]
    public string? Column { get; init; }

    /// <summary>
    /// Which rows count, each as "column=text" or "column=low..high": "population=output", "bin_end_s=35..40". If absent, all rows.
    /// </summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>What is taken of the column.</summary>
    public Taking Take { get; init; } = Taking.Mean;
}

/// <summary>What is taken of a column of numbers.</summary>
internal enum Taking
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The number of the first row.</summary>
    First,

    /// <summary>The number of the last row.</summary>
    Last,

    /// <summary>The last number less the first.</summary>
    Change,

    /// <summary>The smallest number.</summary>
    Smallest,

    /// <summary>The largest number.</summary>
    Largest,
}

/// <summary>A value with which the measured number is compared.</summary>
internal sealed record ReferenceDescription
{
    /// <summary>The value, in the unit of the measured number.</summary>
    public required double Value { get; init; }

    /// <summary>Standard error of the value; if absent, it is not known or 0.</summary>
    [Bounds(AtLeast = 0)]
    public double Spread { get; init; }

    /// <summary>Where it comes from.</summary>
    public required ReferenceSource Source { get; init; }

    /// <summary>What exactly it is: "one run of 4 s".</summary>
    public string Note { get; init; } = "";
}

/// <summary>Where a reference value comes from.</summary>
internal enum ReferenceSource
{
    /// <summary>The text or a table of the paper.</summary>
    PaperText,

    /// <summary>A run of the program that was published with the paper.</summary>
    PublishedProgram,

    /// <summary>A formula, or what the file itself sets.</summary>
    ClosedForm,

    /// <summary>A second program of the same equations, written apart from this one, where no program was published.</summary>
    SecondProgram,
}

/// <summary>
/// Where the measured number must be. Its mean must keep a distance from "above" and "below" of so many standard errors; with "allowance",
/// it must be so near
/// the reference that so many standard errors, of both together, and the allowance explain the difference.
/// </summary>
internal sealed record BoundDescription
{
    /// <summary>The mean must be above this value.</summary>
    public double? Above { get; init; }

    /// <summary>The mean must be below this value.</summary>
    public double? Below { get; init; }

    /// <summary>
    /// By how much the mean may differ from the reference, besides the standard errors: what is known to differ. If absent, the reference
    /// is no bound.
    /// </summary>
    [Bounds(AtLeast = 0)]
    public double? Allowance { get; init; }

    /// <summary>Number of standard errors. With a single seed there is no standard error, and the value itself counts.</summary>
    [Bounds(AtLeast = 0, AtMost = 100)]
    public double StandardErrors { get; init; } = 3;

    /// <summary>How the bound is derived: "a margin above 0 means that one rate tells the answers apart".</summary>
    [NotEmpty]
    public required string Because { get; init; }
}

/// <summary>What is expected of a claim.</summary>
internal enum Expectation
{
    /// <summary>It holds.</summary>
    Holds,

    /// <summary>It does not hold in this program.</summary>
    DoesNotHold,

    /// <summary>It is an open question: the verdict is told, and changes nothing in the exit code.</summary>
    Open,
}

/// <summary>An experiment in which a claim must not hold: the same number measured there must miss the bound.</summary>
internal sealed record ControlDescription
{
    /// <summary>
    /// Name of the experiment, which takes the place of that of "measure" and of all parts of the claim with the same one.
    /// </summary>
    [NotEmpty]
    public required string Experiment { get; init; }

    /// <summary>What is different there: "no feedback".</summary>
    [NotEmpty]
    public required string Change { get; init; }

    /// <summary>The number that takes the place of that of "measure"; if absent, the same one.</summary>
    [NotEmpty]
    public string? Number { get; init; }

    /// <summary>
    /// Rows that are taken instead, of all tables of the replaced experiment: each takes the place of the choice in the same column.
    /// </summary>
    public IReadOnlyList<string> Where { get; init; } = [];
}
