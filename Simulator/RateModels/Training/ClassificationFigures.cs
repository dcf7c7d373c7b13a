using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Training;

/// <summary>
/// Figures of trainings: learning curves (Greedy et al. 2022, Fig. 5a and 6), angles against updates (Fig. 4), burst probabilities (Payeur
/// et al. 2021, Extended Data Fig. 9), and error and angle against what the cases differ in, such as depth (Fig. 5b, c).
/// </summary>
internal static class ClassificationFigures
{
    private static readonly Axis s_error = new("Test error", "%") { Minimum = 0 };

    // Directions that have nothing in common, in a space of many dimensions.
    private static readonly ReferenceLine[] s_rightAngle = [new(Direction.Horizontal, 90) { Style = LineStyle.Dotted }];

    public static IReadOnlyList<(string Name, Figure Figure)> Create(IReadOnlyList<TrainedCase> trained)
    {
        List<(string, Figure)> figures = [("learning", Learning(trained))];
        if (trained.Any(t => t.Courses[0].Course.Measured.Count > 0))
        {
            figures.Add(("angles", AnglesOver(trained)));
            figures.AddRange(Layers(trained));
        }

        if (trained.Any(t => t.Case.Value is not null)) figures.Add(("comparison", Comparison(trained)));
        figures.AddRange(ErrorSignalReport.Figures(trained));
        return figures;
    }

    private static Figure Learning(IReadOnlyList<TrainedCase> trained)
    {
        Axis epoch = new("Epoch") { Minimum = 0, IsWhole = true };
        return new Figure("Learning curves",
        [
            new Panel("a", epoch, s_error,
                [.. trained.Select(t => ByEpoch(t, LookOf(trained, t), NameOf(trained, t), e => e.TestError))])
            {
                Legend = LegendPlacement.Right,
            },
            new Panel("b", epoch, new Axis("Training error", "%") { Minimum = 0 },
                [.. trained.Select(t => ByEpoch(t, LookOf(trained, t), NameOf(trained, t), e => e.TrainingError))])
            {
                Legend = LegendPlacement.None,
            },
            new Panel("c", epoch, new Axis("Training loss") { Scale = AxisScale.Logarithmic },
                [.. trained.Select(t => ByEpoch(t, LookOf(trained, t), NameOf(trained, t), e => e.TrainingLoss))])
            {
                Legend = LegendPlacement.None,
            },
        ])
        {
            Columns = trained.Count == 1 ? 3 : 1,
            Shared = SharedAxes.Columns,
            Caption = Caption(trained, "a: share of wrong answers to the images for tests. b: the same for the images that are learned, "
                + "each batch judged before its update. c: mean squared error of an output unit, likewise."),
        };
    }

    private static Figure AnglesOver(IReadOnlyList<TrainedCase> trained)
    {
        (string Name, string Label)[] quantities =
        [
            ("to_backprop_hidden", "Angle to backprop"), ("to_feedback_alignment_hidden", "Angle to feedback alignment"),
            ("Q_to_Y", "Angle of $Q$ to $Y$"),
            ("apical_mean_size", "Mean |apical potential|"),
        ];
        List<Panel> panels = [];
        foreach ((string name, string label) in quantities)
        {
            LineSeries[] lines = [.. trained.Select(t => Measured(t, LookOf(trained, t), NameOf(trained, t), name)).OfType<LineSeries>()];
            if (lines.Length == 0) continue;
            Axis axis = name == "apical_mean_size" ? new Axis(label) { Minimum = 0 } : new Axis(label, "°") { Minimum = 0 };
            panels.Add(new Panel(Panel.LetterOf(panels.Count), new Axis("Updates") { Minimum = 0 }, axis, lines)
            {
                Lines = axis.Unit.Length > 0 ? s_rightAngle : [],
                Legend = panels.Count == 0 ? LegendPlacement.Right : LegendPlacement.None,
            });
        }

        return new Figure("Angles while learning", panels)
        {
            Columns = trained.Count == 1 ? 2 : 1,
            RowHeight = trained.Count == 1 ? 45 : 38,
            Shared = SharedAxes.Columns,
            Caption = Caption(trained, "Angles between gradients of the hidden layers' weights, taken as one vector, with teacher and "
                + "without noise; of Q to Y and of apical potentials the mean over the hidden layers."),
        };
    }

    // Layer by layer: angles to backprop, and the variance of burst probabilities, of the first case.
    private static IEnumerable<(string, Figure)> Layers(IReadOnlyList<TrainedCase> trained)
    {
        TrainedCase first = trained[0];
        int layers = first.Courses[0].Course.MeasuredNames.Count(name => name.StartsWith("to_backprop_", StringComparison.Ordinal)
            && char.IsDigit(name[^1]));
        List<Panel> panels = [];
        foreach ((string name, Axis axis, int count) in new[]
            {
                ("to_backprop", new Axis("Angle to backprop", "°") { Minimum = 0 }, layers - 1),
                ("burst_probability_variance", new Axis("Variance of burst probability") { Scale = AxisScale.Logarithmic }, layers),
            })
        {
            LineSeries[] lines =
                [.. Enumerable.Range(1, count).Select(i => Single(first, Shade(i), $"layer {i}", $"{name}_{i}")).OfType<LineSeries>()];
            if (lines.Length > 0)
                panels.Add(new Panel(Panel.LetterOf(panels.Count), new Axis("Updates") { Minimum = 0 }, axis, lines)
                {
                    Lines = axis.Unit.Length > 0 ? s_rightAngle : [],
                });
        }

        // Layers are not cases, and have an order: shades of one colour.
        Look Shade(int layer) => new(Palette.Shade(Palette.Blue, layer - 1, layers), LineStyle.Solid);
        if (panels.Count > 0)
            yield return ("layers", new Figure("Layer by layer", panels)
            {
                Columns = panels.Count,
                Caption = Caption([first], $"The case \"{first.Title}\", layer by layer from the input.")
            });
    }

    private static Figure Comparison(IReadOnlyList<TrainedCase> trained)
    {
        ScanDescription scan = trained[0].Settings.Scan!;
        Axis x = new(scan.Axis ?? scan.Name) { IsWhole = scan.Values.All(double.IsInteger) };
        string[] models = [.. trained.Select(t => t.Case.Model).Distinct()];
        return new Figure("Comparison",
        [
            new Panel("a", x, s_error, [.. models.SelectMany(model => Points(model, t => t.Over(c => c.BestTestError)))]),
            new Panel("b", x, new Axis("Angle to backprop", "°") { Minimum = 0 },
                [.. models.SelectMany(model => Points(model, t => t.InLastEpoch("to_backprop_hidden")))])
            {
                Lines = s_rightAngle,
                Legend = LegendPlacement.None,
            },
        ])
        {
            Columns = 2,
            Caption =
                Caption(trained, "a: lowest test error of all epochs. b: angle between the gradients of the hidden layers and those of "
                    + "backprop, mean over the last epoch."),
        };

        Series[] Points(string model, Func<TrainedCase, double[]> values)
        {
            TrainedCase[] points = [.. trained.Where(t => t.Case.Model == model).OrderBy(t => t.Case.Value)];
            Spread[] spreads = [.. points.Select(t => values(t) is { Length: > 0 } v ? Spread.Of(v) : new Spread(double.NaN, double.NaN))];
            LineSeries line = LookOf(trained, model).Line(model, [.. points.Select(t => t.Case.Value!.Value)], spreads);
            return [line, new PointSeries("", line.Colour, line.X, line.Y) { Size = 2.5 }];
        }
    }

    private static LineSeries ByEpoch(TrainedCase t, Look look, string name, Func<EpochErrors, double> value)
    {
        EpochErrors[] epochs = [.. t.Courses[0].Course.Epochs.Where(e => !double.IsNaN(value(e)))];
        return look.Line(name, [.. epochs.Select(e => (double)e.Epoch)],
            [.. epochs.Select(e => Spread.Of(t.Over(c => value(c.Epochs[t.Courses[0].Course.Epochs.IndexOf(e)]))))]);
    }

    /// <summary>
    /// A quantity against updates; of one that is measured layer by layer the mean over the hidden layers. Null: it is not measured.
    /// </summary>
    private static LineSeries? Measured(TrainedCase t, Look look, string title, string name)
    {
        TrainingCourse course = t.Courses[0].Course;
        int[] columns = [.. Enumerable.Range(0, course.MeasuredNames.Count)
            .Where(i => course.MeasuredNames[i] == name || (course.MeasuredNames[i].StartsWith(name + "_", StringComparison.Ordinal)
                && char.IsDigit(course.MeasuredNames[i][^1])))];
        if (columns.Length == 0 || course.Measured.Count == 0) return null;
        Spread[] spreads = [.. Enumerable.Range(0, course.Measured.Count).Select(row =>
            Spread.Of(t.Courses.Select(c => columns.Average(column => c.Course.Measured[row].Values[column]))))];
        return spreads.All(s => double.IsNaN(s.Mean))
            ? null
            : look.Line(title, [.. course.Measured.Select(m => (double)m.Batches)], spreads);
    }

    private static LineSeries? Single(TrainedCase t, Look look, string title, string name) =>
        t.Courses[0].Course.MeasuredNames.Contains(name) ? Measured(t, look, title, name) : null;

    /// <summary>
    /// How a case looks: a model has one colour in all figures; its cases are shades of it, stronger from the first to the last.
    /// </summary>
    public static Look LookOf(IReadOnlyList<TrainedCase> trained, TrainedCase t)
    {
        TrainedCase[] same = [.. trained.Where(other => other.Case.Model == t.Case.Model)];
        Look look = LookOf(trained, t.Case.Model);
        return look with { Colour = Palette.Shade(look.Colour, Array.IndexOf(same, t), same.Length) };
    }

    private static Look LookOf(IReadOnlyList<TrainedCase> trained, string model) =>
        Look.Of(trained.Select(t => t.Case.Model).Distinct().TakeWhile(other => other != model).Count());

    // A single case needs no legend.
    private static string NameOf(IReadOnlyList<TrainedCase> trained, TrainedCase t) => trained.Count == 1 ? "" : t.Title;

    private static string Caption(IReadOnlyList<TrainedCase> trained, string text)
    {
        int seeds = trained[0].Courses.Count;
        return seeds > 1 ? $"{text} Lines and bands: mean ± s.e.m. of n = {seeds} seeds." : $"{text} n = 1 seed.";
    }

    /// <summary>How the line of a case looks.</summary>
    public readonly record struct Look(Colour Colour, LineStyle Style)
    {
        public static Look Of(int index) => new(Palette.Cycle(index), Palette.CycleStyle(index));

        /// <summary>A line of means inside a band, where there are several seeds.</summary>
        public LineSeries Line(string name, IReadOnlyList<double> x, IReadOnlyList<Spread> spreads) =>
            SpreadSeries.Line(name, Colour, x, spreads) with { Style = Style };
    }
}
