using System.Numerics;
using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// The neurons that spiked in the present step and in a number of steps before it, in ascending order of index: what projections deliver,
/// with and without axonal delays, and what recorders read.
/// </summary>
/// <remarks>
/// The lists of successive steps follow one another in a ring, so that what is read and written lies close together. Between the end of the
/// ring and its beginning a list is not cut: room for one list more than is remembered is enough for that.
/// </remarks>
public sealed unsafe class SpikeList
{
    private readonly int _capacity;
    private readonly AlignedArray<int> _neurons;
    private readonly AlignedArray<int> _starts;
    private readonly AlignedArray<int> _counts;

    // The list of step k stands in slot k modulo the number of slots, a power of two. Where to find it does not depend on the present step: while the
    // population goes on, another thread can read what is remembered.
    private readonly int _slotMask;
    private int _step = -1;

    /// <summary>Creates a list that stands before step 0.</summary>
    /// <param name="capacity">Number of neurons.</param>
    /// <param name="remembered">How many steps before the present one are remembered.</param>
    public SpikeList(int capacity, int remembered)
    {
        _capacity = capacity;
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)remembered + 1);
        _slotMask = slots - 1;
        _neurons = new AlignedArray<int>(checked(capacity * (remembered + 2)));
        _starts = new AlignedArray<int>(slots);
        _counts = new AlignedArray<int>(slots);
    }

    /// <summary>The present step; -1 before the first. The lists of all steps before it are complete.</summary>
    public int Step => Volatile.Read(ref _step);

    /// <summary>The spikes of the present step.</summary>
    public ReadOnlySpan<int> Present => At(_step);

    /// <summary>The spikes of a step, at most as many steps ago as are remembered; none before step 0.</summary>
    public ReadOnlySpan<int> At(int step)
    {
        int slot = step & _slotMask;
        return new(_neurons.Pointer + _starts.Pointer[slot], _counts.Pointer[slot]);
    }

    /// <summary>Number of spikes of a step that is remembered.</summary>
    public int CountAt(int step) => _counts.Pointer[step & _slotMask];

    /// <summary>Begins a new step without spikes; the oldest step is forgotten.</summary>
    public void BeginStep()
    {
        int last = _step & _slotMask, next = (_step + 1) & _slotMask;
        int start = _starts.Pointer[last] + _counts.Pointer[last];
        _starts.Pointer[next] = start + _capacity > _neurons.Length ? 0 : start;
        _counts.Pointer[next] = 0;
        Volatile.Write(ref _step, _step + 1);
    }

    /// <summary>Adds a spike to the present step. Indices must come in ascending order.</summary>
    public void Add(int neuron)
    {
        int slot = _step & _slotMask;
        _neurons.Pointer[_starts.Pointer[slot] + _counts.Pointer[slot]++] = neuron;
    }
}
