using System.Diagnostics;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Plotting;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.Snapshots;

namespace Spiking.Runs;

/// <summary>
/// A run of a rate model among many. It keeps its state beside its folder, with the tables of what was learned when it was stopped, and
/// continues from there.
/// </summary>
/// <param name="cases">The cases.</param>
/// <param name="label">What the progress display calls it.</param>
/// <param name="destination">Folder of its results.</param>
/// <param name="data">Folder with data sets, looked into before that of the environment variable and the usual ones; null: none.</param>
internal sealed class RateModelJob(IReadOnlyList<RunnableCase> cases, string label, string destination, string? data)
    : ExperimentJob(label, destination)
{
    private readonly UnfinishedTraining _unfinished = new(destination);

    /// <inheritdoc/>
    public override string Name => cases[0].Description.Name;

    /// <inheritdoc/>
    public override double Duration => 0;

    /// <inheritdoc/>
    public override string? MissingData =>
        cases.Select(part => part.Description.MissingData(Data)).FirstOrDefault(name => name is not null);

    /// <inheritdoc/>
    protected override string Key => ExperimentFiles.RecordKey;

    /// <inheritdoc/>
    protected override JsonNode Described => ExperimentFiles.Describe(cases);

    private DataFolders Data => new(data);

    /// <inheritdoc/>
    public override bool Run(bool replace, int threads, IProgress<SimulationProgress> progress, CancellationToken cancellation)
    {
        using RunFolder folder = new(Destination, replace);
        Stopwatch clock = Stopwatch.StartNew();
        ExperimentResult result;
        try
        {
            result = Compute(threads, progress, cancellation);
        }
        catch (OperationCanceledException e)
        {
            if ((e as ExperimentStoppedException)?.Found is ExperimentResult found)
                Keep(found with { Reason = found.Reason ?? RunOutcome.Stopped });
            return false;
        }

        Finish(cases, result, clock.Elapsed, Figures, folder);
        return true;

        void Keep(ExperimentResult found)
        {
            try
            {
                _unfinished.KeepFound(folder, found.Reason!, working => Write(cases, found, clock.Elapsed, Figures, working));
            }
            catch (Exception e) when (Failures.Explain(e) is string reason)
            {
                throw folder.Incomplete("the tables of what was learned so far", reason);
            }
        }
    }

    /// <summary>
    /// Writes the results of a rate model and moves them into place, or, if it has failed, into a folder whose name says so. Its state and
    /// the tables of an earlier stop are removed: what failed would fail again from there.
    /// </summary>
    /// <exception cref="CommandException">It has failed, or the results cannot be written; the message says where the rest is.</exception>
    public static void Finish(
        IReadOnlyList<RunnableCase> cases, ExperimentResult result, TimeSpan elapsed, IReadOnlyList<FigureFormat> figures, RunFolder folder)
    {
        try
        {
            Write(cases, result, elapsed, figures, folder.Working);
            if (result.Reason is null) folder.Finish();
        }
        catch (Exception e) when (Failures.Explain(e) is string reason)
        {
            // The state of every training is still there, if it could be kept: then resume writes the results again without learning again.
            throw folder.Incomplete($"the results of {folder.Destination}", reason);
        }

        new UnfinishedTraining(folder.Destination).Remove();
        if (result.Reason is string failure)
        {
            throw new CommandException($"the run for {folder.Destination} is incomplete: {failure}{Environment.NewLine}What was computed "
                + $"is kept in {folder.FinishIncomplete(failure)}.");
        }
    }

    /// <summary>Writes the files of a rate model that was run: tables, figures, report.html, run.json and measurements.csv.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(
        IReadOnlyList<RunnableCase> cases, ExperimentResult result, TimeSpan elapsed, IReadOnlyList<FigureFormat> figures, string folder)
    {
        if (cases.Count == 1)
        {
            ExperimentDescription only = cases[0].Description;
            result = result with { Figures = [.. result.Figures.Select(f => (f.Name, PublishedExperiments.Over(only, f.Name, f.Figure)))] };
        }

        Measurements.Write(ExperimentFiles.Measured(cases, result).Select(m => new Measurement(m.Name, m.Value)), folder);
        ExperimentFiles.Write(cases, result, elapsed, figures, folder);
    }

    private ExperimentResult Compute(int threads, IProgress<SimulationProgress> progress, CancellationToken cancellation)
    {
        ExperimentContext context = new(Data, threads, cancellation)
        {
            StateFolder = _unfinished.State,
            Report = step => progress.Report(new SimulationProgress(step.Done, 1, cases.Count > 1 ? step.Label : "", step.Detail)),
        };
        try
        {
            return cases[0].Description.Run(cases, context);
        }
        catch (SimulationException)
        {
            // It would fail again from its state.
            _unfinished.Remove();
            throw;
        }
        catch (SnapshotException) when (Directory.Exists(_unfinished.State))
        {
            // The state is one of other values of the file, or damaged: as good as none.
            Directory.Delete(_unfinished.State, recursive: true);
            return cases[0].Description.Run(cases, context);
        }
    }
}
