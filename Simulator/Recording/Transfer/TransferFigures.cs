using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Quantities;

namespace Spiking.Recording.Transfer;

/// <summary>One curve of a comparison: the responses of one network to the levels of a current, in one or several realizations.</summary>
/// <param name="Name">Text in the legend.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Realizations">For each realization, the response to every level; the levels are the same in all.</param>
internal sealed record TransferCurve(string Name, Colour Colour, IReadOnlyList<IReadOnlyList<TransferPoint>> Realizations);

/// <summary>One panel of a comparison of transfer curves.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Curves">Its curves.</param>
internal sealed record TransferPanel(string Title, IReadOnlyList<TransferCurve> Curves);

/// <summary>Figures of the response of populations to the levels of a current.</summary>
internal static class TransferFigures
{
    /// <summary>
    /// Rates of one population against the current: of cells that burst with the burst probability, of others the firing rate alone.
    /// </summary>
    /// <param name="recorder">What was measured.</param>
    /// <param name="points">The response to every level.</param>
    /// <param name="bursts">Whether the cells burst.</param>
    public static Figure Create(TransferRecorderDescription recorder, IReadOnlyList<TransferPoint> points, bool bursts)
    {
        double[] current = [.. points.Select(Picoamperes)];
        Axis x = CurrentAxis(recorder.Compartment);
        XYSeries[] Line(string text, Colour colour, Func<TransferPoint, double> value)
        {
            double[] y = [.. points.Select(value)];
            PointSeries shown = new("", colour, current, y) { Column = $"{text}, points".TrimStart(',', ' ') };
            return [new LineSeries(text, colour, current, y), shown];
        }

        Panel[] panels = bursts
            ?
            [
                new Panel("a", x, Axis.Probability("Burst probability"),
                    Line("", Palette.BurstProbability, p => p.BurstProbability)),
                new Panel("b", x, new Axis("Rate", "Hz") { Minimum = 0 }, [
                    .. Line("events", Palette.Events, p => p.EventRate), .. Line("bursts", Palette.Bursts, p => p.BurstRate)]),
            ]
            : [new Panel("", x, new Axis("Firing rate", "Hz") { Minimum = 0 }, Line("", Palette.Black, p => p.SpikeRate))];
        return new Figure("Response to a current", panels)
        {
            Columns = panels.Length,
            Width = bursts ? Figure.TwoColumns : Figure.OneColumn,
            RowHeight = 60,
            Caption = $"Response of {recorder.Population} to the levels of the injected current, over the last "
                + $"{recorder.Window:G3} s of each; n = 1 seed.",
        };
    }

    /// <summary>
    /// Burst probability of several networks against the current, a panel for each group: Payeur et al. 2021, Extended Data Fig. 5. With
    /// several realizations, mean and standard error.
    /// </summary>
    /// <param name="compartment">Where the current flows.</param>
    /// <param name="panels">The groups.</param>
    /// <param name="caption">What the figure shows.</param>
    public static Figure Compare(Compartment compartment, IReadOnlyList<TransferPanel> panels, string caption)
    {
        // A curve that looks alike in several panels is named in the first.
        HashSet<(string, Colour)> named = [];
        return new Figure("Burst probability against the injected current", [
            .. panels.Select((panel, i) =>
                new Panel(Panel.LetterOf(i), CurrentAxis(compartment), Axis.Probability("Burst probability"),
                    [.. panel.Curves.SelectMany(curve => Draw(curve, isNamed: named.Add((curve.Name, curve.Colour))))])
                {
                    Title = panel.Title,
                }),
        ])
        {
            Columns = Math.Min(2, panels.Count),
            Width = panels.Count == 1 ? Figure.OneColumn : Figure.TwoColumns,
            RowHeight = 58,
            Shared = SharedAxes.Columns | SharedAxes.Rows,
            Caption = caption,
        };
    }

    private static IEnumerable<Series> Draw(TransferCurve curve, bool isNamed)
    {
        double[] x = [.. curve.Realizations[0].Select(Picoamperes)];
        double[][] seeds = [.. curve.Realizations.Select(r => r.Select(p => p.BurstProbability).ToArray())];
        LineSeries mean = SpreadSeries.Line(isNamed ? curve.Name : "", curve.Colour, x, seeds) with { Column = curve.Name };
        yield return mean;
        PointSeries[] dots = [.. SpreadSeries.WithSeeds(mean, seeds).OfType<PointSeries>()];
        PointSeries points = new("", curve.Colour, x, mean.Y) { Size = 2.5, Column = curve.Name + ", points" };
        foreach (PointSeries shown in dots.Length > 0 ? dots : [points]) yield return shown;
    }

    // The decimal point moves: 3.5e-10 A are 350 pA, where the product of the doubles can miss that in the last digit.
    private static double Picoamperes(TransferPoint point) => DecimalNumber.Product(point.Current, 1e12);

    private static Axis CurrentAxis(Compartment compartment) =>
        new(compartment == Compartment.Dendrite ? "Dendritic current" : "Somatic current", "pA");
}
