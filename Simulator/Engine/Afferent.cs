using Spiking.Neurons;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>
/// Input of a population from another with one axonal delay. In most steps nothing does, which is found out once for all projections, and
/// for as many steps as the source has taken at that time.
/// </summary>
/// <param name="source">The pre-synaptic population.</param>
/// <param name="delaySteps">Axonal delay in steps.</param>
/// <param name="projections">The projections from there with this delay.</param>
internal sealed class Afferent(Population source, int delaySteps, IReadOnlyList<Projection> projections)
{
    private readonly SpikeProgress _source = source.Progress;
    private readonly Projection[] _projections = [.. projections];
    private readonly int _slack = projections.Min(p => p.Slack);

    /// <summary>
    /// Whether a projection transmits spikes that the source may not have emitted yet, but is known to
    /// (<see cref="Population.Foresight"/>), or spikes of earlier steps over synapses with longer delays. Then something may arrive
    /// whatever the list of the spikes of one step says.
    /// </summary>
    private readonly bool _always = projections.Any(p => p.Slack > delaySteps || p.LongestDelaySteps > delaySteps);

    // What the source had done when it was last looked at.
    private RecentSteps _known;

    /// <summary>The projections of a population by what they come from.</summary>
    public static Afferent[] Of(IEnumerable<Projection> projections) =>
    [
        .. projections.GroupBy(p => (p.Source, p.Settings.DelaySteps))
            .Select(group => new Afferent(group.Key.Source, group.Key.DelaySteps, [.. group])),
    ];

    /// <summary>Whether it is what spikes of a population with a delay arrive through.</summary>
    public bool Is(Population population, int delay) => population == source && delay == delaySteps;

    /// <summary>Whether everything that arrives in a step of a block is there, or is foreseen.</summary>
    /// <param name="step">The step.</param>
    /// <param name="first">The first step of the block.</param>
    public bool IsThere(int step, int first) => step - first < _slack || IsListed(step);

    /// <summary>Whether spikes may arrive in a step in which everything is there.</summary>
    public bool Arrives(int step) => _always || HasListedSpikes(step);

    /// <summary>Forgets what the source had done.</summary>
    public void Forget() => _known = RecentSteps.Of(int.MinValue, 0);

    /// <summary>Prefetches the memory that deliveries will read in a step, if its spikes are listed already and there are any.</summary>
    public void Prefetch(int step)
    {
        if (!HasListedSpikes(step)) return;
        foreach (Projection projection in _projections) projection.Prefetch(step);
    }

    private bool HasListedSpikes(int step) => IsListed(step) && _known.MayHaveSpikes(step - delaySteps);

    private bool IsListed(int step)
    {
        int sent = step - delaySteps;
        if (sent >= _known.Steps) _known = _source.Recent;
        return sent < _known.Steps;
    }
}
