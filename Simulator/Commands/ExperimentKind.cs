using Spiking.Files;
using Spiking.Plotting;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>Request of a call of run: the file, changes to it, and options.</summary>
/// <param name="File">The experiment.</param>
/// <param name="Overrides">Changes to it, path=value.</param>
/// <param name="Output">Folder under which results are written.</param>
/// <param name="Figures">Formats of figures.</param>
internal sealed record ExperimentRequest(
    SourceFile File, IReadOnlyList<string> Overrides, string Output, IReadOnlyList<FigureFormat> Figures)
{
    /// <summary>The call, for the record of a run: of a run that is continued, the one that began it.</summary>
    public string Command { get; init; } = TypedCommand.ByName;

    /// <summary>Name of the run; null: after its seed.</summary>
    public string? RunName { get; init; }

    /// <summary>Number of realizations; null: as the file says, or one.</summary>
    public int? Realizations { get; init; }

    /// <summary>How many runs or threads compute; null: all cores.</summary>
    public int? Cores { get; init; }

    /// <summary>Threads of each realization; null: the cores that are left over.</summary>
    public int? Threads { get; init; }

    /// <summary>Whether results that are there already are replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Computing time between two snapshots; null: none are taken.</summary>
    public TimeSpan? SnapshotEvery { get; init; }

    /// <summary>The state with which a network begins; null: it begins afresh.</summary>
    public string? From { get; init; }

    /// <summary>Whether the state of a network at the end is kept.</summary>
    public bool KeepState { get; init; }

    /// <summary>The run that processes share; null: this process is alone.</summary>
    public SharedRun? Together { get; init; }

    /// <summary>The scan of a protocol, path=value,value,...</summary>
    public string? Scan { get; init; }

    /// <summary>Names of the cases that are wanted; empty: all.</summary>
    public string[] Cases { get; init; } = [];

    /// <summary>Folder with data sets.</summary>
    public string? Data { get; init; }

    /// <summary>Folder of the results of a run that is continued, which may have been moved; null: output and name say it.</summary>
    public string? Destination { get; init; }

    /// <summary>Whether a run that was stopped is continued.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether the shorter forms of the experiments of a paper are run.</summary>
    public bool Quick { get; init; }

    /// <summary>Names of the claims that are wanted; empty: all.</summary>
    public string[] Only { get; init; } = [];

    /// <summary>Whether the claims of a paper are listed, and nothing is run.</summary>
    public bool List { get; init; }

    /// <summary>The document that receives the verdicts of a paper; null: none.</summary>
    public string? WriteDocument { get; init; }

    /// <summary>Whether the numbers of the first step are printed instead.</summary>
    public bool TraceStep { get; init; }
}

/// <summary>A kind of experiment that a file can describe. The commands run, validate and describe take files of all kinds.</summary>
internal abstract class ExperimentKind
{
    /// <summary>The exit code of a run that was stopped.</summary>
    protected const int Stopped = 130;

    // The first whose key is there; a file without any is told what a network needs.
    private static readonly ExperimentKind[] s_kinds =
        [new ProtocolKind(), new RateModelKind(), new PaperKind(), new StudyKind(), new NetworkKind()];

    /// <summary>The kind of a file.</summary>
    public static ExperimentKind Of(SourceFile file) => s_kinds.FirstOrDefault(kind => file.Has(kind.Key)) ?? s_kinds[^1];

    /// <summary>The kinds that know an option of run.</summary>
    public static IEnumerable<ExperimentKind> With(string option) => s_kinds.Where(kind => kind.Options.Contains(option));

    /// <summary>Name of such files, for messages: "network".</summary>
    public abstract string Name { get; }

    /// <summary>Options of run that only some kinds know, and this one does.</summary>
    public abstract IReadOnlyList<string> Options { get; }

    /// <summary>A key at the top that only such files have.</summary>
    protected abstract string Key { get; }

    /// <summary>Runs the experiment, writes its results and tells them.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">It cannot be run, or its results cannot be written.</exception>
    public abstract int Run(ExperimentRequest request);

    /// <summary>Checks a file.</summary>
    /// <returns>What it is, for a sentence: "a study of 3 cases".</returns>
    /// <exception cref="NetworkFileException">The file has mistakes: all of them are listed.</exception>
    public abstract string Validate(SourceFile file, IReadOnlyList<string> overrides);

    /// <summary>Says what would be run.</summary>
    /// <exception cref="NetworkFileException">The file has mistakes: all of them are listed.</exception>
    public abstract void Describe(SourceFile file, IReadOnlyList<string> overrides);
}
