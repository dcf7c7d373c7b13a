using Spiking.Engine;

namespace Spiking.Runs;

/// <summary>Shows how far the runs of a batch have come, by their place in the batch.</summary>
internal interface IBatchDisplay : IDisposable
{
    /// <summary>Says that a run begins, and where it reports to.</summary>
    IProgress<SimulationProgress> Track(int index);

    /// <summary>Says that a run has ended.</summary>
    void End(int index);
}

/// <summary>Creates the display of a batch.</summary>
/// <param name="runs">What the runs are called, and their simulated times (s).</param>
/// <param name="remarks">Sentences that the user should read before, mostly none.</param>
internal delegate IBatchDisplay BatchDisplayFactory(IReadOnlyList<(string Label, double Duration)> runs, IReadOnlyList<string> remarks);
