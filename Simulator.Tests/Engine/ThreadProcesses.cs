using Spiking.Engine;

namespace Spiking.Tests.Engine;

/// <summary>Threads that stand for the processes of a network that is simulated together.</summary>
/// <param name="count">Number of processes.</param>
internal sealed class ThreadProcesses(int count)
{
    // One that fails does not come to a meeting, so the others give up.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // Threads wait asleep: there are more of them than processors, and who spins, as in a Barrier, keeps the others from coming.
    private readonly object _gate = new();
    private readonly int[][] _said = new int[count][];
    private int _arrived;
    private int _meetings;

    /// <summary>Calls an action for every process, side by side.</summary>
    /// <returns>What the calls have returned, in the order of the processes.</returns>
    public T[] Run<T>(Func<IProcesses, T> work)
    {
        T[] results = new T[count];
        Exception?[] failures = new Exception?[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(rank => new Thread(() =>
        {
            try
            {
                results[rank] = work(new Process(this, rank));
            }
            catch (Exception e)
            {
                failures[rank] = e;
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.That(failures, Is.All.Null);
        return results;
    }

    private sealed class Process(ThreadProcesses all, int rank) : IProcesses
    {
        public int Count => all._said.Length;

        public int Rank => rank;

        public void Gather(ReadOnlySpan<int> mine, List<int> said, Span<int> ends)
        {
            all._said[rank] = mine.ToArray();
            Meet();
            said.Clear();
            for (int i = 0; i < Count; i++)
            {
                said.AddRange(all._said[i]);
                ends[i] = said.Count;
            }

            Meet();
        }

        private void Meet()
        {
            lock (all._gate)
            {
                int meeting = all._meetings;
                if (++all._arrived == Count)
                {
                    all._arrived = 0;
                    all._meetings++;
                    Monitor.PulseAll(all._gate);
                }

                while (all._meetings == meeting)
                    if (!Monitor.Wait(all._gate, s_patience)) throw new TimeoutException("another process did not come");
            }
        }
    }
}
