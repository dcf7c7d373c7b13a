using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// Spikes that are known some steps ahead, at most one per neuron: a ring of one list per step, each list chained through the neurons. Adding a
/// spike takes constant time, and a step without spikes costs one comparison.
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
        ref int head = ref _heads.Pointer[step % _heads.Length];
        _next.Pointer[neuron] = head;
        head = neuron;
    }

    /// <summary>Takes the neurons whose spikes are due in a step, in ascending order.</summary>
    public ReadOnlySpan<int> Take(int step)
    {
        ref int head = ref _heads.Pointer[step % _heads.Length];
        int count = 0;
        for (int neuron = head; neuron != End; neuron = _next.Pointer[neuron]) _due[count++] = neuron;
        head = End;
        Span<int> due = _due.AsSpan(0, count);
        if (count > 1) due.Sort();
        return due;
    }
}
