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
/// any of them, because step k needs the spikes of step k - d &lt;= f - 1 + h. So in blocks of n steps only the projections with a slack below
/// n demand that S goes first, and n steps at a time are possible exactly if those projections form no loop (loops within one population
/// do not count: it knows its own past). Nothing is approximated: every spike arrives at its step.
/// </remarks>
/// <param name="Order">Populations in the order in which they take a block.</param>
/// <param name="Steps">Steps per block; 0: populations with undelayed loops between them, which must take every step side by side.</param>
internal sealed record BlockSchedule(IReadOnlyList<int> Order, int Steps)
{
    /// <summary>Longest block. Longer ones gain nothing: what is reused fits the cache already.</summary>
    public const int MostSteps = 32;

    /// <summary>Finds the schedule with the longest blocks.</summary>
    public static BlockSchedule Of(IReadOnlyList<Population> populations, IReadOnlyList<Projection> projections)
    {
        List<(int From, int To, int Slack)> edges = [];
        for (int to = 0; to < populations.Count; to++)
        {
            foreach (Projection projection in projections.Where(p => p.Target == populations[to] && p.Source != p.Target))
            {
                int from = populations.TakeWhile(p => p != projection.Source).Count();
                edges.Add((from, to, projection.Settings.DelaySteps + projection.Source.Foresight(projection.Settings.Transmits)));
            }
        }

        foreach (int steps in edges.Select(e => e.Slack).Where(s => s is > 0 and < MostSteps).Append(MostSteps).Distinct().OrderDescending())
        {
            if (Sort(populations.Count, [.. edges.Where(e => e.Slack < steps)]) is int[] order) return new BlockSchedule(order, steps);
        }

        return new BlockSchedule([.. Enumerable.Range(0, populations.Count)], 0);
    }

    /// <summary>An order in which every edge leads forward, close to the original one; null: there is a loop.</summary>
    private static int[]? Sort(int count, (int From, int To, int Slack)[] edges)
    {
        List<int> order = [], left = [.. Enumerable.Range(0, count)];
        while (left.Count > 0)
        {
            int next = left.FindIndex(to => !edges.Any(e => e.To == to && left.Contains(e.From)));
            if (next < 0) return null;
            order.Add(left[next]);
            left.RemoveAt(next);
        }

        return [.. order];
    }
}
