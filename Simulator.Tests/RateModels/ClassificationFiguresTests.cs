using Spiking.Plotting;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.RateModels.Rules;
using Spiking.RateModels.Training;

namespace Spiking.Tests.RateModels;

/// <summary>Which panels, curves and words the figures of trainings have, for courses whose numbers are given.</summary>
public class ClassificationFiguresTests
{
    [Test]
    public void Panels_that_show_nothing_or_the_same_as_another_are_left_out_and_the_caption_says_so()
    {
        TrainedCase tied = Case("tied", ("to_backprop_hidden", [20, 30]), ("to_feedback_alignment_hidden", [20, 30]),
            ("Q_to_Y_1", [0, 0.2]), ("apical_mean_size_1", [0.2, 0.1]));
        Figure figure = Named("angles", tied);

        Assert.That(figure.Panels.Select(panel => panel.Y.Label), Is.EqualTo(new[] { "Angle to backprop", "Mean |apical potential|" }));
        Assert.That(figure.Panels.Select(panel => panel.Letter), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(figure.Caption, Does.Contain(
            "Not drawn: angle to feedback alignment (the same as a), angle of $Q$ to $Y$ (below 1° throughout)."));
        Assert.That(figure.Caption, Does.Contain("b: mean size of the apical potentials"));
    }

    [Test]
    public void Panels_that_show_something_stay()
    {
        TrainedCase random = Case("random", ("to_backprop_hidden", [20, 30]), ("to_feedback_alignment_hidden", [20, 31]),
            ("Q_to_Y_1", [0, 2]), ("apical_mean_size_1", [0.2, 0.1]));
        Figure figure = Named("angles", random);

        Assert.That(figure.Panels, Has.Count.EqualTo(4));
        Assert.That(figure.Caption, Does.Not.Contain("Not drawn"));
    }

    [Test]
    public void Captions_speak_of_the_teacher_as_every_case_has_it()
    {
        TrainedCase with = Case("with", ("to_backprop_hidden", [20, 30]), ("apical_mean_size_1", [0.2, 0.1])), without = with with
        {
            Case = with.Case with { Name = "without", Label = "without", Description = with.Settings with { Teacher = false } },
        };

        Assert.That(Named("angles", with).Caption, Does.Contain("with teacher and without noise"));
        Assert.That(Named("angles", with, without).Caption, Does.Contain("in every case, with teacher")
            .And.Contain("with teacher in the cases that have one"));
    }

    [Test]
    public void There_are_no_learning_curves_where_the_answers_to_tests_never_change()
    {
        TrainedCase frozen = Case("frozen"), learning = Case("learning");
        frozen.Courses[0].Course.Epochs.AddRange([new(1, 88, 0.48, 90, 0.5), new(2, 87, 0.47, 90, 0.5)]);
        learning.Courses[0].Course.Epochs.AddRange([new(1, 88, 0.48, double.NaN, double.NaN), new(2, 87, 0.47, 90, 0.49)]);

        Assert.That(Names(frozen), Does.Not.Contain("learning"));
        Assert.That(Names(frozen, learning), Does.Contain("learning"));
    }

    [TestCase(1, 0)]
    [TestCase(2, 2)]
    public void Tests_that_are_not_made_in_every_epoch_are_dots(int testEvery, int dots)
    {
        TrainedCase one = Case("one");
        one = one with { Case = one.Case with { Description = one.Settings with { TestEvery = testEvery } } };
        one.Courses[0].Course.Epochs.AddRange([new(1, 88, 0.48, double.NaN, double.NaN), new(2, 87, 0.47, 50, 0.3)]);

        Figure figure = Named("learning", one);

        Assert.That(figure.Panels[0].Series.OfType<PointSeries>().Sum(points => points.X.Count), Is.EqualTo(dots));
        Assert.That(figure.Caption.Contains("dots", StringComparison.Ordinal), Is.EqualTo(dots > 0));
    }

    [TestCase(50, 9, AxisScale.Logarithmic, 1)]
    [TestCase(50, 11, AxisScale.Linear, 0)]
    [TestCase(50, 0, AxisScale.Linear, 0)]
    public void Errors_that_differ_fivefold_while_learning_have_a_logarithmic_axis_without_the_error_before(
        double first, double last, AxisScale scale, double from)
    {
        TrainedCase one = Case("one");
        one.Courses[0].Course.Epochs.AddRange([new(1, 30, 0.4, first, 0.3), new(2, 20, 0.3, last, 0.1)]);

        Figure figure = Named("learning", one);

        Assert.That(figure.Panels[0].Y.Scale, Is.EqualTo(scale));
        Assert.That(((LineSeries)figure.Panels[0].Series[0]).X[0], Is.EqualTo(from));
        Assert.That(figure.Caption.Contains("from the first epoch on", StringComparison.Ordinal), Is.EqualTo(from > 0));
        Assert.That(figure.Panels[1].Y.Scale, Is.EqualTo(AxisScale.Linear), "training errors of 30 and 20 %");
    }

    [TestCase(20.1, LineStyle.Dashed)]
    [TestCase(25, LineStyle.Solid)]
    public void The_later_of_two_curves_that_coincide_is_dashed_in_all_panels(double error, LineStyle style)
    {
        // Of one kind of model, styles tell them apart anyway.
        TrainedCase one = Case("one"), other = Case("other");
        other = other with { Case = other.Case with { Description = other.Settings with { Rule = new BackpropDescription() } } };
        one.Courses[0].Course.Epochs.Add(new(1, 30, 0.4, 20, 0.3));
        other.Courses[0].Course.Epochs.Add(new(1, 30, 0.4, error, 0.3));

        Figure figure = Named("learning", one, other);

        foreach (Panel panel in figure.Panels)
            Assert.That(panel.Series.Cast<LineSeries>().Select(line => line.Style), Is.EqualTo(new[] { LineStyle.Solid, style }));
    }

    [Test]
    public void A_third_curve_that_coincides_is_dotted()
    {
        TrainedCase[] cases = [.. new[] { 20, 20.1, 40, 19.9 }.Select((error, i) =>
        {
            TrainedCase one = Case($"case {i}");
            one.Courses[0].Course.Epochs.Add(new(1, 30, 0.4, error, 0.3));
            return one;
        })];

        Assert.That(Named("learning", cases).Panels[0].Series.Cast<LineSeries>().Select(line => line.Style),
            Is.EqualTo(new[] { LineStyle.Solid, LineStyle.Dashed, LineStyle.Solid, LineStyle.Dotted }));
    }

    [TestCase(0.01, AxisScale.Logarithmic)]
    [TestCase(0.5, AxisScale.Linear)]
    public void Apical_potentials_that_fall_by_much_have_a_logarithmic_axis(double last, AxisScale scale) =>
        Assert.That(Named("angles", Case("one", ("to_backprop_hidden", [20, 30]), ("apical_mean_size_1", [1, last]))).Panels[^1].Y.Scale,
            Is.EqualTo(scale));

    [Test]
    public void Many_values_of_a_scan_have_a_sequence_of_colours_and_their_models_a_style()
    {
        TrainedCase[] cases = [.. new[] { "a", "b" }.SelectMany(model => Enumerable.Range(1, 6).Select(value =>
        {
            TrainedCase one = Case($"{model}-{value}");
            one.Courses[0].Course.Epochs.Add(new(1, 30, 0.4, 20 + value, 0.3));
            return one with { Case = one.Case with { Model = model } };
        }))];

        LineSeries[] lines = [.. Named("learning", cases).Panels[1].Series.Cast<LineSeries>()];

        Assert.That(lines.Select(line => line.Colour),
            Is.EqualTo(Enumerable.Range(0, 12).Select(i => Palette.Sequence(i % 6, 6))));
        Assert.That(lines.Take(6).Select(line => line.Style).Distinct(), Is.EqualTo(new[] { LineStyle.Solid }));
        Assert.That(lines.Skip(6).Select(line => line.Style).Distinct(), Is.EqualTo(new[] { LineStyle.Dashed }));
    }

    [TestCase(0.0, "layer 1, layer 2")]
    [TestCase(0.1, "layer 1, layer 2, output")]
    public void The_last_layer_is_the_output_and_has_a_curve_if_its_burst_probability_varies(double variance, string names)
    {
        TrainedCase two = Case("two", ("to_backprop_1", [50, 60]), ("to_backprop_2", [70, 80]), ("to_backprop_3", [0, 0]),
            ("burst_probability_variance_1", [1, 2]), ("burst_probability_variance_2", [3, 4]),
            ("burst_probability_variance_3", [variance, variance]));

        Figure figure = Named("layers", two);

        Assert.That(figure.Panels[0].Series.Select(series => series.Name), Is.EqualTo(new[] { "layer 1", "layer 2" }));
        Assert.That(string.Join(", ", figure.Panels[1].Series.Select(series => series.Name)), Is.EqualTo(names));
        Assert.That(figure.Panels.Select(panel => panel.Legend), Is.EqualTo(new[] { LegendPlacement.None, LegendPlacement.Right }));
    }

    [Test]
    public void Angles_have_the_single_seeds_as_dots_like_learning_curves()
    {
        (string, double[])[] measured = [("to_backprop_hidden", [20, 30]), ("to_backprop_1", [50, 60]), ("to_backprop_2", [0, 0]),
            ("burst_probability_variance_1", [1, 2]), ("burst_probability_variance_2", [3, 4])];
        TrainedCase one = Case("one", measured);
        one = one with { Courses = [one.Courses[0], (2, one.Courses[0].Course)] };

        foreach (string name in new[] { "angles", "layers" })
        {
            Figure figure = Named(name, one);
            foreach (Panel panel in figure.Panels)
                Assert.That(panel.Series.OfType<PointSeries>().Sum(points => points.X.Count),
                    Is.EqualTo(4 * panel.Series.OfType<LineSeries>().Count()).And.GreaterThan(0), $"{name} {panel.Letter}");
            Assert.That(figure.Caption, Does.EndWith("mean ± s.e.m. of n = 2 seeds, dots: single seeds."));
        }
    }

    [Test]
    public void The_output_is_black_beside_the_shades_of_hidden_layers()
    {
        TrainedCase two = Case("two", ("to_backprop_1", [50, 60]), ("to_backprop_2", [70, 80]), ("to_backprop_3", [0, 0]),
            ("burst_probability_variance_1", [1, 2]), ("burst_probability_variance_2", [3, 4]), ("burst_probability_variance_3", [5, 6]));

        Assert.That(Named("layers", two).Panels[1].Series.Select(series => series.Colour),
            Is.EqualTo(new[] { Palette.Sequence(0, 2), Palette.Sequence(1, 2), Palette.Black }));
    }

    [Test]
    public void Titles_have_the_marks_of_variables_in_figures_only()
    {
        TrainedCase one = Case("one"), other = Case("other");
        one = one with { Case = one.Case with { Label = "$Q = p_b Y$, teacher" } };
        foreach (TrainedCase part in (TrainedCase[])[one, other])
            part.Courses[0].Course.Epochs.Add(new(1, 87, 0.47, 50, 0.3));

        Assert.That(Named("learning", one, other).Panels[0].Series[0].Name, Is.EqualTo("$Q = p_b Y$, teacher"));
        ResultTable table = ClassificationTables.Create([one, other])[0];
        Assert.That(table.Rows[0].Texts, Is.EqualTo(new[] { "one" }), "the file has the name");
        Assert.That(ExperimentFiles.ShownRows(table, [one.Case, other.Case])[0][0], Is.EqualTo("Q = p_b Y, teacher"));
    }

    private static TrainedCase Case(string name, params (string Name, double[] Values)[] measured)
    {
        // Every network has an output, the first layer if there is no other.
        if (measured.Length > 0 && measured.All(quantity => quantity.Name != "to_backprop_1"))
            measured = [.. measured, ("to_backprop_1", [0, 0])];
        TrainingCourse course = new() { MeasuredNames = [.. measured.Select(quantity => quantity.Name)] };
        course.Epochs.Add(new EpochErrors(0, double.NaN, double.NaN, 90, 0.5));
        for (int i = 0; i < (measured.Length == 0 ? 0 : measured[0].Values.Length); i++)
            course.Measured.Add((i * 10, [.. measured.Select(quantity => quantity.Values[i])]));
        ClassificationDescription settings = new()
        {
            Name = "given",
            Data = new DigitsDataDescription(),
            Rule = new BurstCcnDescription(),
        };
        return new TrainedCase(new RunnableCase(name, name, name, null, settings), [(1, course)]);
    }

    private static IEnumerable<string> Names(params TrainedCase[] cases) => ClassificationFigures.Create(cases).Select(part => part.Name);

    private static Figure Named(string name, params TrainedCase[] cases) =>
        ClassificationFigures.Create(cases).Single(part => part.Name == name).Figure;
}
