using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>
/// How many steps a population has taken, and in which of the last of them it spiked: in one word on a line of the cache of its own, which
/// is all that others look at while there are no spikes. Another thread may look at any time.
/// </summary>
internal sealed unsafe class SpikeProgress : IHasState
{
    private readonly AlignedArray<long> _word = new(1);

    /// <summary>The present state.</summary>
    public RecentSteps Recent => new(Volatile.Read(ref *_word.Pointer));

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        uint spikes = (uint)*_word.Pointer;
        visitor.Value("stepsWithSpikes", ref spikes);
        if (visitor.IsRestoring) Volatile.Write(ref *_word.Pointer, RecentSteps.Of(visitor.Now, spikes).Word);
    }

    /// <summary>Says in which of the last steps there were spikes of any process, where before only the own ones were known.</summary>
    /// <param name="steps">Number of steps, at most 32.</param>
    /// <param name="spikes">One bit per step, that of the last step lowest.</param>
    internal void Replace(int steps, uint spikes)
    {
        RecentSteps recent = Recent;
        ulong mask = (1UL << steps) - 1;
        uint before = (uint)recent.Word & (uint)~mask;
        Volatile.Write(ref *_word.Pointer, RecentSteps.Of(recent.Steps, before | spikes & (uint)mask).Word);
    }

    /// <summary>Says that another step has been taken and its spikes have been listed.</summary>
    public void Add(bool spikes) => Volatile.Write(ref *_word.Pointer, new RecentSteps(*_word.Pointer).With(spikes).Word);
}

/// <summary>A number of steps taken, and in which of the last 32 there were spikes.</summary>
/// <param name="Word">The number of steps in the upper half; below it one bit per step, that of the last step lowest.</param>
internal readonly record struct RecentSteps(long Word)
{
    private const int Remembered = 32;

    /// <summary>Number of steps taken: the lists of the spikes of all of them are complete.</summary>
    public int Steps => (int)(Word >> Remembered);

    /// <summary>A number of steps taken.</summary>
    /// <param name="steps">The number.</param>
    /// <param name="spikes">In which of the last there were spikes, one bit per step, that of the last step lowest.</param>
    public static RecentSteps Of(int steps, uint spikes) => new((long)steps << Remembered | spikes);

    /// <summary>Whether there may be spikes in one of the steps taken: it is certain if it is one of the last 32.</summary>
    public bool MayHaveSpikes(int step)
    {
        int since = Steps - 1 - step;
        return since >= Remembered || ((uint)Word >> since & 1) != 0;
    }

    /// <summary>The same with one step more.</summary>
    public RecentSteps With(bool spikes) => new((Steps + 1L) << Remembered | (uint)Word << 1 | (spikes ? 1u : 0));
}
