using System.Globalization;
using Spiking.Engine;
using Spiking.Plotting;

namespace Spiking.Runs;

/// <summary>The realizations of one call of run, and where their results go.</summary>
/// <param name="Network">The network; the first realization has its seed.</param>
/// <param name="Folder">Folder of the results.</param>
/// <param name="RunName">Name of the run; null: named by its seed.</param>
/// <param name="Realizations">Number of realizations.</param>
/// <param name="Cores">How many run at a time.</param>
/// <param name="Threads">Threads for each; null: the processors that are left over.</param>
/// <param name="Replace">Whether results that are there already are replaced.</param>
/// <param name="Figures">Formats of the figures.</param>
internal sealed record RunPlan(
    NetworkDescription Network, string Folder, string? RunName, int Realizations, int Cores, int? Threads, bool Replace,
    IReadOnlyList<FigureFormat> Figures)
{
    /// <summary>Runs all realizations, several at a time.</summary>
    /// <param name="show">Creates the display of the progress.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="CommandException">Results cannot be written, or are there already.</exception>
    public IReadOnlyList<RunOutcome> Execute(BatchDisplayFactory show, CancellationToken cancellation)
    {
        RunBatch batch = Batch();
        batch.Check("--run NAME", SummaryFolder);
        return [.. batch.Execute(show, cancellation).OfType<RunOutcome>()];
    }

    /// <summary>Refuses what cannot be run, or would overwrite results.</summary>
    /// <exception cref="CommandException">The message says what.</exception>
    public void Check() => Batch().Check("--run NAME", SummaryFolder);

    private RunBatch Batch()
    {
        RunOptions options = new()
        {
            Figures = Figures,
            Threads = ThreadsOfEach,
            SnapshotEvery = SnapshotEvery,
            From = From,
            KeepsState = KeepsState,
            Processes = Processes,
            Remark = Remark,
        };
        return new([.. Seeds(Network, Realizations).Select(n => new PlannedRun(Label(n), n, Destination(n)))], Cores, Replace, options);
    }

    /// <summary>Computing time between two snapshots of a run; null: none are taken.</summary>
    public TimeSpan? SnapshotEvery { get; init; } = RunOptions.UsualInterval;

    /// <summary>Receives sentences that the user should read while the runs go on.</summary>
    public Action<string> Remark { get; init; } = _ => { };

    /// <summary>The state that the network takes over at the beginning; null: it begins afresh.</summary>
    public string? From { get; init; }

    /// <summary>Whether the state of the network at the end is kept.</summary>
    public bool KeepsState { get; init; }

    /// <summary>The processes that simulate the network together, of which this is the first; null: this one is alone.</summary>
    public IProcesses? Processes { get; init; }

    private int ThreadsOfEach => Threads ?? Math.Max(1, Environment.ProcessorCount / Math.Min(Cores, Realizations));

    /// <summary>Folder of what compares the realizations: seeds-1-5.</summary>
    public string SummaryFolder => Path.Combine(
        Folder,
        (RunName is null ? "" : RunName + "-")
            + string.Create(CultureInfo.InvariantCulture, $"seeds-{Network.Seed}-{Network.Seed + Realizations - 1}"));

    /// <summary>The same network with consecutive seeds.</summary>
    /// <exception cref="CommandException">There are not so many seeds.</exception>
    public static IEnumerable<NetworkDescription> Seeds(NetworkDescription network, int realizations)
    {
        if (network.Seed > long.MaxValue - (realizations - 1))
            throw new CommandException($"there are no {realizations} consecutive seeds from {network.Seed}: the last is {long.MaxValue}.");
        return Enumerable.Range(0, realizations).Select(i => network with { Seed = network.Seed + i });
    }

    /// <summary>How a realization is called: "seed 3".</summary>
    public static string Label(NetworkDescription network) => "seed " + network.Seed.ToString(CultureInfo.InvariantCulture);

    private string Destination(NetworkDescription network)
    {
        string seed = "seed-" + network.Seed.ToString(CultureInfo.InvariantCulture);
        return Path.Combine(Folder, RunName is null ? seed : Realizations == 1 ? RunName : $"{RunName}-{seed}");
    }
}
