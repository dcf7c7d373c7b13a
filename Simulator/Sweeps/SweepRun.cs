using Spiking.Files;
using Spiking.Plotting;
using Spiking.Runs;

namespace Spiking.Sweeps;

/// <summary>Runs what is not finished yet of a sweep, several runs at a time.</summary>
/// <param name="plan">The sweep.</param>
/// <param name="folder">Its folder.</param>
/// <param name="cores">How many runs are computed at a time.</param>
/// <param name="replace">Whether finished runs of other values are replaced.</param>
/// <param name="figures">Formats of the figures of every run.</param>
internal sealed class SweepRun(SweepPlan plan, SweepFolder folder, int cores, bool replace, IReadOnlyList<FigureFormat> figures)
{
    /// <summary>Runs a share.</summary>
    /// <param name="share">Which share, from 1.</param>
    /// <param name="shares">Number of shares; the runs are dealt out one by one, so that all shares have some of every point.</param>
    /// <param name="show">Creates the display of the progress.</param>
    /// <param name="cancellation">Stops the sweep.</param>
    /// <exception cref="NetworkFileException">A combination of values is not allowed; nothing was run.</exception>
    /// <exception cref="CommandException">A folder holds results of other values; nothing was run.</exception>
    public BatchOutcome Execute(int share, int shares, BatchDisplayFactory show, CancellationToken cancellation)
    {
        // Everything is read and checked before the first run begins, because a sweep runs for hours.
        ExperimentJob[] jobs =
        [
            .. plan.Runs().Where((_, i) => i % shares == share - 1)
                .Select(run => Job(plan, run, folder.Of(run), figures)),
        ];
        ResumableBatch batch = new(jobs, replace, plan.File, "--run NAME");
        folder.Write(plan);
        return batch.Execute(cores, show, cancellation);
    }

    /// <summary>Reads the experiment of a run.</summary>
    /// <exception cref="NetworkFileException">Its values are not allowed.</exception>
    public static ExperimentJob Job(SweepPlan plan, SweptRun run, string destination, IReadOnlyList<FigureFormat> figures) =>
        ExperimentJob.Load(plan.File, plan.Overrides(run), [], run.Seed, plan.Label(run), destination, figures);
}
