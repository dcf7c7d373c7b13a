using Spiking.Numerics;

namespace Spiking.RateModels;

/// <summary>Keys of the random numbers of rate models: what is drawn, for which layer, under which seed.</summary>
internal static class Keys
{
    /// <summary>Key of initial weights.</summary>
    /// <param name="seed">Seed of the network.</param>
    /// <param name="name">What the weights are called: W, Y, Q.</param>
    /// <param name="layer">Index of the layer that owns them.</param>
    public static RandomKey Weights(long seed, string name, int layer) =>
        RandomKey.Of(seed, RandomPurpose.InitialWeights).Derive(name).Derive((uint)layer);

    /// <summary>Key of the noise on what a layer sees.</summary>
    public static RandomKey Noise(long seed, int layer) => RandomKey.Of(seed, RandomPurpose.ActivityNoise).Derive((uint)layer);

    /// <summary>Key of the perturbations of a layer.</summary>
    public static RandomKey Perturbation(long seed, int layer) => RandomKey.Of(seed, RandomPurpose.Perturbation).Derive((uint)layer);

    /// <summary>Key of the changes by which a network that has learned is probed.</summary>
    public static RandomKey Probe(long seed) => RandomKey.Of(seed, RandomPurpose.Probe);
}
