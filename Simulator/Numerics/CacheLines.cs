using System.Runtime.Intrinsics.X86;

namespace Spiking.Numerics;

/// <summary>
/// Fetches memory into the cache before it is needed. On processors without the instruction nothing happens. Results never depend on it.
/// </summary>
internal static unsafe class CacheLines
{
    private const int Bytes = 64;

    /// <summary>Fetches the cache line of a value.</summary>
    public static void Fetch<T>(T* value)
        where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch0(value);
    }

    /// <summary>Fetches the cache lines of consecutive values.</summary>
    /// <param name="values">The first.</param>
    /// <param name="count">Number of values.</param>
    public static void Fetch<T>(T* values, int count)
        where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        byte* end = (byte*)(values + count);
        for (byte* line = (byte*)values; line < end; line += Bytes) Sse.Prefetch0(line);
    }
}
