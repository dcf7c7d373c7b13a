namespace Spiking.Numerics;

/// <summary>Purpose of a random decision. It is part of the key, so that different purposes never share random numbers.</summary>
internal enum RandomPurpose
{
    /// <summary>Initial membrane potentials.</summary>
    InitialState = 1,

    /// <summary>Which pairs of neurons a projection connects.</summary>
    Connectivity = 2,

    /// <summary>Background spikes.</summary>
    Background = 3,

    /// <summary>Whether an event becomes a burst, and when its second spike comes.</summary>
    Burst = 4,

    /// <summary>The order of patterns within an epoch.</summary>
    PatternOrder = 5,

    /// <summary>Spike trains of pairing protocols.</summary>
    Protocol = 6,

    /// <summary>Spikes of source populations.</summary>
    Source = 7,

    /// <summary>Initial weights of rate models.</summary>
    InitialWeights = 8,

    /// <summary>The order of examples within an epoch.</summary>
    ExampleOrder = 9,

    /// <summary>Noise added to the activities of rate models.</summary>
    ActivityNoise = 10,

    /// <summary>Perturbations by which node perturbation measures gradients.</summary>
    Perturbation = 11,

    /// <summary>How an image is moved and mirrored before it is shown.</summary>
    Augmentation = 12,

    /// <summary>A task that is itself drawn: frequencies, phases and a teacher.</summary>
    TaskParameters = 13,

    /// <summary>Which examples of a data set are left out or held out.</summary>
    DataSplit = 14,

    /// <summary>Weights of the synapses of a projection.</summary>
    Weights = 15,

    /// <summary>Delays of the synapses of a projection.</summary>
    Delays = 16,

    /// <summary>Values of a file that a sweep draws from ranges.</summary>
    ParameterSample = 17,

    /// <summary>Injected currents that fluctuate.</summary>
    Current = 18,

    /// <summary>Which spikes of a source of the highest rate are those of its present rate.</summary>
    Thinning = 19,

    /// <summary>Decisions of neuron models that other assemblies define.</summary>
    OwnModel = 20,

    /// <summary>Transmission of a spike by the synapses of a projection.</summary>
    Transmission = 21,

    /// <summary>Changes by which a network that has learned is probed.</summary>
    Probe = 22,
}

/// <summary>
/// The 64-bit key of a stream of random numbers, derived from the seed and the identity of what decides. Keys are hashed, not added:
/// neighbouring seeds or indices give unrelated streams.
/// </summary>
/// <param name="Low">Low word.</param>
/// <param name="High">High word.</param>
internal readonly record struct RandomKey(uint Low, uint High)
{
    /// <summary>The key of one purpose under a seed.</summary>
    public static RandomKey Of(long seed, RandomPurpose purpose) =>
        new RandomKey((uint)seed, (uint)(seed >> 32)).Derive((uint)purpose);

    /// <summary>The key of one of many deciders (a population, a projection, a neuron) under this key.</summary>
    public RandomKey Derive(uint identity, uint second = 0)
    {
        (uint low, uint high) = Threefry.Block(this, identity, second);
        return new RandomKey(low, high);
    }

    /// <summary>The key of a decider identified by its name. FNV-1a folds the name to 64 bits first.</summary>
    public RandomKey Derive(string name)
    {
        ulong hash = Fnv1a.Of(name);
        return Derive((uint)hash, (uint)(hash >> 32));
    }
}
