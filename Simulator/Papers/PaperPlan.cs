using System.Globalization;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Papers;

/// <summary>An experiment of a paper as it is run, in full or quickly.</summary>
/// <param name="Name">Its name in the paper file.</param>
/// <param name="File">The file, relative to the folder of the paper file.</param>
/// <param name="Set">Changes to the file.</param>
/// <param name="Cases">Cases of a rate model.</param>
/// <param name="Seeds">Number of seeds.</param>
/// <param name="Cost">Computing time of a run on one core (s).</param>
internal sealed record PlannedExperiment(
    string Name, string File, IReadOnlyList<string> Set, IReadOnlyList<string> Cases, int Seeds, double Cost)
{
    /// <summary>Changes that were typed, after those of the paper file.</summary>
    public IReadOnlyList<string> Typed { get; init; } = [];

    /// <summary>What is different from the file, in words of a command.</summary>
    public string Changes =>
        string.Join("; ", [.. Set, .. Typed, .. Cases.Count > 0 ? [$"cases {string.Join(", ", Cases)}"] : (string[])[]]);

    /// <summary>How a run is called: "xor, seed 3".</summary>
    public string Label(int seed) => string.Create(CultureInfo.InvariantCulture, $"{Name}, seed {seed}");

    /// <summary>The folder of a run.</summary>
    /// <param name="results">Folder of all results of the paper.</param>
    /// <param name="seed">The seed.</param>
    public string Folder(string results, int seed) =>
        Path.Combine(results, Name, string.Create(CultureInfo.InvariantCulture, $"seed-{seed}"));
}

/// <summary>Which claims of a paper are checked, and what is run for them.</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Claims">Names of the claims, in the order of the paper.</param>
/// <param name="IsQuick">Whether the shorter forms of the experiments are run.</param>
/// <param name="Seeds">Number of seeds of every experiment; null: as the file says.</param>
internal sealed record PaperPlan(PaperDescription Paper, IReadOnlyList<string> Claims, bool IsQuick, int? Seeds)
{
    /// <summary>Chooses claims.</summary>
    /// <param name="paper">The paper.</param>
    /// <param name="only">Names of the claims that are wanted; empty: all.</param>
    /// <param name="quick">Whether the shorter forms of the experiments are run.</param>
    /// <param name="seeds">Number of seeds of every experiment; null: as the file says.</param>
    /// <exception cref="CommandException">There is no such claim, or it cannot be checked.</exception>
    public static PaperPlan Of(PaperDescription paper, IReadOnlyList<string> only, bool quick, int? seeds = null)
    {
        string[] known = [.. paper.Claims.Keys];
        if (only.FirstOrDefault(name => !known.Contains(name)) is string unknown)
            throw new CommandException($"--only '{Shown.Value(unknown)}': {paper.Name} has no such claim; "
                + $"{Names.Instead(unknown, known)}");
        PaperPlan plan = new(paper, only.Count == 0 ? known : [.. known.Where(only.Contains)], quick, seeds);
        foreach (string name in only)
            if (plan.NotChecked(name) is string reason)
                throw new CommandException($"--only {name}: the claim cannot be checked, because {reason}");
        return plan;
    }

    /// <summary>Changes to all experiments that were typed.</summary>
    public IReadOnlyList<string> Typed { get; init; } = [];

    /// <summary>The same for all claims of the paper.</summary>
    public PaperPlan Whole => this with { Claims = [.. Paper.Claims.Keys] };

    /// <summary>Name of the folder of the results: quick ones have one of their own.</summary>
    public string FolderName => Paper.Name + (IsQuick ? "-quick" : "");

    /// <summary>The experiments that decide the claims of the plan, in the order of the paper file.</summary>
    public IReadOnlyList<PlannedExperiment> Planned()
    {
        HashSet<string> needed = [.. Claims.SelectMany(name => Experiments(Paper.Claims[name]))];
        return [.. Paper.Experiments.Keys.Where(needed.Contains).Select(Planned).Where(experiment => experiment.Seeds > 0)];
    }

    /// <summary>An experiment as it is run.</summary>
    public PlannedExperiment Planned(string name)
    {
        PaperExperimentDescription experiment = Paper.Experiments[name];
        QuickDescription? quick = IsQuick ? experiment.Quick : null;
        return new PlannedExperiment(
            name, experiment.File, [.. experiment.Set, .. quick?.Set ?? []], experiment.Cases,
            quick?.Seeds == 0 ? 0 : Seeds ?? quick?.Seeds ?? experiment.Seeds, quick?.Cost ?? experiment.Cost)
        {
            Typed = Typed,
        };
    }

    /// <summary>Whether an experiment is run as the paper file says, with any seeds, and not in a shorter or changed form.</summary>
    public bool IsAsInPaper(string name) => Typed.Count == 0 && (!IsQuick || Paper.Experiments[name].Quick is null or { Set.Count: 0 });

    /// <summary>Computing time of all experiments of a claim (s), on one core.</summary>
    public double Cost(string claim) =>
        Experiments(Paper.Claims[claim]).Select(Planned).Sum(experiment => experiment.Seeds * experiment.Cost);

    /// <summary>Computing time of everything (s), on one core. Experiments that several claims share are run once.</summary>
    public double Cost() => Planned().Sum(experiment => experiment.Seeds * experiment.Cost);

    /// <summary>Why a claim of the paper is not checked, as a sentence; null: it is.</summary>
    public string? NotChecked(string claim) => Paper.Claims[claim] switch
    {
        { NotChecked: string reason } => reason,
        ClaimDescription checkedOne when Experiments(checkedOne).FirstOrDefault(name => Planned(name).Seeds == 0) is string left =>
            $"the experiment \"{left}\" is too long for the quick form.",
        _ => null,
    };

    /// <summary>
    /// The figure of the paper to which an experiment belongs: that of the first claim that measures it, or else of the first claim whose
    /// control it is.
    /// </summary>
    public (string Figure, bool IsControl) FigureOf(string experiment)
    {
        ClaimDescription? measured =
            Paper.Claims.Values.FirstOrDefault(claim => Measures(claim).Any(measure => measure.Experiment == experiment));
        return measured is not null
            ? (measured.Figure, false)
            : (Paper.Claims.Values.First(claim => claim.Control?.Experiment == experiment).Figure, true);
    }

    /// <summary>The figures of a paper, in the order of its claims.</summary>
    public static IReadOnlyList<string> FiguresOf(PaperDescription paper) =>
        [.. paper.Claims.Values.Select(claim => claim.Figure).Distinct()];

    /// <summary>The measures that decide a claim.</summary>
    public static IEnumerable<MeasureDescription> Measures(ClaimDescription claim) =>
        new[] { claim.Measure, claim.Minus, claim.Over }.OfType<MeasureDescription>();

    /// <summary>Names of the experiments that a claim needs.</summary>
    public static IEnumerable<string> Experiments(ClaimDescription claim)
    {
        IEnumerable<string> measured = Measures(claim).Select(measure => measure.Experiment);
        return (claim.Control is null ? measured : measured.Append(claim.Control.Experiment)).Distinct();
    }
}
