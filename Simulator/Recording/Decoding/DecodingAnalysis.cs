using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Text;

namespace Spiking.Recording.Decoding;

/// <summary>A signal of a network and its fit by others.</summary>
/// <param name="Description">What was asked for.</param>
/// <param name="Units">Units of the signal and of each predictor, as headings of tables have them; empty: none.</param>
/// <param name="Lag">By how much the predictors come earlier (s).</param>
/// <param name="Fit">The fit at this lag.</param>
/// <param name="Correlations">Correlation of the signal with each predictor at this lag.</param>
/// <param name="Times">Middle of every bin (s), those included that did not enter the fit.</param>
/// <param name="Values">The signal.</param>
/// <param name="Fitted">The fitted combination of the predictors; NaN where these are missing.</param>
internal sealed record Readout(
    ReadoutDescription Description,
    (string Signal, IReadOnlyList<string> Predictors) Units,
    double Lag,
    LinearFit Fit,
    IReadOnlyList<double> Correlations,
    IReadOnlyList<double> Times,
    IReadOnlyList<double> Values,
    IReadOnlyList<double> Fitted);

/// <summary>How well signals of some populations can be read off others.</summary>
/// <param name="Name">Name of the table and the figure.</param>
/// <param name="Description">What was asked for.</param>
/// <param name="Readouts">The readouts, in the order of the description.</param>
/// <param name="Rasters">Spikes to show with them.</param>
/// <param name="Populations">All populations of the network, in the order of their colours.</param>
/// <param name="NetworkWords">The words with which the file of the network describes it; may be empty.</param>
internal sealed record DecodingAnalysis(
    string Name, DecodingRecorderDescription Description, IReadOnlyList<Readout> Readouts, IReadOnlyList<RasterSpikes> Rasters,
    IReadOnlyList<string> Populations, string NetworkWords) : IResult
{
    /// <summary>Fits all readouts of a recorder after the run.</summary>
    /// <param name="recorder">The recorder, which has finished.</param>
    /// <param name="name">Name of the table and the figure.</param>
    public static DecodingAnalysis Of(DecodingRecorder recorder, string name) =>
        new(name, recorder.Recorder, [.. recorder.Recorder.Readouts.Select(r => Best(recorder, r))], recorder.Rasters,
            recorder.Signals.Populations, recorder.Signals.NetworkWords);

    /// <summary>
    /// Writes a table with one row per readout and predictor. A coefficient is in the unit of the signal per unit of the predictor, a
    /// constant in that of the signal.
    /// </summary>
    /// <inheritdoc/>
    public void WriteTables(string folder)
    {
        using CsvWriter csv = new(
            Path.Combine(folder, Name + ".csv"), "readout", "signal", "predictor", "lag_s", "correlation", "coefficient",
            "standardized_coefficient", "constant",
            "explained_variance", "bins", "signal_unit", "predictor_unit");
        foreach (Readout readout in Readouts)
        {
            for (int j = 0; j < readout.Fit.Coefficients.Count; j++)
            {
                csv.Add(readout.Description.PlainName).Add(readout.Description.Signal.Name)
                    .Add(readout.Description.Predictors[j].Name).Add(readout.Lag).Add(readout.Correlations[j])
                    .Add(readout.Fit.Coefficients[j]).Add(readout.Fit.Standardized[j]).Add(readout.Fit.Constant)
                    .Add(readout.Fit.ExplainedVariance).Add(readout.Fit.Count).Add(readout.Units.Signal)
                    .Add(readout.Units.Predictors[j]).EndRow();
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures() =>
        Readouts[0].Times.Count > 0 ? [(Name, () => DecodingFigure.Create(this))] : [];

    /// <inheritdoc/>
    public IEnumerable<string> Sentences => [$"Read off other signals: {string.Join(", ", Readouts.Select(Found))}."];

    /// <inheritdoc/>
    public IEnumerable<TextTable> Tables =>
    [
        new(
            $"Signals read off other signals, from {Text(Description.From)} s on",
            ["readout", "signal", "predictor", "correlation", "standardized coefficient", "explained variance", "lag (ms)"],
            [.. Readouts.SelectMany(readout => readout.Correlations.Select((correlation, j) => (IReadOnlyList<string>)[
                readout.Description.PlainName,
                readout.Description.Signal.Name,
                readout.Description.Predictors[j].Name,
                Text(Math.Round(correlation, 3)),
                Text(Math.Round(readout.Fit.Standardized[j], 3)),
                Text(Math.Round(readout.Fit.ExplainedVariance, 3)),
                Text(Math.Round(readout.Lag * 1e3, 3)),
            ]))]),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, double Value)> Measured =>
    [
        .. Readouts.SelectMany(readout => readout.Correlations.SelectMany((correlation, j) =>
        {
            string start = $"{Name}.{readout.Description.PlainName}.{readout.Description.Predictors[j].Name}";
            return new[] { ($"{start}.correlation", correlation), ($"{start}.coefficient", readout.Fit.Coefficients[j]) };
        })),
    ];

    // "feedback (r = 0.91)"; of several predictors how much of the variance they explain together. What does not vary has neither.
    private static string Found(Readout readout)
    {
        (string sign, double value) = readout.Correlations.Count == 1 ? ("r", readout.Correlations[0])
            : ("R²", readout.Fit.ExplainedVariance);
        string found = double.IsNaN(value) ? $"{sign} undefined"
            : $"{sign} = {(Math.Round(value, 2) + 0.0).ToString("F2", CultureInfo.InvariantCulture)}";
        return $"{readout.Description.PlainName} ({found})";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static Readout Best(DecodingRecorder recorder, ReadoutDescription description)
    {
        int longest = LongestLag(recorder);
        return Enumerable.Range(0, longest + 1).Select(lag => Shifted(recorder, description, lag)).MaxBy(r => r.Fit.ExplainedVariance)!;
    }

    // Whole bins, not beyond what is asked for.
    private static int LongestLag(DecodingRecorder recorder) =>
        (int)Math.Floor(recorder.Recorder.LongestLag / recorder.Signals.Duration(1) + 1e-6);

    private static Readout Shifted(DecodingRecorder recorder, ReadoutDescription description, int lag)
    {
        IReadOnlyList<double> signal = recorder.Signals.Values(description.Signal);
        double[][] predictors = [.. description.Predictors.Select(p => Delay(recorder.Signals.Values(p), lag))];

        // A bin counts if it begins at or after the given time (except for rounding); the same bins at every lag, so that fits can be
        // compared.
        double from = Math.Max(0, recorder.Recorder.From - recorder.Signals.TimeAfter(0));
        int first = (int)Math.Ceiling(from / recorder.Signals.Duration(1) - 1e-6) + LongestLag(recorder);
        double[] fitted = [.. signal.Skip(first)];
        double[][] fitting = [.. predictors.Select(p => p[Math.Min(first, p.Length)..])];
        LinearFit fit = LinearFit.Of(fitted, fitting);
        return new Readout(
            description,
            (recorder.Signals.UnitOf(description.Signal), [.. description.Predictors.Select(recorder.Signals.UnitOf)]),
            recorder.Signals.Duration(lag),
            fit,
            [.. fitting.Select(p => LinearFit.Correlation(fitted, p))],
            [.. signal.Select((_, i) => recorder.Signals.TimeAfter(i + 0.5))],
            signal,
            [.. signal.Select((_, i) => fit.At(predictors.Select(p => p[i])))]);
    }

    private static double[] Delay(IReadOnlyList<double> values, int lag) =>
        [.. values.Select((_, i) => i < lag ? double.NaN : values[i - lag])];
}
