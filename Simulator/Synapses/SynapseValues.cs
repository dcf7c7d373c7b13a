using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Quantities;

namespace Spiking.Synapses;

/// <summary>
/// Weights or delays of the synapses from a file: of an earlier run (recorder "synapses"), or from elsewhere. An .npz file has the arrays
/// PROJECTION_source, PROJECTION_target and PROJECTION_weight or PROJECTION_delay_s, or source, target and weight or delay_s; a CSV file
/// has columns of these names, and perhaps a column projection with the name of the projection that a row belongs to. Instead of delay_s
/// there may be delay_ms. A SONATA file (HDF5) has /edges/PROJECTION with source_node_id, target_node_id, and in its groups syn_weight or
/// delay, in ms. The synapses of the file, in any order, must be those of the projection. Weights are in units of the leak conductance,
/// amplitudes in volts. Delays are rounded to time steps and are at least one step.
/// </summary>
/// <example><code>
/// { "file": "synapses.npz", "projection": "input -> hidden soma-ampa" }
/// </code></example>
public sealed record SynapseFileDescription
{
    /// <summary>The file, relative to the folder of the file that names it.</summary>
    [NotEmpty, FilePath(IsFull = true)]
    public required string File { get; init; }

    /// <summary>
    /// Name of the projection whose synapses are taken, as tables have it: "input -> hidden soma-ampa"; absent: that of this projection.
    /// </summary>
    [NotEmpty]
    public string? Projection { get; init; }

    // The longest delays of files that have been read, for as long as somebody holds the description.
    private static readonly ConditionalWeakTable<SynapseFileDescription, ConcurrentDictionary<(string Projection, double TimeStep), double>>
        s_longest = [];

    /// <summary>The longest delay of a projection (s). The file is read once for each projection, however often this is asked.</summary>
    /// <param name="projection">Name of the projection that asks.</param>
    /// <param name="timeStep">Time step (s).</param>
    /// <exception cref="DataFileException">The file cannot be read, or has a delay that is not possible.</exception>
    internal double LongestDelay(string projection, double timeStep) => s_longest.GetOrCreateValue(this).GetOrAdd(
        (Projection ?? projection, timeStep), key => SynapseTable.LongestDelay(File, key.Projection, new DelayBounds(key.TimeStep)));

    /// <summary>Reads the weights of the synapses of a connectivity, in its order.</summary>
    /// <exception cref="DataFileException">The file cannot be read, or its synapses are not those of the connectivity.</exception>
    internal AlignedArray<float> Weights(Connectivity connectivity, PairSize size, WeightBounds bounds)
    {
        AlignedArray<float> weights = new(connectivity.Count);
        Read(connectivity, size, bounds).CopyTo(weights.Span);
        return weights;
    }

    /// <summary>Reads the delays of the synapses of a connectivity, in its order, in steps.</summary>
    /// <inheritdoc cref="Weights"/>
    internal AlignedArray<ushort> Delays(Connectivity connectivity, PairSize size, DelayBounds bounds)
    {
        AlignedArray<ushort> delays = new(connectivity.Count);
        float[] steps = Read(connectivity, size, bounds);

        // Populations remember their spikes for as long as the longest delay that was read before.
        long longest = TimeGrid.Steps(LongestDelay(size.Projection, bounds.TimeStep), bounds.TimeStep);
        for (int k = 0; k < steps.Length; k++)
        {
            if (steps[k] > longest)
                throw DataFile.Wrong(File, FormattableString.Invariant(
                    $"a delay of {steps[k]} steps is longer than the {longest} that the file had when it was checked: it was changed."));
            delays.Span[k] = (ushort)steps[k];
        }

        return delays;
    }

    private float[] Read(Connectivity connectivity, PairSize size, SynapseColumn column)
    {
        SynapseTable table = SynapseTable.Read(File, Projection ?? size.Projection, size, column);
        int count = connectivity.Count;
        if (table.Sources.Length != count)
            throw Other($"has {table.Sources.Length:N0} synapses for the projection {size.Projection}, which has {count:N0}");
        for (int source = 0; source < connectivity.Sources; source++)
        {
            for (int k = connectivity.Row(source); k < connectivity.Row(source + 1); k++)
            {
                int target = connectivity.TargetOf.Span[k];
                if (table.Sources[k] == source && table.Targets[k] == target) continue;
                FormattableString found = $"has a synapse from neuron {table.Sources[k]} to neuron {table.Targets[k]}";
                throw Other($"{found}, where the projection {size.Projection} has one from {source} to {target}");
            }
        }

        return table.Values!;
    }

    private DataFileException Other(FormattableString what) => DataFile.Wrong(
        File,
        $"the file {what.ToString(CultureInfo.InvariantCulture)}; take the connectivity from the same file, or the seed, sizes and "
        + "connectivity with which it was written.");
}

/// <summary>
/// Draws what each synapse of a connectivity has of its own. Every source draws under a key of its own, in the order of its targets, so
/// nothing depends on threads, and weights and delays, which have keys for different purposes, not on one another.
/// </summary>
internal static class SynapseValues
{
    /// <summary>The longest delay in steps that a synapse can have of its own.</summary>
    public const int MostDelaySteps = ushort.MaxValue;

    /// <summary>A factor for the weight of every synapse, in the order of the connectivity.</summary>
    /// <param name="key">Key of the projection.</param>
    /// <param name="connectivity">The connectivity, with targets in ascending order.</param>
    /// <param name="spread">The distribution of the factors.</param>
    public static AlignedArray<float> Factors(RandomKey key, Connectivity connectivity, SpreadDescription spread)
    {
        AlignedArray<float> factors = new(connectivity.Count);
        SideBySide.Ranges(connectivity.Sources, connectivity.Count, (from, end) =>
        {
            for (int source = from; source < end; source++)
            {
                RandomStream random = new(key.Derive((uint)source));
                foreach (ref float factor in factors.Span[connectivity.Row(source)..connectivity.Row(source + 1)])
                    factor = (float)spread.Draw(ref random);
            }
        });

        return factors;
    }

    /// <summary>The delay of every synapse in steps, rounded, at least one, in the order of the connectivity.</summary>
    /// <param name="key">Key of the projection.</param>
    /// <param name="connectivity">The connectivity, with targets in ascending order.</param>
    /// <param name="spread">The distribution of the factors.</param>
    /// <param name="mean">The delay of the projection in steps, which the factors multiply.</param>
    /// <param name="longest">
    /// The longest delay in steps: so long spikes are remembered. The largest factor can round to a step more.
    /// </param>
    public static AlignedArray<ushort> Delays(RandomKey key, Connectivity connectivity, SpreadDescription spread, double mean, int longest)
    {
        int most = Math.Clamp(longest, 1, MostDelaySteps);
        AlignedArray<ushort> delays = new(connectivity.Count);
        SideBySide.Ranges(connectivity.Sources, connectivity.Count, (from, end) =>
        {
            for (int source = from; source < end; source++)
            {
                RandomStream random = new(key.Derive((uint)source));
                foreach (ref ushort delay in delays.Span[connectivity.Row(source)..connectivity.Row(source + 1)])
                    delay = (ushort)Math.Clamp(Math.Round(mean * spread.Draw(ref random)), 1, most);
            }
        });

        return delays;
    }
}
