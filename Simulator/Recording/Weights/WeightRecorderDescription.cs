using Spiking.Engine;
using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Recording.Weights;

/// <summary>
/// Mean, standard deviation, minimum and maximum of the weights of every plastic projection, at a fixed interval, into weights.csv. The
/// names of the columns end in the unit of the weights: mean_weight_leaks (units of the leak conductance), mean_weight_v or mean_weight_a.
/// </summary>
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
