using Spiking.Plotting;
using Spiking.Plotting.Layout;

namespace Spiking.Tests.Plotting;

public sealed class LegendTests
{
    [Test]
    public void A_legend_inside_the_plot_covers_no_data()
    {
        Random random = new(5);
        int inside = 0;
        for (int trial = 0; trial < 60; trial++)
        {
            double[] x = [.. Enumerable.Range(0, 300).Select(i => i / 300.0)];
            double bend = (random.NextDouble() * 6) - 3, slope = (random.NextDouble() * 6) - 3, noise = random.NextDouble();
            LineSeries line =
                new("some rate", Palette.Blue, x, [.. x.Select(t => (slope * t) + (bend * t * t) + (noise * random.NextDouble()))]);
            Drawing drawing = Drawing.Of(line);
            DrawnText text = drawing.Text("some rate");
            if (text.Bottom > drawing.Plot.Bottom) continue;
            inside++;
            double left = text.Left - LegendBlock.SymbolWidth - LegendBlock.SymbolGap;
            Assert.That(
                drawing.Strokes(Palette.Blue).Where(stroke => stroke.Count > 2).SelectMany(corners => corners)
                    .Any(corner => corner.X > left && corner.X < text.Right && corner.Y > text.Top && corner.Y < text.Bottom),
                Is.False,
                $"trial {trial}");
        }

        Assert.That(inside, Is.GreaterThan(30));
    }

    [Test]
    public void Where_data_are_everywhere_the_legend_goes_below()
    {
        Random random = new(6);
        double[] Numbers() => [.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble())];
        Drawing drawing = Drawing.Of(new PointSeries("cloud", Palette.Blue, Numbers(), Numbers()));

        Assert.That(drawing.Text("cloud").Top, Is.GreaterThan(drawing.Plot.Bottom).And.GreaterThan(drawing.Text("Time (s)").Bottom));
    }

    [TestCase(nameof(LegendPlacement.Right))]
    [TestCase(nameof(LegendPlacement.Below))]
    public void A_legend_outside_keeps_clear_of_the_plot(string name)
    {
        LegendPlacement placement = Enum.Parse<LegendPlacement>(name);
        Figure figure =
            Drawing.Sheet(new LineSeries("first", Palette.Blue, [0, 1], [0, 1]), new LineSeries("second", Palette.Green, [0, 1], [1, 0]));
        Drawing drawing = new(figure with { Panels = [figure.Panels[0] with { Legend = placement }] });

        DrawnText[] entries = [drawing.Text("first"), drawing.Text("second")];
        double edge = placement == LegendPlacement.Right ? drawing.Plot.Right : drawing.Plot.Bottom;
        Assert.That(entries.Select(entry => placement == LegendPlacement.Right ? entry.Left : entry.Top), Is.All.GreaterThan(edge));
    }

    [Test]
    public void Lines_across_the_plot_are_named_in_the_legend()
    {
        Figure figure = Drawing.Sheet(new LineSeries("rate", Palette.Blue, [0, 1], [0, 1]));
        Drawing drawing = new(figure with
        {
            Panels = [figure.Panels[0] with { Lines = [new ReferenceLine(Direction.Horizontal, 0.5) { Label = "decision rate" }] }],
        });

        Assert.That(drawing.Text("decision rate").Left, Is.EqualTo(drawing.Text("rate").Left).Within(0.01), "one below the other");
        Assert.That(drawing.Text("decision rate").Top, Is.GreaterThan(drawing.Text("rate").Top));
    }

    [Test]
    public void Nameless_series_and_unwanted_legends_are_not_written()
    {
        Figure figure =
            Drawing.Sheet(new LineSeries("", Palette.Blue, [0, 1], [0, 1]), new LineSeries("named", Palette.Green, [0, 1], [1, 0]));
        Figure none = figure with { Panels = [figure.Panels[0] with { Legend = LegendPlacement.None }] };

        Assert.That(new Drawing(figure).Strokes(Palette.Blue), Has.Count.EqualTo(1));
        Assert.That(new Drawing(figure).Texts().Count(text => text.Text == "named"), Is.EqualTo(1));
        Assert.That(new Drawing(none).Texts().Select(text => text.Text), Has.None.EqualTo("named"));
    }
}
