using System.Globalization;
using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Recording.State;

/// <summary>A recorded variable: its name in the file, and its unit there ("v", "leaks", "a" or another; empty: none).</summary>
internal readonly record struct StateVariable(string Name, string Unit)
{
    /// <summary>The name with its unit, as headings of tables have it.</summary>
    public string Heading => CsvText.Heading(Name, Unit);
}

/// <summary>
/// Traces of the recorded variables with the spikes of the cells above them. The values are read back from the table that the recorder has
/// written, so that nothing of them is held while the network runs.
/// </summary>
/// <param name="path">The table: time, then for every variable a column for every cell.</param>
/// <param name="population">Name of the population.</param>
/// <param name="variables">The variables in the order of the columns.</param>
/// <param name="cells">Indices of the cells in the order of the columns.</param>
/// <param name="spikes">Times (s) and cells of the spikes.</param>
internal sealed class StateFindings(
    string path, string population, IReadOnlyList<StateVariable> variables, IReadOnlyList<int> cells,
    IReadOnlyList<(double Time, int Cell)> spikes) : IResult
{
    private const int MostCells = 4, MostVariables = 8;

    // Action potentials 10 s long apart can still be told apart across a page.
    private const double Longest = 10;

    // Of more samples than this a drawing keeps the smallest and the largest of every few.
    private const int MostSamples = 4000;

    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures()
    {
        List<double[]> rows = Read();
        if (rows.Count < 2) yield break;
        double from = rows[0][0], until = (2 * rows[^1][0]) - rows[^2][0];
        int shown = Math.Min(MostCells, cells.Count);
        Axis time = new("Time", "s") { Minimum = from, Maximum = until };
        List<Panel> panels = [];
        if (Raster(time, shown, from, until) is Panel raster) panels.Add(raster);
        for (int v = 0; v < Math.Min(MostVariables, variables.Count); v++)
        {
            (string unit, double scale) = ShownUnit.Of(variables[v].Unit);
            int first = 1 + (v * cells.Count);
            panels.Add(new Panel(
                panels.Count == 0 && variables.Count == 1 ? "" : Panel.LetterOf(panels.Count),
                time,
                new Axis(ShownUnit.Capital(ShownUnit.Words(variables[v].Name)), unit),
                [.. Enumerable.Range(0, shown).Select(
                    cell => Trace(shown == 1 ? "" : $"cell {Text(cells[cell])}", ColourOf(cell, shown), rows, first + cell, scale))])
            {
                Legend = v == 0 ? LegendPlacement.Auto : LegendPlacement.None,
            });
        }

        yield return (Path.GetFileNameWithoutExtension(path),
            () => new Figure($"{population}: state of {(shown == 1 ? "a cell" : "cells")}", panels)
            {
                RowHeight = panels.Count > 3 ? 30 : 38,
                Shared = SharedAxes.Columns,
                Caption = (panels[0].Series.Any(series => series is RasterSeries) ? "Top: spikes. " : "")
                + "Traces of "
                + (shown == 1 ? $"cell {Text(cells[0])}"
                    : shown == cells.Count ? $"n = {Text(shown)} cells"
                    : $"the first {Text(shown)} of n = {Text(cells.Count)} recorded cells")
                + (rows.Count > MostSamples ? ", thinned to extremes" : "") + "; n = 1 seed.",
            });
    }

    private Panel? Raster(Axis time, int shown, double from, double until)
    {
        (double Time, int Row)[] marks = [.. spikes.Where(spike => spike.Time >= from && spike.Time <= until)
            .Select(spike => (spike.Time, Row: cells.ToList().IndexOf(spike.Cell))).Where(mark => mark.Row < shown)];
        if (marks.Length == 0) return null;
        return new Panel(
            "a",
            time with { IsHidden = true },
            new Axis("") { Minimum = -0.5, Maximum = shown - 0.5, IsHidden = true },
            [.. Enumerable.Range(0, shown).Select(row => (Series)new RasterSeries(
                "", ColourOf(row, shown), [.. marks.Where(mark => mark.Row == row).Select(mark => mark.Time)],
                [.. marks.Where(mark => mark.Row == row).Select(_ => shown - 1 - row)]))])
        {
            Title = "Spikes",
            RelativeHeight = 0.1 + (0.06 * shown),
        };
    }

    private static LineSeries Trace(string name, Colour colour, List<double[]> rows, int column, double scale)
    {
        int each = rows.Count <= MostSamples ? 1 : (int)Math.Ceiling(2.0 * rows.Count / MostSamples);
        List<double> x = [], y = [];
        for (int start = 0; start < rows.Count; start += each)
        {
            int low = start, high = start;
            for (int i = start + 1; i < Math.Min(start + each, rows.Count); i++)
            {
                if (rows[i][column] < rows[low][column]) low = i;
                if (rows[i][column] > rows[high][column]) high = i;
            }

            foreach (int row in low == high ? (int[])[low] : [Math.Min(low, high), Math.Max(low, high)])
            {
                x.Add(rows[row][0]);
                y.Add(DecimalNumber.Product(rows[row][column], scale));
            }
        }

        return new LineSeries(name, colour, x, y) { Width = 0.6 };
    }

    /// <summary>The rows of the last stretch: the time and the values.</summary>
    private List<double[]> Read()
    {
        double last = File.ReadLines(path).Skip(1).LastOrDefault() is string end ? Time(end) : 0;
        return [.. File.ReadLines(path).Skip(1).Where(line => Time(line) >= last - Longest)
            .Select(line => line.Split(',').Select(Number).ToArray())];
    }

    private static double Time(string line) => Number(line.AsSpan(0, line.IndexOf(',', StringComparison.Ordinal)));

    private static double Number(string cell) => Number(cell.AsSpan());

    private static double Number(ReadOnlySpan<char> cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    // The only cell is black, as its spikes are.
    private static Colour ColourOf(int cell, int shown) => shown == 1 ? Palette.Black : Palette.Cycle(cell);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
