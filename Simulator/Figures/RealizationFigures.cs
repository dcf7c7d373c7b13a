using Spiking.Experiments;
using Spiking.Networks;

using Spiking.Plotting;

namespace Spiking.Figures;

/// <summary>Figures of several realizations of a pattern-learning run: means over seeds with their standard errors.</summary>
public static class RealizationFigures
{
    /// <summary>Cost, output rates and mean weights against the epoch, and the responses in the tests.</summary>
    /// <param name="results">Complete results of the same task.</param>
    /// <param name="task">The task.</param>
    public static Figure Create(IReadOnlyList<PatternLearningResult> results, PatternTask task)
    {
        double[] epochs = [.. results[0].Epochs.Select(e => (double)e.Epoch)];
        string[] digits = [.. task.Patterns.Select(PatternLearningTables.Digits)];
        Axis axis = new("Epoch");

        BandSeries Band(string name, Colour colour, Func<EpochOutcome, double> value)
        {
            Spread[] spreads = [.. epochs.Select((_, i) => Spread.Of(results.Select(r => value(r.Epochs[i]))))];
            return new BandSeries(name, colour, epochs, [.. spreads.Select(s => s.Mean)], [.. spreads.Select(s => s.StandardError)]);
        }

        BarSeries Bars(string name, Colour colour, Func<PatternLearningResult, PatternTest> test)
        {
            Spread[] spreads = [.. digits.Select((_, p) => Spread.Of(results.Select(r => test(r).Responses[p].DecisionRate)))];
            return new BarSeries(name, colour, [.. spreads.Select(s => s.Mean)], [.. spreads.Select(s => s.StandardError)]);
        }

        List<Panel> panels =
        [
            new Panel("a", new Axis("Pattern") { Categories = digits }, new Axis("Output event rate", "Hz"), [
                Bars("before learning", Palette.Before, r => r.Before!), Bars("after learning", Palette.After, r => r.After!)])
            {
                Lines = [new ReferenceLine(Direction.Horizontal, task.DecisionRate)],
            },
        ];
        if (epochs.Length > 0)
        {
            panels.Add(new Panel("b", axis, new Axis("Cost per epoch"), [Band("", Palette.Black, e => e.Cost)]));
            panels.Add(new Panel("c", axis, new Axis("Output event average", "Hz"), [
                .. digits.Select((d, p) => Band(d, Palette.Cycle(p), e => e.Examples[p].OutputRate))])
            {
                Lines = [new ReferenceLine(Direction.Horizontal, task.DecisionRate)],
            });
            panels.Add(new Panel("d", axis, new Axis("Mean weight", "leak conductances"), [
                .. results[0].PlasticProjections.Select((name, i) =>
                    Band(name.Replace(" soma-ampa", "", StringComparison.Ordinal), Palette.Cycle(i), e => e.MeanWeights[i]))]));
        }

        return new Figure($"{results.Count} realizations", panels)
        {
            Columns = 2,
            Caption = $"Mean and standard error over {results.Count} seeds. a: output event rate in the last {task.DecisionWindow} s of each test pattern, "
                + "without teacher and plasticity; dashed: decision rate. b: cross-entropy cost, summed over the patterns of an epoch. "
                + $"c: mean event average of the output neurons at the end of {(task.Teaching.LearningDuration is null ? "each example, while they are taught" : "the prediction")}. d: mean weight of each plastic projection.",
        };
    }
}
