using System.Globalization;
using Spectre.Console;
using Spiking.Experiments;
using Spiking.Networks;

namespace Spiking.Commands.Runs;

/// <summary>What a call of run prints at its end.</summary>
internal static class RunSummary
{
    public static void Print(IReadOnlyList<RunOutcome> outcomes)
    {
        IAnsiConsole console = PlainTables.Console();
        if (outcomes.Count == 0)
        {
            console.WriteLine("Stopped before anything was computed; no results were written.");
            return;
        }

        if (outcomes[0].Description.Task is PatternTask task) PrintTask(console, outcomes, task);
        foreach (RunOutcome o in outcomes)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {o.Description.Seed}: {o.SimulatedTime:F1} s simulated in {o.RunTime.TotalSeconds:F1} s ({o.RealTimeFactor:F1} x real time){(o.Complete ? "" : ", INCOMPLETE: stopped")}; spikes {o.SpikesHash:X16}, weights {o.WeightsHash:X16}"));
            console.WriteLine($"  {Path.Combine(o.Folder, "report.html")}");
        }
    }

    private static void PrintTask(IAnsiConsole console, IReadOnlyList<RunOutcome> outcomes, PatternTask task)
    {
        string[] patterns = [.. task.Patterns.Select(PatternLearningTables.Digits)];
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Output event rate (Hz) in the last {task.DecisionWindow:0.##} s of each pattern, without teacher and plasticity; above {task.DecisionRate:0.##} Hz counts as 1."));
        Table table = PlainTables.Create(["seed", "test", .. patterns, "last cost", "solved"]);
        foreach (RunOutcome outcome in outcomes)
        {
            PatternLearningResult learning = outcome.Learning!;
            AddRow(table, outcome, "before", learning.Before, null);
            AddRow(table, outcome, "after", learning.After, learning.Epochs.Count > 0 ? learning.Epochs[^1].Cost : null);
        }

        console.Write(table);
        PatternTest[] after = [.. outcomes.Select(o => o.Learning!.After).OfType<PatternTest>()];
        if (after.Length > 0)
            console.WriteLine($"Solved in {after.Count(t => t.Solved)} of {after.Length} realizations.");
    }

    private static void AddRow(Table table, RunOutcome outcome, string name, PatternTest? test, double? cost)
    {
        if (test is null) return;
        table.AddRow([
            outcome.Description.Seed.ToString(CultureInfo.InvariantCulture),
            name,
            .. test.Responses.Select(r => r.DecisionRate.ToString("F2", CultureInfo.InvariantCulture)),
            cost?.ToString("F3", CultureInfo.InvariantCulture) ?? "",
            test.Solved ? "yes" : "no",
        ]);
    }
}
