using System.Globalization;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Recording.Decoding;

/// <summary>
/// Signals decoded from populations against the rescaled signals that they should carry, below rasters of the spikes. Source of the layout:
/// Payeur et al. 2021, Fig. 3.
/// </summary>
internal static class DecodingFigure
{
    // Part of its height that a panel leaves empty below a signal, at most, and of a range of its own on either side.
    private const double LargestGap = 0.45, MarginOfRange = 0.06;

    /// <summary>Draws up the figure.</summary>
    /// <param name="decoding">The analysis.</param>
    public static Figure Create(DecodingAnalysis decoding)
    {
        List<Panel> panels = [];
        double end = decoding.Readouts[0].Times[^1] + decoding.Description.Bin / 2;
        double start = Math.Max(0, end - (decoding.Description.FigureDuration ?? end));
        Axis time = new("Time", "s") { Minimum = start, Maximum = end };
        bool bursts = decoding.Rasters.Any(raster => raster.Bursts && raster.LaterTimes.Any(t => t >= start));
        foreach (RasterSpikes raster in decoding.Rasters) panels.Add(Raster(raster, Letter(), time, start, bursts));
        HashSet<string> explained = [];
        foreach (Readout readout in decoding.Readouts)
            panels.Add(Comparison(readout, Letter(), time, decoding, start, explained));
        Readout[] mixtures = [.. decoding.Readouts.Where(r => r.Correlations.Count > 1)];
        string last = "";
        if (mixtures.Length > 1)
        {
            last = $" {Letter()}: standard deviations by which a signal changes with one standard deviation of each carried signal.";
            panels.Add(Dependence(mixtures, Letter(), decoding.Populations));
        }

        IEnumerable<SignalDescription> signals =
            decoding.Readouts.SelectMany(r => r.Description.Predictors.Prepend(r.Description.Signal));
        string qualities = string.Join(", ", (string[])[
            .. decoding.Readouts.Any(IsSimple) ? ["$r$: correlation"] : (string[])[],
            .. decoding.Readouts.All(IsSimple) ? [] : (string[])["$R^2$: explained variance"],
        ]);
        string shownCells = decoding.Description.Raster is { } shown ? $" of up to {shown.NeuronCount} cells" : "";
        return new Figure("Signals carried by populations", panels)
        {
            Columns = 2,
            RowHeight = 42,
            Shared = SharedAxes.Columns | SharedAxes.Ranges,
            Caption = Sentences.Before(decoding.NetworkWords) + (decoding.Rasters.Any(raster => raster.Bursts)
                ? $"Rasters{shownCells}: events (single spikes and first spikes of bursts) and the later spikes of bursts. "
                : decoding.Rasters.Count > 0 ? $"Rasters{shownCells}: spikes. " : "")
                + (decoding.Rasters.Count > 0 ? "Other panels: the signal" : "The signal")
                + " that the title names (solid) and the signals it should carry, rescaled to it by least squares (dashed), in bins of "
                + string.Create(CultureInfo.InvariantCulture, $"{decoding.Description.Bin * 1e3:G4} ms; fits begin at "
                    + $"{decoding.Description.From:G4} s{(decoding.Description.From > start ? " (dotted)" : "")}. ")
                + (signals.Any(signal => signal.Quantity == SignalDescription.BurstsPerEvent)
                    ? "Burst probability: burst rate of a bin over its event rate. " : "")
                + (panels.Any(panel => panel.Y is { Minimum: > 0 }) ? "Signals that stay far from zero have ranges of their own. " : "")
                + qualities + "; n = 1 seed." + last,
        };

        string Letter() => Panel.LetterOf(panels.Count);
    }

    // One signal is compared with one other.
    private static bool IsSimple(Readout readout) => readout.Correlations.Count == 1;

    private static Panel Raster(RasterSpikes raster, string letter, Axis time, double start, bool bursts)
    {
        RasterSeries Shown(string name, Colour colour, IReadOnlyList<double> times, IReadOnlyList<int> neurons)
        {
            int[] shown = [.. Enumerable.Range(0, times.Count).Where(i => times[i] >= start)];
            return new RasterSeries(name, colour, [.. shown.Select(i => times[i])], [.. shown.Select(i => neurons[i])]);
        }

        double cells = raster.EventNeurons.Concat(raster.LaterNeurons).DefaultIfEmpty(0).Max() + 1;
        return new Panel(letter, time, new Axis("Cell") { Minimum = -0.5, Maximum = cells - 0.5 }, raster.Bursts
            ? [Shown("events", Palette.Events, raster.EventTimes, raster.EventNeurons),
                Shown(bursts ? "later spikes of bursts" : "", Palette.Bursts, raster.LaterTimes, raster.LaterNeurons)]
            : [Shown("", Palette.Black, [.. raster.EventTimes, .. raster.LaterTimes], [.. raster.EventNeurons, .. raster.LaterNeurons])])
        {
            Title = raster.Population,
            Legend = letter == "a" && raster.Bursts ? LegendPlacement.Below : LegendPlacement.None,
        };
    }

    // Predictors that the legend of an earlier panel names are not named again.
    private static Panel Comparison(
        Readout readout, string letter, Axis time, DecodingAnalysis decoding, double start, HashSet<string> explained)
    {
        double from = decoding.Description.From;
        (Axis axis, double scale) = SignalAxes.Of(readout.Description.Signal, readout.Units.Signal);
        string predictors = string.Join(" and ", readout.Description.Predictors.Select(SignalAxes.Words));
        string quality = IsSimple(readout)
            ? $"$r$ = {NumberText.Formatted(readout.Correlations[0], "F2")}"
            : $"$R^2$ = {NumberText.Formatted(readout.Fit.ExplainedVariance, "F2")}";
        int first = readout.Times.TakeWhile(t => t < start).Count();
        double[] times = [.. readout.Times.Skip(first)];
        double[] Shown(IReadOnlyList<double> values) => [.. values.Skip(first).Select(v => DecimalNumber.Product(v, scale))];
        double[] signal = Shown(readout.Values), carried = Shown(readout.Fitted);
        return new Panel(letter, time, Fitting(axis, [.. signal, .. carried]), [
            new LineSeries("", SignalAxes.Colour(readout.Description.Signal, decoding.Populations), times, signal),
            new LineSeries(predictors + ", rescaled", Palette.Black, times, carried)
            {
                Style = LineStyle.Dashed,
                Width = 0.8,
            },
        ])
        {
            Title = $"{readout.Description.Name}: {SignalAxes.Words(readout.Description.Signal)}, {quality}",
            Lines = from > start ? [new ReferenceLine(Direction.Vertical, from) { Style = LineStyle.Dotted }] : [],
            Legend = explained.Add(predictors) ? LegendPlacement.Below : LegendPlacement.None,
        };
    }

    // Conductances and the like that stay far from zero would be squeezed by a range that they share with others: their panels have one of
    // their own. Rates and probabilities are compared from zero.
    private static Axis Fitting(Axis axis, double[] values)
    {
        double[] finite = [.. values.Where(double.IsFinite).DefaultIfEmpty(0)];
        double low = finite.Min(), high = finite.Max();
        if (axis.Unit is "Hz" or "" || low < LargestGap * high || high == low) return axis;
        double margin = MarginOfRange * (high - low);
        return axis with { Minimum = low - margin, Maximum = high + margin };
    }

    /// <summary>By how many of its standard deviations each signal changes with one standard deviation of each predictor.</summary>
    private static Panel Dependence(Readout[] readouts, string letter, IReadOnlyList<string> populations)
    {
        SignalDescription[] predictors = [.. readouts.SelectMany(r => r.Description.Predictors).Distinct()];
        double[] Coefficients(SignalDescription predictor) => [.. readouts.Select(r =>
            r.Description.Predictors.Select((p, i) => p == predictor ? r.Fit.Standardized[i] : 0).Sum())];
        Axis names = new("Signal") { Categories = [.. readouts.Select(r => r.Description.Name)] };
        return new Panel(letter, names, new Axis("Standardized coefficient"), [
            .. predictors.Select(p => new BarSeries(SignalAxes.Words(p), SignalAxes.Colour(p, populations), Coefficients(p)))])
        {
            Title = "What the signals depend on",
            Legend = LegendPlacement.Below,
        };
    }
}
