using Spiking.Files;
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
    // Directions that have nothing in common, in a space of many dimensions.
    private static readonly ReferenceLine[] s_rightAngle = [new(Direction.Horizontal, 90) { Style = LineStyle.Dotted }];

    // Degrees: on an axis that reaches 90, a curve below this lies within the width of the axis line.
    private const double LeastAngle = 1;

    // Largest over smallest value from which on an axis is logarithmic.
    private const double Wide = 5;

    // Relative: on an axis of any range that has both, two curves lie within the width of a line.
    private const double Alike = 0.01;

    private const int DifferentStyles = 3;

    // Of the scanned range: an axis begins so much before the first value, and not at 0, where nothing was run.
    private const double MarginOfScan = 0.05;

    public static IReadOnlyList<(string Name, Figure Figure)> Create(IReadOnlyList<TrainedCase> trained)
    {
        List<(string, Figure)> figures = [];
        if (trained.Any(Learns)) figures.Add(("learning", Learning(trained)));
        if (trained.Any(t => t.Courses[0].Course.Measured.Count > 0))
        {
            Figure angles = AnglesOver(trained);
            if (angles.Panels.Count > 0) figures.Add(("angles", angles));
            figures.AddRange(Layers(trained));
        }

        if (trained.Any(t => t.Case.Value is not null)) figures.Add(("comparison", Comparison(trained)));
        figures.AddRange(ErrorSignalReport.Figures(trained));
        return figures;
    }

    // Forward weights that do not learn, as where feedback alone does, give the same answers to every test, bit for bit.
    private static bool Learns(TrainedCase t) => t.Courses.Any(c => c.Course.Epochs.Any(e =>
        !double.IsNaN(e.TestError) && !e.TestLoss.Equals(c.Course.Epochs[0].TestLoss)));

    private static Figure Learning(IReadOnlyList<TrainedCase> trained)
    {
        bool testsAreRare = trained.Any(t => t.Settings.TestEvery > 1);
        Axis epoch = new("Epoch") { Minimum = 0, IsWhole = true };
        Look[] looks = Parted(trained);
        LineSeries[] tests = Lines(e => e.TestError), training = Lines(e => e.TrainingError);
        bool isLogarithmic = IsWide(tests);
        if (isLogarithmic) tests = Lines(e => e.TestError, 1);
        PointSeries[] seeds = Dots(e => e.TestError, isLogarithmic ? 1 : 0);
        return new Figure("Learning curves",
        [
            new Panel("a", epoch, Errors("Test error", isLogarithmic),
                seeds.Length > 0 ? [.. tests, .. seeds] : [.. tests.SelectMany((line, i) => TestErrors(trained[i], line))])
            {
                Legend = LegendPlacement.Right,
            },
            new Panel("b", epoch, Errors("Training error", IsWide(training)), [.. training, .. Dots(e => e.TrainingError)])
            {
                Legend = LegendPlacement.None,
            },
            new Panel("c", epoch, new Axis("Training loss") { Scale = AxisScale.Logarithmic },
                [.. Lines(e => e.TrainingLoss), .. Dots(e => e.TrainingLoss)])
            {
                Legend = LegendPlacement.None,
            },
        ])
        {
            Columns = trained.Count == 1 ? 3 : 1,
            Shared = SharedAxes.Columns,
            Caption = Caption(trained, "a: share of wrong answers to the test images"
                + (testsAreRare && seeds.Length == 0 ? " (dots: the tests)" : "")
                + (isLogarithmic ? ", from the first epoch on" : "")
                + ". b: share of wrong answers to the training images, each batch judged before its update. c: mean squared error of an "
                + "output unit for the training images, each batch judged before its update.",
                seeds.Length == 0 ? [] : [.. tests.Concat(training).Select(line => line.X.Count)]),
        };

        LineSeries[] Lines(Func<EpochErrors, double> value, int first = 0) =>
            [.. trained.Select((t, i) => ByEpoch(t, looks[i], NameOf(trained, t), value, first))];
        PointSeries[] Dots(Func<EpochErrors, double> value, int first = 0) => [.. trained.SelectMany((t, i) =>
        {
            (double[] epochs, double[][] seeds) = Seeds(t, value, first);
            return SpreadSeries.Dots(looks[i].Colour, epochs, seeds, name: NameOf(trained, t));
        })];
    }

    // On a linear axis, errors of models that have learned lie on one line if another's are many times as large.
    private static Axis Errors(string label, bool isLogarithmic) =>
        isLogarithmic ? new Axis(label, "%") { Scale = AxisScale.Logarithmic } : new Axis(label, "%") { Minimum = 0 };

    // The error before learning does not count, because all models have it. An error of 0 has no place on a logarithmic axis.
    private static bool IsWide(IEnumerable<LineSeries> lines, double from = 1)
    {
        double[] values = [.. lines.SelectMany(line => line.Y.Where((_, i) => line.X[i] >= from))];
        return values.Length > 0 && values.Min() > 0 && values.Max() >= Wide * values.Min();
    }

    // Of cases that learn alike the last alone could be seen: the second is dashed and the third dotted, so that the earlier ones show
    // between, unless styles say which model it is.
    private static Look[] Parted(IReadOnlyList<TrainedCase> trained)
    {
        Look[] looks = [.. trained.Select(t => LookOf(trained, t))];
        if (looks.Any(look => look.Style != LineStyle.Solid)) return looks;
        LineSeries[] lines = [.. trained.Select((t, i) => ByEpoch(t, looks[i], "", e => e.TestError))];
        for (int i = 1; i < lines.Length; i++)
        {
            int alike = lines.Take(i).Count(earlier => Coincide(earlier, lines[i]));
            looks[i] = looks[i] with { Style = Palette.Style(Math.Min(alike, DifferentStyles - 1)) };
        }

        return looks;
    }

    private static bool Coincide(LineSeries one, LineSeries other) => one.X.SequenceEqual(other.X)
        && one.Y.Zip(other.Y).All(pair => Math.Abs(pair.First - pair.Second) <= Alike * Math.Max(pair.First, pair.Second));

    private static Figure AnglesOver(IReadOnlyList<TrainedCase> trained)
    {
        (string Name, string Label, string Meaning)[] quantities =
        [
            ("to_backprop_hidden", "Angle to backprop", "angle of the gradient of all hidden layers' weights to that of backprop"),
            ("to_feedback_alignment_hidden", "Angle to feedback alignment",
                "angle of the gradient of all hidden layers' weights to that of feedback alignment with the same $Y$"),
            ("Q_to_Y", "Angle of $Q$ to $Y$", "angle of $Q$ to $Y$, mean over the hidden layers"),
            ("apical_mean_size", "Mean |apical potential|", "mean size of the apical potentials in the hidden layers"),
        ];
        bool withTeacher = trained.All(t => t.Settings.Teacher);
        List<Panel> panels = [];
        List<string> sentences = [], omitted = [];
        foreach ((string name, string label, string meaning) in quantities)
        {
            Series[] drawn = [.. trained.SelectMany(t => Measured(t, LookOf(trained, t), NameOf(trained, t), name))];
            LineSeries[] lines = [.. drawn.OfType<LineSeries>()];
            if (lines.Length == 0) continue;

            // Panels in which nothing can be seen, or the same as in another one.
            Axis axis = name != "apical_mean_size" ? Angle(label)
                : IsWide(lines, 0) ? new Axis(label) { Scale = AxisScale.Logarithmic } : new Axis(label) { Minimum = 0 };
            string own = label[..1].ToLowerInvariant() + label[1..];
            if (!IsAbove(lines, axis.Unit.Length > 0 ? LeastAngle : 0))
                omitted.Add($"{own} ({(axis.Unit.Length > 0 ? "below 1°" : "0")} throughout)");
            else if (panels.FirstOrDefault(panel => AreSame(panel.Series, lines)) is Panel same)
                omitted.Add($"{own} (the same as {same.Letter})");
            else
            {
                string teacher = withTeacher || name != "apical_mean_size" ? "" : ", with teacher in the cases that have one";
                sentences.Add($"{Panel.LetterOf(panels.Count)}: {meaning}{teacher}.");
                panels.Add(new Panel(Panel.LetterOf(panels.Count), new Axis("Updates") { Minimum = 0 }, axis,
                    [.. lines, .. drawn.Except(lines)])
                {
                    Lines = axis.Unit.Length > 0 ? s_rightAngle : [],
                    Legend = panels.Count == 0 ? LegendPlacement.Right : LegendPlacement.None,
                });
            }
        }

        if (panels.Any(panel => panel.Lines.Count > 0)) sentences.Add("Dotted: 90°, directions that have nothing in common.");
        if (sentences.Any(sentence => sentence.Contains("gradient", StringComparison.Ordinal)))
            sentences.Add("Gradients, taken as one vector, are those "
                + (withTeacher ? "with teacher and without noise." : "without noise and, in every case, with teacher."));
        if (omitted.Count > 0) sentences.Add($"Not drawn: {string.Join(", ", omitted)}.");
        return new Figure("Angles while learning", panels)
        {
            Columns = trained.Count > 1 ? 1 : panels.Count == 4 ? 2 : Math.Max(1, panels.Count),
            RowHeight = trained.Count == 1 ? 45 : 38,
            Shared = SharedAxes.Columns,
            Caption = Caption(trained, string.Join(' ', sentences), Dotted(panels)),
        };
    }

    // Numbers of positions of the lines of panels with single seeds.
    private static int[] Dotted(IEnumerable<Panel> panels) => [.. panels.Where(panel => panel.Series.Any(series => series is PointSeries))
        .SelectMany(panel => panel.Series.OfType<LineSeries>()).Select(line => line.X.Count)];

    private static Axis Angle(string label) => new(label, "°") { Minimum = 0 };

    private static bool IsAbove(IEnumerable<LineSeries> lines, double least) => lines.Any(line => line.Y.Any(y => y > least));

    private static bool AreSame(IReadOnlyList<Series> shown, LineSeries[] lines) =>
        shown.OfType<LineSeries>().ToArray() is LineSeries[] others && others.Length == lines.Length
        && others.Zip(lines).All(pair => pair.First.Name == pair.Second.Name && pair.First.Y.SequenceEqual(pair.Second.Y));

    // Layer by layer: angles to backprop, and the variance of burst probabilities, of the first case.
    private static IEnumerable<(string, Figure)> Layers(IReadOnlyList<TrainedCase> trained)
    {
        TrainedCase first = trained[0];
        int layers = first.Courses[0].Course.MeasuredNames.Count(name => name.StartsWith("to_backprop_", StringComparison.Ordinal)
            && char.IsDigit(name[^1]));
        List<Panel> panels = [];
        string caption = $"The case \"{first.Case.Label}\", its hidden layers numbered from the input.", omitted = "";
        foreach ((string name, Axis axis, int count, string meaning) in new[]
            {
                ("to_backprop", Angle("Angle to backprop"), layers - 1,
                    "angle of the gradient of a layer's weights to that of backprop; dotted: 90°"),
                ("burst_probability_variance", new Axis("Variance of burst probability") { Scale = AxisScale.Logarithmic }, layers,
                    "variance of the burst probabilities of a layer"),
            })
        {
            // Layers without anything to see, such as an output without teacher, whose burst probability is constant, are left out.
            Series[][] drawn = [.. Enumerable.Range(1, count)
                .Select(i => Single(first, Shade(i), i == layers ? "output" : $"layer {i}", $"{name}_{i}"))
                .Where(layer => IsAbove(layer.OfType<LineSeries>(), 0))];
            LineSeries[] lines = [.. drawn.SelectMany(layer => layer).OfType<LineSeries>()];
            if (!IsAbove(lines, axis.Unit.Length > 0 ? LeastAngle : 0))
            {
                if (axis.Unit.Length > 0 && count > 0) omitted = " Not drawn: angles to backprop (below 1° throughout).";
                continue;
            }

            caption += $" {Panel.LetterOf(panels.Count)}: {meaning}.";
            panels.Add(new Panel(Panel.LetterOf(panels.Count), new Axis("Updates") { Minimum = 0 }, axis,
                [.. lines, .. drawn.SelectMany(layer => layer).Except(lines)])
            {
                Lines = axis.Unit.Length > 0 ? s_rightAngle : [],
            });
        }

        // One legend for both panels, beside the one with more curves.
        if (panels.Count == 2)
        {
            int more = panels[0].Series.Count > panels[1].Series.Count ? 0 : 1;
            (panels[more], panels[1 - more]) = (panels[more] with { Legend = LegendPlacement.Right },
                panels[1 - more] with { Legend = LegendPlacement.None });
        }

        // Layers are not cases, and hidden ones have an order: a sequence of colours. The output is none of them.
        Look Shade(int layer) => new(layer == layers ? Palette.Black : Palette.Sequence(layer - 1, layers - 1), LineStyle.Solid);
        if (panels.Count > 0)
            yield return ("layers", new Figure("Layers while a network learns", panels)
            {
                Columns = panels.Count,
                Caption = Caption([first], caption + omitted, Dotted(panels)),
            });
    }

    private static Figure Comparison(IReadOnlyList<TrainedCase> trained)
    {
        ScanDescription scan = trained[0].Settings.Scan!;
        double least = scan.Values.Min(), margin = MarginOfScan * (scan.Values.Max() - least);
        Axis x = new(scan.Axis ?? scan.Name)
        {
            IsWhole = scan.Values.All(double.IsInteger),
            Minimum = margin > 0 && least - margin > 0 ? least - margin : null,
        };
        string[] models = [.. trained.Select(t => t.Case.Model).Distinct()];
        Series[] errors = [.. models.SelectMany(model => Points(model, t => t.Over(c => c.BestTestError)))];
        return new Figure($"Test error and angle to backprop against {scan.Name}",
        [
            new Panel("a", x, Errors("Test error", IsWide(errors.OfType<LineSeries>(), double.NegativeInfinity)), errors),
            new Panel("b", x, Angle("Angle to backprop"),
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
                    + "backprop, mean over the last epoch; dotted: 90°, directions that have nothing in common.",
                    [.. models.Select(model => trained.Count(t => t.Case.Model == model))]),
        };

        Series[] Points(string model, Func<TrainedCase, double[]> values)
        {
            TrainedCase[] points = [.. trained.Where(t => t.Case.Model == model).OrderBy(t => t.Case.Value)];
            double[] positions = [.. points.Select(t => t.Case.Value!.Value)];
            double[][] seeds = [.. points.Select(values)];
            LineSeries line = LookOf(trained, model).Line(model, positions,
                [.. seeds.Select(of => of.Length > 0 ? Spread.Of(of) : new Spread(double.NaN, double.NaN))]);
            PointSeries[] dots = [.. SpreadSeries.Dots(line.Colour, positions, seeds, name: line.Name)];
            return dots.Length > 0 ? [line, .. dots] : WithPoints(line);
        }
    }

    /// <summary>A line with dots where it has data.</summary>
    public static Series[] WithPoints(LineSeries line) =>
        [line, new PointSeries("", line.Colour, line.X, line.Y) { Size = 2.5, Column = $"{line.Name}, points".TrimStart(',', ' ') }];

    // Between tests that are not made in every epoch, lines are no data.
    private static Series[] TestErrors(TrainedCase t, LineSeries line) => t.Settings.TestEvery > 1 ? WithPoints(line) : [line];

    private static LineSeries ByEpoch(TrainedCase t, Look look, string name, Func<EpochErrors, double> value, int first = 0)
    {
        (double[] epochs, double[][] seeds) = Seeds(t, value, first);
        return look.Line(name, epochs, [.. seeds.Select(of => Spread.Of(of))]);
    }

    // The epochs in which a quantity was measured, and in each of them its values in all seeds.
    private static (double[] Epochs, double[][] Seeds) Seeds(TrainedCase t, Func<EpochErrors, double> value, int first)
    {
        EpochErrors[] epochs = [.. t.Courses[0].Course.Epochs.Where(e => e.Epoch >= first && !double.IsNaN(value(e)))];
        return ([.. epochs.Select(e => (double)e.Epoch)],
            [.. epochs.Select(e => t.Over(c => value(c.Epochs[t.Courses[0].Course.Epochs.IndexOf(e)])))]);
    }

    /// <summary>
    /// A quantity against updates with its single seeds; of one that is measured layer by layer the mean over the hidden layers. Empty: it
    /// is not measured.
    /// </summary>
    private static Series[] Measured(TrainedCase t, Look look, string title, string name)
    {
        TrainingCourse course = t.Courses[0].Course;
        int[] columns = [.. Enumerable.Range(0, course.MeasuredNames.Count)
            .Where(i => course.MeasuredNames[i] == name || (course.MeasuredNames[i].StartsWith(name + "_", StringComparison.Ordinal)
                && char.IsDigit(course.MeasuredNames[i][^1])))];
        if (columns.Length == 0) return [];
        double[] updates = [.. course.Measured.Select(m => (double)m.Batches)];
        double[][] seeds = [.. updates.Select((_, row) =>
            t.Courses.Select(c => columns.Average(column => c.Course.Measured[row].Values[column])).ToArray())];
        LineSeries line = look.Line(title, updates, [.. seeds.Select(of => Spread.Of(of))]);
        return line.Y.All(double.IsNaN) ? [] : [line, .. SpreadSeries.Dots(look.Colour, updates, seeds, name: title)];
    }

    private static Series[] Single(TrainedCase t, Look look, string title, string name) =>
        t.Courses[0].Course.MeasuredNames.Contains(name) ? Measured(t, look, title, name) : [];

    /// <summary>
    /// How a case looks: a model has one colour in all figures; its cases are shades of it, stronger from the first to the last. Of more
    /// cases than shades can be told apart, the order has the colour, and the model the style.
    /// </summary>
    public static Look LookOf(IReadOnlyList<TrainedCase> trained, TrainedCase t)
    {
        TrainedCase[] same = [.. trained.Where(other => other.Case.Model == t.Case.Model)];
        string[] models = ModelsOf(trained);
        int place = Array.IndexOf(same, t);
        if (same.Length > Palette.DifferentShades && models.Length <= DifferentStyles)
            return new Look(Palette.Sequence(place, same.Length), Palette.Style(Array.IndexOf(models, t.Case.Model)));
        Look look = LookOf(trained, t.Case.Model);
        return look with { Colour = Palette.Shade(look.Colour, place, same.Length) };
    }

    private static Look LookOf(IReadOnlyList<TrainedCase> trained, string model)
    {
        string[] models = ModelsOf(trained);
        string[] kinds = [.. models.Select(one => Kinds.NameOf(trained.First(t => t.Case.Model == one).Settings.Rule))];
        return ModelLooks.Of(kinds)[Array.IndexOf(models, model)];
    }

    private static string[] ModelsOf(IReadOnlyList<TrainedCase> trained) => [.. trained.Select(t => t.Case.Model).Distinct()];

    // A single case needs no legend.
    private static string NameOf(IReadOnlyList<TrainedCase> trained, TrainedCase t) => trained.Count == 1 ? "" : t.Case.Label;

    private static string Caption(IReadOnlyList<TrainedCase> trained, string text, params IReadOnlyList<int> dotted) =>
        $"{text} {SpreadSeries.Meaning(trained[0].Courses.Count, dotted: dotted)}";
}
