using System.CommandLine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Protocols.Pairing;
using Spiking.RateModels.Data;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>The options of run. Some are for some kinds of experiments only.</summary>
internal sealed class ExperimentArguments
{
    /// <summary>Names of options that not all kinds of experiments know.</summary>
    public const string Run = "--run", Threads = "--threads", Scan = "--scan", Case = "--case", Data = "--data",
        TraceStep = "--trace-step",
        From = "--from", KeepState = "--keep-state", Quick = "--quick", Only = "--only", List = "--list",
        WriteDocument = "--write-document";

    private readonly Option<long?> _realizations = IntegerOption.Create(
        "--realizations",
        "Number of realizations with consecutive seeds, run in parallel on the available cores, and compared; by default that of "
        + "the file, of a network one.",
        smallest: 1,
        largest: IntegerOption.MostRealizations);

    private readonly Option<long?> _cores = IntegerOption.Create(
        "--cores", "How many realizations, or threads, compute at a time; by default all cores. Results do not depend on it.", smallest: 1,
        largest: IntegerOption.MostThreads);

    private readonly Option<long?> _threads = IntegerOption.Create(
        Threads,
        "Threads for each realization of a network: populations go side by side, those in a loop without delay closely following one "
        + "another, and who waits draws noise. Results do not depend on it. By default the cores that --realizations leaves over.",
        smallest: 1,
        largest: IntegerOption.MostThreads);

    private readonly Option<string> _output = OutputOption.Create();
    private readonly Option<string?> _run = RunNameOption.Create();
    private readonly Option<bool> _force = new("--force") { Description = "Replace the results of an earlier run of the same name." };
    private readonly Option<IReadOnlyList<FigureFormat>> _figures = FigureFormatsOption.Create();
    private readonly Option<TimeSpan> _snapshots = SnapshotOption.Create();

    private readonly Option<string?> _from = new(From)
    {
        Description = "Networks: begins, at time 0, with the state of a network that has learned: the file state of a run with "
            + "--keep-state, or the snapshot of one that was stopped. What a state does not hold (currents, learning rates, task, "
            + "recorders) can be changed with --set.",
        HelpName = "file",
    };

    private readonly Option<bool> _keepState = new(KeepState)
    {
        Description = "Networks: keeps the state of the network at the end in the file state, from which --from begins another run.",
    };

    private readonly Option<bool> _mpi = SharedRun.CreateOption();

    private readonly Option<string?> _scan = new(Scan)
    {
        Description = "Protocols: runs a pairing for several values of one value of the file, for example "
            + "plasticity.presynapticTraceTime=20ms,50ms,100ms (instead of the scan of the file).",
        HelpName = "path=value,value,...",
    };

    private readonly Option<string[]> _cases =
        new(Case) { Description = "Studies and rate models: runs only the case of this name. May be repeated.", HelpName = "name" };

    private readonly Option<string?> _data = new(Data)
    {
        Description = "Rate models and papers: folder with data sets, looked into before that of the environment variable "
            + $"{DataFolders.Variable} and the usual ones.",
        HelpName = "folder",
    };

    private readonly Option<bool> _trace = new(TraceStep)
    {
        Description = "Rate models: computes only the first learning step and prints every number of it as JSON, for a comparison of "
            + "programs; in continuous time, three steps without teacher and three with it. Choose small layers.",
    };

    private readonly Option<bool> _quick =
        new(Quick) { Description = "Papers: fewer seeds and shorter experiments, in minutes. Results go into results/NAME-quick/." };

    private readonly Option<string[]> _only =
        new(Only) { Description = "Papers: checks only the claim of this name. May be repeated.", HelpName = "claim" };

    private readonly Option<bool> _list = new(List) { Description = "Papers: runs nothing, but lists the claims with their cost." };

    private readonly Option<string?> _document = new(WriteDocument)
    {
        Description = "Papers: writes the verdicts into a document too, and its tables and figures into the folder of this name: "
            + "docs/reproduction.md, docs/reproduction/.",
        HelpName = "file",
    };

    /// <summary>Adds the options to a command.</summary>
    public ExperimentArguments(Command command)
    {
        _scan.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ScanFault(result.Tokens[0].Value) is string fault) result.AddError($"{Scan}: {fault}");
        });
        foreach (Option option in new Option[] { _realizations, _cores, _threads, _figures, _output, _run, _force, _snapshots, _from,
            _keepState, _mpi, _scan, _cases, _data, _trace, _quick, _only, _list, _document })
            command.Options.Add(option);
    }

    /// <summary>Whether a call is one of several processes that simulate a network together.</summary>
    public bool AreTogether(ParseResult parsed) => parsed.GetValue(_mpi);

    /// <summary>Runs the experiment of a file.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes to it, path=value.</param>
    /// <param name="kind">What the file is expected to describe, for messages.</param>
    /// <param name="together">The run that processes share; null: this process is alone.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">
    /// An option is not for this kind of experiment; it cannot be run; its results cannot be written.
    /// </exception>
    public int Execute(
        ParseResult parsed, string path, IReadOnlyList<string> overrides, string kind = "network", SharedRun? together = null)
    {
        SourceFile file = SourceFile.Read(path, kind);
        ExperimentKind experiment = ExperimentKind.Of(file);
        foreach (Option option in new Option[] { _threads, _run, _snapshots, _from, _keepState, _mpi, _scan, _cases, _data, _trace,
            _quick, _only, _list, _document })
        {
            if (parsed.GetResult(option) is not { Implicit: false } || experiment.Options.Contains(option.Name)) continue;
            throw new CommandException(
                $"{option.Name} is for {string.Join(" and ", ExperimentKind.With(option.Name).Select(other => other.Name))} files, and "
                + $"{path} is a {experiment.Name} file; leave it out.");
        }

        if (parsed.GetValue(_list))
        {
            IdleOptions.Refuse(parsed, $"{List} runs nothing, but lists the claims of the file", List, Only, Quick, _realizations.Name,
                _cores.Name);
        }

        if (parsed.GetValue(_trace))
        {
            IdleOptions.Refuse(parsed, $"{TraceStep} computes only the first learning step", TraceStep, Case, Data, Threads, _cores.Name,
                "--set", "--seed");
        }

        IReadOnlyList<FigureFormat> figures = FigureFormatsOption.Of(parsed, _figures);
        return experiment.Run(new ExperimentRequest(file, overrides, OutputOption.Of(parsed, _output), figures)
        {
            RunName = parsed.GetValue(_run),
            Realizations = (int?)parsed.GetValue(_realizations),
            Cores = (int?)parsed.GetValue(_cores),
            Threads = (int?)parsed.GetValue(_threads),
            Force = parsed.GetValue(_force),
            SnapshotEvery = SnapshotOption.Interval(parsed, _snapshots),
            From = parsed.GetValue(_from),
            KeepState = parsed.GetValue(_keepState),
            Together = together,
            Scan = parsed.GetValue(_scan),
            Cases = parsed.GetValue(_cases) ?? [],
            Data = parsed.GetValue(_data),
            TraceStep = parsed.GetValue(_trace),
            Quick = parsed.GetValue(_quick),
            Only = parsed.GetValue(_only) ?? [],
            List = parsed.GetValue(_list),
            WriteDocument = parsed.GetValue(_document),
        });
    }

    private static string? ScanFault(string text)
    {
        try
        {
            ProtocolScan.Parse(text);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
