using Spiking.Engine;
using Spiking.Recording.Cancellation;
using Spiking.Recording.Decoding;
using Spiking.Recording.Transfer;

namespace Spiking.Runs;

/// <summary>What the recorders of a run that analyse it found, in the order of the network file.</summary>
/// <param name="Decodings">Signals read off other signals.</param>
/// <param name="Transfers">Responses to the levels of a current.</param>
/// <param name="Cancellations">What is cancelled of feedback.</param>
public sealed record RunAnalyses(
    IReadOnlyList<DecodingAnalysis> Decodings, IReadOnlyList<TransferRecorder> Transfers, IReadOnlyList<CancellationRecorder> Cancellations)
{
    /// <summary>Analyses what recorders have collected; to be called at the end of a run.</summary>
    public static RunAnalyses Of(IReadOnlyList<IRecorder> recorders) =>
        new([.. recorders.OfType<DecodingRecorder>().Select(DecodingAnalysis.Of)], [.. recorders.OfType<TransferRecorder>()], [.. recorders.OfType<CancellationRecorder>()]);

    /// <summary>Writes the tables of the analyses.</summary>
    /// <param name="folder">Folder of the files.</param>
    public void Write(string folder)
    {
        for (int i = 0; i < Decodings.Count; i++) Decodings[i].Write(Path.Combine(folder, i == 0 ? "decoding.csv" : $"decoding-{i + 1}.csv"));
    }
}
