using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// Spikes that are known some steps ahead, at most one per neuron: a ring of one list per step, each list chained through the neurons in
/// ascending order. The lists are short, so adding a spike takes a few comparisons, and a step without spikes costs one.
/// </summary>
internal sealed unsafe class PendingSpikes
{
    private const int End = -1;

    private readonly AlignedArray<int> _heads;
    private readonly AlignedArray<int> _next;
    private readonly int[] _due;

    /// <summary>Creates an empty ring.</summary>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="farthest">The largest number of steps ahead.</param>
    public PendingSpikes(int neurons, int farthest)
    {
        _heads = new AlignedArray<int>(farthest + 1);
        _heads.Fill(End);
        _next = new AlignedArray<int>(neurons);
        _due = new int[neurons];
    }

    /// <summary>Schedules a spike.</summary>
    public void Add(int neuron, int step)
    {
        int* link = _heads.Pointer + step % _heads.Length;
        while (*link != End && *link < neuron) link = _next.Pointer + *link;
        _next.Pointer[neuron] = *link;
        *link = neuron;
    }

    /// <summary>Takes the neurons whose spikes are due in a step, in ascending order.</summary>
    public ReadOnlySpan<int> Take(int step)
    {
        ReadOnlySpan<int> due = Peek(step);
        _heads.Pointer[step % _heads.Length] = End;
        return due;
    }

    /// <summary>The neurons whose spikes will be due in a step that has not been taken, as far as they are known, in ascending order.</summary>
    public ReadOnlySpan<int> Peek(int step)
    {
        int count = 0;
        for (int neuron = _heads.Pointer[step % _heads.Length]; neuron != End; neuron = _next.Pointer[neuron]) _due[count++] = neuron;
        return _due.AsSpan(0, count);
    }
}
