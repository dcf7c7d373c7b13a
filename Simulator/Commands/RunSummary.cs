using System.Globalization;
using Spectre.Console;
using Spiking.Reports;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>Summary that a call of run prints at its end.</summary>
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

        PrintTask(console, outcomes);
        foreach (RunOutcome o in outcomes)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {o.Description.Seed}: {Seconds(o.SimulatedTime)} s simulated in {Seconds(o.RunTime.TotalSeconds)} s "
                + $"({o.RealTimeFactor:F1} x real time){(o.Complete ? "" : ", INCOMPLETE")}; spikes {o.SpikesHash:X16}, "
                + $"weights {o.WeightsHash:X16}"));
            foreach (string warning in o.Warnings) console.WriteLine($"warning: {warning}");
            if (!o.Complete) console.WriteLine($"incomplete: {o.Reason}");
            string page = Path.Combine(o.Folder, Report.FileName);
            console.WriteLine($"  {(File.Exists(page) ? page : o.Folder)}");

            // Not through the console, which would break a long call into lines.
            if (!o.Complete && RunSnapshots.AreIn(o.Folder))
                Console.WriteLine($"  continue with: spiking {RunSnapshots.CallToResume(o.Folder)}");
        }
    }

    // Runs last from milliseconds to hours.
    private static string Seconds(double time) => time.ToString(time < 1 ? "G2" : "F1", CultureInfo.InvariantCulture);

    private static void PrintTask(IAnsiConsole console, IReadOnlyList<RunOutcome> outcomes)
    {
        foreach (RunOutcome outcome in outcomes)
            foreach (string sentence in outcome.Parts.SelectMany(part => part.Sentences))
                console.WriteLine($"{RunPlan.Label(outcome.Description)}: {sentence}");
        if (RealizationSummary.Table(outcomes) is not TextTable summary) return;
        console.WriteLine(summary.Title);
        PlainTable table = new(summary.Columns);
        table.AddRows(summary.Rows);
        console.Write(table);
        if (RealizationSummary.Solved(outcomes) is string solved) console.WriteLine(solved);
    }
}
