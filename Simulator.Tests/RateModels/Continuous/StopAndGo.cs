using Spiking.RateModels.Experiments;

namespace Spiking.Tests.RateModels.Continuous;

internal static class StopAndGo
{
    /// <summary>
    /// Runs something that is stopped by each of its reports, and goes on from its state, to the end. Returns what it found, and how often
    /// it was stopped.
    /// </summary>
    public static (T Course, int Stops) Run<T>(
        ExperimentContext context, ExperimentDescription settings, Func<ExperimentContext, StateFile?, T> run)
    {
        using TemporaryFolder folder = new();
        for (int stops = 0; ; stops++)
        {
            using CancellationTokenSource stop = new();
            ExperimentContext stopped =
                context with { Cancellation = stop.Token, StateFolder = folder.Path, Report = _ => stop.Cancel() };
            try
            {
                return (run(stopped, stopped.StateOf(settings, "seed 3", 3)), stops);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }
}
