using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spiking.Engine;
using Spiking.Files;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.Reports;
using Spiking.Runs;
using Spiking.Snapshots;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>Rate models: ensembles instead of spiking neurons.</summary>
internal sealed class RateModelKind : ExperimentKind
{
    public override string Name => "rate model";

    public override IReadOnlyList<string> Options =>
    [
        ExperimentArguments.Run, ExperimentArguments.Threads, ExperimentArguments.Case, ExperimentArguments.Data,
        ExperimentArguments.TraceStep,
    ];

    protected override string Key => ExperimentDescription.KindKey;

    public override int Run(ExperimentRequest request)
    {
        List<string> overrides = [.. request.Overrides];
        if (request.Realizations is not null
            && overrides.FirstOrDefault(change => OverridePath.Of(change) == "realizations") is string lost)
            throw new CommandException(
                $"--set {Shown.Value(lost)} would change nothing, because --realizations says how many there are; leave one of the two "
                + "out.");
        if (request.Realizations is int count) overrides.Add("realizations=" + count.ToString(CultureInfo.InvariantCulture));
        IReadOnlyList<RunnableCase> cases = Load(request.File, overrides, request.Cases);
        ExperimentDescription experiment = cases[0].Description;
        using Interruption interruption = new();
        ExperimentContext context = new(
            new DataFolders(request.Data), request.Threads ?? request.Cores ?? Environment.ProcessorCount, interruption.Token);
        if (request.TraceStep)
        {
            if (cases.Count > 1) StandardError.WriteLine(TracedCase(cases));
            experiment.TraceStep(context, Console.Out);
            return 0;
        }

        return Execute(cases, request, context);
    }

    public override string Validate(SourceFile file, IReadOnlyList<string> overrides)
    {
        int cases = Load(file, overrides, []).Count;
        return $"a rate model{(cases > 1 ? $" with {NumberText.Count(cases, "case")}" : "")}";
    }

    public override void Describe(SourceFile file, IReadOnlyList<string> overrides)
    {
        IReadOnlyList<RunnableCase> cases = Load(file, overrides, []);
        ExperimentDescription experiment = cases[0].Description;

        // Changes of cases say in the words of a file what the plan says in numbers.
        PlannedCases? plan = experiment.Plan(cases);
        ExperimentDescription shown = ExperimentCases.LoadShared(file, overrides, out _);
        if (plan is not null) shown = shown with { Cases = new Dictionary<string, ExperimentCaseDescription>() };
        ParameterDisplay.Print(experiment.Name, experiment.Description, typeof(ExperimentDescription), shown);
        if (plan is null) return;
        IAnsiConsole console = PlainTables.Console();
        PlainTable table = new(plan.Columns);
        table.AddRows(plan.Rows);
        console.Write(table);
        console.WriteLine(plan.Sentence);
    }

    private static int Execute(IReadOnlyList<RunnableCase> cases, ExperimentRequest request, ExperimentContext context)
    {
        ExperimentDescription experiment = cases[0].Description;
        string destination = request.Destination
                ?? Path.Combine(request.Output, experiment.Name, request.RunName ?? DefaultName(experiment)),
            state = UnfinishedTraining.StateOf(destination);
        using RunFolder folder = new(destination, request.Force);
        UnfinishedTraining unfinished = new(destination);
        if (!(request.Resume && unfinished.TryDropCut(folder)) && folder.Remark is string remark) StandardError.WriteLine(remark);
        PrepareState(state, request.Resume, request.Force, destination);
        if (!request.Resume) RateModelCall.Write(state, request);
        Stopwatch clock = Stopwatch.StartNew();
        ExperimentResult result;
        string? loss = null;
        try
        {
            try
            {
                using ExperimentDisplay display = new();
                result = experiment.Run(cases, context with
                {
                    StateFolder = state,
                    Report = display.Report,
                    Remark = sentence => loss = sentence,
                });
            }
            finally
            {
                // Once, where no display is in the way: it may be so every minute.
                if (loss is not null) StandardError.WriteLine("note: " + loss);
            }
        }
        catch (OperationCanceledException e)
        {
            if ((e as ExperimentStoppedException)?.Found is ExperimentResult found)
                KeepFound(found with { Reason = found.Reason ?? RunOutcome.Stopped });
            Console.WriteLine(unfinished.HasState
                ? $"Stopped. To continue: spiking resume {ShellText.Quoted(destination)}"
                : "Stopped. No state could be kept, so it cannot be continued.");
            return Stopped;
        }
        catch (SnapshotException e)
        {
            throw new CommandException($"{e.Message} Begin anew with run and --force.");
        }
        catch (SimulationException)
        {
            // It would fail again from its state.
            unfinished.Remove();
            throw;
        }
        catch (Exception e)
        {
            RateModelCall.Forget(state);
            if (e is not OutOfMemoryException || !Directory.Exists(state)) throw;
            throw new CommandException("the memory ended while the model was trained. Its state of at most a minute before is kept, and "
                + $"'resume {ShellText.Quoted(destination)}' would complete it.");
        }

        RateModelJob.Finish(cases, result with { Command = request.Command }, clock.Elapsed, request.Figures, folder);
        Tell(cases, result, destination);
        return 0;

        // The tables of a training that was stopped again, or has been finished, take the place of those of the first stop.
        void KeepFound(ExperimentResult found)
        {
            found = found with { Command = request.Command };
            try
            {
                string kept = unfinished.KeepFound(
                    folder, found.Reason!, working => RateModelJob.Write(cases, found, clock.Elapsed, request.Figures, working));
                Console.WriteLine($"The tables of what was learned so far are in {kept}.");
            }
            catch (Exception e) when (Failures.Explain(e) is string reason)
            {
                StandardError.WriteLine(folder.Incomplete("the tables of what was learned so far", reason).Message);
            }
        }
    }

    private static IReadOnlyList<RunnableCase> Load(SourceFile file, IReadOnlyList<string> overrides, string[] only)
    {
        try
        {
            return ExperimentCases.Load(file, overrides, only, StandardError.WriteLine);
        }
        catch (ArgumentException e)
        {
            throw new CommandException("--case: " + e.Message);
        }
    }

    private static string TracedCase(IReadOnlyList<RunnableCase> cases) =>
        $"The step is that of the case \"{cases[0].Name}\". --case NAME chooses another: "
        + $"{Names.All([.. cases.Skip(1).Select(part => part.Name)])}.";

    private static string DefaultName(ExperimentDescription experiment) =>
        experiment.Realizations == 1
            ? string.Create(CultureInfo.InvariantCulture, $"seed-{experiment.Seed}")
            : string.Create(
                CultureInfo.InvariantCulture, $"seeds-{experiment.Seed}-{experiment.Seed + experiment.Realizations - 1}");

    private static void PrepareState(string state, bool resume, bool replace, string destination)
    {
        if (resume || !Directory.Exists(state)) return;
        if (!replace)
            throw new CommandException($"{state} holds the state of an unfinished run. Continue it with: spiking resume "
                + $"{ShellText.Quoted(destination)}; or use --force to begin anew.");
        Directory.Delete(state, recursive: true);
    }

    private static void Tell(IReadOnlyList<RunnableCase> cases, ExperimentResult result, string folder)
    {
        IAnsiConsole console = PlainTables.Console();
        ResultTable table = result.Tables[0];
        console.WriteLine($"{cases[0].Description.Name}: {table.Title}");
        PlainTable shown = new(ExperimentFiles.ShownColumns(table));
        shown.AddRows(ExperimentFiles.ShownRows(table, cases));
        console.Write(shown);
        foreach (string sentence in result.Sentences) console.WriteLine(sentence);
        foreach ((string run, ulong hash) in result.Hashes)
            console.WriteLine($"{run}: weights {hash.ToString("X16", CultureInfo.InvariantCulture)}");
        console.WriteLine($"  {Path.Combine(folder, Report.FileName)}");
    }
}
