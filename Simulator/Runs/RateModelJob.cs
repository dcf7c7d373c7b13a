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
internal sealed class RateModelJob(IReadOnlyList<RunnableCase> cases, string label, string destination) : ExperimentJob(label, destination)
{
    private readonly UnfinishedTraining _unfinished = new(destination);

    /// <inheritdoc/>
    public override string Name => cases[0].Description.Name;

    /// <inheritdoc/>
    public override double Duration => 0;

    /// <inheritdoc/>
    protected override string Key => ExperimentFiles.RecordKey;

    /// <inheritdoc/>
    protected override JsonNode Described => ExperimentFiles.Describe(cases);

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

        try
        {
            Write(cases, result, clock.Elapsed, Figures, folder.Working);
            folder.Finish();
        }
        catch (Exception e) when (Failures.Explain(e) is string reason)
        {
            throw folder.Incomplete($"the results of {Destination}", reason);
        }

        _unfinished.Remove();
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

    /// <summary>Writes the files of a rate model that was run: tables, figures, report.html, run.json and measurements.csv.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(
        IReadOnlyList<RunnableCase> cases, ExperimentResult result, TimeSpan elapsed, IReadOnlyList<FigureFormat> figures, string folder)
    {
        ExperimentFiles.Write(cases, result, RunFiles.Version, elapsed, figures, folder);
        Measurements.Write(ExperimentFiles.Measured(cases, result).Select(m => new Measurement(m.Name, m.Value)), folder);
    }

    private ExperimentResult Compute(int threads, IProgress<SimulationProgress> progress, CancellationToken cancellation)
    {
        ExperimentContext context = new(new DataFolders(), threads, cancellation)
        {
            StateFolder = _unfinished.State,
            Report = step => progress.Report(new SimulationProgress(step.Done, 1, cases.Count > 1 ? step.Label : "", step.Detail)),
        };
        try
        {
            return cases[0].Description.Run(cases, context);
        }
        catch (SnapshotException) when (Directory.Exists(_unfinished.State))
        {
            // The state is one of other values of the file, or damaged: as good as none.
            Directory.Delete(_unfinished.State, recursive: true);
            return cases[0].Description.Run(cases, context);
        }
    }
}
