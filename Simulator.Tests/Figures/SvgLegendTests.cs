using System.Xml.Linq;
using Spiking.Figures;

namespace Spiking.Tests.Figures;

public sealed class SvgLegendTests
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
            LineSeries line = new("some rate", Palette.Blue, x, [.. x.Select(t => (slope * t) + (bend * t * t) + (noise * random.NextDouble()))]);
            Drawing drawing = Drawing.Of(line);
            XElement text = Drawing.Texts(drawing.Root, "legend").Single();
            (double left, double top, double right, double bottom) = Drawing.Bounds(text);

            XElement plot = Drawing.Plot(drawing.Panels.First());
            if (bottom > Drawing.Number(plot, "y") + Drawing.Number(plot, "height"))
                continue;
            inside++;
            (double X, double Y)[] corners = Drawing.Corners(drawing.Paths(Palette.Blue).First());
            Assert.That(corners.Any(corner => corner.X > left && corner.X < right && corner.Y > top && corner.Y < bottom), Is.False, $"trial {trial}");
        }

        Assert.That(inside, Is.GreaterThan(30));
    }

    [Test]
    public void Where_data_are_everywhere_the_legend_goes_below()
    {
        Random random = new(6);
        PointSeries points = new("cloud", Palette.Blue, [.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble())], [.. Enumerable.Range(0, 4000).Select(_ => random.NextDouble())]);

        Drawing drawing = Drawing.Of(points);

        XElement plot = Drawing.Plot(drawing.Panels.First());
        double bottom = Drawing.Number(plot, "y") + Drawing.Number(plot, "height");
        double labels = Drawing.Texts(drawing.Root, "tick-x").Max(text => Drawing.Bounds(text).Bottom);
        Assert.That(Drawing.Bounds(Drawing.Texts(drawing.Root, "legend").Single()).Top, Is.GreaterThan(bottom).And.GreaterThan(labels));
    }

    [TestCase(LegendPlacement.Right)]
    [TestCase(LegendPlacement.Below)]
    public void A_legend_outside_keeps_clear_of_the_plot(LegendPlacement placement)
    {
        Figure figure = Drawing.Sheet(new LineSeries("first", Palette.Blue, [0, 1], [0, 1]), new LineSeries("second", Palette.Green, [0, 1], [1, 0]));
        Drawing drawing = new(figure with { Panels = [figure.Panels[0] with { Legend = placement }] });

        XElement plot = Drawing.Plot(drawing.Panels.First());
        XElement[] entries = [.. Drawing.Texts(drawing.Root, "legend")];
        double edge = placement == LegendPlacement.Right
            ? Drawing.Number(plot, "x") + Drawing.Number(plot, "width")
            : Drawing.Number(plot, "y") + Drawing.Number(plot, "height");
        Assert.That(entries.Select(Drawing.Shown), Is.EqualTo(new[] { "first", "second" }));
        Assert.That(entries.Select(Drawing.Bounds).Select(bounds => placement == LegendPlacement.Right ? bounds.Left : bounds.Top), Is.All.GreaterThan(edge));
    }

    [Test]
    public void Nameless_series_and_unwanted_legends_are_not_written()
    {
        Figure figure = Drawing.Sheet(new LineSeries("", Palette.Blue, [0, 1], [0, 1]), new LineSeries("named", Palette.Green, [0, 1], [1, 0]));

        Assert.That(Drawing.Texts(new Drawing(figure).Root, "legend").Select(Drawing.Shown), Is.EqualTo(new[] { "named" }));
        Figure none = figure with { Panels = [figure.Panels[0] with { Legend = LegendPlacement.None }] };
        Assert.That(Drawing.Texts(new Drawing(none).Root, "legend"), Is.Empty);
    }
}
