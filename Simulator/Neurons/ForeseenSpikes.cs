using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// The spikes that a population is known to emit in a block of steps, written down before anybody takes the block: those who need them can
/// read them whether or not the population itself has gone on.
/// </summary>
internal sealed unsafe class ForeseenSpikes
{
    private readonly AlignedArray<int> _neurons;
    private readonly AlignedArray<int> _starts;
    private int _first;
    private int _end;

    /// <summary>Creates an empty list.</summary>
    /// <param name="neurons">Number of neurons, each of which spikes at most once in a block.</param>
    /// <param name="steps">The largest number of steps of a block.</param>
    public ForeseenSpikes(int neurons, int steps)
    {
        _neurons = new AlignedArray<int>(neurons);
        _starts = new AlignedArray<int>(steps + 1);
    }

    /// <summary>Writes down the spikes of a block.</summary>
    public void Write(PendingSpikes pending, int first, int end)
    {
        (_first, _end) = (first, end);
        int count = 0;
        for (int step = first; step < end; step++)
        {
            ReadOnlySpan<int> due = pending.Peek(step);
            due.CopyTo(_neurons.Span[count..]);
            count += due.Length;
            _starts.Span[step - first + 1] = count;
        }
    }

    /// <summary>Whether the spikes of a step have been written down.</summary>
    public bool Covers(int step) => step >= _first && step < _end;

    /// <summary>The spikes of a step that is covered, in ascending order of neurons.</summary>
    public ReadOnlySpan<int> At(int step)
    {
        int start = _starts.Pointer[step - _first];
        return new(_neurons.Pointer + start, _starts.Pointer[step - _first + 1] - start);
    }
}
