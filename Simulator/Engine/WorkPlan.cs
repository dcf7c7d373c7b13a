namespace Spiking.Engine;

/// <summary>How threads share a block of steps.</summary>
/// <remarks>
/// Groups take the whole block at once, level by level: a round of work for each level, whose groups go to different threads. A group of
/// more than one population is an undelayed loop, in which each may be a step ahead of the others at most. Where most of the work is in
/// such loops, one thread would do most of it; then all populations are one group that is divided among the threads: one round, in which
/// those outside the loops fill the time in which those within them wait.
/// </remarks>
internal sealed class WorkPlan
{
    /// <summary>
    /// Load (in neurons, some nanoseconds per step each) that a thread must have for itself, if it is to look at what others do in every
    /// step: some hundred nanoseconds, in which a line of the cache comes over from another core.
    /// </summary>
    private const double LeastLoad = 250;

    private readonly PopulationGroup[][] _levels;

    // All populations as one group; null if loops are not most of the work.
    private readonly PopulationGroup? _together;

    /// <summary>Plans the work for the groups of a schedule.</summary>
    public WorkPlan(BlockSchedule schedule, IReadOnlyList<DrivenPopulation> populations)
    {
        PopulationGroup Group(IEnumerable<int> members) => new([.. members.Select(i => populations[i])]);
        _levels = [.. schedule.Levels.Select(level => level.Select(Group).ToArray())];
        PopulationGroup[] groups = [.. _levels.SelectMany(level => level)];
        if (groups.Where(g => g.Count > 1).Sum(g => g.Load) > groups.Sum(g => g.Load) / 2)
            _together = Group(schedule.Groups.SelectMany(group => group));
    }

    /// <summary>The largest number of threads that take populations side by side.</summary>
    public int MostThreads => Math.Max(Parts, Widest);

    private int Widest => _levels.Max(level => level.Length);

    private int Parts => _together is null ? 1 : Math.Min(_together.Count, (int)(_together.Load / LeastLoad));

    /// <summary>
    /// Divides the work among threads. A population is at home in one of them, where its state is in the core's cache.
    /// </summary>
    /// <returns>
    /// For each of the rounds, which follow one another, the groups of each thread, as far as there is something for all.
    /// </returns>
    public PopulationGroup[][][] Divide(int threads)
    {
        int parts = Math.Min(threads, Parts);
        if (parts < 2 || parts < Math.Min(threads, Widest)) return [.. _levels.Select(level => Divide(level, threads))];
        _together!.Divide(parts);
        return [[.. Enumerable.Repeat<PopulationGroup[]>([_together], parts)]];
    }

    /// <summary>The groups of a level by thread, as evenly as their loads allow.</summary>
    private static PopulationGroup[][] Divide(PopulationGroup[] level, int threads)
    {
        int parts = Math.Min(threads, level.Length);
        int[] threadOf = LoadBalance.Assign([.. level.Select(group => group.Load)], parts);
        for (int i = 0; i < level.Length; i++) level[i].Settle(threadOf[i]);
        return [.. Enumerable.Range(0, parts).Select(thread => level.Where((_, i) => threadOf[i] == thread).ToArray())];
    }
}
