using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>
/// A population with all that drives it: currents, background, the projections onto it, and what their plastic synapses know of both sides.
/// Nothing here is shared with another population, so populations can take their steps one after the other, as far as they know each
/// other's spikes.
/// </summary>
internal sealed class DrivenPopulation
{
    private readonly int _index;
    private readonly InjectedCurrents _currents;
    private readonly WeightSchedule[] _weightSchedules;
    private readonly Afferent[] _afferents;

    // Projections, in the order of the description, with the index of what they come from; and for each of these whether anything arrives.
    private readonly (Projection Projection, int Afferent)[] _projections;
    private readonly (PlasticProjection Projection, int Afferent)[] _plastic;
    private readonly bool[] _arrives;
    private readonly PoissonBackground[] _background;
    private readonly SuperposedBackground[] _superposed;
    private readonly (PresynapticTrace Trace, int Afferent)[] _traces;
    private readonly PostsynapticAverages[] _averages;
    private readonly FeedbackAverage[] _feedbackAverages;
    private Fingerprint _spikes = Fingerprint.Empty;
    private int _claimed;

    public DrivenPopulation(PopulationParts parts, int index)
    {
        _index = index;
        Population = parts.Population;
        _currents = parts.Currents;
        _weightSchedules = [.. parts.WeightSchedules];
        _afferents = Afferent.Of(parts.Projections);
        _arrives = new bool[_afferents.Length];
        int AfferentOf(Population source, int delay) => Array.FindIndex(_afferents, a => a.Is(source, delay));
        _projections = [.. parts.Projections.Select(p => (p, AfferentOf(p.Source, p.Settings.DelaySteps)))];
        _plastic = [.. _projections.Where(p => p.Projection is PlasticProjection).Select(p => ((PlasticProjection)p.Projection, p.Afferent))];
        _background = [.. parts.Background];
        _superposed = [.. parts.Superposed];
        _traces = [.. parts.Traces.Select(t => (t, AfferentOf(t.Source, t.DelaySteps)))];
        _averages = [.. parts.Averages];
        _feedbackAverages = [.. parts.FeedbackAverages];
    }

    public Population Population { get; }

    /// <summary>What a step costs, in neurons: at the usual rates of a few Hz some 400 incoming synapses cost as much as a neuron itself.</summary>
    public double Load => Population.Size + _projections.Sum(p => p.Projection.Connectivity?.Count ?? 0) / 400.0;

    /// <summary>Number of steps in which the neurons have advanced.</summary>
    public int Advanced => Population.Progress.Recent.Steps;

    /// <summary>Number of steps whose spikes have been received.</summary>
    public int Received { get; private set; }

    /// <summary>Hash of all spikes so far.</summary>
    public ulong SpikesHash => _spikes.Value;

    /// <summary>Claims the block that ends before a step for the calling thread. Returns whether nobody else has claimed it.</summary>
    public bool TryClaim(int end)
    {
        int last = Volatile.Read(ref _claimed);
        return last != end && Interlocked.CompareExchange(ref _claimed, end, last) == last;
    }

    /// <summary>Whether all spikes that arrive in a step are there, or are foreseen.</summary>
    /// <param name="step">The step.</param>
    /// <param name="first">The first step of the block that is being taken.</param>
    public bool CanReceive(int step, int first)
    {
        foreach (Afferent afferent in _afferents)
            if (!afferent.IsThere(step, first)) return false;
        return true;
    }

    /// <summary>The neurons take a step and spike. Meanwhile memory is fetched that arriving spikes will need.</summary>
    public void Advance(int step)
    {
        foreach (Afferent afferent in _afferents) afferent.Fetch(step);
        _currents.Advance(step);
        Population.Advance(step);
        _spikes.Add(step, _index, Population.Spikes.Present);
    }

    /// <summary>
    /// The spikes of a step arrive: projections and background deliver to conductances that act in the next step; pre-synaptic events, then
    /// post-synaptic events and bursts change weights; traces decay.
    /// </summary>
    public void Receive(int step, bool learning)
    {
        if (learning && !Population.Spikes.Present.IsEmpty)
            foreach (PostsynapticAverages averages in _averages) averages.Fetch();
        foreach (WeightSchedule schedule in _weightSchedules) schedule.Advance(step);
        for (int i = 0; i < _afferents.Length; i++) _arrives[i] = _afferents[i].Arrives(step);
        foreach ((Projection projection, int afferent) in _projections)
            if (_arrives[afferent]) projection.Deliver(step);
        foreach (FeedbackAverage average in _feedbackAverages) average.Advance();
        foreach (PoissonBackground background in _background) background.Deliver(step);
        foreach (SuperposedBackground background in _superposed) background.Deliver(step);
        if (learning)
        {
            foreach ((PlasticProjection projection, int afferent) in _plastic)
                if (_arrives[afferent]) projection.StrengthenSilentTargets(step);
        }

        foreach ((PresynapticTrace trace, int afferent) in _traces)
            if (_arrives[afferent]) trace.TakeEvents(step);
        foreach (PostsynapticAverages averages in _averages) averages.TakeSpikes(learning);
        foreach ((PresynapticTrace trace, _) in _traces) trace.Trace.Decay();
        foreach (PostsynapticAverages averages in _averages) averages.Decay();
        Received = step + 1;
    }
}
