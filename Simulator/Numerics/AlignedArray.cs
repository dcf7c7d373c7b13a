using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Spiking.Numerics;

/// <summary>
/// An array that starts on a 64-byte boundary, never moves, and is padded with the default value to whole 64-byte blocks, so that
/// vector code needs no tails.
/// </summary>
/// <typeparam name="T">Element type of 2, 4, 8, 16 or 32 bytes.</typeparam>
public sealed unsafe class AlignedArray<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    // Keeps the memory alive: it lives on the pinned heap and is freed with this object. Whole blocks, because an array of bytes would end
    // at 2 GB.
    private readonly Block[] _owner;

    /// <summary>Allocates an array of zeros.</summary>
    /// <param name="length">Number of elements in use.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="OverflowException">The length, padded, is above 2^31 - 1.</exception>
    public AlignedArray(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        int perBlock = Alignment / sizeof(T);
        PaddedLength = checked((int)(((long)length + perBlock - 1) / perBlock * perBlock));
        _owner = GC.AllocateArray<Block>(PaddedLength / perBlock + 1, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _owner[0]);
        Pointer = (T*)((address + Alignment - 1) / Alignment * Alignment);
        LargePages.Advise(Pointer, (nuint)PaddedLength * (nuint)sizeof(T));
    }

    /// <summary>Number of elements in use.</summary>
    public int Length { get; }

    /// <summary>Number of elements with padding: a multiple of the lanes of the widest vector.</summary>
    public int PaddedLength { get; }

    /// <summary>Address of the first element.</summary>
    public T* Pointer { get; }

    /// <summary>The elements in use.</summary>
    public Span<T> Span => new(Pointer, Length);

    /// <summary>Sets every element, padding included.</summary>
    public void Fill(T value) => new Span<T>(Pointer, PaddedLength).Fill(value);

    [StructLayout(LayoutKind.Sequential, Size = Alignment)]
    private struct Block;
}
