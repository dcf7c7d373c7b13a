using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Recording;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// How the output of every case of a study is taught: event rate, burst probability against the baseline of the learning rule, weight
/// changes. The layout of Greedy et al. 2022, Fig. 2.
/// </summary>
internal static class TeachingFigure
{
    // Bins of 0.1 s hold few events: some are taken together.
    private const int BinsTogether = 4;
    private const double MarginOfRange = 0.06;

    /// <summary>Draws one column per case: mean and standard error over seeds.</summary>
    /// <param name="cases">The cases; each trained for at least one epoch.</param>
    public static Figure Create(IReadOnlyList<StudiedCase> cases)
    {
        // One scale for all rates, so that the cases can be compared at a glance.
        double highest = cases.SelectMany(c => c.Results.SelectMany(r => Tested(r.Before!, c.Task).Concat(Tested(r.After!, c.Task)))).Max();
        Axis rate = new("Output event rate", "Hz") { Minimum = 0, Maximum = Math.Ceiling(highest) };
        Func<StudiedCase, string, Panel>[] rows = [(part, letter) => Rates(part, letter, rate), BurstProbability, WeightChanges];
        Panel[] panels = [.. rows.SelectMany((row, r) => cases.Select((part, c) =>
            row(part, Panel.LetterOf((r * cases.Count) + c)) with { Legend = c == 0 ? LegendPlacement.Auto : LegendPlacement.None }))];
        return new Figure("How the output is taught", panels)
        {
            Columns = cases.Count,
            RowHeight = 50,
            Shared = SharedAxes.Columns | SharedAxes.Rows,
            Caption = "Stripes: one pattern each, with its inputs above. Top: event rate of the output in tests without teacher and "
                + "plasticity, before and after learning; dashed: decision rate. Middle: burst probability of the output while the first "
                + "epoch is taught, and the baseline (black) that the learning rule compares it with: a constant (BurstCCN) or a moving "
                + "average (Burstprop). Bottom: changes of the mean weights onto the output in that epoch, by source, "
                + "each panel with a range of its own. Bins of 0.4 s (rates, probabilities) and 0.1 s (baselines, weights). Yellow: "
                + "teacher and plasticity are on; where nothing is yellow they always are. "
                + SpreadSeries.Meaning([.. cases.Select(c => (c.Title, c.Results.Count))],
                    dotted: [.. panels.SelectMany(panel => panel.Series).OfType<LineSeries>().Select(line => line.X.Count)]),
        };
    }

    private static Panel Rates(StudiedCase part, string letter, Axis rate) => new(letter, Time(part.Task), rate, [
        .. Band("before learning", Palette.Before, part, r => Together(r.Before!.Course), r => Tested(r.Before!, part.Task)),
        .. Band("after learning", Palette.After, part, r => Together(r.After!.Course), r => Tested(r.After!, part.Task))])
    {
        Title = part.Title,
        Spans = Patterns(part.Task, Enumerable.Range(0, part.Task.Patterns.Count)),
        Lines = [PatternLearningFigures.Decision(part.Task)],
    };

    private static Panel BurstProbability(StudiedCase part, string letter)
    {
        TrainingCourse first = part.Results[0].FirstEpoch!;
        return new Panel(letter, Time(part.Task), new Axis("Output burst probability") { Minimum = 0, Maximum = 1 }, [
            .. Band("burst probability", Palette.BurstProbability, part, r => Together(r.FirstEpoch!.Rates),
                r => Probabilities(r, part.Task)),
            .. Band("baseline of the rule", Palette.Black, part, r => r.FirstEpoch!.Rates.Bin, r => r.FirstEpoch!.Baseline)])
        {
            Spans = Taught(part.Task, first),
        };
    }

    private static Panel WeightChanges(StudiedCase part, string letter)
    {
        TrainingCourse first = part.Results[0].FirstEpoch!;
        Series[] changes = [.. first.Projections.SelectMany((name, i) => Band(
            "from " + SourceOf(name), PopulationLooks.Of(SourceOf(name), part.Results[0].Populations), part,
            r => r.FirstEpoch!.Rates.Bin,
            r => [.. r.FirstEpoch!.Weights[i].Select(w => (w - r.FirstEpoch.StartWeights[i]) * 1e3)]))];

        // Changes of some cases are a tenth of those of others: on one scale they would be flat.
        double[] ends = [.. changes.Cast<XYSeries>().SelectMany(of => of.Y.Zip(of.Error ?? of.Y.Select(_ => 0.0), (y, half) => (y, half)))
            .SelectMany(at => (double[])[at.y - at.half, at.y + at.half]).Append(0)];
        double margin = MarginOfRange * (ends.Max() - ends.Min());
        Axis change = new("Mean weight change", "10⁻³ $g_L$") { Minimum = ends.Min() - margin, Maximum = ends.Max() + margin };
        return new Panel(
            letter, Time(part.Task), ends.Max() > ends.Min() ? change : change with { Minimum = null, Maximum = null }, changes)
        {
            Spans = Taught(part.Task, first),
        };
    }

    private static double Together(RateCourse course) => TimeGrid.Time(BinsTogether, course.Bin);

    // Of the projection "hidden1 -> output soma-ampa" hidden1: projections onto the output differ in it, and in their colour.
    private static string SourceOf(string projection) => projection.Split(" -> ")[0];

    private static double[] Tested(PatternTest test, PatternLearningDescription task) =>
        [.. test.Course.Rates(task.Output).Chunk(BinsTogether).Select(bins => bins.Average(b => b.EventRate))];

    private static double[] Probabilities(PatternLearningResult result, PatternLearningDescription task) =>
        [.. result.FirstEpoch!.Rates.Rates(task.Output).Chunk(BinsTogether).Select(Pooled)];

    /// <summary>The burst probability of the events of several bins of equal width; bins without events have no weight.</summary>
    private static double Pooled(PopulationRates[] bins)
    {
        PopulationRates[] active = [.. bins.Where(b => b.EventRate > 0 && !double.IsNaN(b.BurstProbability))];
        return active.Sum(b => b.BurstProbability * b.EventRate) / active.Sum(b => b.EventRate);
    }

    /// <summary>Mean and standard error over the realizations, and these; the values are at the middles of their bins.</summary>
    private static Series[] Band(
        string name, Colour colour, StudiedCase part, Func<PatternLearningResult, double> bin,
        Func<PatternLearningResult, IReadOnlyList<double>> course)
    {
        double[][] courses = [.. part.Results.Select(result => course(result).ToArray())];
        double width = bin(part.Results[0]);
        return SpreadSeries.WithSeeds(
            SpreadSeries.Line(name, colour, [.. courses[0].Select((_, i) => TimeGrid.Time(i + 0.5, width))], courses), courses);
    }

    private static Axis Time(PatternLearningDescription task) =>
        new("Time", "s") { Minimum = 0, Maximum = task.Patterns.Count * task.ExampleDuration };

    private static ShadedSpan[] Patterns(PatternLearningDescription task, IEnumerable<int> order) =>
        [.. order.Select((p, i) => new ShadedSpan(i * task.ExampleDuration, (i + 1) * task.ExampleDuration)
        {
            Label = PatternLearningTables.Digits(task.Patterns[p]),
            Colour = i % 2 == 0 ? Palette.Grey : null,
        })];

    /// <summary>The patterns in the order in which they were taught, and the learning phases where there are separate ones.</summary>
    private static ShadedSpan[] Taught(PatternLearningDescription task, TrainingCourse course)
    {
        ShadedSpan[] patterns = Patterns(task, course.Order);
        return task.Teaching.LearningDuration is not double learning ? patterns
            : [.. patterns, .. patterns.Select(p => new ShadedSpan(p.To - learning, p.To) { Colour = Palette.Yellow })];
    }
}
