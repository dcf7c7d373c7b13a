using System.Numerics;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>
/// Spikes that are known some steps ahead, at most one per neuron: a ring of one list per step, each list chained through the neurons in
/// ascending order. The lists are short, so adding a spike takes a few comparisons, and a step without spikes costs one.
/// </summary>
internal sealed unsafe class PendingSpikes : IHasState
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

    /// <summary>The largest number of steps that a spike can be ahead.</summary>
    public int MostAhead => _headMask;

    /// <summary>Schedules a spike.</summary>
    public void Add(int neuron, int step)
    {
        int* link = _heads.Pointer + (step & _headMask);
        while (*link != End && *link < neuron) link = _next.Pointer + *link;
        _next.Pointer[neuron] = *link;
        *link = neuron;
    }

    /// <summary>Visits the spikes by steps ahead and neuron: where a list begins in the ring does not matter.</summary>
    public void VisitState(StateVisitor visitor)
    {
        List<int> ahead = [], neurons = [];
        for (int i = 0; i <= _headMask; i++)
        {
            foreach (int neuron in Peek(visitor.Now + i))
            {
                ahead.Add(i);
                neurons.Add(neuron);
            }
        }

        visitor.List("pendingIn", ahead);
        visitor.List("pending", neurons);
        if (!visitor.IsRestoring) return;
        visitor.Require(ahead.Count == neurons.Count, "of some spikes to come the step or the neuron is missing");
        _heads.Fill(End);
        bool[] isPending = new bool[_due.Length];
        for (int i = 0; i < ahead.Count; i++)
        {
            visitor.Require(ahead[i] >= 0 && ahead[i] <= _headMask, $"a spike is to come in {ahead[i]} steps");
            visitor.Require(neurons[i] >= 0 && neurons[i] < isPending.Length && !isPending[neurons[i]],
                $"neuron {neurons[i]} cannot have a spike to come");
            isPending[neurons[i]] = true;
            Add(neurons[i], visitor.Now + ahead[i]);
        }
    }

    /// <summary>Takes the neurons whose spikes are due in a step, in ascending order.</summary>
    public ReadOnlySpan<int> Take(int step)
    {
        ReadOnlySpan<int> due = Peek(step);
        _heads.Pointer[step & _headMask] = End;
        return due;
    }

    /// <summary>
    /// The neurons whose spikes will be due in a step that has not been taken, as far as they are known, in ascending order.
    /// </summary>
    public ReadOnlySpan<int> Peek(int step)
    {
        int count = 0;
        for (int neuron = _heads.Pointer[step & _headMask]; neuron != End; neuron = _next.Pointer[neuron]) _due[count++] = neuron;
        return _due.AsSpan(0, count);
    }
}
