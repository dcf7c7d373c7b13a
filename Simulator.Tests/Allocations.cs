namespace Spiking.Tests;

/// <summary>Memory that code allocates.</summary>
internal static class Allocations
{
    /// <summary>Bytes that an action, done again and again, allocates on this thread: the least of three stretches.</summary>
    /// <remarks>A collection of garbage that other threads cause counts the rest of this thread's block of memory, up to 8 KB, as
    /// allocated. It does not come in each of three short stretches.</remarks>
    public static long Of(Action action, int repetitions)
    {
        long least = long.MaxValue;
        for (int stretch = 0; stretch < 3; stretch++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < repetitions; i++) action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
