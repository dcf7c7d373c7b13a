using System.Globalization;
using Spiking.Plotting;
using Spiking.Text;

namespace Spiking.Recording.Weights;

/// <summary>The course of the weights, read back from the table that the recorder has written.</summary>
/// <param name="path">The table.</param>
/// <param name="projections">Names of the projections in the order of their rows.</param>
internal sealed class WeightFindings(string path, IReadOnlyList<string> projections) : IResult
{
    private const int Mean = 1, Deviation = 2;

    /// <inheritdoc/>
    public IEnumerable<(string Name, Figure Figure)> Figures()
    {
        // Names may hold commas; numbers, which come after them, do not.
        double[][] rows =
            [.. File.ReadLines(path).Skip(1).Select((line, i) => Numbers(line, CsvText.Cell(projections[i % projections.Count])))];
        if (rows.Length < 2 * projections.Count) yield break;
        int shown = Math.Min(projections.Count, 3 * Palette.Different);
        string[] names =
            [.. projections.Select(
                name => name.Replace(" soma-ampa", "", StringComparison.Ordinal).Replace("->", "→", StringComparison.Ordinal))];
        yield return (Path.GetFileNameWithoutExtension(path), new Figure("Course of the weights", [new Panel(
            "", new Axis("Time", "s"), new Axis("Weight", "$g_L$") { Minimum = 0 },
            [.. Enumerable.Range(0, shown).Select(Course)]) { Title = names.Length == 1 ? names[0] : "", Legend = LegendPlacement.Right }])
        {
            Width = names.Length == 1 ? Figure.OneColumn : Figure.TwoColumns,
            RowHeight = 50,
            Caption = "Weights of the projections that learn, in leak conductances of their target: mean (lines) and standard "
                + "deviation (bands) over the synapses"
                + (shown < projections.Count ? string.Create(CultureInfo.InvariantCulture,
                    $" of the first {shown} of {projections.Count} projections") : "") + "; n = 1 seed.",
        });

        BandSeries Course(int projection)
        {
            double[][] own = [.. rows.Where((_, i) => i % projections.Count == projection)];
            return new BandSeries(
                names.Length == 1 ? "" : names[projection], Palette.Cycle(projection), [.. own.Select(row => row[0])],
                [.. own.Select(row => row[Mean])], [.. own.Select(row => row[Deviation])])
            {
                ErrorName = "s.d.",
                Style = Palette.CycleStyle(projection),
            };
        }
    }

    private static double[] Numbers(string line, string name)
    {
        int first = line.IndexOf(',', StringComparison.Ordinal);
        return [.. line[(first + 1 + name.Length)..].Split(',').Prepend(line[..first]).Where(cell => cell.Length > 0)
            .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
    }
}
