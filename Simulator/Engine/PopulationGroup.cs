namespace Spiking.Engine;

/// <summary>
/// Populations that take the steps of a block side by side, because they need one another's spikes. One thread takes them in turn, or
/// several share them.
/// </summary>
/// <remarks>
/// The spikes of step k arrive at the end of step k, after the neurons have advanced. So a population can receive those of step k and go on
/// to advance in step k + 1 as soon as the others have advanced as far as to the step, less the delay, whose spikes it receives: it need
/// not wait until they have received theirs. In which order and by which threads that happens changes no result.
/// </remarks>
internal sealed class PopulationGroup
{
    /// <summary>Looks, of some ten to hundred nanoseconds each, after which another thread counts as late.</summary>
    private const int Patience = 30;
    private const int MostOnStack = 1024;

    private readonly DrivenPopulation[] _populations;

    // The thread in which each population is at home.
    private int[] _home;
    private volatile bool _failed;

    // Threads that take the present block, and how often one of them has left its populations to the others.
    private int _takers;
    private int _releases;

    /// <summary>Forms a group, at home in thread 0.</summary>
    public PopulationGroup(IReadOnlyList<DrivenPopulation> populations)
    {
        _populations = [.. populations];
        _home = new int[_populations.Length];
    }

    /// <summary>Number of populations.</summary>
    public int Count => _populations.Length;

    /// <summary>Cost of a step, in neurons.</summary>
    public double Load => _populations.Sum(p => p.Load);

    /// <summary>Makes all populations at home in one thread.</summary>
    public void Settle(int thread) => Array.Fill(_home, thread);

    /// <summary>Makes the populations at home in a number of threads, as evenly as their loads allow.</summary>
    public void Divide(int threads) => _home = LoadBalance.Assign([.. _populations.Select(p => p.Load)], threads);

    /// <summary>
    /// Takes a block with the populations that are at home in a thread, and with those that their own threads have not come to take, or
    /// have left because another program used their processor. Call this for every thread in which populations are at home: when all calls
    /// have returned the block is taken.
    /// Once a population has failed no more is taken: what a thread that comes later could say of it would only hide the cause.
    /// </summary>
    /// <param name="thread">The thread.</param>
    /// <param name="first">First step of the block.</param>
    /// <param name="end">The step after its last.</param>
    /// <param name="learning">Whether weights change.</param>
    /// <param name="crew">The threads; null: there is only the caller.</param>
    public void Take(int thread, int first, int end, bool learning, Crew? crew)
    {
        if (_failed) return;
        try
        {
            if (Count == 1) TakeAlone(_populations[0], first, end, learning);
            else TakeShare(thread, first, end, learning, crew);
        }
        catch
        {
            // From here on nobody waits for this thread.
            _failed = true;
            throw;
        }
    }

    private void TakeShare(int thread, int first, int end, bool learning, Crew? crew)
    {
        // The number of populations is a file's: a large one does not belong on the stack.
        Span<bool> mine = Count <= MostOnStack ? stackalloc bool[Count] : new bool[Count];
        Interlocked.Increment(ref _takers);
        for (int i = 0; i < Count; i++) mine[i] = _home[i] == thread && _populations[i].TryClaim(end);
        do TakeClaimed(mine, first, end, learning, crew);
        while (Interlocked.Decrement(ref _takers) == 0 && !_failed && TryReturn(mine, end));
    }

    // Takes what is claimed to the end of the block, and then what nobody has claimed; or releases it, where another program has the
    // processor. The one who leaves last finds all that was released, because every thread releases before it leaves, and does not release
    // it again: what it waits for would be claimed by another, who would not have left.
    private void TakeClaimed(Span<bool> mine, int first, int end, bool learning, Crew? crew)
    {
        int searched = -1, looks = 0;
        while (true)
        {
            if (TakeStep(mine, first, end, learning))
            {
                looks = 0;
                continue;
            }

            bool done = IsDone(mine, end);
            int releases = Volatile.Read(ref _releases);
            if (searched != releases && (done || looks > Patience))
            {
                if (TryClaimAnother(mine, end)) continue;
                searched = releases;
            }

            if (done || _failed) return;
            looks++;
            if (crew is null || crew.WaitWithinRound(looks)) continue;
            Release(mine, end);
            return;
        }
    }

    private bool TryReturn(Span<bool> mine, int end)
    {
        if (!TryClaimAnother(mine, end)) return false;
        Interlocked.Increment(ref _takers);
        return true;
    }

    private void Release(Span<bool> mine, int end)
    {
        for (int i = 0; i < Count; i++)
        {
            if (!mine[i] || _populations[i].Received == end) continue;
            mine[i] = false;
            _populations[i].Release();
        }

        Interlocked.Increment(ref _releases);
    }

    private static void TakeAlone(DrivenPopulation population, int first, int end, bool learning)
    {
        try
        {
            for (int step = first; step < end; step++)
            {
                population.Advance(step);
                population.Receive(step, learning);
            }
        }
        catch (Exception e)
        {
            NotePlace(e, population);
            throw;
        }
    }

    private static void NotePlace(Exception failure, DrivenPopulation population) =>
        AddedPart.NotePlace(failure, $"population \"{population.Population.Name}\"");

    /// <summary>
    /// Each of some populations receives the spikes of a step, if they are there, and advances by the next. Returns whether one did.
    /// </summary>
    private bool TakeStep(ReadOnlySpan<bool> mine, int first, int end, bool learning)
    {
        bool progress = false;
        for (int i = 0; i < mine.Length; i++)
        {
            if (!mine[i]) continue;
            DrivenPopulation population = _populations[i];
            int step = population.Received;
            if (step == end) continue;
            try
            {
                if (population.Advanced > step)
                {
                    if (!population.CanReceive(step, first)) continue;
                    population.Receive(step++, learning);
                }

                if (step < end) population.Advance(step);
            }
            catch (Exception e)
            {
                NotePlace(e, population);
                throw;
            }

            progress = true;
        }

        return progress;
    }

    private bool TryClaimAnother(Span<bool> mine, int end)
    {
        for (int i = 0; i < mine.Length; i++)
            if (!mine[i] && _populations[i].TryClaim(end)) return mine[i] = true;
        return false;
    }

    private bool IsDone(ReadOnlySpan<bool> mine, int end)
    {
        for (int i = 0; i < mine.Length; i++)
            if (mine[i] && _populations[i].Received < end) return false;
        return true;
    }
}
