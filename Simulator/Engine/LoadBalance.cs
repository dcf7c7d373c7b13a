namespace Spiking.Engine;

/// <summary>Division of work among threads.</summary>
internal static class LoadBalance
{
    /// <summary>Gives every piece to a thread: those of the greatest load first, each where there is the least so far.</summary>
    /// <param name="loads">What the pieces cost.</param>
    /// <param name="threads">Number of threads.</param>
    /// <returns>The thread of every piece. With no more threads than pieces, all of which cost something, every thread has one.</returns>
    public static int[] Assign(IReadOnlyList<double> loads, int threads)
    {
        int[] threadOf = new int[loads.Count];
        double[] sums = new double[threads];
        foreach (int i in Enumerable.Range(0, loads.Count).OrderByDescending(i => loads[i]))
        {
            threadOf[i] = Array.IndexOf(sums, sums.Min());
            sums[threadOf[i]] += loads[i];
        }

        return threadOf;
    }
}
