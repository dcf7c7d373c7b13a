using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>
/// Synapses that do not learn, each with a delay of its own, and with a weight of its own if wanted. A synapse takes 8 bytes: 4 for its
/// target and 4 for its weight. Its place says its delay.
/// </summary>
/// <remarks>
/// The synapses of a source are sorted by delay, then by target. In step k the spikes of step k - d are delivered to the synapses with the
/// delay d, for every d from the shortest to the longest. So a spike visits its synapses in as many portions as there are delays, and what
/// is under way is in the lists of spikes alone. The order of additions is fixed: by delay, then by source, then by target. A portion is
/// some ten synapses at a place in memory that nothing has read before, so a delivery notes the portions of a step, and fetches each from
/// memory while others before it are added. Target and weight side by side are one place to fetch and not two. What is added to, one value
/// per neuron of the target, stays in the cache.
/// </remarks>
internal sealed unsafe class DelayedProjection : UniformProjection
{
    // Portions that are noted at a time, and how many of them are fetched ahead: about as many as the processor fetches side by side.
    private const int Noted = 256, Ahead = 8;

    private readonly int _sources, _targets;
    private readonly AlignedArray<Synapse> _synapses;

    // For every source the first synapse of each delay, with the end of the longest last.
    private readonly AlignedArray<int> _starts;
    private readonly int _stride;
    private readonly EfficaciesUnderWay? _underWay;
    private Connectivity? _connectivity;
    private ulong? _hash;

    /// <summary>Sorts the synapses by delay.</summary>
    /// <param name="settings">Name, receptor, filter, weight and the shortest delay.</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Connectivity.</param>
    /// <param name="delays">The delay of every synapse in steps.</param>
    /// <param name="factors">The factor of every synapse.</param>
    /// <param name="longest">The longest delay in steps.</param>
    /// <param name="shortTermPlasticity">Short-term plasticity; null: efficacies are always 1.</param>
    private DelayedProjection(
        ProjectionSettings settings,
        Population source,
        Population target,
        Connectivity connectivity,
        AlignedArray<ushort> delays,
        AlignedArray<float>? factors,
        int longest,
        ShortTermSynapses? shortTermPlasticity)
        : base(settings, source, target, null)
    {
        connectivity.Between(source, target);
        (_sources, _targets) = (connectivity.Sources, connectivity.Targets);
        LongestDelaySteps = longest;
        _stride = longest - settings.DelaySteps + 2;
        if (shortTermPlasticity is not null) _underWay = new EfficaciesUnderWay(shortTermPlasticity, settings, source, _stride - 1);
        _starts = new AlignedArray<int>(checked(_sources * _stride));
        _synapses = new AlignedArray<Synapse>(connectivity.Count);
        Sort(connectivity, delays, factors);
    }

    /// <summary>
    /// The connectivity with the synapses of a source sorted by delay: made when it is asked for, because deliveries need none.
    /// </summary>
    public override Connectivity Connectivity => _connectivity ??= Unpacked();

    /// <inheritdoc/>
    public override int LongestDelaySteps { get; }

    /// <inheritdoc/>
    internal override int StoredSynapses => _synapses.Length;

    private IEnumerable<int> Rows => Enumerable.Range(0, _sources).Select(source => _starts.Span[source * _stride]).Append(StoredSynapses);

    /// <inheritdoc/>
    internal override bool HasOwnDelays => true;

    /// <inheritdoc/>
    internal override ulong HashOfPairs => _hash ??= Connectivity.HashOf<Synapse>(Rows, _synapses.Span, synapse => synapse.Target);

    /// <summary>Bytes of a synapse.</summary>
    public static int BytesEach => sizeof(Synapse);

    /// <summary>Connects two populations.</summary>
    /// <param name="settings">Name, receptor, filter and weight; the delay is that of the synapses.</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Connectivity, with targets in ascending order.</param>
    /// <param name="delays">The delay of every synapse in steps, in the order of the connectivity.</param>
    /// <param name="factors">By what the weight of the projection is multiplied at every synapse, in the order of the connectivity; null:
    /// by 1.</param>
    /// <param name="shortTermPlasticity">
    /// Short-term plasticity, with one efficacy for all synapses of a neuron; null: efficacies are always 1.
    /// </param>
    /// <param name="range">
    /// The shortest and the longest delay of all synapses, where those given are a part of them; null: those of the given ones. All
    /// processes that share a projection find an efficacy in the same step, the one that random numbers are drawn for.
    /// </param>
    /// <exception cref="ArgumentException">There is not one delay, or one factor, for every synapse.</exception>
    public static DelayedProjection Create(
        ProjectionSettings settings,
        Population source,
        Population target,
        Connectivity connectivity,
        AlignedArray<ushort> delays,
        AlignedArray<float>? factors,
        ShortTermSynapses? shortTermPlasticity = null,
        (int Shortest, int Longest)? range = null)
    {
        if (delays.Length != connectivity.Count || (factors is not null && factors.Length != connectivity.Count))
        {
            string found = $"{delays.Length} delays and {factors?.Length ?? connectivity.Count} factors";
            throw new ArgumentException($"{connectivity.Count} synapses have {found}", nameof(delays));
        }

        (int shortest, int longest) = range ?? RangeOf(delays, settings);
        settings = settings with { DelaySteps = shortest };
        return new DelayedProjection(settings, source, target, connectivity, delays, factors, longest, shortTermPlasticity);
    }

    /// <inheritdoc/>
    public override float[] WeightsOfConnectivity()
    {
        float[] weights = new float[StoredSynapses];
        for (int k = 0; k < weights.Length; k++) weights[k] = (float)Weight * _synapses.Span[k].Factor;
        return weights;
    }

    /// <inheritdoc/>
    public override ushort[] DelaysOfConnectivity()
    {
        ushort[] delays = new ushort[StoredSynapses];
        for (int neuron = 0; neuron < _sources; neuron++)
        {
            ReadOnlySpan<int> starts = _starts.Span.Slice(neuron * _stride, _stride);
            for (int i = 0; i < _stride - 1; i++) delays.AsSpan(starts[i]..starts[i + 1]).Fill((ushort)(Settings.DelaySteps + i));
        }

        return delays;
    }

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        nint* noted = stackalloc nint[Noted];
        float* weights = stackalloc float[Noted];
        float common = (float)Weight;
        int count = 0;
        for (int i = 0; i < _stride - 1; i++)
        {
            int* starts = _starts.Pointer + i;
            ReadOnlySpan<int> spiked = Source.SpikesAt(Settings.Transmits, step - Settings.DelaySteps - i);
            if (i == 0) _underWay?.Find(step, spiked);
            ReadOnlySpan<double> efficacies = _underWay is null ? default : _underWay.Of(step - i);
            for (int k = 0; k < spiked.Length; k++)
            {
                int* start = starts + (nint)spiked[k] * _stride;
                CacheLines.Fetch(start);
                weights[count] = _underWay is null ? common : (float)(Weight * efficacies[k]);
                noted[count++] = (nint)start;
                if (count < Noted) continue;
                Add((int**)noted, weights, count);
                count = 0;
            }
        }

        Add((int**)noted, weights, count);
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        base.VisitState(visitor);
        ((IHasState?)_underWay)?.VisitState(visitor);
    }

    /// <summary>Adds noted portions in their order.</summary>
    /// <param name="noted">Where it is written where each portion starts and, after that, where it ends.</param>
    /// <param name="weights">By what the factors of each portion are multiplied.</param>
    /// <param name="count">Number of portions.</param>
    private void Add(int** noted, float* weights, int count)
    {
        float* conductances = Conductances.Pointer;
        Synapse* synapses = _synapses.Pointer;
        for (int i = 0; i < count + Ahead; i++)
        {
            if (i < count) CacheLines.Fetch(synapses + noted[i][0], noted[i][1] - noted[i][0]);
            if (i < Ahead) continue;
            float weight = weights[i - Ahead];
            Synapse* end = synapses + noted[i - Ahead][1];
            for (Synapse* synapse = synapses + noted[i - Ahead][0]; synapse < end; synapse++)
                conductances[synapse->Target] += weight * synapse->Factor;
        }
    }

    /// <summary>
    /// Sorts the synapses of every source by delay: a counting sort, which keeps the order of targets among equal delays.
    /// </summary>
    private void Sort(Connectivity connectivity, AlignedArray<ushort> delays, AlignedArray<float>? factors)
    {
        int shortest = Settings.DelaySteps;
        SideBySide.Ranges(_sources, connectivity.Count, (from, until) =>
        {
            int[] next = new int[_stride];
            for (int neuron = from; neuron < until; neuron++)
            {
                int first = connectivity.Row(neuron), end = connectivity.Row(neuron + 1);
                Array.Clear(next);
                for (int k = first; k < end; k++) next[delays.Span[k] - shortest + 1]++;
                next[0] = first;
                for (int i = 1; i < _stride; i++) next[i] += next[i - 1];
                next.CopyTo(_starts.Span.Slice(neuron * _stride, _stride));
                for (int k = first; k < end; k++)
                {
                    int slot = next[delays.Span[k] - shortest]++;
                    _synapses.Span[slot] = new Synapse(connectivity.TargetOf.Span[k], factors is null ? 1 : factors.Span[k]);
                }
            }
        });
    }

    private Connectivity Unpacked()
    {
        AlignedArray<int> rows = new(_sources + 1), targetOf = new(StoredSynapses);
        int source = 0;
        foreach (int row in Rows) rows.Span[source++] = row;
        for (int k = 0; k < targetOf.Length; k++) targetOf.Span[k] = _synapses.Span[k].Target;
        return new Connectivity(_sources, _targets, rows, targetOf, RowOrder.Any);
    }

    /// <summary>A synapse as deliveries read it.</summary>
    /// <param name="Target">Its target.</param>
    /// <param name="Factor">By what the weight of the projection is multiplied.</param>
    private readonly record struct Synapse(int Target, float Factor);
}
