using Spiking.Engine;
using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Recording.Cancellation;

/// <summary>
/// Cancelled share of feedback, -Q/Y, of the projections with a cancellation, with the burst probabilities of both populations, per time
/// bin, into cancellation.csv and a figure.
/// </summary>
/// <example><code>
/// { "type": "cancellation", "bin": "2 s" }
/// </code></example>
[VariantName("cancellation")]
internal sealed record CancellationRecorderDescription : RecorderDescription
{
    /// <summary>
    /// Width of a bin: burst probabilities, and what Q cancels of them, are those of the events of a bin; means over synapses are those of
    /// its end.
    /// </summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Bin { get; init; } = 2;

    // A point of a cancellation.
    private const int BytesPerPoint = 48;

    /// <inheritdoc/>
    public override double Memory(NetworkDescription network, double duration) =>
        network.Projections.Where(p => p.Cancellation is not null).Sum(p => p.From.Count * p.To.Count) * duration / Bin * BytesPerPoint;

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) =>
        new CancellationRecorder(context.PathOf("cancellation", ".csv"), context.Network, Bin);

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        NetworkDescription network = findings.Network;
        findings.CheckWholeSteps(this, nameof(Bin), Bin);
        if (network.Projections.All(p => p.Cancellation is null) && findings.IsSound(network, nameof(network.Projections)))
            findings.Report(this, "no projection of the network has a cancellation that could be recorded.");
        findings.CheckOnly(this, "cancellation.csv");
    }
}
