using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// How many steps a population has taken, and in which of the last of them it spiked: in one word on a line of the cache of its own, which is all
/// that others look at in a step without spikes. Another thread may look at any time.
/// </summary>
public sealed unsafe class SpikeProgress
{
    private const int Remembered = 32;

    // The number of steps in the upper half; below it one bit per step, that of the last step lowest.
    private readonly AlignedArray<long> _word = new(1);

    /// <summary>Number of steps taken: the lists of the spikes of all of them are complete.</summary>
    public int Steps => (int)(Volatile.Read(ref *_word.Pointer) >> Remembered);

    /// <summary>Whether there may be spikes in a step that has been taken: it is certain if it is one of the last 32.</summary>
    public bool MayHaveSpikes(int step)
    {
        long word = Volatile.Read(ref *_word.Pointer);
        int stepsSince = (int)(word >> Remembered) - 1 - step;
        return stepsSince >= Remembered || ((uint)word >> stepsSince & 1) != 0;
    }

    /// <summary>Says that another step has been taken and its spikes have been listed.</summary>
    public void Add(bool spikes)
    {
        long word = *_word.Pointer;
        long steps = (word >> Remembered) + 1;
        Volatile.Write(ref *_word.Pointer, (steps << Remembered) | (uint)((uint)word << 1 | (spikes ? 1u : 0)));
    }
}
