using Spiking.Engine;
using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Recording.Weights;

/// <summary>Mean and standard deviation of the weights of every plastic projection, at a fixed interval, into weights.csv.</summary>
/// <example><code>
/// { "type": "weights", "every": "1 s" }
/// </code></example>
[VariantName("weights")]
public sealed record WeightRecorderDescription : RecorderDescription
{
    /// <summary>Sampling interval.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Every { get; init; } = 10;

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) =>
        new WeightRecorder(context.PathOf("weights", ".csv"), context.Network, Every);

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        findings.CheckWholeSteps(this, nameof(Every), Every);
        findings.CheckOnly(this, "weights.csv");
    }
}
