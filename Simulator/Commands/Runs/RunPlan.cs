using System.Globalization;
using Spiking.Networks;

namespace Spiking.Commands.Runs;

/// <summary>The realizations of one call of run, and where their results go.</summary>
internal sealed record RunPlan(NetworkDescription Network, string Folder, string? RunName, int Realizations, int Cores, bool Replace)
{
    /// <summary>Runs all realizations, several at a time. Each has its own network, so results do not depend on how many run together.</summary>
    /// <exception cref="CommandException">Results cannot be written, or are there already.</exception>
    public IReadOnlyList<RunOutcome> Execute(CancellationToken cancellation)
    {
        NetworkRun[] runs = [.. Enumerable.Range(0, Realizations).Select(i => new NetworkRun(Realization(i), Destination(i), Replace))];
        RefuseExisting();
        RunOutcome?[] outcomes = new RunOutcome?[Realizations];
        using ProgressDisplay display = new([.. Enumerable.Range(0, Realizations).Select(Label)], NetworkRun.Duration(Network));
        try
        {
            Parallel.For(0, Realizations, new ParallelOptions { MaxDegreeOfParallelism = Cores }, i =>
            {
                // A realization that has not begun when the call is stopped leaves nothing.
                if (!cancellation.IsCancellationRequested) outcomes[i] = runs[i].Execute(display.Track(i), cancellation);
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is CommandException))
        {
            throw new CommandException(string.Join("\n", e.InnerExceptions.Select(inner => inner.Message).Distinct()));
        }

        display.Dispose();
        return [.. outcomes.OfType<RunOutcome>()];
    }

    /// <summary>Folder of what compares the realizations: seeds-1-5.</summary>
    public string SummaryFolder => Path.Combine(
        Folder,
        (RunName is null ? "" : RunName + "-") + string.Create(CultureInfo.InvariantCulture, $"seeds-{Network.Seed}-{Network.Seed + Realizations - 1}"));

    private NetworkDescription Realization(int index) => Network with { Seed = Network.Seed + index };

    private string Label(int index) => "seed " + (Network.Seed + index).ToString(CultureInfo.InvariantCulture);

    private string Destination(int index)
    {
        string seed = "seed-" + (Network.Seed + index).ToString(CultureInfo.InvariantCulture);
        return Path.Combine(Folder, RunName is null ? seed : Realizations == 1 ? RunName : $"{RunName}-{seed}");
    }

    // Before hours of work: no realization may find its place taken at the end.
    private void RefuseExisting()
    {
        if (Replace) return;
        string[] taken = [.. Enumerable.Range(0, Realizations).Select(Destination).Append(SummaryFolder).Where(Directory.Exists)];
        if (taken.Length > 0)
        {
            throw new CommandException(
                $"{string.Join(" and ", taken)} already {(taken.Length == 1 ? "holds" : "hold")} results. Nothing was overwritten: "
                + "use --force to replace them, or --run NAME for another folder.");
        }
    }
}
