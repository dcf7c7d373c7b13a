using System.Numerics;
using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// The vectors of neurons in which some fired in a step. A kernel's loop only notes them and calls nothing, so that all its addresses and
/// constants stay in registers; what a spike entails follows after the loop.
/// </summary>
internal sealed unsafe class FiredVectors
{
    private readonly AlignedArray<int> _first, _lanes, _neurons;

    /// <summary>Creates room for all vectors of a population.</summary>
    /// <param name="size">Number of neurons.</param>
    /// <param name="lanes">Neurons per vector.</param>
    public FiredVectors(int size, int lanes)
    {
        _first = new AlignedArray<int>(size / lanes + 1);
        _lanes = new AlignedArray<int>(size / lanes + 1);
        _neurons = new AlignedArray<int>(size);
    }

    /// <summary>
    /// Where a kernel notes, after the vectors of this step that have been noted before: the index of the first neuron and one bit per
    /// lane.
    /// </summary>
    // Inlined into the kernel: constants and addresses that are loaded before a call would be kept in memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Notes Begin(int noted = 0) => new() { First = _first.Pointer, Lanes = _lanes.Pointer, Count = noted };

    /// <summary>The neurons of a number of noted vectors, in ascending order, without padding lanes.</summary>
    public ReadOnlySpan<int> Neurons(int vectors)
    {
        int size = _neurons.Length, count = 0;
        for (int i = 0; i < vectors; i++)
        {
            for (uint lanes = (uint)_lanes.Pointer[i]; lanes != 0; lanes &= lanes - 1)
            {
                int neuron = _first.Pointer[i] + BitOperations.TrailingZeroCount(lanes);
                if (neuron < size) _neurons.Pointer[count++] = neuron;
            }
        }

        return _neurons.Span[..count];
    }

    /// <summary>Addresses and number of the notes: a local variable of the kernel.</summary>
    internal struct Notes
    {
        public int* First, Lanes;
        public int Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int first, ulong lanes)
        {
            First[Count] = first;
            Lanes[Count++] = (int)lanes;
        }
    }
}
