using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Recording.Spikes;

/// <summary>Every spike of some populations, with its kind (event, burst or later), into spikes.npz.</summary>
/// <example><code>
/// { "type": "spikes", "populations": ["output"], "neuronCount": 100, "from": "10 s" }
/// </code></example>
[VariantName("spikes")]
public sealed record SpikeRecorderDescription : RecorderDescription
{
    /// <summary>The populations; all of them if absent.</summary>
    [NotEmpty]
    public IReadOnlyList<string>? Populations { get; init; }

    /// <summary>Only the first this many neurons of each population; all of them if absent.</summary>
    [Bounds(AtLeast = 1)]
    public int? NeuronCount { get; init; }

    /// <summary>Simulation time at which recording begins.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    /// <summary>Simulation time at which recording ends; the end of the run if absent.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? Until { get; init; }

    /// <summary>Buffers only: spikes are appended to a file.</summary>
    /// <inheritdoc/>
    public override double Memory(NetworkDescription network, double duration) =>
        (Populations?.Count ?? network.Populations.Count) * (double)SpikeStreamFormat.ChunkBytes;

    /// <inheritdoc/>
    internal override bool ReadsSpikesAlone => true;

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) =>
        new SpikeRecorder(context.PathOf("spikes", ".npz"), context.Network, this);

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        findings.CheckPopulations(this, nameof(Populations), Populations ?? []);
        findings.CheckStretch(this, nameof(From), From, nameof(Until), Until);
        findings.CheckWithinRun(this, nameof(From), From);
        foreach (string name in Populations ?? findings.PopulationNames)
        {
            if (findings.SizeOf(name) is not int size) continue;
            findings.Require(NeuronCount is not int count || count <= size, this, [nameof(NeuronCount), nameof(Populations)], () =>
                string.Create(CultureInfo.InvariantCulture,
                    $"{findings.Found(this, nameof(NeuronCount))}, but \"{name}\" has only {size} neurons."));
        }
    }
}
