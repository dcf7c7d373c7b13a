namespace Spiking.Tests;

/// <summary>Memory that code allocates.</summary>
internal static class Allocations
{
    private const int Stretches = 3;

    /// <summary>Bytes that an action, done again and again, allocates on this thread: the least of three stretches.</summary>
    /// <remarks>A collection of garbage that other threads cause counts the rest of this thread's block of memory, up to 8 KB, as
    /// allocated. It does not come in each of three short stretches.</remarks>
    public static long Of(Action action, int repetitions) => Least(action, repetitions, GC.GetAllocatedBytesForCurrentThread);

    /// <summary>
    /// The same on all threads of the process, of which those that have nothing to do with the action must be idle in one of the stretches:
    /// for fixtures that run alone.
    /// </summary>
    public static long OfAllThreads(Action action, int repetitions) =>
        Least(action, repetitions, () => GC.GetTotalAllocatedBytes(precise: true));

    private static long Least(Action action, int repetitions, Func<long> allocated)
    {
        long least = long.MaxValue;
        for (int stretch = 0; stretch < Stretches; stretch++)
        {
            long before = allocated();
            for (int i = 0; i < repetitions; i++) action();
            least = Math.Min(least, allocated() - before);
        }

        return least;
    }
}
