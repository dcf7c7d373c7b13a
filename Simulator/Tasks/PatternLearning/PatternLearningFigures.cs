using Spiking.Plotting;
using Spiking.Recording;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Figures of a pattern-learning run, laid out like Fig. 4 of Payeur et al. 2021.</summary>
internal static class PatternLearningFigures
{
    /// <summary>The figures that the results allow: those of a stopped run lack what it did not reach.</summary>
    public static IEnumerable<(string Name, Func<Figure> Draw)> Create(PatternLearningResult result)
    {
        PatternLearningDescription task = result.Task;
        if (result.Before is PatternTest before) yield return ("responses", () => Responses(result, task, before));
        if (result.Epochs.Count > 0) yield return ("learning", () => Learning(result, task));
    }

    /// <summary>
    /// Rates of the output, the inputs and the other populations while the patterns are shown, before and after learning.
    /// </summary>
    private static Figure Responses(PatternLearningResult result, PatternLearningDescription task, PatternTest before)
    {
        List<Panel> panels = [];
        ShadedSpan[] patterns = Spans(task);
        Axis time = new("Time", "s") { Minimum = 0, Maximum = task.Patterns.Count * task.ExampleDuration };

        List<Series> output = [Course(before, task.Output, "before learning", Palette.Before, r => r.EventRate)];
        if (result.After is PatternTest after)
            output.Add(Course(after, task.Output, "after learning", Palette.After, r => r.EventRate));
        panels.Add(new Panel("a", time, Rate("Event rate"), output)
        {
            Title = task.Output,
            ColumnSpan = 2,
            Spans = patterns,
            Lines = [Decision(task)],
        });

        PatternTest shown = result.After ?? before;
        List<Series> inputs =
            [.. task.Inputs.Select(name => Course(shown, name, name, PopulationLooks.Of(name, result.Populations), r => r.EventRate))];
        panels.Add(new Panel("b", time, Rate("Event rate"), inputs)
        {
            Title = "inputs",
            ColumnSpan = 2,
            Spans = patterns,
        });

        char letter = 'c';
        string[] others = [.. result.Populations.Where(p => p != task.Output && !task.Inputs.Contains(p))];
        foreach (string name in others)
        {
            List<Series> rates = result.Bursting.Contains(name)
                ? [Course(shown, name, "events", Palette.Events, r => r.EventRate),
                    Course(shown, name, "bursts", Palette.Bursts, r => r.BurstRate)]
                : [Course(shown, name, "", Palette.Black, r => r.SpikeRate)];
            panels.Add(new Panel(letter.ToString(), time, Rate("Rate"), rates)
            {
                Title = name,
                Spans = patterns,

                // The same colours in all panels.
                Legend = letter == 'c' ? LegendPlacement.Auto : LegendPlacement.None,
            });
            letter++;
        }

        string when = result.After is null ? "before" : "after";
        return new Figure("Responses to the patterns", panels)
        {
            Columns = 2,
            RowHeight = 42,
            Shared = SharedAxes.Columns | SharedAxes.Rows,
            Caption = "Tests without teacher and plasticity. Stripes: one pattern each, with its inputs above. "
                + $"a: event rate of {task.Output}; dashed: decision rate. b: event rates of the inputs. "
                + (panels.Count > 2 ? $"Other panels: events and bursts of the other populations {when} learning"
                    + (others.All(result.Bursting.Contains) ? ". " : "; black: firing rates of cells that do not burst. ") : "")
                + "Bins of 0.1 s, mean over the cells of a population; n = 1 seed.",
        };
    }

    /// <summary>Cost, output rates, teacher and mean weights against the epoch.</summary>
    private static Figure Learning(PatternLearningResult result, PatternLearningDescription task)
    {
        double[] epochs = [.. result.Epochs.Select(e => (double)e.Epoch)];
        Axis axis = new("Epoch") { Minimum = 0, Maximum = epochs[^1], IsWhole = true };
        List<Series> rates = [], teacher = [], weights = [];
        for (int p = 0; p < task.Patterns.Count; p++)
        {
            string digits = PatternLearningTables.Digits(task.Patterns[p]);
            Colour colour = ColourOf(task, p);
            rates.Add(new LineSeries(digits, colour, epochs, [.. result.Epochs.Select(e => e.Examples[p].OutputRate)]));
            teacher.Add(new LineSeries(digits, colour, epochs, [.. result.Epochs.Select(e => e.Examples[p].TeacherCurrent * 1e12)]));
        }

        for (int i = 0; i < result.PlasticProjections.Count; i++)
            weights.Add(new LineSeries(Arrow(result.PlasticProjections[i]), ColourOf(result, i), epochs,
                [.. result.Epochs.Select(e => e.MeanWeights[i])])
            {
                Style = StyleOf(result, i),
            });

        bool isSinglePhase = task.Teaching.LearningDuration is null;
        List<Panel> panels =
        [
            new Panel("a", axis, new Axis("Cost per epoch") { Minimum = 0 },
                [new LineSeries("", Palette.Black, epochs, [.. result.Epochs.Select(e => e.Cost)])]),
            new Panel("b", axis, new Axis("Output event average", "Hz") { Minimum = 0 }, rates)
            {
                Lines = [Decision(task)],
            },
            new Panel("c", axis, new Axis("Mean teaching current", "pA"), teacher) { Legend = LegendPlacement.None },
            new Panel("d", axis, MeanWeight, weights),
        ];
        if (result.Between.Count > 0) panels.Add(Tests(result, task, axis));
        return new Figure("Learning", panels)
        {
            Columns = 2,
            RowHeight = 52,
            Shared = SharedAxes.Columns,
            Caption =
                "a: cross-entropy cost, summed over the patterns of an epoch. b: mean event average of the output neurons at the end of "
                + (isSinglePhase ? "each example, while they are taught" : "the prediction, before they are taught")
                + $", by pattern ({Targets}). c: teaching current into the output dendrites, mean over neurons"
                + (isSinglePhase ? " and over the example" : " and over the learning phase")
                + $", colours as in b. d: mean weight of each plastic projection, in leak conductances ({Sources})."
                + (panels.Count > 4
                    ? " e: what has been learned: event rate of the output in tests without teacher and plasticity, colours as in b."
                    : "")
                + " n = 1 seed.",
        };
    }

    /// <summary>The answers in the tests before, between and after the epochs.</summary>
    private static Panel Tests(PatternLearningResult result, PatternLearningDescription task, Axis axis)
    {
        List<(double Epoch, PatternTest Test)> tests = [(0, result.Before!), .. result.Between.Select(t => ((double)t.Epoch, t.Test))];
        if (result.After is PatternTest after) tests.Add((result.Epochs.Count, after));
        List<Series> answers = [];
        for (int p = 0; p < task.Patterns.Count; p++)
        {
            double[] epochs = [.. tests.Select(t => t.Epoch)], rates = [.. tests.Select(t => t.Test.Responses[p].DecisionRate)];
            string pattern = PatternLearningTables.Digits(task.Patterns[p]);
            answers.Add(new LineSeries("", ColourOf(task, p), epochs, rates) { Column = pattern });
            answers.Add(new PointSeries("", ColourOf(task, p), epochs, rates) { Column = pattern + ", points" });
        }

        return new Panel("e", axis, Rate("Output event rate"), answers)
        {
            Title = "Tests without teacher and plasticity",
            ColumnSpan = 2,
            Lines = [Decision(task)],
        };
    }

    // Rates stand at the middle of their bins, counted from the start of the test.
    private static LineSeries Course(PatternTest test, string population, string name, Colour colour, Func<PopulationRates, double> rate) =>
        new(name, colour, test.Course.Middles, [.. test.Course.Rates(population).Select(rate)]);

    private static ShadedSpan[] Spans(PatternLearningDescription task) =>
        [.. task.Patterns.Select((p, i) => new ShadedSpan(i * task.ExampleDuration, (i + 1) * task.ExampleDuration)
        {
            Label = PatternLearningTables.Digits(p),
            Colour = i % 2 == 0 ? Palette.Grey : null,
        })];

    /// <summary>The rate that parts the answers.</summary>
    internal static ReferenceLine Decision(PatternLearningDescription task) =>
        new(Direction.Horizontal, task.DecisionRate) { Label = "decision rate" };

    private static Axis Rate(string label) => new(label, "Hz") { Minimum = 0 };

    /// <summary>The axis of mean weights, which are in units of the leak conductance.</summary>
    internal static Axis MeanWeight => new("Mean weight", "$g_L$") { Minimum = 0 };

    /// <summary>Key of the colours of patterns, for captions.</summary>
    internal const string Targets = "orange: target 1, green: target 0";

    /// <summary>Key of the colours and styles of projections, for captions.</summary>
    internal const string Sources =
        "colours: target population; solid, dashed, dotted: its sources in their order";

    /// <summary>The colour of a pattern: a shade of that of the patterns with its target.</summary>
    internal static Colour ColourOf(PatternLearningDescription task, int pattern)
    {
        int target = task.Patterns[pattern].Target;
        int[] alike = [.. Enumerable.Range(0, task.Patterns.Count).Where(other => task.Patterns[other].Target == target)];
        return Palette.Shade(target == 1 ? Palette.Orange : Palette.Green, Array.IndexOf(alike, pattern), alike.Length);
    }

    /// <summary>The colour of a projection that learns: that of its target.</summary>
    internal static Colour ColourOf(PatternLearningResult result, int projection) =>
        PopulationLooks.Of(TargetOf(result, projection), result.Populations);

    /// <summary>The style of a projection that learns, among those with its target.</summary>
    internal static LineStyle StyleOf(PatternLearningResult result, int projection) =>
        PopulationLooks.Style(projection, other => TargetOf(result, other));

    // Of the projection "input1 -> hidden1 soma-ampa" hidden1, and not a population whose name is the beginning of another.
    private static string? TargetOf(PatternLearningResult result, int projection)
    {
        string end = result.PlasticProjections[projection].Split("->")[^1].Trim();
        return result.Populations.Where(name => end == name || end.StartsWith(name + " ", StringComparison.Ordinal))
            .MaxBy(name => name.Length);
    }

    /// <summary>A projection in a legend: "input1 → hidden1".</summary>
    internal static string Arrow(string projection) =>
        projection.Replace(" soma-ampa", "", StringComparison.Ordinal).Replace("->", "→", StringComparison.Ordinal);
}
