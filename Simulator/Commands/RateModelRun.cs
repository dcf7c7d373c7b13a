using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spiking.Plotting;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>The command run for files of rate models, with the options that only they have.</summary>
internal sealed class RateModelRun
{
    private const int Stopped = 130;

    private readonly Option<string?> _data = new("--data")
    {
        Description = $"Rate models: folder with data sets, looked into before that of the environment variable {DataFolders.Variable} and the usual ones.",
        HelpName = "folder",
    };

    private readonly Option<string[]> _cases = new("--case") { Description = "Rate models: runs only the case of this name. May be repeated.", HelpName = "name" };

    private readonly Option<bool> _resume = new("--resume") { Description = "Rate models: continues a run that was stopped, with the same results as if it had not been." };

    private readonly Option<bool> _trace = new("--trace-step")
    {
        Description = "Rate models: runs nothing, but prints every number of the first learning step as JSON, for whoever compares programs. Choose small layers.",
    };

    /// <summary>Adds the options to the command run.</summary>
    public RateModelRun(Command command)
    {
        foreach (Option option in new Option[] { _data, _cases, _resume, _trace }) command.Options.Add(option);
    }

    /// <summary>Runs a file.</summary>
    /// <param name="parsed">What the user typed.</param>
    /// <param name="file">The file.</param>
    /// <param name="overrides">Changes to it.</param>
    /// <param name="output">Folder under which results are written.</param>
    /// <param name="run">Name of the run; null: after the seeds.</param>
    /// <param name="cores">Number of threads in all.</param>
    /// <param name="formats">Formats of figures.</param>
    /// <param name="replace">Whether results that are there already are replaced.</param>
    public int Execute(
        ParseResult parsed,
        string file,
        IReadOnlyList<string> overrides,
        string output,
        string? run,
        int cores,
        IReadOnlyList<FigureFormat> formats,
        bool replace)
    {
        IReadOnlyList<RunnableCase> cases = Load(file, overrides, parsed.GetValue(_cases) ?? []);
        ExperimentDescription experiment = cases[0].Description;
        DataFolders data = new(parsed.GetValue(_data));
        using Interruption interruption = new();
        ExperimentContext context = new(data, cores, interruption.Token);
        if (parsed.GetValue(_trace))
        {
            return experiment.TraceStep(context, Console.Out)
                ? 0
                : throw new CommandException($"--trace-step: {file} is an experiment of a kind whose steps cannot be printed.");
        }

        string destination = Path.Combine(output, experiment.Name, run ?? DefaultName(experiment)), state = destination + ".state";
        using RunFolder folder = new(destination, replace);
        if (folder.Remark is string remark) Console.Error.WriteLine(remark);
        PrepareState(state, parsed.GetValue(_resume), replace);
        Stopwatch clock = Stopwatch.StartNew();
        ExperimentResult result;
        try
        {
            using ExperimentDisplay display = new();
            result = experiment.Run(cases, context with { StateFolder = state, Report = display.Report });
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"Stopped. The same command with --resume continues from {state}.");
            return Stopped;
        }
        catch (InvalidDataException e)
        {
            throw new CommandException($"{e.Message} Use --force without --resume to begin anew.");
        }

        try
        {
            ExperimentFiles.Write(cases, result, RunFiles.Version, clock.Elapsed, formats, folder.Working);
            folder.Finish();
        }
        catch (Exception e) when (Failures.Explain(e) is string reason)
        {
            // The state of every training is still there: with --resume the results are written again without learning again.
            throw folder.Incomplete($"the results of {destination}", reason);
        }

        Tell(experiment, result, destination);
        if (Directory.Exists(state)) Directory.Delete(state, recursive: true);
        return 0;
    }

    private static IReadOnlyList<RunnableCase> Load(string file, IReadOnlyList<string> overrides, string[] only)
    {
        try
        {
            return ExperimentFile.LoadCases(file, overrides, only);
        }
        catch (ArgumentException e)
        {
            throw new CommandException("--case: " + e.Message);
        }
    }

    private static string DefaultName(ExperimentDescription experiment) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(experiment.Realizations == 1 ? "seed-" : "seeds-")}{experiment.Seed}{(experiment.Realizations == 1 ? "" : $"-{experiment.Seed + experiment.Realizations - 1}")}");

    private static void PrepareState(string state, bool resume, bool replace)
    {
        bool isThere = Directory.Exists(state);
        if (resume && !isThere) throw new CommandException($"--resume: there is no state of an unfinished run in {state}.");
        if (resume || !isThere) return;
        if (!replace)
            throw new CommandException($"{state} holds the state of an unfinished run. Use --resume to continue it, or --force to begin anew.");
        Directory.Delete(state, recursive: true);
    }

    private static void Tell(ExperimentDescription experiment, ExperimentResult result, string folder)
    {
        IAnsiConsole console = PlainTables.Console();
        ResultTable table = result.Tables[0];
        console.WriteLine($"{experiment.Name}: {table.Title}");
        Table shown = PlainTables.Create(ExperimentFiles.ShownColumns(table));
        foreach (IReadOnlyList<string> row in ExperimentFiles.ShownRows(table)) shown.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(shown);
        foreach (string sentence in result.Sentences) console.WriteLine(sentence);
        foreach ((string run, ulong hash) in result.Hashes) console.WriteLine($"{run}: weights {hash.ToString("X16", CultureInfo.InvariantCulture)}");
        console.WriteLine($"  {Path.Combine(folder, "report.html")}");
    }
}
