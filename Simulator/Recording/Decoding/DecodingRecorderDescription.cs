using Spiking.Engine;
using Spiking.Files;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Recording.Decoding;

/// <summary>
/// How well signals of some populations can be read off others: every readout is fitted by a linear combination of its predictors, bin by
/// bin. Correlations and coefficients go into decoding.csv, the binned signals into decoding-signals.csv, both into a figure.
/// </summary>
/// <example><code>
/// {
///   "type": "decoding", "bin": "50 ms",
///   "readouts": [
///     {
///       "name": "feed-forward",
///       "signal": { "population": "output", "quantity": "eventRate" },
///       "predictors": [{ "population": "output", "quantity": "somaCurrent" }]
///     }
///   ]
/// }
/// </code></example>
[VariantName("decoding")]
internal sealed record DecodingRecorderDescription : RecorderDescription
{
    /// <summary>Width of a bin.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Bin { get; init; } = 50e-3;

    /// <summary>Simulation time from which on bins enter the fits.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    /// <summary>
    /// The predictors may come earlier than the readout by up to this much: the lag, in whole bins, at which the fit is best is taken.
    /// </summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0, AtMost = 10)]
    public double LongestLag { get; init; }

    /// <summary>How much of the end of the run the figure shows; absent: all of it.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? FigureDuration { get; init; }

    /// <summary>The readouts with their predictors.</summary>
    [NotEmpty]
    public required IReadOnlyList<ReadoutDescription> Readouts { get; init; }

    /// <summary>Spikes that the figure shows above the signals; absent: none.</summary>
    public RasterDescription? Raster { get; init; }

    // A value of a signal in the analysis; time and neuron of a spike in a raster.
    private const int BytesPerValue = 8, BytesPerRasterSpike = 24;

    /// <inheritdoc/>
    public override double Memory(NetworkDescription network, double duration) =>
        Readouts.Sum(r => r.Predictors.Prepend(r.Signal).Sum(signal => signal.BytesPerBin + BytesPerValue)) * duration / Bin
        + (Raster is RasterDescription raster
            ? raster.Populations.Count * raster.NeuronCount * AssumedRate * duration * BytesPerRasterSpike
            : 0);

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) => new DecodingRecorder(context, this);

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        findings.CheckWholeSteps(this, nameof(Bin), Bin);
        findings.CheckWithinRun(this, nameof(From), From);
        foreach (ReadoutDescription readout in Readouts) readout.Check(findings);
        if (Raster is RasterDescription raster) findings.CheckPopulations(raster, nameof(raster.Populations), raster.Populations);
    }
}

/// <summary>A signal and those that it is compared with.</summary>
internal sealed record ReadoutDescription
{
    /// <summary>
    /// Name of the comparison in the figure and the table: "feed-forward". It may have variables between dollar signs, as in "$Y$ ideal".
    /// Tables leave the dollar signs out.
    /// </summary>
    [NotEmpty]
    public required string Name { get; init; }

    /// <summary>The name as tables have it.</summary>
    internal string PlainName => RichText.Plain(Name);

    /// <summary>The signal that is read.</summary>
    public required SignalDescription Signal { get; init; }

    /// <summary>The signals that it is to be explained by.</summary>
    [NotEmpty]
    public required IReadOnlyList<SignalDescription> Predictors { get; init; }

    /// <summary>Adds what is wrong with the signals.</summary>
    internal void Check(NetworkFindings findings)
    {
        // A signal that could not be read at all is null.
        if (findings.IsSound(this, nameof(Signal))) Signal.Check(findings);
        foreach (SignalDescription predictor in Predictors) predictor.Check(findings);
        if (!findings.IsSound(this, nameof(Signal), nameof(Predictors))) return;
        for (int i = 0; i < Predictors.Count; i++)
        {
            if (Predictors[i] == Signal)
                findings.ReportEntry(this, nameof(Predictors), i, "this is the signal itself; it would explain all of it.");
            else if (Predictors.Take(i).Contains(Predictors[i]))
                findings.ReportEntry(this, nameof(Predictors), i, "this predictor is given twice here; once is enough.");
        }
    }
}

/// <summary>Which spikes a figure shows as a raster.</summary>
internal sealed record RasterDescription
{
    /// <summary>The populations, one panel each.</summary>
    [NotEmpty]
    public required IReadOnlyList<string> Populations { get; init; }

    /// <summary>The first this many neurons of each population.</summary>
    [Bounds(AtLeast = 1, AtMost = 10_000)]
    public int NeuronCount { get; init; } = 50;
}
