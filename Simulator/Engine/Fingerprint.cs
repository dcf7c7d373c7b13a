using System.Runtime.InteropServices;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Engine;

/// <summary>
/// A running 64-bit hash of a sequence of numbers: FNV-1a over words, then a final mix. It is a fingerprint to compare runs by, not a
/// cryptographic one.
/// </summary>
internal struct Fingerprint
{
    private ulong _state;

    /// <summary>The hash of nothing.</summary>
    public static Fingerprint Empty => new() { _state = Fnv1a.Empty };

    /// <summary>The hash so far.</summary>
    public readonly ulong Value
    {
        get
        {
            ulong x = _state;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
            return x ^ (x >> 31);
        }
    }

    /// <summary>Adds the spikes of one population in one step.</summary>
    public void Add(int step, int population, ReadOnlySpan<int> neurons)
    {
        foreach (int neuron in neurons)
        {
            Add((uint)step);
            Add(((ulong)(uint)population << 32) | (uint)neuron);
        }
    }

    /// <summary>Adds the bits of floating-point numbers.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (uint bits in MemoryMarshal.Cast<float, uint>(values)) Add(bits);
    }

    /// <summary>Visits the hash so far.</summary>
    internal void VisitState(StateVisitor visitor) => visitor.Setting("hash", ref _state);

    /// <summary>Adds a word, such as the hash of a part.</summary>
    public void Add(ulong word) => _state = Fnv1a.Add(_state, word);
}
