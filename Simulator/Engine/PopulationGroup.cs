using Spiking.Neurons;

namespace Spiking.Engine;

/// <summary>
/// Populations that take the steps of a block side by side, because they need one another's spikes. One thread takes them in turn, or several
/// share them.
/// </summary>
/// <remarks>
/// The spikes of step k arrive at the end of step k, after the neurons have advanced. So a population can receive those of step k and go on to
/// advance in step k + 1 as soon as the others have advanced as far as to the step, less the delay, whose spikes it receives: it need not wait until
/// they have received theirs. In which order and by which threads that happens changes no result.
/// </remarks>
internal sealed class PopulationGroup
{
    // On a line of the cache for each population: the number of steps whose spikes it has received, and the end of the last block for which a thread
    // has claimed it.
    private const int Line = 16, Received = 0, Claimed = 1;

    private readonly DrivenPopulation[] _populations;
    private readonly int[] _state;
    private readonly int[] _home;

    // What each population needs of the others: the delay of their spikes, and the number of steps of a block whose spikes are foreseen or past.
    private readonly (SpikeProgress Source, int Delay, int Slack)[][] _needs;
    private volatile bool _failed;

    /// <summary>Forms a group, which one thread takes.</summary>
    public PopulationGroup(IReadOnlyList<DrivenPopulation> populations)
    {
        _populations = [.. populations];
        _state = new int[(_populations.Length + 1) * Line];
        _home = new int[_populations.Length];
        _needs = [.. _populations.Select(Needs)];
    }

    /// <summary>Number of populations.</summary>
    public int Count => _populations.Length;

    /// <summary>Number of neurons.</summary>
    public int Neurons => _populations.Sum(p => p.Population.Size);

    /// <summary>Makes all populations at home in one thread.</summary>
    public void Settle(int thread) => Array.Fill(_home, thread);

    /// <summary>Makes the populations at home in several threads: largest first, each where there are the fewest neurons so far.</summary>
    public void Settle(ReadOnlySpan<int> threads)
    {
        int[] neurons = new int[threads.Length];
        foreach (int i in Enumerable.Range(0, Count).OrderByDescending(i => _populations[i].Population.Size))
        {
            int least = Array.IndexOf(neurons, neurons.Min());
            _home[i] = threads[least];
            neurons[least] += _populations[i].Population.Size;
        }
    }

    /// <summary>
    /// Takes a block with the populations that are at home in a thread, and with those that their own threads have not come to take. To be called
    /// for every thread in which populations are at home; when all calls have returned the block is taken.
    /// </summary>
    /// <param name="thread">The thread.</param>
    /// <param name="first">First step of the block.</param>
    /// <param name="end">The step after its last.</param>
    /// <param name="learning">Whether weights change.</param>
    /// <param name="crew">The threads; null: there is only the caller.</param>
    public void Take(int thread, int first, int end, bool learning, Crew? crew)
    {
        Span<bool> mine = stackalloc bool[Count];
        for (int i = 0; i < Count; i++) mine[i] = _home[i] == thread && TryClaim(i, end);
        try
        {
            for (int looks = 0; ;)
            {
                if (TakeStep(mine, first, end, learning) || TryClaimAnother(mine, end)) looks = 0;
                else if (IsDone(mine, end) || _failed) return;
                else crew?.WaitWithinRound(looks++);
            }
        }
        catch
        {
            // Nobody is to wait for this thread any longer.
            _failed = true;
            throw;
        }
    }

    /// <summary>Every one of some populations takes a step, if what it needs is there. Returns whether one did.</summary>
    private bool TakeStep(ReadOnlySpan<bool> mine, int first, int end, bool learning)
    {
        bool progress = false;
        for (int i = 0; i < mine.Length; i++)
            if (mine[i]) progress |= TakeStep(i, first, end, learning);
        return progress;
    }

    private bool TakeStep(int i, int first, int end, bool learning)
    {
        int step = State(i, Received);
        if (step == end) return false;
        DrivenPopulation population = _populations[i];
        if (population.Population.Progress.Steps == step)
        {
            population.Advance(step);
            return true;
        }

        if (!AreThere(_needs[i], step, first)) return false;
        population.Receive(step, learning);
        State(i, Received) = ++step;
        if (step < end) population.Advance(step);
        return true;
    }

    private static bool AreThere((SpikeProgress Source, int Delay, int Slack)[] needs, int step, int first)
    {
        foreach ((SpikeProgress source, int delay, int slack) in needs)
            if (step - first >= slack && source.Steps <= step - delay) return false;
        return true;
    }

    private bool TryClaim(int i, int end)
    {
        int last = Volatile.Read(ref State(i, Claimed));
        return last != end && Interlocked.CompareExchange(ref State(i, Claimed), end, last) == last;
    }

    private bool TryClaimAnother(Span<bool> mine, int end)
    {
        for (int i = 0; i < mine.Length; i++)
            if (!mine[i] && TryClaim(i, end)) return mine[i] = true;
        return false;
    }

    private bool IsDone(ReadOnlySpan<bool> mine, int end)
    {
        for (int i = 0; i < mine.Length; i++)
            if (mine[i] && State(i, Received) < end) return false;
        return true;
    }

    private ref int State(int i, int what) => ref _state[(i + 1) * Line + what];

    private (SpikeProgress Source, int Delay, int Slack)[] Needs(DrivenPopulation target) =>
    [
        .. target.Projections.Where(p => p.Source != target.Population && _populations.Any(s => s.Population == p.Source))
            .Select(p => (p.Source.Progress, p.Settings.DelaySteps, p.Slack)).Distinct(),
    ];
}
