using System.Runtime.InteropServices;

namespace Spiking.Numerics;

/// <summary>
/// Pages of 2 MB for large arrays. A network with hundreds of millions of synapses reads some tens of bytes here and there in gigabytes:
/// with pages of 4 KB the processor would have to look up, for nearly each of these places, where its page is. Where the system has no such
/// pages, or none left, nothing happens.
/// </summary>
internal static unsafe partial class LargePages
{
    // Smaller arrays gain nothing: the processor keeps the places of thousands of small pages.
    private const nuint Smallest = 4 << 20;
    private const nuint PageSize = 2 << 20;
    private const int HugePage = 14;

    /// <summary>
    /// Asks the system for large pages in a new array. Call this before the array is used, because a page is chosen when it is first
    /// touched.
    /// </summary>
    /// <param name="address">Where the array begins.</param>
    /// <param name="bytes">How long it is.</param>
    public static void Advise(void* address, nuint bytes)
    {
        if (bytes < Smallest || !OperatingSystem.IsLinux()) return;
        nuint first = ((nuint)address + PageSize - 1) / PageSize * PageSize, end = ((nuint)address + bytes) / PageSize * PageSize;
        try
        {
            _ = Advise((void*)first, end - first, HugePage);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system whose C library has another name: pages stay small.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
