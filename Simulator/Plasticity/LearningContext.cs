using Spiking.Neurons;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>Traces and averages that follow one population, each of them once, however many learners ask for it.</summary>
internal sealed class SharedTraces
{
    private readonly Dictionary<object, IStepped> _byKey = [];
    private readonly List<IStepped> _all = [];

    /// <summary>All of them, in the order in which they were added.</summary>
    public IReadOnlyList<IStepped> All => _all;

    /// <summary>Adds something that nobody shares.</summary>
    public void Add(IStepped stepped) => _all.Add(stepped);

    /// <summary>Finds what was created for a key before, or creates it.</summary>
    /// <typeparam name="T">Its type, a part of the key.</typeparam>
    /// <param name="key">All that its values depend on: time constants, kinds of spikes, the pre-synaptic population.</param>
    /// <param name="create">Creates it.</param>
    public T Share<T>(object key, Func<T> create)
        where T : class, IStepped
    {
        if (_byKey.TryGetValue((typeof(T), key), out IStepped? known)) return (T)known;
        T created = create();
        _byKey.Add((typeof(T), key), created);
        _all.Add(created);
        return created;
    }
}

/// <summary>Projection, populations and shared traces, which a learning rule gets when it is created.</summary>
public sealed class LearningContext
{
    private readonly SharedTraces _traces;

    /// <summary>Takes what the engine knows of the projection.</summary>
    /// <param name="projection">The projection whose weights are to learn.</param>
    /// <param name="traces">The traces that follow the post-synaptic population.</param>
    internal LearningContext(WeightedProjection projection, SharedTraces traces) => (Projection, _traces) = (projection, traces);

    /// <summary>The projection whose weights are to learn.</summary>
    public WeightedProjection Projection { get; }

    /// <summary>Pre-synaptic population.</summary>
    public Population Source => Projection.Source;

    /// <summary>Post-synaptic population.</summary>
    public Population Target => Projection.Target;

    /// <summary>Time step (s).</summary>
    public double TimeStep => Projection.Target.Settings.TimeStep;

    /// <summary>Finds a trace or average of the post-synaptic population that another learner has asked for, or creates it.</summary>
    /// <inheritdoc cref="SharedTraces.Share"/>
    public T Share<T>(object key, Func<T> create)
        where T : class, IStepped => _traces.Share(key, create);

    /// <summary>The trace of the spikes of each pre-synaptic neuron, as they arrive.</summary>
    /// <param name="timeConstant">Time constant (s).</param>
    /// <param name="kind">Which spikes are counted, whatever the projection transmits.</param>
    /// <param name="pairing">Which earlier spikes the trace remembers.</param>
    public DecayingTrace TraceOfArrivals(double timeConstant, SpikeFilter kind, SpikePairing pairing = SpikePairing.AllToAll)
    {
        Projection.Need(kind);
        int delay = Projection.Settings.DelaySteps;
        return Share((Source.Name, delay, timeConstant, kind, pairing),
            () => new PresynapticTrace(Source, delay, timeConstant, kind, pairing)).Trace;
    }

    /// <summary>The trace of the spikes of each post-synaptic neuron.</summary>
    /// <param name="timeConstant">Time constant (s).</param>
    /// <param name="kind">Which spikes are counted.</param>
    /// <param name="pairing">Which earlier spikes the trace remembers.</param>
    public DecayingTrace TraceOfSpikes(
        double timeConstant, SpikeFilter kind = SpikeFilter.Spikes, SpikePairing pairing = SpikePairing.AllToAll) =>
        Share((timeConstant, kind, pairing), () => new PostsynapticTrace(Target, timeConstant, kind, pairing)).Trace;
}
