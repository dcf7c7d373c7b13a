using System.Numerics;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>
/// Synapses that do not learn, each with a delay of its own, and with a weight of its own if wanted. A synapse takes 2 bytes for its target (4 in populations of
/// more than 65,536 neurons) and 4 for its weight; its delay is told by its place.
/// </summary>
/// <remarks>
/// The synapses of a source are sorted by delay, then by target. In step k the spikes of step k - d are delivered to the synapses with the
/// delay d, for every d from the shortest to the longest. So a spike visits its synapses in as many portions as there are delays, and what
/// is under way is in the lists of spikes alone. The order of additions is fixed: by delay, then by source, then by target.
/// A portion is some ten synapses at a place in memory that nothing has read before, so a delivery notes the portions of a step, and fetches each from memory
/// while others before it are added. What is added to, one value per neuron of the target, stays in the cache.
/// </remarks>
internal sealed unsafe class DelayedProjection : UniformProjection
{
    // Portions that are noted at a time, and how many of them are fetched ahead: about as many as the processor fetches side by side.
    private const int Noted = 256, Ahead = 8;

    // 16 bits tell so many neurons apart.
    private const int MostShort = ushort.MaxValue + 1;

    private readonly int _sources, _targets;
    private readonly AlignedArray<float>? _factors;

    // Exactly one of them.
    private readonly AlignedArray<ushort>? _shortTargetOf;
    private readonly AlignedArray<int>? _targetOf;

    // For every source the first synapse of each delay, with the end of the longest last.
    private readonly AlignedArray<int> _starts;
    private readonly int _stride;
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
    private DelayedProjection(
        ProjectionSettings settings, Population source, Population target, Connectivity connectivity, AlignedArray<ushort> delays, AlignedArray<float>? factors, int longest)
        : base(settings, source, target, null)
    {
        connectivity.Between(source, target);
        (_sources, _targets) = (connectivity.Sources, connectivity.Targets);
        LongestDelaySteps = longest;
        _stride = longest - settings.DelaySteps + 2;
        _starts = new AlignedArray<int>(checked(_sources * _stride));
        _factors = factors;
        if (IndexBytes(_targets) == sizeof(ushort)) Sort(connectivity, delays, _shortTargetOf = new AlignedArray<ushort>(connectivity.Count));
        else Sort(connectivity, delays, _targetOf = new AlignedArray<int>(connectivity.Count));
    }

    /// <summary>The connectivity with the synapses of a source sorted by delay: made when it is asked for, because deliveries need none.</summary>
    public override Connectivity Connectivity => _connectivity ??= Unpacked();

    /// <inheritdoc/>
    public override int LongestDelaySteps { get; }

    /// <inheritdoc/>
    internal override int StoredSynapses => _shortTargetOf?.Length ?? _targetOf!.Length;

    private IEnumerable<int> Rows => Enumerable.Range(0, _sources).Select(source => _starts.Span[source * _stride]).Append(StoredSynapses);

    /// <inheritdoc/>
    internal override ulong HashOfPairs =>
        _hash ??= _shortTargetOf is not null ? Connectivity.HashOf<ushort>(Rows, _shortTargetOf.Span) : Connectivity.HashOf<int>(Rows, _targetOf!.Span);

    /// <summary>Bytes of the index of a target.</summary>
    /// <param name="targets">Number of neurons of the target population.</param>
    public static int IndexBytes(int targets) => targets > MostShort ? sizeof(int) : sizeof(ushort);

    /// <summary>Connects two populations.</summary>
    /// <param name="settings">Name, receptor, filter and weight; the delay is that of the synapses.</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Connectivity, with targets in ascending order.</param>
    /// <param name="delays">The delay of every synapse in steps, in the order of the connectivity.</param>
    /// <param name="factors">
    /// By what the weight of the projection is multiplied at every synapse, in the order of the connectivity; null: by 1. The projection keeps the array and
    /// sorts it.
    /// </param>
    /// <exception cref="ArgumentException">There is not one delay, or one factor, for every synapse.</exception>
    public static DelayedProjection Create(
        ProjectionSettings settings, Population source, Population target, Connectivity connectivity, AlignedArray<ushort> delays, AlignedArray<float>? factors)
    {
        if (delays.Length != connectivity.Count || (factors is not null && factors.Length != connectivity.Count))
            throw new ArgumentException($"{connectivity.Count} synapses have {delays.Length} delays and {factors?.Length ?? connectivity.Count} factors", nameof(delays));
        int shortest = ushort.MaxValue, longest = 0;
        foreach (ushort delay in delays.Span) (shortest, longest) = (Math.Min(shortest, delay), Math.Max(longest, delay));
        if (delays.Length == 0) shortest = longest = 1;
        return new DelayedProjection(settings with { DelaySteps = shortest }, source, target, connectivity, delays, factors, longest);
    }

    /// <inheritdoc/>
    public override float[] WeightsOfConnectivity()
    {
        float[] weights = new float[StoredSynapses];
        for (int k = 0; k < weights.Length; k++) weights[k] = (float)Weight * (_factors is null ? 1 : _factors.Span[k]);
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
        if (_shortTargetOf is not null) Deliver(_shortTargetOf.Pointer, step);
        else Deliver(_targetOf!.Pointer, step);
    }

    private void Deliver<TIndex>(TIndex* targets, int step)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        nint* noted = stackalloc nint[Noted];
        int count = 0;
        for (int i = 0; i < _stride - 1; i++)
        {
            int* starts = _starts.Pointer + i;
            foreach (int neuron in Source.SpikesAt(Settings.Transmits, step - Settings.DelaySteps - i))
            {
                int* start = starts + (nint)neuron * _stride;
                CacheLines.Fetch(start);
                noted[count++] = (nint)start;
                if (count < Noted) continue;
                Add(targets, (int**)noted, count);
                count = 0;
            }
        }

        Add(targets, (int**)noted, count);
    }

    /// <summary>Adds noted portions in their order.</summary>
    /// <param name="targets">Target of every synapse.</param>
    /// <param name="noted">Where each portion starts and ends is written.</param>
    /// <param name="count">Number of portions.</param>
    private void Add<TIndex>(TIndex* targets, int** noted, int count)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        float* conductances = Conductances.Pointer, factors = _factors is null ? null : _factors.Pointer;
        float weight = (float)Weight;
        for (int i = 0; i < count + Ahead; i++)
        {
            if (i < count)
            {
                int first = noted[i][0], length = noted[i][1] - first;
                CacheLines.Fetch(targets + first, length);
                if (factors != null) CacheLines.Fetch(factors + first, length);
            }

            if (i < Ahead) continue;
            int k = noted[i - Ahead][0], end = noted[i - Ahead][1];
            if (factors == null)
                for (; k < end; k++) conductances[int.CreateTruncating(targets[k])] += weight;
            else
                for (; k < end; k++) conductances[int.CreateTruncating(targets[k])] += weight * factors[k];
        }
    }

    /// <summary>Sorts the synapses of every source by delay: a counting sort, which keeps the order of targets among equal delays.</summary>
    private void Sort<TIndex>(Connectivity connectivity, AlignedArray<ushort> delays, AlignedArray<TIndex> targetOf)
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        int shortest = Settings.DelaySteps;
        SideBySide.Ranges(_sources, connectivity.Count, (from, until) =>
        {
            int[] next = new int[_stride];
            float[] unsorted = [];
            for (int neuron = from; neuron < until; neuron++)
            {
                int first = connectivity.Row(neuron), end = connectivity.Row(neuron + 1);
                Array.Clear(next);
                for (int k = first; k < end; k++) next[delays.Span[k] - shortest + 1]++;
                next[0] = first;
                for (int i = 1; i < _stride; i++) next[i] += next[i - 1];
                next.CopyTo(_starts.Span.Slice(neuron * _stride, _stride));
                if (unsorted.Length < end - first) unsorted = new float[end - first];
                _factors?.Span[first..end].CopyTo(unsorted);
                for (int k = first; k < end; k++)
                {
                    int slot = next[delays.Span[k] - shortest]++;
                    targetOf.Span[slot] = TIndex.CreateTruncating(connectivity.TargetOf.Span[k]);
                    if (_factors is not null) _factors.Span[slot] = unsorted[k - first];
                }
            }
        });
    }

    private Connectivity Unpacked()
    {
        AlignedArray<int> rows = new(_sources + 1), targetOf = new(StoredSynapses);
        int source = 0;
        foreach (int row in Rows) rows.Span[source++] = row;
        for (int k = 0; k < targetOf.Length; k++) targetOf.Pointer[k] = _shortTargetOf is not null ? _shortTargetOf.Pointer[k] : _targetOf!.Pointer[k];
        return new Connectivity(_sources, _targets, rows, targetOf, RowOrder.Any);
    }
}
