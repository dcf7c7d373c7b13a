using Spectre.Console;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Runs;
using Spiking.Studies;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>Studies: cases of networks that are run with several seeds and compared.</summary>
internal sealed class StudyKind : ExperimentKind
{
    public override string Name => "study";

    public override IReadOnlyList<string> Options => [ExperimentArguments.Case];

    protected override string Key => "cases";

    public override int Run(ExperimentRequest request)
    {
        StudyDescription study = Selected(StudyDescription.File.Load(request.File, [], out SourceMap source), request.Cases);
        IReadOnlyDictionary<string, NetworkDescription> networks =
            StudyCases.Load(request.File.Path, study, source, request.Overrides, StandardError.WriteLine);
        study = study with { Description = Changes.Describe(study.Description, request.Overrides) };
        StudyRun run = new(
            study,
            networks,
            Path.Combine(request.Output, study.Name),
            request.Realizations ?? study.Realizations,
            request.Cores ?? Environment.ProcessorCount,
            request.Force,
            request.Figures);
        using Interruption interruption = new();
        StudyOutcome outcome = run.Execute(ProgressDisplay.Show, interruption.Token);
        Print(study, outcome);
        return outcome.Completed == outcome.Planned ? 0 : Stopped;
    }

    public override string Validate(SourceFile file, IReadOnlyList<string> overrides)
    {
        StudyDescription study = StudyDescription.File.Load(file, [], out SourceMap source);
        int cases = StudyCases.Load(file.Path, study, source, overrides, StandardError.WriteLine).Count;
        return $"a study of {NumberText.Count(cases, "case")}";
    }

    public override void Describe(SourceFile file, IReadOnlyList<string> overrides)
    {
        StudyDescription study = StudyDescription.File.Load(file, [], out SourceMap source);
        IReadOnlyDictionary<string, NetworkDescription> networks = StudyCases.Load(file.Path, study, source, overrides);
        IAnsiConsole console = PlainTables.Console();
        console.WriteLine($"{study.Name}: {study.Description}");
        PlainTable table = new("case", "network file", "changes", "neurons", "simulated time (s)");
        foreach ((string name, StudyCaseDescription part) in study.Cases)
        {
            table.AddRow(
                name,
                part.Network,
                string.Join("\n", part.Set),
                ParameterDisplay.Number(networks[name].Populations.Values.Sum(p => p.Size)),
                ParameterDisplay.Number(NetworkRun.Duration(networks[name])));
        }

        console.Write(table);
        console.WriteLine($"{NumberText.Count(study.Cases.Count, "case")} with {NumberText.Count(study.Realizations, "seed")} each.");
    }

    private static void Print(StudyDescription study, StudyOutcome outcome)
    {
        IAnsiConsole console = PlainTables.Console();
        console.WriteLine($"{study.Name}: {study.Description}");
        if (outcome.Rows.Count > 0)
        {
            PlainTable table = new([.. outcome.Columns]);
            table.AddRows(outcome.Rows);
            console.Write(table);
            console.WriteLine($"  {outcome.Page}");
        }

        if (outcome.Completed < outcome.Planned)
            console.WriteLine($"Stopped: {outcome.Completed} of {outcome.Planned} runs were completed.");
    }

    private static StudyDescription Selected(StudyDescription study, string[] names)
    {
        if (names.Length == 0) return study;
        string[] known = [.. study.Cases.Keys];
        if (names.FirstOrDefault(name => !known.Contains(name)) is string unknown)
            throw new CommandException($"--case: \"{Shown.Value(unknown)}\" is no case of {study.Name}; {Names.Instead(unknown, known)}");
        OrderedDictionary<string, StudyCaseDescription> cases = [];
        foreach (string name in known.Where(names.Contains)) cases.Add(name, study.Cases[name]);
        return study with { Cases = cases };
    }
}
