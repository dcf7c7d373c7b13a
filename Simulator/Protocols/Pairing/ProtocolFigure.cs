using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.Text;

namespace Spiking.Protocols.Pairing;

/// <summary>
/// The figure of a protocol: weight change against the condition, a panel for each kind of burst-dependent rule and one that compares
/// the shapes of all rules. Bands are standard errors. Source of the layout: Payeur et al. 2021, Fig. 2B-D.
/// </summary>
internal static class ProtocolFigure
{
    // Solid, dashed, dotted.
    private const int MostStyles = 3;

    // Theories lie over curves that may agree with them: both are seen where a theory is thin and has gaps.
    private const double TheoryWidth = 0.5;

    /// <summary>Draws up the figure.</summary>
    public static Figure Create(ProtocolExperiment experiment)
    {
        List<Panel> panels = [];
        AddPanel<AdaptiveCurveDescription>("Adaptive baseline (Burstprop)");
        AddPanel<ConstantCurveDescription>("Constant baseline (BurstCCN)");
        if (experiment.Results[0].Curves.Any(IsClassical)) panels.Add(Comparison(experiment, Letter()));
        return new Figure($"Weight change against {CurveLabels.Conditions(experiment.Protocol.Trains).Label.ToLowerInvariant()}", panels)
        {
            Columns = panels.Count,
            RowHeight = 70,
            Caption = Caption(experiment, panels),
        };

        string Letter() => Panel.LetterOf(panels.Count);

        void AddPanel<T>(string title)
        {
            if (experiment.Results[0].Curves.Any(curve => curve.Rule is T))
                panels.Add(RulePanel(experiment, curve => curve.Rule is T, Letter(), title));
        }
    }

    private static bool IsClassical(CurveResult curve) => curve.Rule is PairStdpCurveDescription or BcmCurveDescription;

    private static Panel RulePanel(ProtocolExperiment experiment, Func<CurveResult, bool> isShown, string letter, string title)
    {
        // Theories come after all curves, in the legend too, where one stands for all: they look alike.
        List<Series> series = [], theories = [];
        foreach (int index in Ordered(experiment.Results[0], isShown))
        {
            for (int i = 0; i < experiment.Results.Count; i++)
            {
                ProtocolResult result = experiment.Results[i];
                string name = NameOf(result, index, isShown)
                    + (result.ScanValue.Length > 0 ? $", {NumberText.Typed(result.ScanValue)}" : "");
                (Colour colour, LineStyle style) = LookOf(experiment, index, i);
                AddCurve(series, theories, result.Curves[index], name, colour, style);
            }
        }

        Axis change = new("Weight change", "a.u.");
        return new Panel(letter, CurveLabels.Conditions(experiment.Protocol.Trains), change, [.. series, .. theories])
        {
            Title = title,
            Legend = LegendPlacement.Below,
        };
    }

    // The curves of a panel, by their places in the file, in the order of their baselines.
    private static int[] Ordered(ProtocolResult result, Func<CurveResult, bool> isShown) =>
    [
        .. Enumerable.Range(0, result.Curves.Count).Where(i => isShown(result.Curves[i])).OrderBy(i => BaselineOf(result.Curves[i].Rule)),
    ];

    // Of the baseline burst probability, at the start or always: the parameter in which curves of one rule differ.
    private static double BaselineOf(CurveDescription rule) => rule switch
    {
        AdaptiveCurveDescription adaptive => adaptive.InitialBurstProbability,
        ConstantCurveDescription constant => constant.BaselineBurstProbability,
        _ => 0,
    };

    // Where baselines are alike, event averages tell curves apart.
    private static string NameOf(ProtocolResult result, int index, Func<CurveResult, bool> isShown)
    {
        CurveDescription rule = result.Curves[index].Rule;
        bool isAlone = result.Curves.Where(isShown).Count(curve => CurveLabels.Short(curve.Rule) == CurveLabels.Short(rule)) == 1;
        return CurveLabels.Short(rule) + (!isAlone && rule is AdaptiveCurveDescription { InitialEventRate: double rate }
            ? $", $E$(0) = {CurveLabels.Number(rate)} Hz" : "");
    }

    /// <summary>
    /// A rule has one colour in all panels; its curves are shades of it, stronger from the lowest baseline to the highest. Values of a scan
    /// are told apart by styles, for which the palest shade is too faint; more than there are of these, by shades.
    /// </summary>
    private static (Colour Colour, LineStyle Style) LookOf(ProtocolExperiment experiment, int index, int scanned)
    {
        CurveDescription rule = experiment.Results[0].Curves[index].Rule;
        int[] alike = Ordered(experiment.Results[0], curve => curve.Rule.GetType() == rule.GetType());
        Colour full = rule switch
        {
            AdaptiveCurveDescription => Palette.Burstprop,
            ConstantCurveDescription => Palette.BurstCcn,
            BcmCurveDescription => Palette.Brown,
            _ => Palette.Black,
        };
        int place = Array.IndexOf(alike, index), values = experiment.Results.Count;
        return values <= MostStyles
            ? (values == 1 ? Palette.Shade(full, place, alike.Length) : Palette.Shade(full, place + 1, alike.Length + 1),
                Palette.Style(scanned))
            : (Palette.Shade(full, (place * values) + scanned, alike.Length * values), LineStyle.Solid);
    }

    private static void AddCurve(
        List<Series> series, List<Series> theories, CurveResult curve, string name, Colour colour, LineStyle style)
    {
        double[] x = Conditions(curve), mean = [.. curve.Points.Select(point => point.Mean)];
        series.Add(Line(name, colour, curve, scale: 1) with { Style = style });
        if (AreDotted(curve))
            series.AddRange(SpreadSeries.Dots(colour, x, [.. curve.Points.Select(point => point.Realizations)])
                .Select(dots => dots with { Column = name + ", single realizations" }));
        else series.Add(new PointSeries("", colour, x, mean) { Size = 2.5, Column = name + ", points" });
        if (!curve.Points.All(point => double.IsFinite(point.Theory))) return;
        theories.Add(new LineSeries(theories.Count == 0 ? "theory, no fit" : "", Palette.Reference, x,
            [.. curve.Points.Select(point => point.Theory)])
        { Width = TheoryWidth, Style = LineStyle.Dotted, Column = name + ", theory" });
    }

    // Whether the single realizations are shown at every condition; the means at all of them are if not.
    private static bool AreDotted(CurveResult curve) =>
        curve.Points.Count <= SpreadSeries.MostPositions && curve.Points[0].Count is > 1 and <= SpreadSeries.MostDots;

    private static double[] Conditions(CurveResult curve) => [.. curve.Points.Select(point => point.Condition)];

    private static LineSeries Line(string name, Colour colour, CurveResult curve, double scale) =>
        SpreadSeries.Line(name, colour, Conditions(curve),
            [.. curve.Points.Select(point => new Spread(point.Mean * scale, point.StandardError * scale))]);

    private static Panel Comparison(ProtocolExperiment experiment, string letter)
    {
        ProtocolResult result = experiment.Results[0];
        List<Series> series = [];
        for (int i = 0; i < result.Curves.Count; i++)
        {
            CurveResult curve = result.Curves[i];
            if (result.Curves.Take(i).Any(earlier => earlier.Rule.GetType() == curve.Rule.GetType())) continue;

            // Learning rates of different rules have different meanings, so only shapes can be compared.
            double largest = curve.Points.Max(point => Math.Abs(point.Mean));
            double scale = largest > 0 ? 1 / largest : 1;
            series.Add(Line(CurveLabels.Full(curve.Rule), LookOf(experiment, i, 0).Colour, curve, scale));
        }

        series.AddRange([.. series.OfType<LineSeries>().Select(line =>
            new PointSeries("", line.Colour, line.X, line.Y) { Size = 1.8, Column = line.Name + ", points" })]);

        string scan = result.ScanValue.Length > 0 ? $" ({NumberText.Typed(result.ScanValue)})" : "";
        return new Panel(letter, CurveLabels.Conditions(result.Protocol.Trains), new Axis("Weight change / largest"), series)
        {
            Title = "Compared with classical rules" + scan,
            Legend = LegendPlacement.Below,
        };
    }

    // What the letters of the rules mean, panel by panel.
    private static string Meaning(ProtocolExperiment experiment, IReadOnlyList<Panel> panels)
    {
        IReadOnlyList<CurveResult> curves = experiment.Results[0].Curves;
        List<string> baselines = [];
        if (curves.Any(curve => curve.Rule is AdaptiveCurveDescription))
            baselines.Add(Place(0) + "a moving average of the burst probability, which begins at $P$(0)");
        if (curves.Any(curve => curve.Rule is ConstantCurveDescription)) baselines.Add(Place(baselines.Count) + "a constant, $p_b$");
        return (baselines.Count == 0 ? "" : $" Baseline of the learning rule: {string.Join("; ", baselines)}.")
            + (!curves.Any(IsClassical) ? "" : $" {Place(panels.Count - 1)}first curve of each kind of rule over its largest size, because "
                + "learning rates of different rules mean different things"
                + (curves.Any(curve => curve.Rule is BcmCurveDescription) ? " (BCM: the rule of Bienenstock, Cooper and Munro)." : "."))
            + (panels.Count > 1 ? " Panels have ranges of their own." : "");

        string Place(int panel) => panels.Count > 1 ? panels[panel].Letter + ": " : "";
    }

    private static string Caption(ProtocolExperiment experiment, IReadOnlyList<Panel> panels)
    {
        PairingProtocolDescription protocol = experiment.Protocol;
        string repeats = protocol.Realizations > 1
            ? $" Lines and bands: mean ± s.e.m. of n = {protocol.Realizations} realizations"
                + (!AreDotted(experiment.Results[0].Curves[0]) ? "." : ", dots: single realizations"
                    + (experiment.Results[0].Curves.Any(IsClassical) ? " (in the comparison: means)." : "."))
            : " n = 1 realization.";
        string scan = protocol.Scan is not { } scanned ? ""
            : experiment.Results.Count <= MostStyles
            ? $" Line style, {Key(scanned.Path)}: "
                + string.Join(", ", scanned.Values.Select((value, i) => $"{NumberText.Typed(value)} ({Name(Palette.Style(i))})")) + "."
            : $" Shades, {Key(scanned.Path)}: {string.Join(", ", scanned.Values.Select(NumberText.Typed))}, from light to dark.";
        static string Key(string path) => Names.Words(path[(path.LastIndexOf('.') + 1)..]);
        static string Name(LineStyle style) => style.ToString().ToLowerInvariant();
        bool hasTheory =
            experiment.Results.Any(result => result.Curves.Any(curve => curve.Points.Any(point => double.IsFinite(point.Theory))));
        return Sentences.Before(protocol.Description).TrimEnd() + Meaning(experiment, panels) + repeats
            + (hasTheory ? " Dotted grey lines: mean-field theory without fit." : "") + scan;
    }
}
