using Spiking.Neurons;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>
/// In which order populations can take how many steps at a time. A population that takes a block of steps at once keeps its state in the
/// first-level cache, but needs the spikes that arrive during the block.
/// </summary>
/// <remarks>
/// A projection S -> T with an axonal delay of d steps, from a population whose transmitted spikes are known h steps ahead (the second
/// spikes of burst-Poisson cells), has a slack of d + h: standing before step f, T can take the steps f ... f + slack - 1 before S takes
/// any of them, because step k needs the spikes of step k - d &lt;= f - 1 + h. So in blocks of n steps only the projections with a slack
/// below n demand that S goes first. Populations in a loop of such projections (loops within one population do not count: it knows its own
/// past) form a group that takes every step side by side; groups take their blocks one after the other. The block is the longest that makes
/// no group larger than the undelayed loops do. Nothing is approximated: every spike arrives at its step.
/// </remarks>
/// <param name="Groups">Populations that step side by side, in the order in which the groups take a block.</param>
/// <param name="Levels">
/// The groups by level: those of a level need nothing of a block from one another, only from levels before it, so they can take it side by
/// side.
/// </param>
/// <param name="Steps">Steps per block.</param>
internal sealed record BlockSchedule(
    IReadOnlyList<IReadOnlyList<int>> Groups, IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> Levels, int Steps)
{
    /// <summary>Longest block. Longer ones gain nothing: what is reused fits the cache already.</summary>
    public const int MostSteps = 32;

    /// <summary>Finds the schedule with the longest blocks.</summary>
    /// <param name="populations">The populations.</param>
    /// <param name="projections">The projections between them.</param>
    /// <param name="most">
    /// The longest block that is allowed. Where several processes share a population its spikes are known at the end of a block only, so no
    /// block is longer than the delays of its synapses.
    /// </param>
    public static BlockSchedule Of(
        IReadOnlyList<Population> populations, IReadOnlyList<Projection> projections, int most = MostSteps)
    {
        (int From, int To, int Slack)[] edges =
        [
            .. projections.Where(p => p.Source != p.Target)
                .Select(p => (IndexOf(populations, p.Source), IndexOf(populations, p.Target), p.Slack)),
        ];
        List<IReadOnlyList<int>> Groups(int steps) => Sort(populations.Count, [.. edges.Where(e => e.Slack < steps)]);

        // Between two slacks that occur nothing changes, so these are the lengths to try; the smallest is always possible.
        int separate = Groups(1).Count;
        int longest = edges.Select(e => e.Slack).Where(s => s > 0 && s < most).Append(most).OrderDescending()
            .First(steps => Groups(steps).Count == separate);
        List<IReadOnlyList<int>> groups = Groups(longest);
        return new BlockSchedule(groups, ByLevel(groups, [.. edges.Where(e => e.Slack < longest)]), longest);
    }

    /// <summary>A group stands one level above the highest group that must go before it.</summary>
    private static List<IReadOnlyList<IReadOnlyList<int>>> ByLevel(List<IReadOnlyList<int>> groups, (int From, int To, int Slack)[] edges)
    {
        int[] level = new int[groups.Count];
        for (int i = 0; i < groups.Count; i++)
        {
            level[i] = Enumerable.Range(0, i)
                .Where(j => edges.Any(e => groups[j].Contains(e.From) && groups[i].Contains(e.To))).Select(j => level[j] + 1)
                .DefaultIfEmpty(0).Max();
        }

        return [.. Enumerable.Range(0, level.Max() + 1)
            .Select(l => (IReadOnlyList<IReadOnlyList<int>>)[.. groups.Where((_, i) => level[i] == l)])];
    }

    /// <summary>The loops of a graph (strongly connected components), in an order in which every edge between them leads forward.</summary>
    private static List<IReadOnlyList<int>> Sort(int count, (int From, int To, int Slack)[] edges)
    {
        // reaches[i, j]: a path leads from i to j (Warshall's closure; there are few populations).
        bool[,] reaches = new bool[count, count];
        for (int i = 0; i < count; i++) reaches[i, i] = true;
        foreach ((int from, int to, _) in edges) reaches[from, to] = true;
        for (int via = 0; via < count; via++)
            for (int from = 0; from < count; from++)
                for (int to = 0; to < count; to++)
                    reaches[from, to] |= reaches[from, via] && reaches[via, to];

        List<int> left = [.. Enumerable.Range(0, count)];
        List<IReadOnlyList<int>> groups = [];
        while (left.Count > 0)
        {
            // The first population that nothing left leads to, except what it leads back to.
            int next = left.First(to => left.All(from => !reaches[from, to] || reaches[to, from]));
            int[] group = [.. left.Where(p => reaches[p, next] && reaches[next, p])];
            groups.Add(group);
            left.RemoveAll(group.Contains);
        }

        return groups;
    }

    private static int IndexOf(IReadOnlyList<Population> populations, Population population) =>
        populations.TakeWhile(p => p != population).Count();
}
