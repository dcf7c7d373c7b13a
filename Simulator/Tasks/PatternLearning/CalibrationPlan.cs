using Spiking.Engine;
using Spiking.Neurons;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// Which burst probabilities a network leaves to the calibration of its task, and in which order they can be measured. A population can be
/// measured for its cancellation once no feedback that reaches it, directly or through others, is left open: from the top down.
/// </summary>
internal sealed class CalibrationPlan
{
    private readonly NetworkDescription _network;

    /// <summary>Finds out what is left open.</summary>
    public CalibrationPlan(NetworkDescription network)
    {
        _network = network;
        string[] open = [.. network.Projections.Where(IsOpen).SelectMany(p => p.From).Distinct()];
        List<IReadOnlyList<string>> rounds = [];
        HashSet<string> waiting = [.. open];
        while (waiting.Count > 0)
        {
            string[] ready = [.. open.Where(name => waiting.Contains(name) && !Above(name).Overlaps(waiting))];
            if (ready.Length == 0) break;
            rounds.Add(ready);
            waiting.ExceptWith(ready);
        }

        Rounds = rounds;
        Circular = [.. open.Where(waiting.Contains)];
        Baselines =
        [
            .. network.Projections
                .Where(p => p.Plasticity is { OpenProperty: not null })
                .SelectMany(p => p.To).Distinct(),
        ];
    }

    /// <summary>Pre-synaptic populations whose cancelled burst probability is open, measured together round by round.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rounds { get; }

    /// <summary>Populations with an open cancellation that wait for one another, so that none can be measured.</summary>
    public IReadOnlyList<string> Circular { get; }

    /// <summary>Post-synaptic populations whose baseline burst probability is open.</summary>
    public IReadOnlyList<string> Baselines { get; }

    /// <summary>Simulated time of the calibration of a task (s).</summary>
    public double Duration(PatternLearningDescription task) => task.Calibration is not CalibrationDescription calibration ? 0
        : task.Patterns.Count * (Rounds.Count * calibration.Cancellation.PatternDuration
            + (calibration.Learning is CancellationStageDescription learning ? learning.Rounds * learning.PatternDuration : 0)
            + (Baselines.Count > 0 ? calibration.Baseline.PatternDuration : 0));

    private static bool IsOpen(ProjectionDescription projection) => projection.Cancellation is { IsOpen: true };

    /// <summary>The populations whose feedback reaches a population, directly or through others; itself among them if it does.</summary>
    private HashSet<string> Above(string name)
    {
        HashSet<string> above = [];
        Queue<string> next = new([name]);
        while (next.TryDequeue(out string? below))
        {
            foreach (ProjectionDescription projection in _network.Projections)
            {
                if (projection.Receptor != Receptor.DendriteFeedback || !projection.To.Contains(below)) continue;
                foreach (string from in projection.From)
                    if (above.Add(from)) next.Enqueue(from);
            }
        }

        return above;
    }
}
