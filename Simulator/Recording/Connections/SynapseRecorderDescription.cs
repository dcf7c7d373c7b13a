using Spiking.Engine;
using Spiking.Files;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Recording.Connections;

/// <summary>Format of a file of synapses.</summary>
internal enum SynapseFormat
{
    /// <summary>Arrays that numpy reads (.npz).</summary>
    Npz,

    /// <summary>The edges of a SONATA file (HDF5, .h5).</summary>
    Sonata,
}

/// <summary>
/// Every synapse of some projections, with its weight and delay, into synapses.npz (or synapses.h5) at the end of the run, and into files
/// with the time in their name before. Another network can take its connectivity, weights and delays from there.
/// </summary>
/// <remarks>
/// Weights are in units of the leak conductance; feedback and delta synapses have volts, synaptic currents amperes. Neurons are counted
/// from 0.
/// <code>
/// npz, for each projection:    PROJECTION_source, PROJECTION_target, PROJECTION_weight, PROJECTION_delay_s (seconds)
/// sonata, for each projection: /edges/PROJECTION/source_node_id, target_node_id, 0/syn_weight, 0/delay (milliseconds) and the columns
///                              that the format asks for; synapses_edge_types.csv has the types of edges, one for each projection;
///                              nodes.h5 and node_types.csv have the neurons of all populations, and their types
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "synapses", "projections": ["input -> hidden soma-ampa"], "at": ["0 s", "100 s"], "format": "sonata" }
/// </code></example>
[VariantName("synapses")]
internal sealed record SynapseRecorderDescription : RecorderDescription
{
    /// <summary>Names of projections, as tables have them: "input -> hidden soma-ampa"; absent: all whose synapses are stored.</summary>
    [NotEmpty]
    public IReadOnlyList<string>? Projections { get; init; }

    /// <summary>Simulation times at which files are written besides the one at the end, in ascending order.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public IReadOnlyList<double> At { get; init; } = [];

    /// <summary>Format of the files.</summary>
    public SynapseFormat Format { get; init; } = SynapseFormat.Npz;

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) => new SynapseRecorder(context, this);

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        for (int i = 0; i < At.Count && findings.IsSound(this, nameof(At)); i++)
        {
            if (i > 0 && At[i] <= At[i - 1])
                findings.ReportEntry(this, nameof(At), i,
                    $"found {Findings.Show(At[i])}; times must ascend, and the one before is {Findings.Show(At[i - 1])}.");
        }

        if (At.Count > 0 && findings.Network.Duration is double duration && At[^1] > duration)
            findings.ReportEntry(this, nameof(At), At.Count - 1,
                $"found {Findings.Show(At[^1])}, but the network runs for {Findings.Show(duration)} only.");
        if (Projections is null || !findings.IsSound(this, nameof(Projections))) return;
        (string Name, bool IsStored)[] known =
        [
            .. findings.Network.Projections.SelectMany(p => p.From.SelectMany(from => p.To.Select(to => (p.NameOf(from, to), p.IsStored)))),
        ];
        string[] names = [.. known.Select(p => p.Name).Distinct()];
        for (int i = 0; i < Projections.Count; i++)
        {
            string name = Projections[i];
            if (!names.Contains(name))
            {
                string instead = names.Length == 0 ? "." : $"; {Names.Instead(name, names)}";
                findings.ReportEntry(this, nameof(Projections), i,
                    $"found \"{Shown.Value(name)}\", but there is no such projection{instead}");
            }
            else if (!known.Any(p => p.Name == name && p.IsStored))
            {
                findings.ReportEntry(this, nameof(Projections), i,
                    $"\"{Shown.Value(name)}\" connects all neurons by one weight: there is no list of its synapses.");
            }
        }

        findings.CheckDistinct(this, nameof(Projections), Projections);
    }
}
