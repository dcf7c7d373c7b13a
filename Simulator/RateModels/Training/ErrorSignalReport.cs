using System.Globalization;
using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.RateModels.Experiments;
using Spiking.Text;

namespace Spiking.RateModels.Training;

/// <summary>
/// Tables and figures of the error signal after learning. Source of the figures: Greedy et al. 2022, Eq. 3; Payeur et al. 2021, Extended
/// Data Fig. 7.
/// </summary>
internal static class ErrorSignalReport
{
    private const int MostPanels = 8;

    public static IEnumerable<ResultTable> Tables(IReadOnlyList<TrainedCase> trained)
    {
        if (Measured(trained) is not { Count: > 0 } measured) yield break;
        yield return new ResultTable(
            "error-signal",
            "Deviation of hidden layers from backprop, relative, by the factor of the error",
            ["case"],
            ["seed", "layer", "error_scale", "relative_deviation"],
            [.. measured.SelectMany(m => m.Signal.Hidden.SelectMany((layer, i) => layer.Deviations.Select((deviation, k) =>
                ((IReadOnlyList<string>)[m.Case.Case.Name],
                    (IReadOnlyList<double>)[m.Seed, i + 1, m.Case.Settings.ErrorSignal!.Scales[k], deviation]))))])
        {
            IsShort = false,
        };
        yield return new ResultTable(
            "linearity",
            "Share of the variance of burst probabilities that is linear in that of an output ensemble, and largest change of the example",
            ["case"],
            ["seed", "layer", "linear_share", "largest_change"],
            [.. measured.SelectMany(m => m.Signal.Hidden.Select((layer, i) =>
                ((IReadOnlyList<string>)[m.Case.Case.Name],
                    (IReadOnlyList<double>)[m.Seed, i + 1, layer.LinearShare, Largest(layer)])))])
        {
            IsShort = false,
        };
    }

    public static IEnumerable<(string Name, Figure Figure)> Figures(IReadOnlyList<TrainedCase> trained)
    {
        TrainedCase[] cases = [.. Measured(trained).Select(m => m.Case).Distinct()];
        if (cases.Length == 0) yield break;
        yield return ("error-signal", Overview(trained, cases));
        foreach (TrainedCase t in cases.Where(c => Of(c)[0].OutputSample.Count > 0))
            yield return (trained.Count > 1 ? $"linearity-{t.Case.Name}" : "linearity", Samples(t));
    }

    private static List<(TrainedCase Case, long Seed, ErrorSignal Signal)> Measured(IReadOnlyList<TrainedCase> trained) =>
        [.. from t in trained from c in t.Courses where c.Course.ErrorSignal is not null select (t, c.Seed, c.Course.ErrorSignal)];

    private static ErrorSignal[] Of(TrainedCase t) => [.. t.Courses.Select(c => c.Course.ErrorSignal!)];

    private static Figure Overview(IReadOnlyList<TrainedCase> trained, TrainedCase[] cases)
    {
        Panel deviation = new("a",
            new Axis("Factor of the error") { Scale = AxisScale.Logarithmic, Ticks = [.. cases[0].Settings.ErrorSignal!.Scales.Order()] },
            new Axis("Relative deviation from backprop") { Scale = AxisScale.Logarithmic },
            [.. cases.SelectMany(t => Deviations(trained, t)), Square(cases[0])])
        {
            Legend = LegendPlacement.Below,
        };
        Series[] shares = [.. cases.Where(t => Of(t)[0].OutputSample.Count > 0).SelectMany(t => Rests(trained, t))];
        Panel linearity = new("b", new Axis("Hidden layer") { IsWhole = true, Minimum = 1 },
            new Axis("Share that is not linear ($1 - r^2$)") { Scale = AxisScale.Logarithmic },
            shares)
        {
            Legend = LegendPlacement.None,
        };
        return new Figure("The error signal after learning", shares.Length > 0 ? [deviation, linearity] : [deviation])
        {
            Columns = shares.Length > 0 ? 2 : 1,
            Caption = "a: size of the difference between the hidden layers' error signals and those of backprop, relative to the latter, "
                + "mean over layers, when the teacher asks for a part of the error; dashed: the square of this factor, which makes the "
                + "updates those of backprop up to terms of third order. "
                + (shares.Length == 0 ? "" : "b: share of the variance of a layer's burst probabilities that is not linear in that of one "
                    + "output ensemble; layer 1 is the farthest from the output. ")
                + SpreadSeries.Meaning(cases[0].Courses.Count,
                    dotted: [.. deviation.Series.Concat(shares).OfType<LineSeries>().Select(line => line.X.Count)]),
        };
    }

    // From the smallest factor on, as tables of figures have their rows.
    private static Series[] Deviations(IReadOnlyList<TrainedCase> trained, TrainedCase t)
    {
        IReadOnlyList<double> scales = t.Settings.ErrorSignal!.Scales;
        int[] order = [.. Enumerable.Range(0, scales.Count).OrderBy(k => scales[k])];
        double[][] seeds = [.. Of(t).Select(s => order.Select(k => s.Hidden.Average(layer => layer.Deviations[k])).ToArray())];
        return SpreadSeries.WithSeeds(ClassificationFigures.LookOf(trained, t).Line(
            trained.Count > 1 ? t.Case.Label : "measured", [.. order.Select(k => scales[k])],
            [.. order.Select((_, i) => Spread.Of(seeds.Select(seed => seed[i])))]), seeds);
    }

    // The square of the factor, from where the first case is at the largest of its factors.
    private static LineSeries Square(TrainedCase t)
    {
        double[] scales = [.. t.Settings.ErrorSignal!.Scales.Order()];
        int largest = t.Settings.ErrorSignal.Scales.IndexOf(scales[^1]);
        double at = Spread.Of(Of(t).Select(s => s.Hidden.Average(layer => layer.Deviations[largest]))).Mean;
        double[] squares = [.. scales.Select(s => at * s * s / scales[^1] / scales[^1])];
        return new LineSeries("square of the factor", Palette.Reference, scales, squares)
        {
            Style = LineStyle.Dashed,
        };
    }

    // Next to 1, shares differ in the last digits; their distances from 1 can be read.
    private static Series[] Rests(IReadOnlyList<TrainedCase> trained, TrainedCase t)
    {
        double[][] seeds = [.. Of(t).Select(s => s.Hidden.Select(layer => 1 - layer.LinearShare).ToArray())];
        LineSeries line = ClassificationFigures.LookOf(trained, t).Line(
            "", [.. seeds[0].Select((_, i) => i + 1.0)], [.. seeds[0].Select((_, i) => Spread.Of(seeds.Select(seed => seed[i])))]);
        Series[] shown = SpreadSeries.WithSeeds(line, seeds);
        return shown.Length > 1 ? shown : ClassificationFigures.WithPoints(line);
    }

    private static Figure Samples(TrainedCase t)
    {
        ErrorSignal signal = Of(t)[0];
        Axis output = new("Change of $p$ of an output ensemble");
        int shown = Math.Min(MostPanels, signal.Hidden.Count);

        // In the order of the table of a panel, whose rows ascend. From the output downwards, as far as there is room. Changes of far
        // layers are smaller by powers of ten, so that their shapes are compared, relative to the largest.
        int[] order = [.. Enumerable.Range(0, signal.OutputSample.Count).OrderBy(k => signal.OutputSample[k])];
        Axis relative = new("Relative change of $p$") { Ticks = [-1, 0, 1] };
        return new Figure("Linearity",
            [.. Enumerable.Range(0, shown).Select(i => signal.Hidden[^(i + 1)]).Select((layer, i) => new Panel(
                Panel.LetterOf(i), output, relative,
                [new PointSeries("", Palette.BurstProbability, [.. order.Select(k => signal.OutputSample[k])],
                    [.. order.Select(k => layer.Sample[k] / Math.Max(Largest(layer), double.Epsilon))])
                {
                    Size = 1,
                }])
                {
                    Title = $"Layer {signal.Hidden.Count - i}: at most {Rounded(Largest(layer))}",
                })])
        {
            Columns = Math.Min(4, shown),
            RowHeight = 45,
            Shared = SharedAxes.Columns | SharedAxes.Rows | SharedAxes.Ranges,
            Caption = $"Change of the burst probability of one ensemble of each hidden layer, relative to the largest (number above the "
                + $"panel), when that of an output ensemble is changed, for one image; layer 1 is the farthest from the output (case "
                + $"\"{t.Case.Label}\", seed {t.Courses[0].Seed}, {signal.OutputSample.Count} changes). n = 1 seed.",
        };
    }

    private static double Largest(LayerSignal layer) => layer.Sample.Select(Math.Abs).DefaultIfEmpty(double.NaN).Max();

    private static string Rounded(double value)
    {
        string[] parts = value.ToString("E1", CultureInfo.InvariantCulture).Split('E');
        return parts[0] + (parts.Length < 2 ? "" : "×10" + NumberText.Superscript(int.Parse(parts[1], CultureInfo.InvariantCulture)));
    }
}
