using Spiking.Plotting;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Answers of the output in the tests before and after learning, in every case of a study.</summary>
internal static class AnswersFigure
{
    private const int MostColumns = 4;

    /// <summary>Draws one panel per case: mean, standard error and single seeds.</summary>
    /// <param name="cases">The cases.</param>
    public static Figure Create(IReadOnlyList<StudiedCase> cases)
    {
        int columns = Math.Min(MostColumns, cases.Count);
        double highest = cases.SelectMany(c => c.Results).SelectMany(r => r.Before!.Responses.Concat(r.After!.Responses))
            .Max(r => r.DecisionRate);
        Axis rate = new("Output event rate", "Hz") { Minimum = 0, Maximum = Math.Ceiling(highest + 0.5) };
        return new Figure("Answers of the output", [.. cases.Select((c, i) => Answers(c, rate, i))])
        {
            Columns = columns,
            Width = columns == 1 ? Figure.OneColumn : Figure.TwoColumns,
            Shared = SharedAxes.Rows,
            Caption = "Output event rates in tests without teacher and plasticity, before (grey) and after learning (wine red), by "
                + "pattern. Dashed: decision rate. "
                + SpreadSeries.Meaning([.. cases.Select(c => (c.Title, c.Results.Count))], bars: true),
        };
    }

    private static Panel Answers(StudiedCase part, Axis rate, int index) => new(
        Panel.LetterOf(index),
        new Axis("Pattern") { Categories = [.. part.Task.Patterns.Select(PatternLearningTables.Digits)] },
        rate,
        [Bars("before learning", Palette.Before, part, r => r.Before!), Bars("after learning", Palette.After, part, r => r.After!)])
    {
        Title = part.Title,
        Lines = [PatternLearningFigures.Decision(part.Task)],

        // The same colours in all panels.
        Legend = index == 0 ? LegendPlacement.Auto : LegendPlacement.None,
    };

    private static BarSeries Bars(string name, Colour colour, StudiedCase part, Func<PatternLearningResult, PatternTest> test) =>
        SpreadSeries.Bars(name, colour,
            [.. part.Results.Select(r => test(r).Responses.Select(response => response.DecisionRate).ToArray())]);
}
