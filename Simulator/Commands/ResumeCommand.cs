using System.CommandLine;
using Spiking.Engine;
using Spiking.Runs;
using Spiking.Snapshots;

namespace Spiking.Commands;

/// <summary>resume: continues a run that was stopped or killed.</summary>
internal static class ResumeCommand
{
    private const int Stopped = 130;

    public static Command Create()
    {
        Command command = new(
            "resume",
            """
            Continues a run that was stopped or killed: of a network from the last snapshot in its folder, of a rate model from the state of its training. The
            results are those of a run that was not interrupted, bit for bit, whatever the number of threads. (Of several realizations of a network or a study each
            run is continued by itself.)
            """);
        Argument<string> folder = new("folder")
        {
            Description = "The folder of the unfinished run, NAME.incomplete or NAME.running, or where its results would be: "
                + "results/xor-burstprop/seed-1.",
        };
        Option<long?> threads = IntegerOption.Create(
            "--threads", "Number of threads. Results do not depend on it.", smallest: 1, largest: IntegerOption.MostThreads,
            standard: Environment.ProcessorCount);
        Option<bool> force =
            new("--force") { Description = "Replace results that have been written meanwhile where those of the run belong." };
        Option<TimeSpan> snapshots = SnapshotOption.Create();
        command.Arguments.Add(folder);
        foreach (Option option in new Option[] { threads, force, snapshots }) command.Options.Add(option);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            if (RateModelCall.Find(parsed.GetRequiredValue(folder)) is string training)
                return new RateModelKind().Run(RateModelCall.Read(training, (int)(parsed.GetValue(threads) ?? 1), parsed.GetValue(force)));
            using Interruption interruption = new();
            RunOutcome? outcome = Resume(
                parsed.GetRequiredValue(folder),
                parsed.GetValue(force),
                (int)(parsed.GetValue(threads) ?? 1),
                SnapshotOption.Interval(parsed, snapshots),
                interruption.Token);
            RunSummary.Print(outcome is null ? [] : [outcome]);
            return outcome is { Complete: true } ? 0 : Stopped;
        }));
        return command;
    }

    private static RunOutcome? Resume(string path, bool replace, int threads, TimeSpan? every, CancellationToken cancellation)
    {
        using RunFolder folder = RunFolder.Resume(path, replace);
        List<string> remarks = [];
        NetworkDescription network;
        RunOptions options;
        try
        {
            (network, RunHeader header) = RunSnapshots.Read(folder.Working, remarks.Add);
            options = new()
            {
                Figures = header.Figures,
                Command = header.Command,
                Threads = threads,
                SnapshotEvery = every,
                KeepsState = header.KeepsState,
                Resumes = true,
            };
        }
        catch (Exception e)
        {
            string? kept = folder.Keep(e.Message);
            if (e is not SnapshotException) throw;
            string where = kept is null ? "" : $" What the run has written is in {kept}.";
            throw new CommandException(string.Join(' ', [.. remarks, e.Message]) + where);
        }

        using IBatchDisplay display = ProgressDisplay.Show([(RunPlan.Label(network), NetworkRun.Duration(network))], remarks);
        return new NetworkRun(network, folder, options).Execute(display.Track(0), cancellation);
    }
}
