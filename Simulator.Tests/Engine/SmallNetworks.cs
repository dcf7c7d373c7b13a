using Spiking.Engine;
using Spiking.Plasticity;

namespace Spiking.Tests.Engine;

/// <summary>The XOR network with few neurons and other changes, for tests of the engine.</summary>
internal static class SmallNetworks
{
    /// <summary>
    /// Describes the XOR network with populations of the given size (not a multiple of 16, and the in-degree kept below it).
    /// </summary>
    public static NetworkDescription Describe(int size, params string[] changes) => NetworkDescription.File.Load(
        Path.Combine(TestFiles.Networks, "xor-burstprop.json"),
        [$"populations.*.size={size}", $"projections.*.meanInDegree={Math.Min(100, size / 4)}", "recorders=null", .. changes]);

    /// <summary>Describes the BurstCCN that learns XOR with populations of the given size.</summary>
    public static NetworkDescription DescribeCcn(int size, params string[] changes) => NetworkDescription.File.Load(
        Path.Combine(TestFiles.Networks, "xor-burstccn.json"),
        [$"populations.*.size={size}", $"projections.*.meanInDegree={Math.Min(100, size / 4)}", "recorders=null", .. changes]);

    /// <summary>Builds it.</summary>
    public static Network BuildCcn(int size, params string[] changes) => NetworkBuilder.Build(DescribeCcn(size, changes));

    /// <summary>Builds the network of <see cref="Describe"/>.</summary>
    public static Network Build(int size, params string[] changes) => NetworkBuilder.Build(Describe(size, changes));

    /// <summary>Takes steps, learning in every other 1000 of them.</summary>
    public static Network Run(this Network network, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            network.Learning = network.StepsTaken / 1000 % 2 == 1;
            network.Step();
        }

        return network;
    }

    /// <summary>Hash of all plastic weights.</summary>
    public static ulong WeightsHash(this Network network)
    {
        Fingerprint hash = Fingerprint.Empty;
        foreach (Learner learner in network.Learners) hash.Add(learner.Projection.WeightsOfConnectivity());
        return hash.Value;
    }

    /// <summary>Hash of all state of all neurons.</summary>
    public static ulong StateHash(this Network network)
    {
        Fingerprint hash = Fingerprint.Empty;
        foreach (var population in network.Populations)
            foreach (var (_, values) in population.State) hash.Add(values.Span);
        return hash.Value;
    }
}
