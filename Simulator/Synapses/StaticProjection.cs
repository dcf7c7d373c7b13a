using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>Synapses of one weight between some pairs of neurons: only their targets are stored.</summary>
/// <remarks>
/// What limits the delivery is the memory from which the targets come, not the additions. Targets are therefore kept as 16-bit numbers where
/// the population is small enough; and since the spikes that arrive in the next step are known already if there is a delay, their targets
/// are fetched a step ahead.
/// </remarks>
/// <param name="settings">Name, receptor, filter, weight and delay.</param>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="target">Post-synaptic population.</param>
/// <param name="connectivity">Who is connected to whom.</param>
/// <param name="shortTermPlasticity">Efficacies of the pre-synaptic neurons; null: always 1.</param>
public sealed unsafe class StaticProjection(
    ProjectionSettings settings,
    Population source,
    Population target,
    Connectivity connectivity,
    TsodyksMarkramSynapses? shortTermPlasticity = null)
    : UniformProjection(settings, source, target, shortTermPlasticity)
{
    private const int CacheLine = 64;

    // Null where the target population has too many neurons for 16 bits.
    private readonly AlignedArray<ushort>? _shortTargets = Shortened(connectivity);

    /// <inheritdoc/>
    public override Connectivity Connectivity => connectivity;

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        foreach (int source in Arriving(step))
        {
            float transmitted = (float)Transmitted(source, step);
            int first = connectivity.Row(source), end = connectivity.Row(source + 1);
            if (_shortTargets is null) Add(transmitted, connectivity.TargetOf.Pointer, first, end);
            else Add(transmitted, _shortTargets.Pointer, first, end);
        }

        if (_shortTargets is not null && step + 1 - Settings.DelaySteps <= Source.Spikes.Step)
        {
            foreach (int source in Arriving(step + 1)) Fetch(_shortTargets.Pointer, source);
        }
    }

    private void Add(float transmitted, int* targets, int first, int end)
    {
        float* conductances = Conductances.Pointer;
        for (int k = first; k < end; k++) conductances[targets[k]] += transmitted;
    }

    // Four targets are read at a time. No target comes twice, so their order does not matter.
    private void Add(float transmitted, ushort* targets, int first, int end)
    {
        float* conductances = Conductances.Pointer;
        int k = first;
        for (; k <= end - 4; k += 4)
        {
            ulong four = Unsafe.ReadUnaligned<ulong>(targets + k);
            conductances[(ushort)four] += transmitted;
            conductances[(ushort)(four >> 16)] += transmitted;
            conductances[(ushort)(four >> 32)] += transmitted;
            conductances[four >> 48] += transmitted;
        }

        for (; k < end; k++) conductances[targets[k]] += transmitted;
    }

    // Into the second-level cache: the first holds no more than a part of the neurons' state, which is taken in between.
    private void Fetch(ushort* targets, int source)
    {
        if (!Sse.IsSupported) return;
        byte* end = (byte*)(targets + connectivity.Row(source + 1));
        for (byte* line = (byte*)(targets + connectivity.Row(source)); line < end; line += CacheLine) Sse.Prefetch1(line);
    }

    private static AlignedArray<ushort>? Shortened(Connectivity connectivity)
    {
        if (connectivity.Targets > ushort.MaxValue + 1) return null;
        AlignedArray<ushort> shortened = new(connectivity.Count);
        for (int k = 0; k < connectivity.Count; k++) shortened.Pointer[k] = (ushort)connectivity.TargetOf.Pointer[k];
        return shortened;
    }
}
