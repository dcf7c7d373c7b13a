namespace Spiking.Numerics;

/// <summary>
/// One value on a 64-byte boundary that never moves: the constants of a kernel. Vectors among the fields of an object start at any multiple
/// of
/// 8 bytes, and every one that crosses a line of the cache is read twice.
/// </summary>
/// <typeparam name="T">Type of the value.</typeparam>
internal sealed unsafe class AlignedValue<T>
    where T : unmanaged
{
    private readonly AlignedArray<byte> _memory = new(sizeof(T));

    /// <summary>Stores a value.</summary>
    public AlignedValue(in T value) => *Pointer = value;

    /// <summary>Address of the value.</summary>
    public T* Pointer => (T*)_memory.Pointer;
}
