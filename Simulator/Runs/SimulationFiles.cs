using System.Runtime.CompilerServices;
using Spiking.Engine;
using Spiking.Plotting;

namespace Spiking.Runs;

/// <summary>Writes what a simulation in C# found, as a run of the program does.</summary>
public static class SimulationFiles
{
    // The engine knows no figures, and is told before anything runs what watches a run for them.
    [ModuleInitializer]
    internal static void WatchRuns() => Simulation.Watch = (simulation, duration, task) =>
        new RunOverview(simulation.Network, duration, task, (RunOverview?)simulation.Overview);

    /// <summary>
    /// Writes tables, the files of the recorders, figures, run.json and report.html. The figures that every run has show the last call of
    /// <see cref="Simulation.Run(double)"/> or <see cref="Simulation.RunTask"/>. After this the simulation runs no further.
    /// </summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="folder">The folder of the results.</param>
    /// <param name="replace">Whether results that are there already are replaced.</param>
    /// <exception cref="SimulationException">Two measured numbers have the same name.</exception>
    /// <exception cref="IOException">There are results already, or they cannot be written.</exception>
    public static void WriteTo(this Simulation simulation, string folder, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        if (!replace && Directory.Exists(folder))
            throw new IOException($"{folder} holds results already. Nothing was overwritten: name another folder, or replace them "
                + "(replace: true).");
        SimulationResult result = simulation.Result;
        try
        {
            using RunFolder claimed = new(folder, replace);
            if (simulation.RecordedIn is string recorded)
            {
                foreach (string file in Directory.EnumerateFiles(recorded).Where(f => !RunSnapshots.Is(Path.GetFileName(f))))
                    File.Copy(file, Path.Combine(claimed.Working, Path.GetFileName(file)));
            }

            Network network = simulation.Network;
            RunOverview? overview = (RunOverview?)simulation.Overview;
            IReadOnlyList<IResult> findings = overview?.Findings(network, simulation.Recorders) ?? result.Findings;
            ResultWriting writing = new(CancellationToken.None);
            RunOutcome outcome = new()
            {
                Description = network.Description,
                Folder = claimed.Working,
                Task = result.Task,
                Command = "a program in C#",
                Findings = findings,
                Rates = overview?.Rates,
                Shown = overview?.Stretch,
                Measured = [.. Measurements.Of(network, result.Task, findings)],
                SimulatedTime = network.Time,
                BuildTime = TimeSpan.Zero,
                RunTime = simulation.RunTime,
                RunFrom = simulation.RunFrom,
                Threads = simulation.Threads,
                SpikesHash = result.SpikesHash,
                WeightsHash = result.WeightsHash,
                Warnings = [.. ActivityWarnings.Of(network)],
            };
            RunFiles.Write(outcome, FigureFiles.DefaultFormats, claimed.Working, writing);
            if (writing.Reason is string reason) throw claimed.Incomplete($"the results of {folder}", reason);
            claimed.Finish();
        }
        catch (CommandException e)
        {
            throw new IOException(e.Message, e);
        }
    }
}
