using Spiking.Engine;
using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Recording.Rates;

/// <summary>Event and burst rates and burst probability per population and time bin, into rates.csv.</summary>
/// <example><code>
/// { "type": "rates", "populations": ["output"], "bin": "100 ms" }
/// </code></example>
[VariantName("rates")]
public sealed record RateRecorderDescription : RecorderDescription
{
    /// <summary>The populations; all of them if absent.</summary>
    [NotEmpty]
    public IReadOnlyList<string>? Populations { get; init; }

    /// <summary>Width of a bin.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Bin { get; init; } = 1;

    /// <inheritdoc/>
    internal override bool ReadsSpikesAlone => true;

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) =>
        new RateRecorder(context.PathOf("rates", ".csv"), context.Network, Populations, Bin);

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        findings.CheckPopulations(this, nameof(Populations), Populations ?? []);
        findings.CheckWholeSteps(this, nameof(Bin), Bin);
        findings.CheckOnly(this, "rates.csv");
    }
}
