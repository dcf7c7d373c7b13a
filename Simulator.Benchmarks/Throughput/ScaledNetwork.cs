using System.Globalization;
using Spiking.Engine;
using Spiking.Inputs;
using Spiking.Neurons;

namespace Spiking.Benchmarks.Throughput;

/// <summary>The neuron model of the networks whose size is scaled.</summary>
internal enum ScaledModel
{
    /// <summary>Active pyramidal cells with background noise and mutual inhibition.</summary>
    Pyramidal,

    /// <summary>Integrate-and-fire cells with conductances, four in five excitatory: the network coba at another size.</summary>
    Lif,
}

/// <summary>
/// A recurrent network of any size at a fixed mean in-degree. It is made of parts of at most <see cref="LargestPart"/> neurons, all
/// connected with all, which is the same random network: targets within a part are numbers of 16 bits.
/// </summary>
internal static class ScaledNetwork
{
    /// <summary>Number of neurons of the largest part.</summary>
    public const int LargestPart = 62_500;

    // State, the spikes of the last 40 steps in three lists, spike detector, noted vectors.
    private const double NeuronBytes = 650;

    // Background spikes of 32 steps, four sources.
    private const double BackgroundBytes = 4 * 32 * sizeof(int);

    // A target as 32 and as 16 bits; while a projection is built, its targets once more.
    private const double SynapseBytes = sizeof(int) + sizeof(ushort), BuildingBytes = 2 * sizeof(int);

    // Coba has 80 synapses per neuron; with another number, their weights change so that what arrives in all stays the same.
    private const double CobaInDegree = 80;

    /// <summary>Describes a network.</summary>
    public static Definition Describe(ScaledModel model, int neurons, int inDegree) => model == ScaledModel.Pyramidal
        ? new Definition(Name(neurons), Pyramidal(neurons, inDegree), "Poisson: soma 2 x 500 Hz of 0.35, dendrite 2 x 500 Hz of 0.05")
        : new Definition(Name(neurons), Lif(neurons, inDegree), "constant, 20 mV");

    /// <summary>Memory that building and running a network takes (bytes), roughly and rather more.</summary>
    public static double Bytes(NetworkDescription network)
    {
        double synapses = 0, largest = 0, neurons = 0;
        foreach (PopulationDescription p in network.Populations.Values)
            neurons += p.Size * (NeuronBytes + (p.Background.Count > 0 ? BackgroundBytes : 0));
        foreach (ProjectionDescription p in network.Projections)
        {
            foreach ((string from, string to) in p.From.SelectMany(_ => p.To, (from, to) => (from, to)))
            {
                double count = (double)network.Populations[from].Size * network.Populations[to].Size * (p.Probability ?? 0);
                synapses += count;
                largest = Math.Max(largest, count);
            }
        }

        return neurons + synapses * SynapseBytes + largest * BuildingBytes;
    }

    private static string Name(int neurons) => neurons.ToString("N0", CultureInfo.InvariantCulture);

    private static NetworkDescription Pyramidal(int neurons, int inDegree)
    {
        BackgroundDescription Noise(Receptor receptor, double weight) => new() { Receptor = receptor, Rate = 500, Weight = weight };
        PopulationDescription part = new()
        {
            Size = 0,
            Neuron = "cell",
            InitialPotentialSpread = 5e-3,
            Background =
            [
                Noise(Receptor.SomaAmpa, 0.35), Noise(Receptor.SomaGaba, 0.35), Noise(Receptor.DendriteAmpa, 0.05),
                Noise(Receptor.DendriteGaba, 0.05),
            ],
        };
        Dictionary<string, PopulationDescription> parts = Parts("cells", neurons, part);
        return Network(new ActivePyramidalModelDescription(), parts,
            [Recurrent([.. parts.Keys], [.. parts.Keys], Receptor.SomaGaba, (double)inDegree / neurons, 1.0 / inDegree)]);
    }

    private static NetworkDescription Lif(int neurons, int inDegree)
    {
        PopulationDescription part = new() { Size = 0, Neuron = "cell" };
        Dictionary<string, PopulationDescription> excitatory = Parts("excitatory", neurons * 4 / 5, part),
            inhibitory = Parts("inhibitory", neurons - neurons * 4 / 5, part);
        Dictionary<string, PopulationDescription> all = new(excitatory.Concat(inhibitory));
        double probability = (double)inDegree / neurons, scale = CobaInDegree / inDegree;
        return Network(
            new ConductanceLifModelDescription { Drive = 20e-3 },
            all,
            [
                Recurrent([.. excitatory.Keys], [.. all.Keys], Receptor.SomaAmpa, probability, 0.4 * scale),
                Recurrent([.. inhibitory.Keys], [.. all.Keys], Receptor.SomaGaba, probability, 5.1 * scale),
            ]);
    }

    private static NetworkDescription Network(
        NeuronModelDescription model, Dictionary<string, PopulationDescription> populations,
        IReadOnlyList<ProjectionDescription> projections) => new()
        {
            Name = "scaled",
            NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = model },
            Populations = populations,
            Projections = projections,
        };

    private static ProjectionDescription Recurrent(string[] from, string[] to, Receptor receptor, double probability, double weight) =>
        new() { From = from, To = to, Receptor = receptor, Probability = probability, Weight = weight, Delay = 0.8e-3 };

    private static Dictionary<string, PopulationDescription> Parts(string name, int neurons, PopulationDescription part)
    {
        int count = (neurons + LargestPart - 1) / LargestPart;
        return Enumerable.Range(0, count).ToDictionary(
            i => string.Create(CultureInfo.InvariantCulture, $"{name}{i + 1}"),
            i => part with { Size = (int)((long)neurons * (i + 1) / count - (long)neurons * i / count) });
    }
}
