using Spiking.Neurons;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>
/// What reaches a population from another with one axonal delay. In most steps nothing does, which is found out once for all projections.
/// </summary>
/// <param name="source">The pre-synaptic population.</param>
/// <param name="delaySteps">Axonal delay in steps.</param>
/// <param name="projections">The projections from there with this delay.</param>
internal sealed class Afferent(Population source, int delaySteps, IEnumerable<Projection> projections)
{
    private readonly SpikeProgress _source = source.Progress;
    private readonly Projection[] _projections = [.. projections];

    /// <summary>
    /// Whether a projection transmits spikes that the source may not have emitted yet, but is known to (<see cref="Population.Foresight"/>). Then
    /// something may arrive whatever the list of its spikes says.
    /// </summary>
    private readonly bool _foreseen = projections.Any(p => p.Slack > delaySteps);

    /// <summary>The projections of a population by what they come from.</summary>
    public static Afferent[] Of(IEnumerable<Projection> projections) =>
    [
        .. projections.GroupBy(p => (p.Source, p.Settings.DelaySteps)).Select(group => new Afferent(group.Key.Source, group.Key.DelaySteps, group)),
    ];

    /// <summary>Whether it contains a projection.</summary>
    public bool Contains(Projection projection) => _projections.Contains(projection);

    /// <summary>Whether spikes may arrive in a step whose spikes the source has emitted, as far as they are not foreseen.</summary>
    public bool Arrives(int step) => _foreseen || _source.MayHaveSpikes(step - delaySteps);

    /// <summary>Has memory fetched that deliveries will read in a step, if its spikes are listed already and there are any.</summary>
    public void Fetch(int step)
    {
        int sent = step - delaySteps;
        if (sent >= _source.Steps || !_source.MayHaveSpikes(sent)) return;
        foreach (Projection projection in _projections) projection.Fetch(step);
    }
}
