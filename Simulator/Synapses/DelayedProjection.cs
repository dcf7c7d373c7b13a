using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>
/// Synapses that do not learn, each with a delay of its own, and with a weight of its own if wanted.
/// </summary>
/// <remarks>
/// The synapses of a source are sorted by delay, then by target. In step k the spikes of step k - d are delivered to the synapses with the
/// delay d, for every d from the shortest to the longest. So a spike visits its synapses in as many portions as there are delays, and what
/// is under way is in the lists of spikes alone. The order of additions is fixed: by delay, then by source, then by target.
/// </remarks>
internal sealed unsafe class DelayedProjection : UniformProjection
{
    private readonly AlignedArray<float>? _factors;

    // For every source the first synapse of each delay, with the end of the longest last.
    private readonly AlignedArray<int> _starts;
    private readonly int _stride;

    private DelayedProjection(
        ProjectionSettings settings, Population source, Population target, Connectivity sorted, AlignedArray<float>? factors, AlignedArray<int> starts, int longest)
        : base(settings, source, target, null)
    {
        Connectivity = sorted.Between(source, target);
        _factors = factors;
        _starts = starts;
        _stride = longest - settings.DelaySteps + 2;
        LongestDelaySteps = longest;
    }

    /// <inheritdoc/>
    public override Connectivity Connectivity { get; }

    /// <inheritdoc/>
    public override int LongestDelaySteps { get; }

    /// <summary>Connects two populations.</summary>
    /// <param name="settings">Name, receptor, filter and weight; the delay is that of the synapses.</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Connectivity, with targets in ascending order.</param>
    /// <param name="delays">The delay of every synapse in steps, in the order of the connectivity.</param>
    /// <param name="factors">By what the weight of the projection is multiplied at every synapse, in the order of the connectivity; null:
    /// by 1.</param>
    /// <exception cref="ArgumentException">There is not one delay, or one factor, for every synapse.</exception>
    public static DelayedProjection Create(
        ProjectionSettings settings, Population source, Population target, Connectivity connectivity, AlignedArray<ushort> delays, AlignedArray<float>? factors)
    {
        if (delays.Length != connectivity.Count || (factors is not null && factors.Length != connectivity.Count))
            throw new ArgumentException($"{connectivity.Count} synapses have {delays.Length} delays and {factors?.Length ?? connectivity.Count} factors", nameof(delays));
        int shortest = ushort.MaxValue, longest = 0;
        foreach (ushort delay in delays.Span) (shortest, longest) = (Math.Min(shortest, delay), Math.Max(longest, delay));
        if (delays.Length == 0) shortest = longest = 1;
        int stride = longest - shortest + 2;
        AlignedArray<int> starts = new(checked(connectivity.Sources * stride)), targetOf = new(connectivity.Count);
        AlignedArray<float>? sorted = factors is null ? null : new AlignedArray<float>(connectivity.Count);
        int[] next = new int[stride];
        for (int neuron = 0; neuron < connectivity.Sources; neuron++)
        {
            // A counting sort, which keeps the order of targets among equal delays.
            int first = connectivity.Row(neuron), end = connectivity.Row(neuron + 1);
            Array.Clear(next);
            for (int k = first; k < end; k++) next[delays.Span[k] - shortest + 1]++;
            next[0] = first;
            for (int i = 1; i < stride; i++) next[i] += next[i - 1];
            next.CopyTo(starts.Span.Slice(neuron * stride, stride));
            for (int k = first; k < end; k++)
            {
                int slot = next[delays.Span[k] - shortest]++;
                targetOf.Span[slot] = connectivity.TargetOf.Span[k];
                if (sorted is not null) sorted.Span[slot] = factors!.Span[k];
            }
        }

        Connectivity byDelay = new(connectivity.Sources, connectivity.Targets, connectivity.Rows, targetOf, RowOrder.Any);
        return new DelayedProjection(settings with { DelaySteps = shortest }, source, target, byDelay, sorted, starts, longest);
    }

    /// <inheritdoc/>
    public override float[] WeightsOfConnectivity()
    {
        float[] weights = new float[Connectivity.Count];
        for (int k = 0; k < weights.Length; k++) weights[k] = (float)Weight * (_factors is null ? 1 : _factors.Span[k]);
        return weights;
    }

    /// <inheritdoc/>
    public override ushort[] DelaysOfConnectivity()
    {
        ushort[] delays = new ushort[Connectivity.Count];
        for (int neuron = 0; neuron < Connectivity.Sources; neuron++)
        {
            ReadOnlySpan<int> starts = _starts.Span.Slice(neuron * _stride, _stride);
            for (int i = 0; i < _stride - 1; i++) delays.AsSpan(starts[i]..starts[i + 1]).Fill((ushort)(Settings.DelaySteps + i));
        }

        return delays;
    }

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        float* conductances = Conductances.Pointer, factors = _factors is null ? null : _factors.Pointer;
        int* targets = Connectivity.TargetOf.Pointer, starts = _starts.Pointer;
        float weight = (float)Weight;
        for (int i = 0; i < _stride - 1; i++)
        {
            foreach (int neuron in Source.SpikesAt(Settings.Transmits, step - Settings.DelaySteps - i))
            {
                int* start = starts + ((nint)neuron * _stride + i);
                int end = start[1];
                if (factors == null)
                    for (int k = start[0]; k < end; k++) conductances[targets[k]] += weight;
                else
                    for (int k = start[0]; k < end; k++) conductances[targets[k]] += weight * factors[k];
            }
        }
    }
}
