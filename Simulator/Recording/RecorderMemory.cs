using Spiking.Networks;
using Spiking.Recording.Decoding;

namespace Spiking.Recording;

/// <summary>How much memory recorders will hold at the end of a run, before it begins (bytes). What is written while it runs is not counted.</summary>
public static class RecorderMemory
{
    /// <summary>The mean rate (Hz) that is assumed for every neuron whose spikes are recorded: that of pyramidal cells in the experiments here.</summary>
    public const double AssumedRate = 10;

    /// <summary>Step, neuron and kind of a spike in lists that double as they grow, and its time while the file is written.</summary>
    public const int BytesPerSpike = 23;

    // A value of a signal, held once by the recorder and once by the analysis; time and neuron of a spike in a raster; a point of a cancellation.
    private const int BytesPerValue = 16, BytesPerRasterSpike = 24, BytesPerPoint = 48;

    /// <summary>Bytes of all recorders.</summary>
    /// <param name="network">The network, checked.</param>
    /// <param name="duration">Simulated time of the run (s).</param>
    public static double Of(NetworkDescription network, double duration) => network.Recorders.Sum(recorder => recorder switch
    {
        SpikeRecorderDescription spikes => Spikes(network, spikes, duration) * BytesPerSpike,
        DecodingRecorderDescription decoding => decoding.Readouts.Sum(r => r.Predictors.Count + 1.0) * duration / decoding.Bin * BytesPerValue
            + (decoding.Raster is RasterDescription raster ? raster.Populations.Count * raster.NeuronCount * AssumedRate * duration * BytesPerRasterSpike : 0),
        CancellationRecorderDescription cancellation => network.Projections.Where(p => p.Cancellation is not null).Sum(p => p.From.Count * p.To.Count)
            * duration / cancellation.Bin * BytesPerPoint,
        _ => 0,
    });

    /// <summary>How many spikes a recorder would keep at the assumed rate.</summary>
    public static double Spikes(NetworkDescription network, SpikeRecorderDescription recorder, double duration)
    {
        double recorded = Math.Max(0, Math.Min(recorder.Until ?? duration, duration) - recorder.From);
        return network.Populations.Where(p => recorder.Populations is null || recorder.Populations.Contains(p.Key))
            .Sum(p => (double)Math.Min(recorder.NeuronCount ?? p.Value.Size, p.Value.Size)) * AssumedRate * recorded;
    }
}
