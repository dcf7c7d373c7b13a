using System.Runtime.ExceptionServices;

namespace Spiking.Engine;

/// <summary>
/// Threads that work side by side on a network, again and again for fractions of a millisecond: between two pieces of work they wait
/// spinning, and only after a longer pause go to sleep.
/// </summary>
public sealed class Crew : IDisposable
{
    // A look takes some hundred nanoseconds, most of which the processor pauses, which leaves its units to another thread of the same core. After
    // about 0.2 ms of looking a thread lets others run between looks, and a worker sleeps after some milliseconds.
    private const int Pauses = 10;
    private const int Patience = 1000;
    private const int WorkersPatience = 3000;

    private readonly Thread[] _workers;
    private readonly object _gate = new();
    private Action<int>? _work;
    private ExceptionDispatchInfo? _failure;
    private int _round;
    private int _busy;
    private int _asleep;
    private bool _dismissed;

    /// <summary>Hires a crew.</summary>
    /// <param name="threads">Number of threads, the caller's own included.</param>
    public Crew(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _workers = [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(() => Serve(i)) { IsBackground = true, Name = $"crew {i}" })];
        foreach (Thread worker in _workers) worker.Start();
    }

    /// <summary>Hires as many threads as a network can use, and lets them take its steps.</summary>
    /// <param name="network">The network.</param>
    /// <param name="threads">The largest number of threads.</param>
    /// <returns>The crew; null: one thread is enough.</returns>
    public static Crew? For(Network network, int threads)
    {
        int useful = Math.Min(threads, network.MostThreads);
        return network.Crew = useful > 1 ? new Crew(useful) : null;
    }

    /// <summary>Number of threads, the caller's own included.</summary>
    public int Threads { get; }

    /// <summary>Does a piece of work with every thread and returns when all are done.</summary>
    /// <param name="work">What to do, by the index of the thread; 0 is the caller's.</param>
    public void Run(Action<int> work)
    {
        _work = work;
        Volatile.Write(ref _busy, _workers.Length);

        // From here on workers may begin. The increment is a full barrier: a worker sees the work once it sees the new round.
        Interlocked.Increment(ref _round);
        if (Volatile.Read(ref _asleep) > 0)
            lock (_gate) Monitor.PulseAll(_gate);
        try
        {
            work(0);
        }
        finally
        {
            for (int looks = 0; Volatile.Read(ref _busy) > 0; looks++) Pause(looks);
        }

        if (_failure is null) return;
        ExceptionDispatchInfo failure = _failure;
        _failure = null;
        failure.Throw();
    }

    /// <summary>Dismisses the crew.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _dismissed = true;
            Monitor.PulseAll(_gate);
        }

        foreach (Thread worker in _workers) worker.Join();
    }

    private void Serve(int thread)
    {
        for (int seen = 0; WaitForRound(seen); seen++)
        {
            try
            {
                _work!(thread);
            }
            catch (Exception e)
            {
                // Thrown again by Run, in the caller's thread.
                _failure = ExceptionDispatchInfo.Capture(e);
            }

            Interlocked.Decrement(ref _busy);
        }
    }

    /// <summary>Waits until there is a round beyond those seen. False: the crew has been dismissed.</summary>
    private bool WaitForRound(int seen)
    {
        for (int looks = 0; looks < WorkersPatience; looks++)
        {
            if (Volatile.Read(ref _round) != seen) return true;
            Pause(looks);
        }

        lock (_gate)
        {
            // Whoever begins a round either sees that a worker is asleep, or is seen by it before it falls asleep.
            Interlocked.Increment(ref _asleep);
            while (Volatile.Read(ref _round) == seen && !_dismissed) Monitor.Wait(_gate);
            Interlocked.Decrement(ref _asleep);
            return Volatile.Read(ref _round) != seen;
        }
    }

    private static void Pause(int looks)
    {
        if (looks < Patience) Thread.SpinWait(Pauses);
        else Thread.Yield();
    }
}
