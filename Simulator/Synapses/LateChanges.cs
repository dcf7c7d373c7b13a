using System.Runtime.Intrinsics;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>
/// Changes of weights by post-synaptic spikes, made late: when the next pre-synaptic spike arrives at the synapse. A spike that arrives
/// reads the weights of its neuron anyway, one beside the other, while a post-synaptic spike would find them one to a line of the cache.
/// </summary>
internal abstract class LateChanges
{
    /// <summary>Bytes for the spikes of a post-synaptic neuron, and for the arrivals from a pre-synaptic one.</summary>
    public const int TargetBytes = 2 * Depth * sizeof(float), SourceBytes = sizeof(int);

    /// <summary>How many spikes of a post-synaptic neuron can wait.</summary>
    protected const int Depth = 16;

    /// <summary>Makes the changes that wait for the synapses of a neuron, before its spike is delivered, and notes it.</summary>
    /// <param name="source">The pre-synaptic neuron.</param>
    /// <param name="step">The step in which its spike arrives, before its trace counts it.</param>
    public abstract void Arrive(int source, int step);

    /// <summary>Makes all changes that wait: the weights are then those of the present.</summary>
    public abstract void MakeAll();

    /// <summary>Forgets what waits: weights and traces have been restored.</summary>
    public abstract void Forget();
}

/// <summary>Late changes of one kind.</summary>
/// <remarks>
/// The weights are those of changes made at once, bit for bit. Let a spike of j arrive in step a and its next one in step b. A
/// post-synaptic spike of i in a step s, a &lt;= s &lt; b, finds the trace x_j = f(s) stored_j, in which stored_j stays as the arrival in a
/// has left it (<see cref="DecayingTrace"/>), and f(s), the decay, is the same for all neurons. So the steps s of each i and one factor for
/// each step are all that has to be kept; nobody reads w_ij between a and b; and in b, before the delivery, the changes are made in the
/// order of s, by the same operations. Only where stored values are scaled anew, or somebody asks for all weights, or a neuron has more
/// spikes than can wait, all changes are made before.
/// Arrivals of a step come before its post-synaptic spikes, hence a &lt;= s.
/// </remarks>
/// <typeparam name="TChange">The change.</typeparam>
internal sealed unsafe class LateChanges<TChange> : LateChanges
    where TChange : struct, IVectorChange, IEquatable<TChange>
{
    // For how many steps spikes can wait: a float32 holds these numbers and their halves exactly.
    private const int MostSteps = 1 << 22;
    private const float None = -1;

    private readonly Connectivity _connectivity;
    private readonly AlignedArray<float> _weights;
    private readonly DecayingTrace _trace;
    private readonly AlignedArray<ushort>? _shortTargets;

    // The last spike of every post-synaptic neuron, then the one before it of every neuron, and so on: the steps since the first of all
    // that wait, or none, and the factor of the step. Mostly one or two spikes wait, and those of all neurons fit into the cache.
    private readonly AlignedArray<float> _spikes;

    // Step of the last arrival from every pre-synaptic neuron, since the same.
    private readonly AlignedArray<int> _arrivals;
    private TChange _change;
    private bool _isEmpty = true;
    private int _first;

    /// <summary>Changes of the weights of a projection.</summary>
    /// <param name="connectivity">Who is connected to whom.</param>
    /// <param name="weights">The weights, in the order of the connectivity.</param>
    /// <param name="shortTargets">The targets in 16 bits; null: there are too many for that.</param>
    /// <param name="trace">The trace of every pre-synaptic neuron, which counts its spikes as they arrive.</param>
    public LateChanges(
        Connectivity connectivity, AlignedArray<float> weights, AlignedArray<ushort>? shortTargets, DecayingTrace trace)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, connectivity.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(trace.Stored.Length, connectivity.Sources);
        (_connectivity, _weights, _shortTargets, _trace) = (connectivity, weights, shortTargets, trace);
        _spikes = new AlignedArray<float>(checked(2 * Depth * connectivity.Targets));
        _arrivals = new AlignedArray<int>(connectivity.Sources);
        Forget();
        trace.Rescaling += MakeAll;
    }

    /// <summary>Notes post-synaptic spikes.</summary>
    /// <param name="targets">The neurons that spike, each of them once.</param>
    /// <param name="step">The present step.</param>
    /// <param name="change">What each does to the weights onto it.</param>
    /// <param name="factor">What turns stored traces into what the change asks for, in this step.</param>
    public void Add(ReadOnlySpan<int> targets, int step, TChange change, float factor)
    {
        if (!_isEmpty && (step - _first > MostSteps || !change.Equals(_change))) MakeAll();
        foreach (int target in targets)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)target, (uint)_connectivity.Targets, nameof(targets));
            if (!_isEmpty && Spike(Depth - 1)[2 * target] != None) MakeAll();
            if (_isEmpty) (_isEmpty, _first, _change) = (false, step, change);
            for (int i = Depth - 1; i > 0; i--) ((double*)Spike(i))[target] = ((double*)Spike(i - 1))[target];
            (Spike(0)[2 * target], Spike(0)[2 * target + 1]) = (step - _first, factor);
        }
    }

    /// <inheritdoc/>
    public override void Arrive(int source, int step)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)source, (uint)_connectivity.Sources, nameof(source));
        if (_isEmpty) return;
        Make(source);
        _arrivals.Pointer[source] = step - _first;
    }

    /// <inheritdoc/>
    public override void MakeAll()
    {
        if (_isEmpty) return;
        for (int source = 0; source < _connectivity.Sources; source++) Make(source);
        Forget();
    }

    /// <inheritdoc/>
    public override void Forget()
    {
        _spikes.Span.Fill(None);
        _arrivals.Span.Clear();
        (_isEmpty, _first, _change) = (true, 0, default);
    }

    // Pairs of step and factor, one for each neuron: its last spike but so many.
    private float* Spike(int before) => _spikes.Pointer + (nint)2 * before * _connectivity.Targets;

    // Makes the changes that wait for a source: those of the steps from its last arrival on.
    private void Make(int source)
    {
        float since = _arrivals.Pointer[source];
        int k = _connectivity.Row(source), end = _connectivity.Row(source + 1);
        if (_shortTargets is not null && Vector256.IsHardwareAccelerated) Make<Lanes256>(ref k, end, source, since);
        else if (_shortTargets is not null) Make<Lanes128>(ref k, end, source, since);
        int* targets = _connectivity.TargetOf.Pointer;
        float stored = _trace.Stored.Pointer[source];
        TChange change = _change;
        for (; k < end; k++)
        {
            int waiting = 0, spike = 2 * targets[k];
            while (waiting < Depth && Spike(waiting)[spike] >= since) waiting++;
            while (--waiting >= 0) _weights.Pointer[k] = change.Of(_weights.Pointer[k], stored, Spike(waiting)[spike + 1]);
        }
    }

    // In vectors, as far as there are whole ones. Of the lanes, those change for which a spike waits.
    private void Make<T>(ref int k, int end, int source, float since)
        where T : unmanaged, ILanes<T>
    {
        T* waits = stackalloc T[Depth], factors = stackalloc T[Depth];
        ushort* targets = _shortTargets!.Pointer;
        float* weights = _weights.Pointer, latest = Spike(0);
        nint all = 2 * _connectivity.Targets;
        T stored = T.Broadcast(_trace.Stored.Pointer[source]), before = T.Broadcast(since - 0.5f);
        TChange change = _change;
        for (; k + T.Count <= end; k += T.Count)
        {
            int waiting = 0;
            for (float* spikes = latest; waiting < Depth; spikes += all, waiting++)
            {
                T.GatherPairs(spikes, targets + k, out T step, out factors[waiting]);
                waits[waiting] = T.Greater(step, before);
                if (T.Bits(waits[waiting]) == 0) break;
            }

            if (waiting == 0) continue;
            T weight = T.Load(weights + k);
            while (--waiting >= 0) weight = T.Select(waits[waiting], change.Of(weight, stored, factors[waiting]), weight);
            T.Store(weight, weights + k);
        }
    }
}
