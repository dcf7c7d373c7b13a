using System.Numerics;
using System.Runtime.InteropServices;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>
/// The neurons that spiked in the present step and in a number of steps before it, in ascending order of index: what projections deliver,
/// with and without axonal delays, and what recorders read.
/// </summary>
/// <remarks>
/// The lists of successive steps follow one another in a ring, so that what is read and written lies close together. Between the end of the
/// ring and its beginning a list is not cut: room for one list more than is remembered is enough for that.
/// </remarks>
public sealed unsafe class SpikeList : IHasState
{
    private readonly int _capacity;
    private readonly int _remembered;
    private readonly int _length;

    // The list of step k stands in slot k modulo the number of slots, a power of two. Where to find it does not depend on the present step:
    // while the population goes on, another thread can read what is remembered.
    private readonly int _slotMask;

    // Parts of the memory: for every slot where its list starts and how long it is; and the ring of lists.
    private readonly AlignedArray<int> _memory;
    private readonly int* _starts, _counts, _neurons;

    // The present step, where its list starts and how long it is, and its last neuron.
    private int _step = -1;
    private int _start;
    private int* _count;
    private int _last = -1;

    /// <summary>Creates a list that stands before step 0.</summary>
    /// <param name="capacity">Number of neurons.</param>
    /// <param name="remembered">How many steps before the present one are remembered.</param>
    public SpikeList(int capacity, int remembered)
    {
        (_capacity, _remembered) = (capacity, remembered);
        int slots = Slots(remembered);
        _slotMask = slots - 1;
        _memory = new AlignedArray<int>(checked((int)Numbers(capacity, remembered)));
        _length = _memory.Length - 2 * slots;
        _starts = _memory.Pointer;
        _counts = _starts + slots;
        _neurons = _counts + slots;
        _count = _counts + (_step & _slotMask);
    }

    /// <summary>How many numbers of 32 bits a list holds.</summary>
    /// <inheritdoc cref="SpikeList(int, int)"/>
    public static long Numbers(int capacity, int remembered) => 2L * Slots(remembered) + (long)capacity * (remembered + 2);

    /// <summary>The spikes of the present step.</summary>
    public ReadOnlySpan<int> Present => new(_neurons + _start, *_count);

    /// <summary>The spikes of a step, at most as many steps ago as are remembered; none before step 0.</summary>
    /// <param name="step">The step, numbered from 0.</param>
    /// <exception cref="ArgumentException">Its spikes are not remembered any more, or it has not come yet.</exception>
    public ReadOnlySpan<int> At(int step)
    {
        if ((uint)(_step - step) > (uint)_remembered) ThrowForgotten(step);
        return Known(step);
    }

    /// <summary>The spikes of a step that is remembered, without a check: for deliveries, also of another thread.</summary>
    internal ReadOnlySpan<int> Known(int step)
    {
        int slot = step & _slotMask;
        return new(_neurons + _starts[slot], _counts[slot]);
    }

    /// <summary>Begins a new step without spikes; the oldest step is forgotten.</summary>
    public void BeginStep()
    {
        int slot = ++_step & _slotMask;
        _start += *_count;
        if (_start + _capacity > _length) _start = 0;
        _starts[slot] = _start;
        _count = _counts + slot;
        *_count = 0;
        _last = -1;
    }

    /// <summary>Forgets the last steps, and stands before the first of them again.</summary>
    /// <param name="steps">Number of steps, fewer than are remembered.</param>
    /// <exception cref="ArgumentOutOfRangeException">So many are not remembered.</exception>
    internal void Forget(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(steps, _remembered);
        _step -= steps;
        int slot = _step & _slotMask;
        _start = _starts[slot];
        _count = _counts + slot;
    }

    /// <summary>
    /// Adds a spike to the present step. The index is checked here, once and for all: deliveries, traces and detectors use it with
    /// pointers. Ascending indices below the number of neurons also keep the list within its room.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such neuron, or it is not above the one before.</exception>
    public void Add(int neuron)
    {
        if (neuron <= _last || neuron >= _capacity) ThrowOutside(neuron);
        _last = neuron;
        _neurons[_start + (*_count)++] = neuron;
    }

    /// <summary>Visits the lists of the steps that are remembered, from the oldest to the present one.</summary>
    public void VisitState(StateVisitor visitor)
    {
        int[] counts = new int[_remembered + 1];
        List<int> neurons = [];
        for (int i = 0; i <= _remembered; i++)
        {
            ReadOnlySpan<int> spikes = Known(_step - _remembered + i);
            counts[i] = spikes.Length;
            neurons.AddRange(spikes);
        }

        visitor.Variable("spikesOfStep", ref counts);
        visitor.List("spikes", neurons);
        if (visitor.IsRestoring) Restore(visitor, counts, CollectionsMarshal.AsSpan(neurons));
    }

    private void Restore(StateVisitor visitor, int[] counts, ReadOnlySpan<int> neurons)
    {
        visitor.Require(
            counts.Length > _remembered,
            $"spikes of {counts.Length - 1} steps are remembered in the snapshot and {_remembered} are needed here: "
            + "an axonal delay is longer");
        new Span<int>(_starts, _slotMask + 1).Clear();
        new Span<int>(_counts, _slotMask + 1).Clear();
        _step = visitor.Now - 1 - counts.Length;
        _start = 0;
        _count = _counts;
        int next = 0;
        foreach (int count in counts)
        {
            BeginStep();
            visitor.Require(count >= 0 && count <= neurons.Length - next, $"a step has {count} spikes");
            for (int end = next + count; next < end; next++)
            {
                visitor.Require(neurons[next] > _last && neurons[next] < _capacity,
                    $"neuron {neurons[next]} is in the wrong place of a list of spikes");
                Add(neurons[next]);
            }
        }

        visitor.Require(next == neurons.Length, "there are spikes of no step");
    }

    // Without the name of the argument, which the message of the exception would repeat: who writes a neuron model reads the sentence.
    private void ThrowOutside(int neuron) => throw new ArgumentException(
        (uint)neuron >= (uint)_capacity
            ? $"there is no neuron {neuron} that could spike: the neurons are numbered from 0 to {_capacity - 1}."
            : $"a spike of neuron {neuron} follows that of neuron {_last} in one step, but the neurons that spike in a step must come in "
                + "ascending order, each of them once.");

    private void ThrowForgotten(int step) => throw new ArgumentException(
        $"the spikes of step {step} are not remembered: "
        + (_step < 0 ? "no step has been taken." : $"only those of the steps {Math.Max(_step - _remembered, 0)} to {_step} are."));

    private static int Slots(int remembered) => (int)BitOperations.RoundUpToPowerOf2((uint)remembered + 1);
}
