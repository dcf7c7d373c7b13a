using Spiking.Engine;
using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Recording.Signals;

/// <summary>
/// Signals of populations in time bins, into signals.csv and a figure: means over the neurons of state variables and injected currents, and
/// rates. What is counted in bins of which none holds more than one spike, event or burst stands in the table alone.
/// </summary>
/// <example><code>
/// {
///   "type": "signals", "bin": "0.5 s",
///   "signals": [
///     { "population": "output", "quantity": "dendriteCurrent" },
///     { "population": "output", "quantity": "dendriteFeedback" }
///   ]
/// }
/// </code></example>
[VariantName("signals")]
internal sealed record SignalRecorderDescription : RecorderDescription
{
    /// <summary>Width of a bin. What is left of the run after the last whole bin is not written.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Bin { get; init; } = 50e-3;

    /// <summary>The signals. Those of one quantity share a panel of the figure.</summary>
    [NotEmpty]
    public required IReadOnlyList<SignalDescription> Signals { get; init; }

    /// <inheritdoc/>
    public override double Memory(NetworkDescription network, double duration) =>
        Signals.Sum(signal => signal.BytesPerBin) * duration / Bin;

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) => new SignalRecorder(context, this);

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        findings.CheckWholeSteps(this, nameof(Bin), Bin);
        if (findings.Duration is double duration && findings.IsSound(this, nameof(Bin)) && Bin > duration)
            findings.Report(this, nameof(Bin), $"{findings.Found(this, nameof(Bin))}, but the run ends before such a bin does.");
        for (int i = 0; i < Signals.Count; i++)
        {
            Signals[i].Check(findings);
            if (Signals.Take(i).Contains(Signals[i]))
                findings.ReportEntry(this, nameof(Signals), i, "this signal is given twice here; once is enough.");
        }
    }
}
