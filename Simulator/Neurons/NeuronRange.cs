namespace Spiking.Neurons;

/// <summary>Consecutive neurons of a population.</summary>
/// <param name="First">The first.</param>
/// <param name="End">The one after the last.</param>
internal readonly record struct NeuronRange(int First, int End)
{
    /// <summary>Number of neurons.</summary>
    public int Count => End - First;

    /// <summary>Whether a neuron is one of them.</summary>
    public bool Contains(int neuron) => neuron >= First && neuron < End;

    /// <summary>
    /// The part of a population that one of several processes advances. Parts are about equal. Each begins with a whole group of
    /// <see cref="Group"/> neurons, so that vectors and random numbers drawn for several neurons are never divided.
    /// </summary>
    /// <param name="size">Number of neurons of the population.</param>
    /// <param name="part">Index of the part.</param>
    /// <param name="parts">Number of parts.</param>
    public static NeuronRange PartOf(int size, int part, int parts)
    {
        long groups = (size + Group - 1) / Group;
        int Border(int index) => (int)Math.Min(size, groups * index / parts * Group);
        return new NeuronRange(Border(part), Border(part + 1));
    }

    /// <summary>Number of neurons that stay together.</summary>
    public const int Group = 32;
}
