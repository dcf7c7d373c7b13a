using Spiking.Engine;
using Spiking.Files;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>Networks of spiking neurons.</summary>
internal sealed class NetworkKind : ExperimentKind
{
    public override string Name => "network";

    public override IReadOnlyList<string> Options => [ExperimentArguments.Run, ExperimentArguments.Threads, ExperimentArguments.From,
        ExperimentArguments.KeepState, SharedRun.Name, SnapshotOption.Name];

    protected override string Key => "populations";

    public override int Run(ExperimentRequest request)
    {
        NetworkDescription network = NetworkDescription.File.Load(request.File, request.Overrides);
        if (request.From is string from && !File.Exists(from))
        {
            string found = Directory.Exists(from) ? "is a folder; name the file \"state\" or \"snapshot\" in it" : "is not there";
            throw new CommandException($"{ExperimentArguments.From}: {from} {found}.");
        }

        RunPlan plan = new(
            network,
            Path.Combine(request.Output, network.Name),
            request.RunName,
            request.Realizations ?? 1,
            request.Cores ?? Environment.ProcessorCount,
            request.Threads ?? (request.Together is null ? null : 1),
            request.Force,
            request.Figures)
        {
            SnapshotEvery = request.SnapshotEvery,
            From = request.From,
            KeepsState = request.KeepState,
            Remark = remark => StandardError.WriteLine("note: " + remark),
        };
        return request.Together is SharedRun together ? together.Execute(plan, Execute) : Execute(plan);
    }

    private static int Execute(RunPlan plan)
    {
        using Interruption interruption = new();
        IReadOnlyList<RunOutcome> outcomes = plan.Execute(ProgressDisplay.Show, interruption.Token);
        RunSummary.Print(outcomes);
        if (RealizationSummary.Write(outcomes, plan.SummaryFolder, plan.Replace, plan.Figures) is string page)
            Console.WriteLine($"all realizations together\n  {page}");
        return outcomes.Count(o => o.Complete) == plan.Realizations ? 0 : Stopped;
    }

    public override string Validate(SourceFile file, IReadOnlyList<string> overrides)
    {
        NetworkDescription network = NetworkDescription.File.Load(file, overrides);
        int populations = network.Populations.Count, projections = network.Projections.Count;
        string later = AddedPart.DrawnLater(network) is string sentence ? ". " + sentence : "";
        return $"{populations} {(populations == 1 ? "population" : "populations")}, {projections} "
            + $"{(projections == 1 ? "projection" : "projections")}{later}";
    }

    public override void Describe(SourceFile file, IReadOnlyList<string> overrides) =>
        NetworkDisplay.Print(NetworkDescription.File.Load(file, overrides));
}
