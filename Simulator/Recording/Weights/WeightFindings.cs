using System.Globalization;
using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Synapses;
using Spiking.Text;

namespace Spiking.Recording.Weights;

/// <summary>The course of the weights, read back from the table that the recorder has written.</summary>
/// <param name="path">The table.</param>
/// <param name="projections">The projections in the order of their rows.</param>
/// <param name="network">The network.</param>
internal sealed class WeightFindings(string path, IReadOnlyList<Projection> projections, NetworkDescription network) : IResult
{
    private const int Mean = 1, Deviation = 2;

    // More bands than this hide each other.
    private const int MostBands = 3;

    // Weights that span a smaller part of their mean are not drawn from 0.
    private const double Flat = 0.4;

    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures()
    {
        // Names may hold commas; numbers, which come after them, do not.
        double[][] rows = [.. File.ReadLines(path).Skip(1)
            .Select((line, i) => Numbers(line, CsvText.Cell(projections[i % projections.Count].Settings.Name)))];
        if (rows.Length < 2 * projections.Count) yield break;
        int shown = Math.Min(projections.Count, 3 * Palette.Different);
        string[] names = [.. projections.Select(WeightAxes.Arrow)];
        if (names.Distinct().Count() < names.Length) names =
            [.. projections.Select(p => p.Settings.Name.Replace("->", "→", StringComparison.Ordinal))];
        (double From, double Until)[] currents = [.. network.CurrentStretches.Where(stretch => stretch.From < rows[^1][0])];
        string[] units = [.. Enumerable.Range(0, shown).Select(i => AxisOf(i).Unit).Distinct()];
        yield return (Path.GetFileNameWithoutExtension(path), () => new Figure("Course of the weights",
            [.. units.Select((unit, i) => Courses(unit, units.Length == 1 ? "" : Panel.LetterOf(i)))])
        {
            Width = names.Length == 1 ? Figure.OneColumn : Figure.TwoColumns,
            RowHeight = 50,
            Shared = SharedAxes.Columns,
            Caption = Sentences.Before(network.Description) + "Weights of the projections that learn: mean"
                + (shown > MostBands ? "" : " (lines) and standard deviation (bands)") + " over the synapses"
                + (shown < projections.Count ? string.Create(CultureInfo.InvariantCulture,
                    $" of the first {shown} of {projections.Count} projections") : "")
                + (names.Length == 1 ? "" : "; colours: target population; line styles: its sources") + ". "
                + CurrentShading.Sentence(currents) + "n = 1 seed.",
        });

        Panel Courses(string unit, string letter)
        {
            int[] own = [.. Enumerable.Range(0, shown).Where(i => AxisOf(i).Unit == unit)];
            double[] drawn = [.. rows.Where((_, i) => own.Contains(i % projections.Count)).SelectMany(row => shown > MostBands
                ? new[] { row[Mean] } : [row[Mean] - row[Deviation], row[Mean] + row[Deviation]])];

            // From 0 flat courses would be straight lines; what cancels is negative.
            bool isFlat = drawn.Max() - drawn.Min() < Flat * Math.Abs(drawn.Average());
            double? minimum = isFlat || rows.Where((_, i) => own.Contains(i % projections.Count)).Any(row => row[Mean] < 0) ? null : 0;
            return new Panel(
                letter, new Axis("Time", "s") { Minimum = rows[0][0], Maximum = rows[^1][0] },
                AxisOf(own[0]) with { Minimum = minimum }, [.. own.Select(Course)])
            {
                Title = names.Length == 1 ? names[0] : "",
                Spans = CurrentShading.Of(currents),
                Legend = names.Length == 1 ? LegendPlacement.Auto : LegendPlacement.Right,
            };
        }

        LineSeries Course(int projection)
        {
            double scale = WeightAxes.Of(projections[projection].Settings.Receptor).Scale;
            double[][] own = [.. rows.Where((_, i) => i % projections.Count == projection)];
            double[] times = [.. own.Select(row => row[0])], means = [.. own.Select(row => DecimalNumber.Product(row[Mean], scale))];
            string name = names.Length == 1 ? "" : names[projection];
            Colour colour = PopulationLooks.Of(projections[projection].Target.Name, [.. network.Populations.Keys]);
            return new LineSeries(name, colour, times, means)
            {
                Error = shown > MostBands ? null : [.. own.Select(row => DecimalNumber.Product(row[Deviation], scale))],
                ErrorName = "s.d.",
                Style = PopulationLooks.Style(projection, other => projections[other].Target.Name),
            };
        }
    }

    private Axis AxisOf(int projection) => WeightAxes.Of(projections[projection].Settings.Receptor).Axis;

    private static double[] Numbers(string line, string name)
    {
        int first = line.IndexOf(',', StringComparison.Ordinal);
        return [.. line[(first + 1 + name.Length)..].Split(',').Prepend(line[..first]).Where(cell => cell.Length > 0)
            .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
    }
}
