using System.Globalization;
using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.Plotting.Layout;
using Spiking.Text;

namespace Spiking.Sweeps;

/// <summary>
/// Figures of a sweep, a panel for each measured number: against one swept value a curve, against two of a complete grid a map, against
/// more, or against values that were drawn, the runs as points over each of the swept values.
/// </summary>
internal static class SweepFigures
{
    private const int MostPanels = 6;
    private const int MostTicks = 8;

    // Numbers of one quantity, as the rates of several populations, are compared: their panels have one range, unless one of them would
    // fill less than this part of it.
    private const double LeastShare = 0.2;

    /// <summary>Draws up the figure; null: there is nothing to draw over.</summary>
    /// <param name="table">What was measured.</param>
    public static Figure? Create(SweepTable table)
    {
        SweepPlan plan = table.Plan;
        string[] measures = [.. table.Telling.Take(MostPanels)];
        if (plan.Axes.Count == 0 || measures.Length == 0 || table.Count == 0) return null;
        SweptNames names = new(plan.File);
        Swept[] axes = [.. plan.ShortNames.Select((name, i) =>
            Swept.Of(names.Of(plan.Axes[i], name), [.. plan.Points.Select(point => point[i])]))];
        List<Panel> panels = [];
        string kind;
        int[] runs = [.. Enumerable.Range(0, plan.Points.Count)
            .SelectMany(point => measures.Select(measure => table.At(point, measure).Length))
            .Where(count => count > 0).Distinct().DefaultIfEmpty(1)];
        if (axes.Length == 1)
        {
            kind = $"{Mean(runs)} of each value{(runs.Max() == 1 ? "" : "; grey: single runs, where they are fewer than ten")}";
            foreach (string measure in measures) panels.Add(Curve(Letter(panels), axes[0], measure, table));
            panels = [.. Compared(panels, measures)];
        }
        else if (axes.Length == 2 && IsGrid(axes))
        {
            kind = $"{Mean(runs).Replace(" ± s.e.m.", "", StringComparison.Ordinal)} of each pair of values";
            foreach (string measure in measures) panels.Add(Map(Letter(panels), axes[0], axes[1], measure, table));
            panels = [.. Compared(panels, measures)];
        }
        else
        {
            kind = $"Each point: one combination of values, {Mean(runs).Replace("Mean ± s.e.m.", "mean", StringComparison.Ordinal)}";
            foreach (string measure in measures.Take(Math.Max(1, MostPanels / axes.Length)))
                foreach (Swept axis in axes) panels.Add(Points(Letter(panels), axis, measure, table));
        }

        string left = measures.Length < table.Telling.Count
            ? string.Create(CultureInfo.InvariantCulture,
                $" Shown are the first {measures.Length} of {table.Telling.Count} measured numbers")
                + (table.Telling.Count < table.Measures.Count ? " that vary" : "") + "; --measure chooses others."
            : "";
        if (panels.Count == 1) panels[0] = panels[0] with { Letter = "" };
        return new Figure("Measured numbers of a sweep", panels)
        {
            Caption = string.Create(CultureInfo.InvariantCulture, $"{kind}; {table.Count} runs in all.{left}"),
            Columns = Math.Min(panels.Count, 3),
            Width = panels.Count == 1 ? Figure.OneColumn : Figure.TwoColumns,
            RowHeight = 55,
        };
    }

    // "Mean ± s.e.m. of n = 5 runs", with the numbers of runs from least to most.
    private static string Mean(int[] runs) => runs.Max() == 1 ? "n = 1 run" : string.Create(CultureInfo.InvariantCulture,
        $"Mean ± s.e.m. of n = {(runs.Min() == runs.Max() ? "" : $"{runs.Min()} to ")}{runs.Max()} runs");

    private static string Letter(List<Panel> panels) => Panel.LetterOf(panels.Count);

    // Panels of one quantity get the range that shows what is drawn in all of them.
    private static Panel[] Compared(List<Panel> panels, string[] measures)
    {
        AxisRange[] own = [.. panels.Select(panel => MapOf(panel) is { } map
            ? AxisRange.Around(map.Scale, map.Values.Cast<double>(), margin: 0) : PanelRanges.Y(panel))];
        return [.. panels.Select((panel, i) =>
        {
            AxisRange[] alike = [.. own.Where((_, other) => MeasuredAxis.IsSameQuantity(measures[i], measures[other]))];
            double low = alike.Min(range => range.Low), high = alike.Max(range => range.High);
            if (alike.Length < 2 || alike.Any(range => range.High - range.Low < LeastShare * (high - low))) return panel;
            return MapOf(panel) is { } map
                ? panel with { Series = [map with { Scale = map.Scale with { Minimum = low, Maximum = high } }] }
                : panel with { Y = panel.Y with { Minimum = low, Maximum = high } };
        })];

        static HeatMapSeries? MapOf(Panel panel) => panel.Series is [HeatMapSeries map] ? map : null;
    }

    private static Panel Curve(string letter, Swept axis, string measure, SweepTable table)
    {
        int[] points = [.. Enumerable.Range(0, table.Plan.Points.Count).Where(point => table.At(point, measure).Length > 0)
            .OrderBy(point => axis.Positions[point])];
        double[][] values = [.. points.Select(point => table.At(point, measure))];
        double[] x = [.. points.Select(point => axis.Positions[point])];
        Spread[] spreads = [.. values.Select(of => Spread.Of(of))];
        LineSeries line = SpreadSeries.Line("", Palette.Black, x, spreads);
        bool hasErrors = line.Error is not null;
        List<Series> series = [];
        if (hasErrors && values.All(of => of.Length <= SpreadSeries.MostDots))
            series.Add(new PointSeries("", Palette.Grey, [.. values.SelectMany((of, i) => of.Select(_ => x[i]))],
                [.. values.SelectMany(of => of)])
            { Size = 2 });
        if (axis.IsNumber && x.Length > 1) series.Add(line);
        series.Add(new PointSeries("", Palette.Black, x, line.Y) { Size = 2.2, Error = axis.IsNumber ? null : line.Error });
        return new Panel(letter, axis.Axis, MeasuredAxis.FromZero(measure), series) { Legend = LegendPlacement.None };
    }

    private static Panel Map(string letter, Swept horizontal, Swept vertical, string measure, SweepTable table)
    {
        (horizontal, vertical) = (horizontal.Even(), vertical.Even());
        double[] x = [.. horizontal.Positions.Distinct().Order()], y = [.. vertical.Positions.Distinct().Order()];
        double[,] values = new double[y.Length, x.Length];
        for (int point = 0; point < table.Plan.Points.Count; point++)
        {
            double[] at = table.At(point, measure);
            values[Array.IndexOf(y, vertical.Positions[point]), Array.IndexOf(x, horizontal.Positions[point])] = at.Length > 0
                ? Spread.Of(at).Mean
                : double.NaN;
        }

        return new Panel(letter, Centred(horizontal.Axis, x), Centred(vertical.Axis, y),
            [new HeatMapSeries(MeasuredAxis.Of(measure), x, y, values)])
        { Legend = LegendPlacement.None };
    }

    // The cells are named at their centres, as long as the names have room.
    private static Axis Centred(Axis axis, double[] centres) =>
        axis.Categories is null && centres.Length <= MostTicks ? axis with { Ticks = centres } : axis;

    private static Panel Points(string letter, Swept axis, string measure, SweepTable table)
    {
        int[] points = [.. Enumerable.Range(0, table.Plan.Points.Count).Where(point => table.At(point, measure).Length > 0)];
        return new Panel(
            letter,
            axis.Axis,
            MeasuredAxis.FromZero(measure),
            [new PointSeries("", Palette.Black, [.. points.Select(point => axis.Positions[point])],
                [.. points.Select(point => Spread.Of(table.At(point, measure)).Mean)])])
        { Legend = LegendPlacement.None };
    }

    private static bool IsGrid(Swept[] axes) =>
        axes[0].Positions.Distinct().Count() * axes[1].Positions.Distinct()
            .Count() == axes[0].Positions.Zip(axes[1].Positions).Distinct().Count();

    /// <summary>A swept value along an axis: as numbers where all values are numbers of one dimension, else as categories.</summary>
    private sealed record Swept(double[] Positions, bool IsNumber, Axis Axis, string[] Values)
    {
        public static Swept Of(string name, string[] values)
        {
            Axis axis = new(name);
            return SweptNumber.All(values) is (double[] numbers, string unit)
                ? new Swept(numbers, true, axis with { Unit = unit }, values)
                : new Swept(values, axis, [.. values.Distinct()]);
        }

        private Swept(string[] values, Axis axis, string[] categories)
            : this([.. values.Select(value => (double)Array.IndexOf(categories, value))], false,
                axis with { Categories = [.. categories.Select(NumberText.Typed)] }, values)
        {
        }

        /// <summary>
        /// The same with evenly spaced positions, as the cells of a map need them: uneven numbers become categories in their order.
        /// </summary>
        public Swept Even()
        {
            double[] sorted = [.. Positions.Distinct().Order()];
            double step = (sorted[^1] - sorted[0]) / Math.Max(1, sorted.Length - 1);
            if (Enumerable.Range(0, sorted.Length).All(i => Math.Abs(sorted[0] + i * step - sorted[i]) <= 1e-6 * Math.Abs(step)))
                return this;
            string[] categories = [.. Values.Zip(Positions).OrderBy(pair => pair.Second).Select(pair => pair.First).Distinct()];
            return new Swept(Values, Axis with { Unit = "" }, categories);
        }
    }
}
