using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Synapses;

namespace Spiking.Benchmarks.Throughput;

/// <summary>Network and drive of a measurement, by which numbers can be compared: several networks go by the same name.</summary>
/// <param name="Name">Name of the benchmark.</param>
/// <param name="Network">The network.</param>
/// <param name="Drive">What drives it, in short.</param>
internal sealed record Definition(string Name, NetworkDescription Network, string Drive)
{
    /// <summary>Connection probabilities, or mean in-degrees where these are given.</summary>
    public string Connectivity => Distinct(p => p.Probability is double probability ? "p " + Text(probability)
        : p.Connectivity is FixedTotalNumberDescription { Probability: double ofPair } ? "p " + Text(ofPair)
        : p.Connectivity is ConnectivityDescription kind ? Kinds.NameOf(kind)
        : "in-degree " + Text(p.MeanInDegree ?? 0));

    /// <summary>Weights in units of the leak, or amplitudes, or currents.</summary>
    public string Weights => Distinct(p => p.Weight is double weight ? Text(weight)
        : p.Current is double current ? Text(current * 1e12) + " pA"
        : Text((p.Amplitude ?? 0) * 1e3) + " mV");

    /// <summary>Axonal delays (ms).</summary>
    public string Delays => Distinct(p => Text(p.Delay * 1e3)) + " ms";

    private string Distinct(Func<ProjectionDescription, string> text) => string.Join(", ", Network.Projections.Select(text).Distinct());

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
