using Spiking.Plotting;
using Spiking.Recording.Cancellation;
using Spiking.Recording.Decoding;
using Spiking.Recording.Transfer;

namespace Spiking.Runs;

/// <summary>The figures of the recorders that analyse a run.</summary>
public static class RecorderFigures
{
    /// <summary>The figures that the recorders of a run allow, each with the name of its file.</summary>
    /// <param name="name">Name of the experiment.</param>
    /// <param name="analyses">What the recorders found.</param>
    public static IEnumerable<(string Name, Figure Figure)> Create(string name, RunAnalyses analyses)
    {
        for (int i = 0; i < analyses.Decodings.Count; i++)
        {
            if (analyses.Decodings[i].Readouts[0].Times.Count > 0)
                yield return (Numbered("decoding", i), DecodingFigure.Create(name, analyses.Decodings[i]));
        }

        for (int i = 0; i < analyses.Transfers.Count; i++)
        {
            if (analyses.Transfers[i].Points.Count > 0)
                yield return (Numbered("transfer", i), TransferFigures.Create(name, analyses.Transfers[i].Recorder, analyses.Transfers[i].Points));
        }

        foreach (CancellationRecorder cancellation in analyses.Cancellations)
        {
            if (cancellation.Points[0].Count > 0)
                yield return ("cancellation", CancellationFigure.Create(name, [("", [cancellation])]));
        }
    }

    private static string Numbered(string name, int index) => index == 0 ? name : $"{name}-{index + 1}";
}
