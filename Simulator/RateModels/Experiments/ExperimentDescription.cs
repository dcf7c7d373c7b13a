using Spiking.Files;

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

    /// <summary>Name of the numbers along the horizontal axis of a comparison (see "x" of the cases).</summary>
    public string CaseAxis { get; init; } = "";

    /// <summary>Reads, checks and describes such files.</summary>
    internal static DescriptionFile<ExperimentDescription> File { get; } =
        new("rate model", ExperimentCases.Check, "network", "populations");

    /// <summary>Whether a run that was stopped keeps its state, from which it can continue.</summary>
    internal virtual bool KeepsState => true;

    /// <summary>Adds what is wrong with the experiment beyond single values.</summary>
    internal abstract void Check(Findings findings);

    /// <summary>Runs all cases with all seeds.</summary>
    /// <param name="cases">The cases, with the changes of each applied; at least one.</param>
    /// <param name="context">Where data are, what may be used, and who listens.</param>
    /// <exception cref="OperationCanceledException">The run was stopped; its state has been kept if there is a folder for it.</exception>
    internal abstract ExperimentResult Run(IReadOnlyList<RunnableCase> cases, ExperimentContext context);

    /// <summary>The plan of what would be run, as a table; null: experiments of this kind have none.</summary>
    /// <param name="cases">The cases, with the changes of each applied; at least one.</param>
    internal virtual PlannedCases? Plan(IReadOnlyList<RunnableCase> cases) => null;

    /// <summary>The numbers of one step, for a comparison of programs.</summary>
    /// <param name="context">Where data are, and what may be used.</param>
    /// <param name="output">Where they are written.</param>
    /// <returns>Whether experiments of this kind can do that.</returns>
    internal virtual bool TraceStep(ExperimentContext context, TextWriter output) => false;
}

/// <summary>One case of an experiment: changes to its file.</summary>
internal sealed record ExperimentCaseDescription
{
    /// <summary>How tables and figures call the case; its name if absent.</summary>
    [NotEmpty]
    public string? Title { get; init; }

    /// <summary>The line of a comparison on which the case is a point. If absent, the case is a line of its own.</summary>
    [NotEmpty]
    public string? Group { get; init; }

    /// <summary>Its place along the horizontal axis of the comparison.</summary>
    public double X { get; init; }

    /// <summary>Changes to the file, like those of --set: "path=value".</summary>
    public IReadOnlyList<string> Set { get; init; } = [];
}

/// <summary>The plan of an experiment: a row for every case.</summary>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Sentence">What it amounts to.</param>
internal sealed record PlannedCases(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Sentence);

/// <summary>A case that can be run.</summary>
/// <param name="Name">Its name in the file; that of the experiment if it has no cases.</param>
/// <param name="Title">How tables and figures call it.</param>
/// <param name="Case">What the file says of it; null if the experiment has no cases.</param>
/// <param name="Description">The experiment with the changes of the case.</param>
internal sealed record RunnableCase(string Name, string Title, ExperimentCaseDescription? Case, ExperimentDescription Description);
