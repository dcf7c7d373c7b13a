using System.Runtime.Intrinsics.X86;

namespace Spiking.Numerics;

/// <summary>
/// Has memory fetched before it is needed. Where the processor cannot be asked, nothing happens; results never depend on it.
/// </summary>
internal static unsafe class CacheLines
{
    private const int Bytes = 64;

    /// <summary>Has a value fetched.</summary>
    public static void Fetch<T>(T* value)
        where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch0(value);
    }

    /// <summary>Has consecutive values fetched.</summary>
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
