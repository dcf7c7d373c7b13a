using System.Globalization;
using Spiking.Engine;
using Spiking.Networks;
using Spiking.Recording.Cancellation;
using Spiking.Recording.Decoding;
using Spiking.Recording.Rates;
using Spiking.Recording.Spikes;
using Spiking.Recording.State;
using Spiking.Recording.Transfer;
using Spiking.Recording.Weights;

namespace Spiking.Recording;

/// <summary>Creates the recorders that a description asks for.</summary>
public static class RecorderFactory
{
    /// <summary>Creates all recorders of a network; a second one of a kind writes to a file with a number.</summary>
    /// <param name="network">The network, before its first step.</param>
    /// <param name="folder">Folder of the files.</param>
    public static IReadOnlyList<IRecorder> Create(Network network, string folder)
    {
        Dictionary<string, int> used = [];
        string PathOf(string stem, string extension)
        {
            int count = used[stem] = used.GetValueOrDefault(stem) + 1;
            string number = count == 1 ? "" : "-" + count.ToString(CultureInfo.InvariantCulture);
            return Path.Combine(folder, stem + number + extension);
        }

        List<IRecorder> recorders = [];
        foreach (RecorderDescription description in network.Description.Recorders)
        {
            recorders.Add(description switch
            {
                RateRecorder r => new RateFileRecorder(PathOf("rates", ".csv"), network, r.Populations, r.Bin),
                SpikeRecorder r => new SpikeFileRecorder(PathOf("spikes", ".npz"), network, r),
                StateRecorder r => new StateFileRecorder(PathOf("state", ".csv"), network, r),
                TransferRecorder r => new TransferFileRecorder(PathOf("transfer", ".csv"), network, r),
                DecodingRecorder r => new DecodingFileRecorder(PathOf("decoding-signals", ".csv"), network, r),
                CancellationRecorder r => new CancellationFileRecorder(PathOf("cancellation", ".csv"), network, r.Bin),
                WeightRecorder r => new WeightFileRecorder(PathOf("weights", ".csv"), network, r.Every),
                _ => throw new NotSupportedException($"no recorder for {description.GetType().Name}"),
            });
        }

        return recorders;
    }
}
