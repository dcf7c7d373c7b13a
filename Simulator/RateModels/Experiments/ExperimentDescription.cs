using Spiking.Files;
using Spiking.RateModels.Data;
using Spiking.Text;

namespace Spiking.RateModels.Experiments;

/// <summary>
/// Everything one file of a rate model says: an experiment with ensembles instead of spiking neurons. The key "experiment" says of which
/// kind it is.
/// </summary>
[VariantKey(KindKey)]
internal abstract record ExperimentDescription
{
    /// <summary>The key at the top that only such files have.</summary>
    internal const string KindKey = "experiment";

    /// <summary>Name of the experiment; results go into results/NAME.</summary>
    [NotEmpty]
    public required string Name { get; init; }

    /// <summary>Description of the experiment in a sentence or two.</summary>
    public string Description { get; init; } = "";

    /// <summary>Seed of all random decisions. The same file and seed give bit-identical results.</summary>
    [Bounds(AtLeast = 0)]
    public long Seed { get; init; } = 1;

    /// <summary>Number of realizations with consecutive seeds; tables and figures show their mean and its standard error.</summary>
    [Bounds(AtLeast = 1, AtMost = 1000)]
    public int Realizations { get; init; } = 1;

    /// <summary>
    /// Variants of the experiment that are run with the same seeds and compared, by names that the file chooses. If absent, there is one.
    /// </summary>
    public IReadOnlyDictionary<string, ExperimentCaseDescription> Cases { get; init; } =
        new Dictionary<string, ExperimentCaseDescription>();

    /// <summary>
    /// A number of the experiment: every case is run with each of its values, and a figure of trainings compares the cases over it. If
    /// absent, each case is run once.
    /// </summary>
    public ScanDescription? Scan { get; init; }

    /// <summary>Reads, checks and describes such files.</summary>
    internal static DescriptionFile<ExperimentDescription> File { get; } =
        new("rate model", ExperimentCases.Check, ("network", "populations"));

    /// <summary>Adds what is wrong with the experiment beyond single values.</summary>
    internal abstract void Check(Findings findings);

    /// <summary>The name of a data set that the experiment needs and that is in no folder; null: nothing is missing.</summary>
    /// <param name="folders">Where data sets are looked for.</param>
    internal virtual string? MissingData(DataFolders folders) => null;

    /// <summary>Runs all cases with all seeds.</summary>
    /// <param name="cases">The cases, with the changes of each applied; at least one.</param>
    /// <param name="context">Where data are, what may be used, and who listens.</param>
    /// <exception cref="OperationCanceledException">The run was stopped; its state has been kept if there is a folder for it.</exception>
    internal abstract ExperimentResult Run(IReadOnlyList<RunnableCase> cases, ExperimentContext context);

    /// <summary>The plan of what would be run, as a table; null: experiments of this kind have none.</summary>
    /// <param name="cases">The cases, with the changes of each applied; at least one.</param>
    internal virtual PlannedCases? Plan(IReadOnlyList<RunnableCase> cases) => null;

    /// <summary>Writes the numbers of the first steps, for a comparison of programs.</summary>
    /// <param name="context">Where data are, and what may be used.</param>
    /// <param name="output">Where they are written.</param>
    internal abstract void TraceStep(ExperimentContext context, TextWriter output);
}

/// <summary>One case of an experiment: changes to its file.</summary>
internal sealed record ExperimentCaseDescription
{
    /// <summary>
    /// How tables and figures call the case; its name if absent. Figures slant what stands between dollar signs: "$Y = W$, no teacher".
    /// </summary>
    [NotEmpty]
    public string? Title { get; init; }

    /// <summary>Changes to the file, like those of --set: "path=value".</summary>
    public IReadOnlyList<string> Set { get; init; } = [];
}

/// <summary>
/// A number that an experiment scans. The case "edn" with the value 3 is run as the case "edn-3"; figures show a line for each case.
/// </summary>
internal sealed record ScanDescription
{
    /// <summary>Path of the number in the file, as in --set: "repeat", or "rule.dendriticSlope".</summary>
    [NotEmpty]
    public required string Path { get; init; }

    /// <summary>How titles call the number, before its value: "depth".</summary>
    [NotEmpty]
    public required string Name { get; init; }

    /// <summary>How the axis of the comparison calls it: "Hidden layers"; its name if absent.</summary>
    [NotEmpty]
    public string? Axis { get; init; }

    /// <summary>Its values, all different.</summary>
    [NotEmpty]
    public required IReadOnlyList<double> Values { get; init; }
}

/// <summary>The plan of an experiment: a row for every case.</summary>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Sentence">What it amounts to.</param>
internal sealed record PlannedCases(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Sentence);

/// <summary>A case that can be run.</summary>
/// <param name="Name">Its name in the file, with the value that is scanned; that of the experiment if it has no cases.</param>
/// <param name="Label">How figures call it, with the marks of variables.</param>
/// <param name="Model">The title of the case without the value: what the line of a comparison is called.</param>
/// <param name="Value">The value that is scanned; null if none is.</param>
/// <param name="Description">The experiment with the changes of the case.</param>
internal sealed record RunnableCase(string Name, string Label, string Model, double? Value, ExperimentDescription Description)
{
    /// <summary>How tables and sentences call it.</summary>
    public string Title => RichText.Plain(Label);
}
