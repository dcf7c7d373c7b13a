using System.Xml.Linq;
using Spiking.Figures;

namespace Spiking.Tests.Figures;

/// <summary>Where the data of each kind of series end up in the drawing.</summary>
public sealed class SvgSeriesTests
{
    private static readonly Colour s_colour = Palette.Blue;

    [Test]
    public void Values_are_placed_in_proportion()
    {
        Figure figure = Fixed(new LineSeries("", s_colour, [0, 5, 10], [0, 25, 100]), AxisScale.Linear, 0, 100);
        Drawing drawing = new(figure);
        (double left, double top, double width, double height) = Plot(drawing);

        (double X, double Y)[] corners = Drawing.Corners(drawing.Paths(s_colour).Single());

        Assert.That(corners[0].X, Is.EqualTo(left).Within(0.02));
        Assert.That(corners[0].Y, Is.EqualTo(top + height).Within(0.02));
        Assert.That(corners[1].X, Is.EqualTo(left + (width / 2)).Within(0.02));
        Assert.That(corners[1].Y, Is.EqualTo(top + (height * 0.75)).Within(0.02));
        Assert.That(corners[2].Y, Is.EqualTo(top).Within(0.02));
    }

    [Test]
    public void Equal_ratios_take_equal_heights_on_a_logarithmic_axis_and_zero_is_missing()
    {
        Drawing drawing = new(Fixed(new LineSeries("", s_colour, [0, 1, 2, 3, 4], [1, 10, 100, 0, 1]), AxisScale.Logarithmic, 1, 100));

        string path = drawing.Paths(s_colour).Single();
        (double X, double Y)[] corners = Drawing.Corners(path.Replace("h0", "", StringComparison.Ordinal));

        Assert.That(path.Count(letter => letter == 'M'), Is.EqualTo(2));
        Assert.That(corners[0].Y - corners[1].Y, Is.EqualTo(corners[1].Y - corners[2].Y).Within(0.02));
        Assert.That(corners[0].Y - corners[1].Y, Is.GreaterThan(50));
    }

    [Test]
    public void Missing_values_break_lines_and_single_values_are_dots()
    {
        Drawing drawing = Drawing.Of(new LineSeries("", s_colour, [0, 1, 2, 3, 4, 5], [1, 2, double.NaN, 3, double.NaN, 4]));

        string path = drawing.Paths(s_colour).Single();

        Assert.That(path, Does.Match("^M[^M]*L[^M]*M[^LM]*h0M[^LM]*h0$"));
    }

    [Test]
    public void Long_lines_keep_their_extremes_but_few_points()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        double[] y = [.. x.Select(i => Math.Sin(i * 12.9898))];
        (y[54_321], y[12_345]) = (5, -5);
        Drawing drawing = Drawing.Of(new LineSeries("", s_colour, x, y));

        (double X, double Y)[] corners = Drawing.Corners(drawing.Paths(s_colour).Single());
        (_, double top, double width, double height) = Plot(drawing);
        double span = corners.Max(corner => corner.Y) - corners.Min(corner => corner.Y);

        Assert.That(corners.Length, Is.LessThanOrEqualTo(2 * (width + 2)));
        Assert.That(corners.Zip(corners.Skip(1)).All(pair => pair.First.X <= pair.Second.X));
        Assert.That(span / height, Is.EqualTo(10 / 11.2).Within(0.001));
        Assert.That(corners.Min(corner => corner.Y), Is.GreaterThanOrEqualTo(top));
    }

    [Test]
    public void Lines_that_turn_back_are_not_thinned()
    {
        double[] angle = [.. Enumerable.Range(0, 5000).Select(i => i * 0.01)];
        Drawing drawing = Drawing.Of(new LineSeries("", s_colour, [.. angle.Select(Math.Cos)], [.. angle.Select(Math.Sin)]));

        Assert.That(Drawing.Corners(drawing.Paths(s_colour).Single()), Has.Length.EqualTo(5000));
    }

    [Test]
    public void Steps_hold_each_value_until_the_next()
    {
        Drawing drawing = Drawing.Of(new StepSeries("", s_colour, [0, 1], [2, 3]));

        (double X, double Y)[] corners = Drawing.Corners(drawing.Paths(s_colour).Single());

        Assert.That(corners, Has.Length.EqualTo(4));
        Assert.That(corners[0].Y, Is.EqualTo(corners[1].Y));
        Assert.That(corners[1].X, Is.EqualTo(corners[2].X));
        Assert.That(corners[3].X - corners[2].X, Is.EqualTo(corners[1].X - corners[0].X).Within(0.02));
    }

    [Test]
    public void Bars_stand_side_by_side_on_zero()
    {
        Drawing drawing = Drawing.Of(new BarSeries("", s_colour, [2, -1]), new BarSeries("", Palette.Green, [1, double.NaN]));

        XElement[] blue = [.. drawing.Rectangles(s_colour)], green = [.. drawing.Rectangles(Palette.Green)];
        double zero = Drawing.Number(blue[0], "y") + Drawing.Number(blue[0], "height");

        Assert.That((blue.Length, green.Length), Is.EqualTo((2, 1)));
        Assert.That(Drawing.Number(blue[1], "y"), Is.EqualTo(zero).Within(0.02));
        Assert.That(Drawing.Number(blue[0], "height"), Is.EqualTo(2 * Drawing.Number(blue[1], "height")).Within(0.03));
        Assert.That(Drawing.Number(green[0], "x"), Is.GreaterThanOrEqualTo(Drawing.Number(blue[0], "x") + Drawing.Number(blue[0], "width")));
    }

    [Test]
    public void Spikes_on_the_same_spot_are_drawn_once()
    {
        Drawing drawing = Drawing.Of(new RasterSeries("", s_colour, [0, 0.5, 0.5 + 1e-9, 0.5, 1], [0, 1, 1, 2, 0]));

        Assert.That(drawing.Paths(s_colour).Single().Count(letter => letter == 'M'), Is.EqualTo(4));
    }

    [Test]
    public void Series_of_unequal_lengths_are_refused()
    {
        Assert.That(() => new LineSeries("rates", s_colour, [0, 1], [0]), Throws.ArgumentException.With.Message.Contains("'rates'"));
        Assert.That(() => new BandSeries("rates", s_colour, [0], [0], []), Throws.ArgumentException);
        Assert.That(() => new RasterSeries("rates", s_colour, [0], []), Throws.ArgumentException);
    }

    private static Figure Fixed(Series series, AxisScale scale, double low, double high) => new("", [
        new Panel("a", new Axis("x"), new Axis("y") { Scale = scale, Minimum = low, Maximum = high }, [series])]);

    // Without the pixel that the clipped area has more on every side.
    private static (double Left, double Top, double Width, double Height) Plot(Drawing drawing)
    {
        XElement plot = Drawing.Plot(drawing.Panels.First());
        return (Drawing.Number(plot, "x") + 1, Drawing.Number(plot, "y") + 1, Drawing.Number(plot, "width") - 2, Drawing.Number(plot, "height") - 2);
    }
}
