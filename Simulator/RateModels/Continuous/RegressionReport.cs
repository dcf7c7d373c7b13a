using System.Globalization;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Continuous;

/// <summary>Tables and figure of a regression experiment. Source of the figure: Greedy et al. 2022, Fig. 3B-D.</summary>
internal static class RegressionReport
{
    // The angle follows the input from block to block; of more blocks than this one sees nothing but that.
    private const int MostAngles = 50;

    public static ExperimentResult Of(IReadOnlyList<RegressionCase> cases)
    {
        RegressionDescription experiment = cases[0].Description;
        return new ExperimentResult(
            [Summary(cases), Curve(cases), Traces(cases)],
            [("regression", Draw(cases))],
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Squared errors are means of blocks of {experiment.BlockSteps:N0} steps: the first of all, the last of "
                    + $"{experiment.TeachingSteps:N0} with teacher, and the first after the teacher went. A constant output can reach the "
                    + $"variance of the target."),
            ],
            [.. cases.SelectMany(part => part.Courses.Select(course => (Label(cases, part, course), course.Hash)))])
        {
            Answer = "Squared error after learning, without teacher, over the variance of the target: "
                + string.Join(", ", cases.Select(part => Share(part) + (cases.Count > 1 ? $" ({part.Case.Title})" : "")))
                + (experiment.Realizations > 1 ? $"; means of n = {experiment.Realizations} seeds." : "; n = 1 seed."),
        };
    }

    private static string Share(RegressionCase part) =>
        Spread.Of(part.Courses.Select(course => course.FirstAfter.Loss / course.FirstAfter.TargetVariance)).Mean
            .ToString("G3", CultureInfo.InvariantCulture);

    private static string Label(IReadOnlyList<RegressionCase> cases, RegressionCase part, RegressionCourse course) =>
        string.Create(CultureInfo.InvariantCulture, $"{(cases.Count > 1 ? part.Case.Name + " " : "")}seed {course.Seed}");

    private static ResultTable Summary(IReadOnlyList<RegressionCase> cases) => new(
        "regression",
        "squared error of the output",
        ["case"],
        ["seed", "untrained", "taught, last block", "after, no teacher", "variance of target", "after / variance", "after / untrained"],
        [.. cases.SelectMany(part => part.Courses.Select(course =>
        {
            RegressionBlock untrained = course.Blocks[0], after = course.FirstAfter;
            double[] numbers =
            [
                course.Seed, untrained.Loss, course.LastTaught.Loss, after.Loss, after.TargetVariance, after.Loss / after.TargetVariance,
                    after.Loss / untrained.Loss,
            ];
            return ((IReadOnlyList<string>)[part.Case.Name], (IReadOnlyList<double>)numbers);
        }))]);

    private static ResultTable Curve(IReadOnlyList<RegressionCase> cases) => new(
        "learning-curve",
        "Squared error, variance of the target and angles by block",
        ["case"],
        [
            "seed", "end_step", "taught", "loss", "target_variance",
            .. Enumerable.Range(1, cases.Max(part => part.Courses[0].Blocks[0].Angles.Count))
                .Select(layer => $"angle_to_backprop_layer{layer}_deg"),
        ],
        [.. cases.SelectMany(part => part.Courses.SelectMany(course => course.Blocks.Select(block =>
            ((IReadOnlyList<string>)[part.Case.Name],
                Padded([course.Seed, block.EndStep, block.IsTaught ? 1 : 0, block.Loss, block.TargetVariance, .. block.Angles], cases)))))])
    {
        IsShort = false,
    };

    // Cases may differ in the number of layers.
    private static IReadOnlyList<double> Padded(double[] row, IReadOnlyList<RegressionCase> cases) =>
        [.. row, .. Enumerable.Repeat(double.NaN, 5 + cases.Max(part => part.Courses[0].Blocks[0].Angles.Count) - row.Length)];

    private static ResultTable Traces(IReadOnlyList<RegressionCase> cases) => new(
        "traces",
        "Output and target before and after learning",
        ["case"],
        ["seed", "step", "output", "target"],
        [.. cases.SelectMany(part =>
            part.Courses.SelectMany(course => new[] { course.Before, course.After }.SelectMany(trace => trace.Output.Select((output, i) =>
            ((IReadOnlyList<string>)[part.Case.Name],
                (IReadOnlyList<double>)[course.Seed, trace.FirstStep + i, output, trace.Target[i]])))))])
    {
        IsShort = false,
    };

    private static Figure Draw(IReadOnlyList<RegressionCase> cases)
    {
        RegressionDescription experiment = cases[0].Description;
        Axis steps = new("Step") { Minimum = 0, Maximum = cases.Max(part => part.Courses[0].Blocks[^1].EndStep) };
        ShadedSpan taught = new(experiment.StepsBefore, experiment.StepsBefore + (double)experiment.TeachingSteps)
        {
            Colour = Palette.Yellow,
        };
        LegendPlacement legend = cases.Count > 1 ? LegendPlacement.Below : LegendPlacement.None;
        Panel loss = new("a", steps, new Axis("Squared error") { Scale = AxisScale.Logarithmic },
            [.. cases.SelectMany((_, i) => Band(cases, i, block => block.Loss))])
        {
            Spans = [taught],
            Lines = [.. Variances(cases)],
            Legend = legend,
        };
        Panel angle = new("b", steps, new Axis("Angle to backprop", "°") { Minimum = 0, Maximum = 180 },
            [.. cases.SelectMany((_, i) => Band(cases, i, block => block.Angles[0], MostAngles))])
        {
            Spans = [taught],
            Lines = [new(Direction.Horizontal, 90) { Style = LineStyle.Dotted }],
            Legend = LegendPlacement.None,
        };
        List<Panel> panels = [loss, angle];
        foreach (RegressionCase part in cases)
        {
            string of = cases.Count > 1 ? part.Case.Label + ", " : "";
            RegressionCourse first = part.Courses[0];
            double start = part.Description.StepsBefore, end = start + part.Description.TeachingSteps;

            panels.Add(Trace(panels.Count, of + "before learning", "Steps from the onset of the teacher", first.Before, start)
                with
            { Legend = panels.Count == 2 ? LegendPlacement.Auto : LegendPlacement.None });
            panels.Add(Trace(panels.Count, of + "after learning", "Steps from the end of the teacher", first.After, end)
                with
            { Legend = LegendPlacement.None });
        }

        return new Figure("Learning a function", panels)
        {
            Columns = 2,
            Shared = SharedAxes.Columns | SharedAxes.Rows,
            Caption = Caption(cases, [.. loss.Series.Concat(angle.Series).OfType<LineSeries>().Select(line => line.X.Count)]),
        };
    }

    /// <summary>
    /// Mean and standard error over seeds, and these, of as many successive blocks together as leave no more points than there may be.
    /// </summary>
    private static Series[] Band(
        IReadOnlyList<RegressionCase> cases, int index, Func<RegressionBlock, double> value, int most = int.MaxValue)
    {
        IReadOnlyList<RegressionCourse> courses = cases[index].Courses;
        int together = ((courses[0].Blocks.Count - 1) / most) + 1;
        double[] ends = [.. courses[0].Blocks.Chunk(together).Select(blocks => blocks.Average(block => (double)block.EndStep))];
        string name = cases.Count > 1 ? cases[index].Case.Label : "";
        Look look = LookOf(cases, index);
        double[][] seeds = [.. courses.Select(course => course.Blocks.Chunk(together).Select(blocks => blocks.Average(value)).ToArray())];
        return SpreadSeries.WithSeeds(SpreadSeries.Line(name, look.Colour, ends, seeds) with { Style = look.Style }, seeds);
    }

    private static Look LookOf(IReadOnlyList<RegressionCase> cases, int index) =>
        ModelLooks.Of([.. cases.Select(part => Kinds.NameOf(part.Description.Model))])[index];

    // Of cases with another target than the first the variance has their colour.
    private static IEnumerable<ReferenceLine> Variances(IReadOnlyList<RegressionCase> cases) => cases
        .Select((part, i) => (Variance: part.Courses[0].FirstAfter.TargetVariance, Index: i)).DistinctBy(one => one.Variance)
        .Select(one => new ReferenceLine(Direction.Horizontal, one.Variance)
        {
            Colour = one.Index == 0 ? Palette.Reference : LookOf(cases, one.Index).Colour,
            Style = one.Index == 0 ? LineStyle.Dashed : LineStyle.Dotted,
        });

    private static Panel Trace(int index, string title, string label, RegressionTrace trace, double origin)
    {
        double[] steps = [.. trace.Output.Select((_, i) => trace.FirstStep + i - origin)];
        return new Panel(Panel.LetterOf(index), new Axis(label) { Minimum = steps[0], Maximum = steps[^1] + 1 },
            new Axis("Output rate"), [
            new LineSeries("target", Palette.Current, steps, trace.Target) { Style = LineStyle.Dashed },
            new LineSeries("output", Palette.Output, steps, trace.Output)])
        {
            Title = char.ToUpperInvariant(title[0]) + title[1..],
        };
    }

    private static string Caption(IReadOnlyList<RegressionCase> cases, IReadOnlyList<int> positions)
    {
        RegressionDescription experiment = cases[0].Description;
        string blocks = Told(d => string.Create(CultureInfo.InvariantCulture, $"blocks of {d.BlockSteps:N0} steps")),
            taught = Told(d => string.Create(CultureInfo.InvariantCulture,
                $"teacher and plasticity on, from step {d.StepsBefore:N0} to {d.StepsBefore + (double)d.TeachingSteps:N0}"));
        return $"a: squared error of the output, {blocks}; dashed: variance of the target, the error of the best constant output"
            + (Variances(cases).Skip(1).Any() ? " (dotted: of cases with another target, in their colour)" : "")
            + string.Create(CultureInfo.InvariantCulture,
                $". b: angle between the changes of the weights onto the first hidden layer and those of backprop, averaged over at "
                + $"most {MostAngles} stretches; dotted: 90°. Others: output and target before and after learning, without teacher "
                + $"(seed {experiment.Seed}). Yellow: {taught}. a, b: {SpreadSeries.Meaning(experiment.Realizations, dotted: positions)}");

        // What is so in the first case, and where it is otherwise in another one.
        string Told(Func<RegressionDescription, string> text) => text(experiment) + string.Concat(cases
            .Where(part => text(part.Description) != text(experiment))
            .Select(part => $" ({part.Case.Label}: {text(part.Description)})"));
    }
}
