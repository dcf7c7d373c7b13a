using Spiking.Plotting;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Figures of several realizations of a pattern-learning run: means over seeds with their standard errors.</summary>
internal static class RealizationFigures
{
    /// <summary>The answers in the tests, and cost, output rates and mean weights against the epoch.</summary>
    /// <param name="results">Complete results of the same task.</param>
    /// <param name="task">The task.</param>
    public static Figure Create(IReadOnlyList<PatternLearningResult> results, PatternLearningDescription task)
    {
        double[] epochs = [.. results[0].Epochs.Select(e => (double)e.Epoch)];
        string[] digits = [.. task.Patterns.Select(PatternLearningTables.Digits)];
        Axis axis = new("Epoch") { Minimum = 0, IsWhole = true };
        ReferenceLine decision = PatternLearningFigures.Decision(task);

        Series[] Band(string name, Colour colour, Func<EpochOutcome, double> value, LineStyle style = LineStyle.Solid)
        {
            double[][] seeds = [.. results.Select(r => r.Epochs.Select(value).ToArray())];
            return SpreadSeries.WithSeeds(SpreadSeries.Line(name, colour, epochs, seeds) with { Style = style }, seeds);
        }

        BarSeries Bars(string name, Colour colour, Func<PatternLearningResult, PatternTest> test) =>
            SpreadSeries.Bars(name, colour,
                [.. results.Select(r => test(r).Responses.Select(response => response.DecisionRate).ToArray())]);

        List<Panel> panels =
        [
            new Panel("a", new Axis("Pattern") { Categories = digits }, new Axis("Output event rate", "Hz") { Minimum = 0 }, [
                Bars("before learning", Palette.Before, r => r.Before!), Bars("after learning", Palette.After, r => r.After!)]) { Lines =
                    [decision] },
        ];
        if (epochs.Length > 0)
        {
            panels.Add(new Panel("b", axis, new Axis("Cost per epoch") { Minimum = 0 }, Band("", Palette.Black, e => e.Cost)));
            panels.Add(new Panel("c", axis, new Axis("Output event average", "Hz") { Minimum = 0 }, [
                .. digits.SelectMany((d, p) => Band(d, PatternLearningFigures.ColourOf(task, p), e => e.Examples[p].OutputRate))])
            { Lines = [decision] });
            panels.Add(new Panel("d", axis, PatternLearningFigures.MeanWeight, [
                .. results[0].PlasticProjections.SelectMany((name, i) => Band(
                    PatternLearningFigures.Arrow(name), PatternLearningFigures.ColourOf(results[0], i), e => e.MeanWeights[i],
                    PatternLearningFigures.StyleOf(results[0], i)))]));
        }

        return new Figure("Learning, all seeds together", panels)
        {
            Columns = 2,
            RowHeight = 58,
            Shared = SharedAxes.Columns,
            Caption = $"a: output event rate in the last {task.DecisionWindow} s of each test pattern, without teacher and "
                + "plasticity; dashed: decision rate. b: cross-entropy cost, summed over the patterns of an epoch. c: mean event average "
                + "of the output neurons at the end of "
                + $"{(task.Teaching.LearningDuration is null ? "each example, while they are taught" : "the prediction")}, by pattern "
                + $"({PatternLearningFigures.Targets}). d: mean weight of each plastic projection, in leak conductances "
                + $"({PatternLearningFigures.Sources}). "
                + SpreadSeries.Meaning(results.Count, dotted: epochs.Length)
                    .Replace("Lines and bands", "Bars, error bars, lines and bands", StringComparison.Ordinal),
        };
    }
}
