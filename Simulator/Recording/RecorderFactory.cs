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
                RateRecorderDescription r => new RateRecorder(PathOf("rates", ".csv"), network, r.Populations, r.Bin),
                SpikeRecorderDescription r => new SpikeRecorder(PathOf("spikes", ".npz"), network, r),
                StateRecorderDescription r => new StateRecorder(PathOf("state", ".csv"), network, r),
                TransferRecorderDescription r => new TransferRecorder(PathOf("transfer", ".csv"), network, r),
                DecodingRecorderDescription r => new DecodingRecorder(PathOf("decoding-signals", ".csv"), network, r),
                CancellationRecorderDescription r => new CancellationRecorder(PathOf("cancellation", ".csv"), network, r.Bin),
                WeightRecorderDescription r => new WeightRecorder(PathOf("weights", ".csv"), network, r.Every),
                _ => throw new NotSupportedException($"no recorder for {description.GetType().Name}"),
            });
        }

        return recorders;
    }
}
