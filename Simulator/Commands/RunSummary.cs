using System.Globalization;
using Spectre.Console;
using Spiking.Runs;
using Spiking.Tasks.PatternLearning;

namespace Spiking.Commands;

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

        if (outcomes[0].Description.Task is PatternLearningDescription task) PrintTask(console, outcomes, task);
        foreach (RunOutcome o in outcomes)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {o.Description.Seed}: {o.SimulatedTime:F1} s simulated in {o.RunTime.TotalSeconds:F1} s ({o.RealTimeFactor:F1} x real time){(o.Complete ? "" : ", INCOMPLETE: stopped")}; spikes {o.SpikesHash:X16}, weights {o.WeightsHash:X16}"));
            foreach (string warning in o.Warnings) console.WriteLine($"warning: {warning}");
            console.WriteLine($"  {Path.Combine(o.Folder, "report.html")}");
        }
    }

    private static void PrintTask(IAnsiConsole console, IReadOnlyList<RunOutcome> outcomes, PatternLearningDescription task)
    {
        PrintCalibration(console, outcomes);
        string[] patterns = [.. task.Patterns.Select(PatternLearningTables.Digits)];
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Output event rate (Hz) in the last {task.DecisionWindow:0.##} s of each pattern, without teacher and plasticity; above {task.DecisionRate:0.##} Hz counts as 1."));
        Table table = PlainTables.Create(["seed", "test", .. patterns, "margin", "last cost", "solved", "by epoch"]);
        foreach (RunOutcome outcome in outcomes)
        {
            PatternLearningResult learning = outcome.Learning!;
            foreach ((string name, PatternTest test) in learning.Tests) AddRow(table, outcome, name, test);
        }

        console.Write(table);
        PatternTest[] after = [.. outcomes.Select(o => o.Learning!.After).OfType<PatternTest>()];
        if (after.Length > 0)
            console.WriteLine($"Solved in {after.Count(t => t.Solved)} of {after.Length} realizations.");
    }

    private static void AddRow(Table table, RunOutcome outcome, string name, PatternTest test)
    {
        PatternLearningResult learning = outcome.Learning!;
        bool isLast = test == learning.After;
        table.AddRow([
            outcome.Description.Seed.ToString(CultureInfo.InvariantCulture),
            name,
            .. test.Responses.Select(r => Fixed(r.DecisionRate, 2)),
            Fixed(test.Margin, 2),
            isLast && learning.Epochs.Count > 0 ? Fixed(learning.Epochs[^1].Cost, 3) : "",
            test.Solved ? "yes" : "no",
            isLast ? learning.SolvedBy?.ToString(CultureInfo.InvariantCulture) ?? "" : "",
        ]);
    }

    // "calibrated burst probabilities, seed 1: cancellation output 0.407; baseline hidden1 0.423, output 0.406".
    private static void PrintCalibration(IAnsiConsole console, IReadOnlyList<RunOutcome> outcomes)
    {
        foreach (RunOutcome outcome in outcomes)
        {
            PatternLearningResult learning = outcome.Learning!;
            string measured = string.Join("; ", learning.Calibration.Select(m => $"{(m.Step == CalibrationStep.Cancellation ? "cancellation" : "baseline")} "
                + string.Join(", ", m.Used.Select(name => $"{name} {Fixed(m.BurstProbabilities[learning.Populations.ToList().IndexOf(name)], 4)}"))));
            if (measured.Length > 0)
                console.WriteLine($"Calibrated burst probabilities, seed {outcome.Description.Seed.ToString(CultureInfo.InvariantCulture)}: {measured}.");
        }
    }

    private static string Fixed(double value, int decimals) =>
        double.IsNaN(value) ? "" : value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
