using System.Runtime.Intrinsics.X86;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>Synapses of one weight between some pairs of neurons: only their targets are stored.</summary>
/// <remarks>
/// What limits the delivery is the memory from which the targets come, not the additions. Targets are therefore kept as 16-bit numbers where
/// the population is small enough, and while the synapses of one neuron are served those of the next are already fetched.
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
        ReadOnlySpan<int> arriving = Arriving(step);
        if (_shortTargets is null)
        {
            foreach (int source in arriving)
                Add((float)Transmitted(source, step), connectivity.TargetOf.Pointer, connectivity.Row(source), connectivity.Row(source + 1));
            return;
        }

        ushort* targets = _shortTargets.Pointer;
        for (int i = 0; i < arriving.Length; i++)
        {
            if (i + 1 < arriving.Length) Fetch(targets, arriving[i + 1]);
            Add((float)Transmitted(arriving[i], step), targets, connectivity.Row(arriving[i]), connectivity.Row(arriving[i] + 1));
        }
    }

    private void Add(float transmitted, int* targets, int first, int end)
    {
        float* conductances = Conductances.Pointer;
        for (int k = first; k < end; k++) conductances[targets[k]] += transmitted;
    }

    private void Add(float transmitted, ushort* targets, int first, int end)
    {
        float* conductances = Conductances.Pointer;
        for (int k = first; k < end; k++) conductances[targets[k]] += transmitted;
    }

    private void Fetch(ushort* targets, int source)
    {
        if (!Sse.IsSupported) return;
        byte* end = (byte*)(targets + connectivity.Row(source + 1));
        for (byte* line = (byte*)(targets + connectivity.Row(source)); line < end; line += CacheLine) Sse.Prefetch0(line);
    }

    private static AlignedArray<ushort>? Shortened(Connectivity connectivity)
    {
        if (connectivity.Targets > ushort.MaxValue + 1) return null;
        AlignedArray<ushort> shortened = new(connectivity.Count);
        for (int k = 0; k < connectivity.Count; k++) shortened.Pointer[k] = (ushort)connectivity.TargetOf.Pointer[k];
        return shortened;
    }
}
