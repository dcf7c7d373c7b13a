using System.Numerics;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// Spikes that are known some steps ahead, at most one per neuron: a ring of one list per step, each list chained through the neurons in
/// ascending order. The lists are short, so adding a spike takes a few comparisons, and a step without spikes costs one.
/// </summary>
internal sealed unsafe class PendingSpikes
{
    private const int End = -1;

    // The list of step k starts at k modulo the number of heads, a power of two: a division would be taken in every step.
    private readonly AlignedArray<int> _heads;
    private readonly int _headMask;
    private readonly AlignedArray<int> _next;
    private readonly int[] _due;

    /// <summary>Creates an empty ring.</summary>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="farthest">The largest number of steps ahead.</param>
    public PendingSpikes(int neurons, int farthest)
    {
        _heads = new AlignedArray<int>((int)BitOperations.RoundUpToPowerOf2((uint)farthest + 1));
        _headMask = _heads.Length - 1;
        _heads.Fill(End);
        _next = new AlignedArray<int>(neurons);
        _due = new int[neurons];
    }

    /// <summary>Schedules a spike.</summary>
    public void Add(int neuron, int step)
    {
        int* link = _heads.Pointer + (step & _headMask);
        while (*link != End && *link < neuron) link = _next.Pointer + *link;
        _next.Pointer[neuron] = *link;
        *link = neuron;
    }

    /// <summary>Takes the neurons whose spikes are due in a step, in ascending order.</summary>
    public ReadOnlySpan<int> Take(int step)
    {
        ReadOnlySpan<int> due = Peek(step);
        _heads.Pointer[step & _headMask] = End;
        return due;
    }

    /// <summary>The neurons whose spikes will be due in a step that has not been taken, as far as they are known, in ascending order.</summary>
    public ReadOnlySpan<int> Peek(int step)
    {
        int count = 0;
        for (int neuron = _heads.Pointer[step & _headMask]; neuron != End; neuron = _next.Pointer[neuron]) _due[count++] = neuron;
        return _due.AsSpan(0, count);
    }
}
