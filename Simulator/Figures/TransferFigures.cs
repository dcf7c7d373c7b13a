using Spiking.Experiments;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Recording;

using Spiking.Plotting;

namespace Spiking.Figures;

/// <summary>One curve of a comparison: the responses of one network to the levels of a current, in one or several realizations.</summary>
/// <param name="Name">Text in the legend.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Realizations">For each realization, the response to every level; the levels are the same in all.</param>
public sealed record TransferCurve(string Name, Colour Colour, IReadOnlyList<IReadOnlyList<TransferPoint>> Realizations);

/// <summary>One panel of a comparison of transfer curves.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Curves">Its curves.</param>
public sealed record TransferPanel(string Title, IReadOnlyList<TransferCurve> Curves);

/// <summary>Figures of the response of populations to the levels of a current.</summary>
public static class TransferFigures
{
    /// <summary>Burst probability and rates of one population against the current.</summary>
    /// <param name="name">Title.</param>
    /// <param name="recorder">What was measured.</param>
    /// <param name="points">The response to every level.</param>
    public static Figure Create(string name, TransferRecorder recorder, IReadOnlyList<TransferPoint> points)
    {
        double[] current = [.. points.Select(p => p.Current * 1e12)];
        Axis x = CurrentAxis(recorder.Compartment);
        XYSeries[] Line(string text, Colour colour, Func<TransferPoint, double> value)
        {
            double[] y = [.. points.Select(value)];
            return [new LineSeries(text, colour, current, y), new PointSeries("", colour, current, y)];
        }

        return new Figure(name, [
            new Panel("a", x, new Axis("Burst probability") { Minimum = 0 }, Line("", Palette.BurstProbability, p => p.BurstProbability)),
            new Panel("b", x, new Axis("Rate", "Hz") { Minimum = 0 }, [
                .. Line("events", Palette.Events, p => p.EventRate), .. Line("bursts", Palette.Bursts, p => p.BurstRate)]),
        ])
        {
            Columns = 2,
            Caption = $"Response of {recorder.Population} to the levels of the injected current, over the last {recorder.Window:G3} s of each.",
        };
    }

    /// <summary>
    /// Burst probability of several networks against the current, a panel for each group: Payeur et al. 2021, Extended Data Fig. 5. With
    /// several realizations, mean and standard error.
    /// </summary>
    /// <param name="name">Title.</param>
    /// <param name="compartment">Where the current flows.</param>
    /// <param name="panels">The groups.</param>
    /// <param name="caption">What the figure shows.</param>
    public static Figure Compare(string name, Compartment compartment, IReadOnlyList<TransferPanel> panels, string caption) =>
        new(name, [
            .. panels.Select((panel, i) =>
                new Panel(((char)('a' + i)).ToString(), CurrentAxis(compartment), new Axis("Burst probability") { Minimum = 0 }, [.. panel.Curves.SelectMany(Draw)])
                {
                    Title = panel.Title,
                }),
        ])
        {
            Columns = Math.Min(2, panels.Count),
            Caption = caption,
        };

    /// <summary>A colour that becomes stronger from the first to the last of several curves.</summary>
    public static Colour Intensity(Colour full, int index, int count)
    {
        double strength = count == 1 ? 1 : 0.35 + 0.65 * index / (count - 1);
        byte Mix(byte channel) => (byte)Math.Round(255 - strength * (255 - channel));
        return new Colour(Mix(full.Red), Mix(full.Green), Mix(full.Blue));
    }

    private static IEnumerable<Series> Draw(TransferCurve curve)
    {
        double[] x = [.. curve.Realizations[0].Select(p => p.Current * 1e12)];
        Spread[] spreads = [.. x.Select((_, i) => Spread.Of(curve.Realizations.Select(r => r[i].BurstProbability)))];
        double[] mean = [.. spreads.Select(s => s.Mean)];
        yield return curve.Realizations.Count > 1
            ? new BandSeries(curve.Name, curve.Colour, x, mean, [.. spreads.Select(s => s.StandardError)])
            : new LineSeries(curve.Name, curve.Colour, x, mean);
        yield return new PointSeries("", curve.Colour, x, mean) { Size = 2.5 };
    }

    private static Axis CurrentAxis(Compartment compartment) =>
        new(compartment == Compartment.Dendrite ? "Dendritic current" : "Somatic current", "pA");
}
