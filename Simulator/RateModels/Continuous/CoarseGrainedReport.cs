using System.Globalization;
using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Continuous;

/// <summary>Tables and figures of the coarse-grained model. Source of the traces: Payeur et al. 2021, Extended Data Fig. 4b, c.</summary>
internal static class CoarseGrainedReport
{
    public static ExperimentResult Of(IReadOnlyList<CoarseGrainedCase> cases, IReadOnlyList<DataSet> sets) => new(
        [Summary(cases), ByEpoch(cases), Traces(cases)],
        [("learning", Learning(cases)), ("dynamics", Dynamics(cases[0]))],
        [.. sets.SelectMany(Sources)],
        [.. cases.SelectMany(part => part.Courses.Select(course => (
            string.Create(CultureInfo.InvariantCulture, $"{(cases.Count > 1 ? part.Case.Name + " " : "")}seed {course.Seed}"),
                course.Hash)))])
    {
        Answer = "Lowest test error: " + string.Join(", ", cases.Select(part => string.Create(
            CultureInfo.InvariantCulture,
            $"{Spread.Of(part.Courses.Select(course => course.Epochs.Min(epoch => epoch.TestError))).Mean:F1} %"
            + $"{(cases.Count > 1 ? $" ({part.Case.Title})" : "")}")))
            + (cases[0].Courses.Count > 1 ? $"; means of n = {cases[0].Courses.Count} seeds." : "; n = 1 seed."),
    };

    private static IEnumerable<string> Sources(DataSet set) =>
    [
        string.Create(
            CultureInfo.InvariantCulture,
            $"Data set \"{set.Name}\": {set.Counts}. {set.Citation}"),
        .. set.Files.Select(file => "  " + file),
    ];

    private static ResultTable Summary(IReadOnlyList<CoarseGrainedCase> cases) => new(
        "errors",
        "test error (%) and mean cross-entropy of the last epoch",
        ["case"],
        ["seed", "untrained (%)", "epoch 1 (%)", "best (%)", "last (%)", "cross-entropy, last epoch",
            .. HaveValidation(cases) ? ["best validation (%)"] : (string[])[]],
        [.. cases.SelectMany(part => part.Courses.Select(course =>
            ((IReadOnlyList<string>)[part.Case.Name], (IReadOnlyList<double>)[
                course.Seed, course.Epochs[0].TestError, course.Epochs[1].TestError, course.Epochs.Min(epoch => epoch.TestError),
                course.Epochs[^1].TestError, course.Epochs[^1].CrossEntropy,
                .. HaveValidation(cases) ? [course.Epochs.Min(epoch => epoch.ValidationError)] : (double[])[],
            ])))]);

    private static bool HaveValidation(IReadOnlyList<CoarseGrainedCase> cases) =>
        cases.Any(part => part.Description.Data.ValidationExamples > 0);

    private static ResultTable ByEpoch(IReadOnlyList<CoarseGrainedCase> cases) => new(
        "epochs",
        "Test error and cross-entropy by epoch",
        ["case"],
        ["seed", "epoch", "test_error_percent", "cross_entropy",
            .. HaveValidation(cases) ? ["validation_error_percent"] : (string[])[]],
        [.. cases.SelectMany(part => part.Courses.SelectMany(course => course.Epochs.Select(epoch =>
            ((IReadOnlyList<string>)[part.Case.Name],
                (IReadOnlyList<double>)[course.Seed, epoch.Epoch, epoch.TestError, epoch.CrossEntropy,
                    .. HaveValidation(cases) ? [epoch.ValidationError] : (double[])[]]))))])
    {
        IsShort = false,
    };

    private static ResultTable Traces(IReadOnlyList<CoarseGrainedCase> cases) => new(
        "dynamics",
        "Rates, burst probabilities and weights by step",
        ["case"],
        [
            "seed", "time", "taught", "target", "output_rate", "hidden_rate", "input_rate", "output_weight", "hidden_weight",
            "output_burst_probability", "output_average_burst_probability", "hidden_burst_probability", "hidden_average_burst_probability",
        ],
        [.. cases.SelectMany(part => part.Courses.SelectMany(course => course.Samples.Select(s =>
            ((IReadOnlyList<string>)[part.Case.Name], (IReadOnlyList<double>)[
                course.Seed, s.Time, s.IsTaught ? 1 : 0, s.Target, s.OutputRate, s.HiddenRate, s.InputRate, s.OutputWeight, s.HiddenWeight,
                s.OutputProbability, s.OutputAverage, s.HiddenProbability, s.HiddenAverage,
            ]))))])
    {
        IsShort = false,
    };

    private static Figure Learning(IReadOnlyList<CoarseGrainedCase> cases)
    {
        Axis epoch = new("Epoch") { Minimum = 0, IsWhole = true };
        LegendPlacement legend = cases.Count > 1 ? LegendPlacement.Below : LegendPlacement.None;
        return new Figure("Learning",
        [
            new Panel("a", epoch, new Axis("Test error", "%") { Minimum = 0 }, Bands(e => e.TestError)) { Legend = legend },
            new Panel("b", epoch, new Axis("Training cross-entropy") { Scale = AxisScale.Logarithmic }, Bands(e => e.CrossEntropy))
            {
                Legend = LegendPlacement.None,
            },
        ])
        {
            Columns = 2,
            Caption = "a: share of wrong answers to the test images, by a pass without delays. b: mean of -log of the output of the "
                + "right class, at the end of the teacher's window of every image. "
                + SpreadSeries.Meaning(cases[0].Courses.Count, dotted: cases[0].Courses[0].Epochs.Count),
        };

        Series[] Bands(Func<CoarseGrainedEpoch, double> value) => [.. cases.SelectMany((_, i) => Band(cases, i, value))];
    }

    private static Series[] Band(IReadOnlyList<CoarseGrainedCase> cases, int index, Func<CoarseGrainedEpoch, double> value)
    {
        IReadOnlyList<CoarseGrainedCourse> courses = cases[index].Courses;
        double[] epochs = [.. courses[0].Epochs.Select(e => (double)e.Epoch)];
        string name = cases.Count > 1 ? cases[index].Case.Label : "";
        Colour colour = cases.Count > 1 ? Palette.Cycle(index) : Palette.Output;
        double[][] seeds = [.. courses.Select(course => course.Epochs.Select(value).ToArray())];
        return SpreadSeries.WithSeeds(SpreadSeries.Line(name, colour, epochs, seeds), seeds);
    }

    private static Figure Dynamics(CoarseGrainedCase part)
    {
        CoarseGrainedDescription settings = part.Description;
        IReadOnlyList<CoarseGrainedSample> samples = part.Courses[0].Samples;
        double[] times = [.. samples.Select(s => s.Time)];
        int example = settings.PredictionSteps + settings.TeachingSteps;
        double At(int steps) => TimeGrid.Time(steps, settings.TimeStep);
        Axis time = new("Time", "a.u.") { Minimum = 0, Maximum = times[^1] };
        ShadedSpan[] taught =
        [
            .. Enumerable.Range(0, 2)
                .Select(i => new ShadedSpan(At(i * example + settings.PredictionSteps), At((i + 1) * example)) { Colour = Palette.Yellow }),
        ];
        Panel[] panels =
        [
            Plot("a", "Input rate", Line("", Palette.Input, s => s.InputRate)) with { ColumnSpan = 2, RelativeHeight = 0.7 },
            Plot("b", "Event rate", Line("", Palette.Events, s => s.OutputRate),
                Line("target", Palette.Current, Target) with { Width = 1.6 }) with
            { Title = "Output unit" },
            Plot("c", "Event rate", Line("", Palette.Events, s => s.HiddenRate)) with { Title = "Hidden unit" },
            Plot("d", "Burst probability", Line("", Palette.BurstProbability, s => s.OutputProbability),
                Average("moving average", s => s.OutputAverage)),
            Plot("e", "Burst probability", Line("", Palette.BurstProbability, s => s.HiddenProbability), Average("", s => s.HiddenAverage)),
            Plot("f", "Probability − average", Line("", Palette.BurstProbability, s => s.OutputProbability - s.OutputAverage)),
            Plot("g", "Probability − average", Line("", Palette.BurstProbability, s => s.HiddenProbability - s.HiddenAverage)),
            Plot("h", "Weight change", Line("", Palette.Black, s => s.OutputWeight - samples[0].OutputWeight)),
            Plot("i", "Weight change", Line("", Palette.Black, s => s.HiddenWeight - samples[0].HiddenWeight)),
        ];
        return new Figure("Dynamics during two consecutive images", panels)
        {
            Columns = 2,
            RowHeight = 32,
            Shared = SharedAxes.Columns,
            Caption = string.Create(
                CultureInfo.InvariantCulture,
                $"Images {settings.Traced.Example} and {settings.Traced.Example + 1} of the first epoch, seed {part.Courses[0].Seed}; "
                + $"yellow: teacher and plasticity on. a: input from a pixel. Left: an output unit, right: a hidden unit. b, c: event "
                + $"rates. d, e: burst probabilities and their moving averages (ratio of averaged burst and event rates). f, g: their "
                + $"differences, which drive learning. h, i: changes of a weight onto the unit. Panels have ranges of their own. "
                + $"n = 1 seed."),
        };

        static double Target(CoarseGrainedSample s) => s.IsTaught ? s.Target : double.NaN;

        Panel Plot(string letter, string label, params LineSeries[] lines) => new(letter, time, new Axis(label), lines) { Spans = taught };

        LineSeries Line(string name, Colour colour, Func<CoarseGrainedSample, double> value) =>
            new(name, colour, times, [.. samples.Select(value)]);

        LineSeries Average(string name, Func<CoarseGrainedSample, double> value) =>
            Line(name, Palette.Black, value) with { Style = LineStyle.Dashed };
    }
}
