using Spiking.Files;
using Spiking.Plotting;
using Spiking.Runs;

namespace Spiking.Sweeps;

/// <summary>Runs what is not finished yet of a sweep, several runs at a time.</summary>
/// <param name="plan">The sweep.</param>
/// <param name="folder">Its folder.</param>
/// <param name="cores">How many runs are computed at a time.</param>
/// <param name="replace">Whether finished runs of other values, and the tables of another sweep, are replaced.</param>
/// <param name="figures">Formats of the figures of every run.</param>
internal sealed class SweepRun(SweepPlan plan, SweepFolder folder, int cores, bool replace, IReadOnlyList<FigureFormat> figures)
{
    /// <summary>Runs a share.</summary>
    /// <param name="share">Which share, from 1.</param>
    /// <param name="shares">Number of shares; the runs are dealt out one by one, so that all shares have some of every point.</param>
    /// <param name="show">Creates the display of the progress.</param>
    /// <param name="cancellation">Stops the sweep.</param>
    /// <exception cref="NetworkFileException">A combination of values is not allowed; nothing was run.</exception>
    /// <exception cref="CommandException">
    /// The folder holds another sweep, or results of other values; nothing was run.
    /// </exception>
    public BatchOutcome Execute(int share, int shares, BatchDisplayFactory show, CancellationToken cancellation)
    {
        // Everything is read and checked before the first run begins, because a sweep runs for hours.
        SweepPlan joined = replace ? plan : folder.Joined(plan);
        SweptRun[] own = [.. plan.RunsOf(joined)];
        ExperimentJob[] jobs =
            [.. own.Where((_, i) => i % shares == share - 1).Select(run => Job(joined, run, folder.Of(run), figures))];
        ResumableBatch batch = new(jobs, replace, Path.GetFullPath(plan.File), "--run NAME");
        if (!replace) CheckEarlier(joined, jobs);
        folder.Write(joined);
        return batch.Execute(cores, show, cancellation);
    }

    /// <summary>
    /// Refuses finished runs that are not of the values of a sweep and of its file as it is now: tables would join what does not belong
    /// together.
    /// </summary>
    /// <param name="plan">The sweep.</param>
    /// <param name="folder">Its folder.</param>
    /// <returns>Why that could not be found out, as a sentence; null: all finished runs are of the sweep.</returns>
    /// <exception cref="NetworkFileException">The file does not allow the values any more.</exception>
    /// <exception cref="CommandException">There are such runs.</exception>
    public static string? RefuseOthers(SweepPlan plan, SweepFolder folder)
    {
        // Of a sweep of an earlier version only the path as it was typed is known, which another folder may have a file of, too.
        bool isKnown = Path.IsPathFullyQualified(plan.File);
        string file = Path.GetFullPath(plan.File);
        if (!File.Exists(file))
            return $"{file}, the file of the sweep, is not there, so it could not be checked that the runs are of one version of it."
                + (isKnown ? "" : $" Its path was typed as {plan.File}: call merge in the folder in which the sweep was called.");
        ExperimentJob[] jobs =
            [.. folder.Finished(plan).Select(finished => Job(plan, finished.Run, folder.Of(finished.Run), figures: []))];
        bool?[] finished = RefuseWithoutRecord(jobs);
        return ResumableBatch.Others(jobs, finished, file) is string others
            ? throw new CommandException($"{others} Nothing was joined: "
                + (isKnown ? "" : $"if the sweep was called in another folder, where {plan.File} is its file, call merge there; else ")
                + "the call that began the sweep runs them again with --force, and if their folders are removed, merge joins the rest.")
            : null;
    }

    // The tables join the runs of earlier calls and of other shares, so those too must be of the file as it is now.
    private void CheckEarlier(SweepPlan joined, ExperimentJob[] own)
    {
        HashSet<string> ofThisCall = [.. own.Select(job => job.Destination)];
        ExperimentJob[] earlier =
            [.. folder.Finished(joined).Select(finished => finished.Run).Where(run => !ofThisCall.Contains(folder.Of(run)))
                .Select(run => Job(joined, run, folder.Of(run), figures))];
        RefuseWithoutRecord(earlier);
        ResumableBatch.RefuseOthers(earlier, Path.GetFullPath(plan.File), "--run NAME");
    }

    // Of runs that have measured something.
    private static bool?[] RefuseWithoutRecord(ExperimentJob[] jobs)
    {
        bool?[] finished = [.. jobs.Select(job => job.IsFinished())];
        int without = Array.IndexOf(finished, false);
        return without < 0 ? finished : throw new CommandException(
            $"{jobs[without].Destination} has {Measurements.FileName}, but no {RunRecord.FileName}, which says what was run. Nothing was "
            + "joined: remove the folder, and the call that began the sweep runs it again.");
    }

    /// <summary>Reads the experiment of a run.</summary>
    /// <param name="plan">The sweep.</param>
    /// <param name="run">The run.</param>
    /// <param name="destination">Folder of its results.</param>
    /// <param name="figures">Formats of its figures.</param>
    /// <param name="tell">Receives a sentence for every change that only some cases of a rate model have; null: nobody does.</param>
    /// <exception cref="NetworkFileException">Its values are not allowed.</exception>
    public static ExperimentJob Job(
        SweepPlan plan, SweptRun run, string destination, IReadOnlyList<FigureFormat> figures, Action<string>? tell = null) =>
        ExperimentJob.Load(plan.File, plan.Overrides(run), [], run.Seed, plan.Label(run), destination, figures, tell: tell);
}
