using Spiking.Experiments;

using Spiking.Plotting;

namespace Spiking.Figures;

/// <summary>What the output answers in the tests before and after learning, in every case of a study.</summary>
public static class AnswersFigure
{
    private const int MostColumns = 4;

    /// <summary>Draws one panel per case: mean and standard error over seeds.</summary>
    /// <param name="title">Title of the figure.</param>
    /// <param name="cases">The cases.</param>
    public static Figure Create(string title, IReadOnlyList<StudiedCase> cases)
    {
        int columns = Math.Min(MostColumns, cases.Count);
        double highest = cases.SelectMany(c => c.Results).SelectMany(r => r.Before!.Responses.Concat(r.After!.Responses)).Max(r => r.DecisionRate);
        Axis rate = new("Output event rate", "Hz") { Minimum = 0, Maximum = Math.Ceiling(highest + 0.5) };
        return new Figure(title, [.. cases.Select((c, i) => Answers(c, rate, i))])
        {
            Columns = columns,
            RowHeight = 50,
            Shared = SharedAxes.Rows,
            Caption = "Output event rates in tests without teacher and plasticity, before (grey) and after learning (blue), by pattern; "
                + $"mean and standard error over {StudiedCase.CountSeeds(cases)}. Dashed: decision rate.",
        };
    }

    private static Panel Answers(StudiedCase part, Axis rate, int index) => new(
        ((char)('a' + index)).ToString(),
        new Axis("Pattern") { Categories = [.. part.Task.Patterns.Select(PatternLearningTables.Digits)] },
        rate,
        [Bars("before learning", Palette.Before, part, r => r.Before!), Bars("after learning", Palette.After, part, r => r.After!)])
    {
        Title = part.Title,
        Lines = [new ReferenceLine(Direction.Horizontal, part.Task.DecisionRate)],

        // The same colours in all panels.
        Legend = index == 0 ? LegendPlacement.Auto : LegendPlacement.None,
    };

    private static BarSeries Bars(string name, Colour colour, StudiedCase part, Func<PatternLearningResult, PatternTest> test)
    {
        Spread[] spreads = [.. part.Task.Patterns.Select((_, p) => Spread.Of(part.Results.Select(r => test(r).Responses[p].DecisionRate)))];
        return new BarSeries(name, colour, [.. spreads.Select(s => s.Mean)], part.Results.Count > 1 ? [.. spreads.Select(s => s.StandardError)] : null);
    }
}
