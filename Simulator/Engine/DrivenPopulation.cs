using System.Globalization;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>
/// A population with all that drives it: currents, background, the projections onto it, and their learners with the traces that these
/// share. Nothing here is shared with another population, so populations can take their steps one after the other, as far as they know each
/// other's spikes.
/// </summary>
internal sealed class DrivenPopulation : IHasState
{
    private readonly int _index;
    private readonly InjectedCurrents _currents;
    private readonly Afferent[] _afferents;

    // Projections and learners, in the order of the description, and traces, with the index of what they come from; for each of these
    // whether anything arrives in the present step.
    private readonly (Projection Projection, int Afferent)[] _projections;
    private readonly (Learner Learner, int Afferent)[] _learners;
    private readonly (IArrivalTrace Trace, int Afferent)[] _arrivalTraces;
    private readonly bool[] _arrives;
    private readonly BackgroundNoise[] _background;
    private readonly IStepped[] _stepped;
    private Fingerprint _spikes = Fingerprint.Empty;
    private int _claimed;

    public DrivenPopulation(PopulationParts parts, int index)
    {
        _index = index;
        Population = parts.Population;
        _currents = parts.Currents;
        _afferents = Afferent.Of(parts.Projections);
        _arrives = new bool[_afferents.Length];
        int AfferentOf(Population source, int delay) => Array.FindIndex(_afferents, a => a.Is(source, delay));
        _projections = [.. parts.Projections.Select(p => (p, AfferentOf(p.Source, p.Settings.DelaySteps)))];
        _learners = [.. parts.Learners.Select(l => (l, AfferentOf(l.Projection.Source, l.Projection.Settings.DelaySteps)))];
        _arrivalTraces = [.. parts.Traces.All.OfType<IArrivalTrace>().Select(t => (t, AfferentOf(t.Source, t.DelaySteps)))];
        _background = [.. parts.Background];
        _stepped = [.. parts.Traces.All];
    }

    public Population Population { get; }

    /// <summary>The injected currents.</summary>
    public InjectedCurrents Currents => _currents;

    /// <summary>
    /// Cost of a step, in neurons: at the usual rates of a few Hz some 400 incoming synapses cost as much as a neuron itself.
    /// </summary>
    public double Load => Population.Size + _projections.Sum(p => p.Projection.StoredSynapses) / 400.0;

    /// <summary>Number of steps in which the neurons have advanced.</summary>
    public int Advanced => Population.Progress.Recent.Steps;

    /// <summary>Number of steps whose spikes have been received.</summary>
    public int Received { get; private set; }

    /// <summary>Hash of all spikes so far.</summary>
    public ulong SpikesHash => _spikes.Value;

    /// <summary>Visits the population with what drives it, and its traces; projections and learners are parts of their own.</summary>
    public void VisitParts(StateVisitor visitor)
    {
        visitor.Part($"population {Population.Name}", this);
        for (int i = 0; i < _stepped.Length; i++)
        {
            string name =
                string.Create(CultureInfo.InvariantCulture, $"trace {i} of population {Population.Name}, {_stepped[i].GetType().Name}");
            visitor.Part(name,
                _stepped[i] as IHasState ?? throw new SnapshotException($"{name}, does not say what its state is (IHasState)."));
        }
    }

    void IHasState.VisitState(StateVisitor visitor)
    {
        ((IHasState)Population).VisitState(visitor);
        _spikes.VisitState(visitor);
        _currents.VisitState(visitor);
        foreach (BackgroundNoise background in _background) background.VisitState(visitor);
        if (!visitor.IsRestoring) return;
        (Received, _claimed) = (visitor.Now, 0);
        ForgetSources();
    }

    /// <summary>
    /// Forgets what the sources of its input had done: it has been restored, or completed with what other processes know.
    /// </summary>
    public void ForgetSources()
    {
        foreach (Afferent afferent in _afferents) afferent.Forget();
    }

    /// <summary>Claims the block that ends before a step for the calling thread. Returns whether nobody else has claimed it.</summary>
    public bool TryClaim(int end)
    {
        int last = Volatile.Read(ref _claimed);
        return last != end && Interlocked.CompareExchange(ref _claimed, end, last) == last;
    }

    /// <summary>Gives up the claim to a block, so that another thread can claim what is left of it.</summary>
    public void Release() => Volatile.Write(ref _claimed, 0);

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
        foreach (Afferent afferent in _afferents) afferent.Prefetch(step);
        _currents.Advance(step);
        Population.Advance(step);
        if (!Population.IsShared) AddToFingerprint(step);
    }

    /// <summary>Adds the spikes of the present step to the hash of all spikes.</summary>
    public void AddToFingerprint(int step) => _spikes.Add(step, _index, Population.Spikes.Present);

    /// <summary>
    /// Effects of the spikes of a step, after all neurons have advanced in it, with the numbers of docs/step.md:
    /// 3. Spikes that arrive, and background spikes, are delivered: they add to conductances, which act in the next step, with the weights
    /// that the step before has left.
    /// 4. Learners see the arrivals and change weights.
    /// 5. Traces count the arrivals.
    /// 6. Learners see the population's own spikes and change weights.
    /// 7. Traces and averages count the population's own spikes and decay; schedules set what holds in the next step.
    /// 8. In a step without arrivals, or without spikes, learners are not called.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="learning">Whether plasticity is on. Learners with times of their own do not ask.</param>
    public void Receive(int step, bool learning)
    {
        bool spikes = !Population.Spikes.Present.IsEmpty;
        if (spikes && learning)
            foreach ((Learner learner, _) in _learners) learner.PrefetchForSpikes();
        for (int i = 0; i < _afferents.Length; i++) _arrives[i] = _afferents[i].Arrives(step);

        // 3. Deliver.
        foreach ((Projection projection, int afferent) in _projections)
            if (_arrives[afferent]) projection.Deliver(step);
        foreach (BackgroundNoise background in _background) background.Deliver(step);

        // 4. Arrivals; 8.
        foreach ((Learner learner, int afferent) in _learners)
            if (_arrives[afferent] && (learning || learner.HasOwnTimes)) learner.OnArrivals(step);

        // 5. Traces.
        foreach ((IArrivalTrace trace, int afferent) in _arrivalTraces)
            if (_arrives[afferent]) trace.CountArrivals(step);

        // 6. Spikes; 8.
        if (spikes)
        {
            foreach ((Learner learner, _) in _learners)
                if (learning || learner.HasOwnTimes) learner.OnSpikes(step);
        }

        // 7. After the step.
        foreach (IStepped stepped in _stepped) stepped.AfterStep(step);
        Received = step + 1;
    }
}
