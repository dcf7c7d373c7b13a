using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Spiking.Engine;

/// <summary>
/// Threads that work side by side on a network, again and again for fractions of a millisecond: between two pieces of work they wait
/// spinning, then let other threads run between looks, and sleep after about a millisecond, or as soon as another program has used their
/// processor.
/// </summary>
/// <remarks>
/// Every round has one share per thread. A share is done by its own thread if that is there in time, else by the caller: where there are
/// fewer free processors than threads, the caller does not wait for threads that do not run. Threads that wait can do something useful
/// meanwhile.
/// </remarks>
internal sealed class Crew : IDisposable
{
    // A look takes some hundred nanoseconds, most of which the processor pauses, which leaves its units to another thread of the same core.
    // After some 50 microseconds of looking a thread lets others run between looks: what it waits for may have no processor, because other
    // programs use them all. After about a millisecond it sleeps, because a thread that looks on takes the time that the late thread needs.
    // Where nobody else wants the processor, letting others run takes a microsecond. If it takes far longer, another program has run,
    // for milliseconds, and would again at the next look. A thread that sleeps gets the processor as soon as it is woken.
    private const int Pauses = 10;
    private const int Patience = 200;
    private const int LongestPatience = 2000;
    private const int MillisecondsOfSleep = 1;
    private static readonly long s_longestYield = Stopwatch.Frequency / 20_000;

    private const int IntegersPerLine = 16;

    private readonly Thread[] _workers;
    private readonly Func<bool>? _meanwhile;
    private readonly Func<bool> _letOthersRun;
    private readonly object _gate = new();

    // The last round in which each share was claimed, on a cache line of its own.
    private readonly int[] _claims;
    private Action<int>? _work;
    private ExceptionDispatchInfo? _failure;
    private int _round;
    private int _busy;
    private int _asleep;
    private int _callerAsleep;
    private bool _dismissed;

    /// <summary>Hires a crew.</summary>
    /// <param name="threads">Number of threads, the caller's own included.</param>
    /// <param name="meanwhile">
    /// What a thread can do while it waits, some microseconds at a time: it does a piece and returns true, or finds none. Several threads
    /// may call it at once. It must not fail.
    /// </param>
    /// <param name="letOthersRun">
    /// Lets threads of other programs run, and returns whether there were none, so that it took no time; null: asks the system.
    /// </param>
    public Crew(int threads, Func<bool>? meanwhile = null, Func<bool>? letOthersRun = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _meanwhile = meanwhile;
        _letOthersRun = letOthersRun ?? Yield;
        _claims = new int[threads * IntegersPerLine];
        _workers =
            [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(() => Serve(i)) { IsBackground = true, Name = $"crew {i}" })];
        foreach (Thread worker in _workers) worker.Start();
    }

    /// <summary>Hires as many threads as a network can use, and lets them take its steps.</summary>
    /// <param name="network">The network.</param>
    /// <param name="threads">The largest number of threads.</param>
    /// <returns>The crew; null: one thread is enough.</returns>
    public static Crew? For(Network network, int threads)
    {
        int useful = Math.Min(threads, network.MostThreads);
        return network.Crew = useful > 1 ? new Crew(useful, network.DrawNoiseAhead) : null;
    }

    /// <summary>Number of threads, the caller's own included.</summary>
    public int Threads { get; }

    /// <summary>Does a round of work and returns when all shares are done.</summary>
    /// <param name="work">What to do, by the index of the share.</param>
    /// <exception cref="ObjectDisposedException">The crew has been dismissed.</exception>
    /// <exception cref="Exception">A share has failed; if several have, the caller's, or else the first.</exception>
    public void Run(Action<int> work)
    {
        ObjectDisposedException.ThrowIf(_dismissed, this);
        (_work, _failure) = (work, null);
        Volatile.Write(ref _busy, _workers.Length);

        // From here on workers may begin. The increment is a full barrier: a worker sees the work once it sees the new round.
        int round = Interlocked.Increment(ref _round);
        if (Volatile.Read(ref _asleep) > 0)
            lock (_gate) Monitor.PulseAll(_gate);
        try
        {
            work(0);
        }
        finally
        {
            for (int share = 1; share < Threads; share++) DoShare(share, round);
            WaitForWorkers();
        }

        _failure?.Throw();
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

    /// <summary>
    /// Does something useful, or pauses for a moment. A share of a round that waits for another calls this again and again.
    /// </summary>
    /// <param name="looks">How many times it has been called since there was something to do: the more, the longer the pause.</param>
    /// <returns>Whether the processor was free. If not, another program has used it, and the share had better leave the rest to the
    /// others.</returns>
    internal bool WaitWithinRound(int looks)
    {
        if (looks < LongestPatience) return Wait(looks, 1);
        if (_meanwhile is null || !_meanwhile()) Thread.Sleep(MillisecondsOfSleep);
        return true;
    }

    private void Serve(int share)
    {
        for (int seen = 0; WaitForRound(seen) is int round; seen = round) DoShare(share, round);
    }

    /// <summary>Does a share of a round, unless somebody has claimed it.</summary>
    private void DoShare(int share, int round)
    {
        // A thread that is late finds a later round here, and one that is in time keeps the caller in the round until it is done.
        if (Interlocked.CompareExchange(ref _claims[share * IntegersPerLine], round, round - 1) != round - 1) return;
        try
        {
            _work!(share);
        }
        catch (Exception e)
        {
            // Thrown again by Run, in the caller's thread.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
        }
        finally
        {
            // The caller either sees that nobody is busy, or is seen here before it falls asleep.
            if (Interlocked.Decrement(ref _busy) == 0 && Volatile.Read(ref _callerAsleep) > 0)
                lock (_gate) Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until all shares of the round are done.</summary>
    private void WaitForWorkers()
    {
        for (int looks = 0; looks < LongestPatience; looks++)
        {
            if (Volatile.Read(ref _busy) == 0) return;
            if (!Wait(looks)) break;
        }

        lock (_gate)
        {
            Interlocked.Increment(ref _callerAsleep);
            while (Volatile.Read(ref _busy) > 0) Monitor.Wait(_gate);
            Interlocked.Decrement(ref _callerAsleep);
        }
    }

    /// <summary>Waits until there is a round beyond those seen, and says which. Null: the crew has been dismissed.</summary>
    private int? WaitForRound(int seen)
    {
        for (int looks = 0; looks < LongestPatience; looks++)
        {
            int round = Volatile.Read(ref _round);
            if (round != seen) return round;
            if (!Wait(looks)) break;
        }

        lock (_gate)
        {
            // The thread that begins a round either sees that a worker is asleep, or is seen by it before it falls asleep.
            Interlocked.Increment(ref _asleep);
            while (Volatile.Read(ref _round) == seen && !_dismissed) Monitor.Wait(_gate);
            Interlocked.Decrement(ref _asleep);
            int round = Volatile.Read(ref _round);
            return round != seen ? round : null;
        }
    }

    // Returns whether the processor was free.
    private bool Wait(int looks, int pauses = Pauses)
    {
        if (_meanwhile is not null && _meanwhile()) return true;
        if (looks >= Patience) return _letOthersRun();
        Thread.SpinWait(pauses);
        return true;
    }

    private static bool Yield()
    {
        long before = Stopwatch.GetTimestamp();
        Thread.Yield();
        return Stopwatch.GetTimestamp() - before < s_longestYield;
    }
}
