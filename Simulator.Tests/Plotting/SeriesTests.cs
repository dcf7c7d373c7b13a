using System.Xml.Linq;
using Spiking.Plotting;
using Spiking.Plotting.Layout;
using Spiking.Plotting.Storage;

namespace Spiking.Tests.Plotting;

/// <summary>Where the data of each kind of series end up in the drawing.</summary>
public sealed class SeriesTests
{
    private static readonly Colour s_colour = Palette.Blue;

    [Test]
    public void Values_are_placed_in_proportion()
    {
        Drawing drawing = new(Fixed(new LineSeries("", s_colour, [0, 5, 10], [0, 25, 100]), AxisScale.Linear, 0, 100));
        Box plot = drawing.Plot;

        IReadOnlyList<(double X, double Y)> corners = drawing.Strokes(s_colour).Single();

        Assert.That(corners[0].X, Is.EqualTo(plot.Left).Within(0.02));
        Assert.That(corners[0].Y, Is.EqualTo(plot.Bottom).Within(0.02));
        Assert.That(corners[1].X, Is.EqualTo(plot.CentreX).Within(0.02));
        Assert.That(corners[1].Y, Is.EqualTo(plot.Top + (plot.Height * 0.75)).Within(0.02));
        Assert.That(corners[2].Y, Is.EqualTo(plot.Top).Within(0.02));
    }

    [Test]
    public void Equal_ratios_take_equal_heights_on_a_logarithmic_axis_and_zero_is_missing()
    {
        Drawing drawing = new(Fixed(new LineSeries("", s_colour, [0, 1, 2, 3, 4], [1, 10, 100, 0, 1]), AxisScale.Logarithmic, 1, 100));

        IReadOnlyList<(double X, double Y)>[] runs = [.. drawing.Strokes(s_colour)];

        Assert.That(runs.Select(run => run.Count), Is.EqualTo(new[] { 3, 2 }));
        Assert.That(runs[1][1].X - runs[1][0].X, Is.LessThan(0.02), "the last value alone is a dot");
        Assert.That(runs[0][0].Y - runs[0][1].Y, Is.EqualTo(runs[0][1].Y - runs[0][2].Y).Within(0.02));
        Assert.That(runs[0][0].Y - runs[0][1].Y, Is.GreaterThan(30));
    }

    [Test]
    public void Missing_values_break_lines_and_single_values_are_dots()
    {
        Drawing drawing = Drawing.Of(new LineSeries("", s_colour, [0, 1, 2, 3, 4, 5], [1, 2, double.NaN, 3, double.NaN, 4]));

        double[] lengths = [.. drawing.Strokes(s_colour).Select(run => run[^1].X - run[0].X).OrderDescending()];

        Assert.That(lengths, Has.Length.EqualTo(3));
        Assert.That(lengths[0], Is.GreaterThan(20));
        Assert.That(lengths[1..], Is.All.LessThan(0.02));
    }

    [Test]
    public void Long_lines_keep_their_extremes_but_few_points()
    {
        double[] x = [.. Enumerable.Range(0, 100_000).Select(i => (double)i)];
        double[] y = [.. x.Select(i => Math.Sin(i * 12.9898))];
        (y[54_321], y[12_345]) = (5, -5);
        Drawing drawing = Drawing.Of(new LineSeries("", s_colour, x, y));

        IReadOnlyList<(double X, double Y)> corners = drawing.Strokes(s_colour).Single();
        double span = corners.Max(corner => corner.Y) - corners.Min(corner => corner.Y);

        Assert.That(corners.Count, Is.LessThanOrEqualTo(4 * (drawing.Plot.Width + 2)));
        Assert.That(corners.Zip(corners.Skip(1)).All(pair => pair.First.X <= pair.Second.X));
        Assert.That(span / drawing.Plot.Height, Is.EqualTo(10 / 11.2).Within(0.001));
        Assert.That(corners.Min(corner => corner.Y), Is.GreaterThanOrEqualTo(drawing.Plot.Top));
    }

    [Test]
    public void Lines_that_turn_back_are_not_thinned()
    {
        double[] angle = [.. Enumerable.Range(0, 5000).Select(i => i * 0.01)];
        Drawing drawing = Drawing.Of(new LineSeries("", s_colour, [.. angle.Select(Math.Cos)], [.. angle.Select(Math.Sin)]));

        Assert.That(drawing.Strokes(s_colour).Single(), Has.Count.EqualTo(5000));
    }

    [Test]
    public void Steps_hold_each_value_until_the_next()
    {
        Drawing drawing = Drawing.Of(new LineSeries("", s_colour, [0, 1], [2, 3]) { IsSteps = true });

        IReadOnlyList<(double X, double Y)> corners = drawing.Strokes(s_colour).Single();

        Assert.That(corners, Has.Count.EqualTo(4));
        Assert.That(corners[0].Y, Is.EqualTo(corners[1].Y));
        Assert.That(corners[1].X, Is.EqualTo(corners[2].X));
        Assert.That(corners[3].X - corners[2].X, Is.EqualTo(corners[1].X - corners[0].X).Within(0.02));
    }

    [Test]
    public void Bars_stand_side_by_side_on_zero()
    {
        Drawing drawing = Drawing.Of(new BarSeries("", s_colour, [2, -1]), new BarSeries("", Palette.Green, [1, double.NaN]));

        IReadOnlyList<XElement> blue = drawing.Rectangles(s_colour), green = drawing.Rectangles(Palette.Green);
        double zero = Drawing.Number(blue[0], "y") + Drawing.Number(blue[0], "height");

        Assert.That((blue.Count, green.Count), Is.EqualTo((2, 1)));
        Assert.That(Drawing.Number(blue[1], "y"), Is.EqualTo(zero).Within(0.02));
        Assert.That(Drawing.Number(blue[0], "height"), Is.EqualTo(2 * Drawing.Number(blue[1], "height")).Within(0.03));
        Assert.That(Drawing.Number(green[0], "x"),
            Is.GreaterThanOrEqualTo(Drawing.Number(blue[0], "x") + Drawing.Number(blue[0], "width")));
    }

    [Test]
    public void Spikes_on_the_same_spot_are_drawn_once()
    {
        Drawing drawing = Drawing.Of(new RasterSeries("", s_colour, [0, 0.5, 0.5 + 1e-9, 0.5, 1], [0, 1, 1, 2, 0]));

        Assert.That(drawing.Strokes(s_colour), Has.Count.EqualTo(4));
        Assert.That(drawing.Root.Descendants(Drawing.Svg + "path").Count(path => path.Attribute("stroke")?.Value == "#0072B2"),
            Is.EqualTo(1), "one path for all");
    }

    [Test]
    public void Points_on_an_edge_are_whole()
    {
        Drawing drawing = new(Fixed(new PointSeries("", s_colour, [0, 1], [0, 100]), AxisScale.Linear, 0, 100));

        XElement points = drawing.Root.Descendants(Drawing.Svg + "path").Single(path => path.Attribute("stroke")?.Value == "#0072B2");

        Assert.That(points.Parent!.Attribute("clip-path"), Is.Null);
        Assert.That(points.Attribute("stroke-linecap")!.Value, Is.EqualTo("round"));
        Assert.That(drawing.Strokes(s_colour), Has.Count.EqualTo(2));
    }

    // Over lines they are open, so that single seeds can be seen through them; over bars, which may have their colour, white.
    [Test]
    public void Data_of_others_are_rings_or_squares_and_filled_over_bars_alone([Values] bool areSquare, [Values] bool overBars)
    {
        PointSeries points = new("", s_colour, [0, 1], [20, 80]) { Marker = areSquare ? Marker.Square : Marker.Ring };
        Figure figure = Fixed(points, AxisScale.Linear, 0, 100);
        if (overBars)
            figure = figure with { Panels = [figure.Panels[0] with { Series = [new BarSeries("", Palette.Grey, [30, 70]), points] }] };
        Drawing drawing = new(figure);

        XElement[] drawn = [.. drawing.Root.Descendants().Where(e => e.Attribute("stroke")?.Value == "#0072B2")];

        Assert.That(drawn, Has.Length.EqualTo(2));
        Assert.That(drawn.Select(e => e.Name.LocalName), areSquare ? Is.All.EqualTo("rect") : Is.All.AnyOf("circle", "ellipse"));
        Assert.That(drawn.Select(e => e.ElementsBeforeSelf().Last().Attribute("fill")?.Value),
            Is.All.EqualTo(overBars ? "white" : "none"));
    }

    [Test]
    public void Series_that_the_legend_leaves_out_have_a_column_with_a_name()
    {
        Panel panel = new("a", new Axis("Time", "s"), new Axis("Rate", "Hz"), [new LineSeries("ours", s_colour, [0], [1]),
            new PointSeries("", s_colour, [0], [2]) { Column = "$p_b$ of others" }, new PointSeries("", s_colour, [0], [3])]);

        Assert.That(PanelCsv.Values(panel), Is.EqualTo("Time (s),ours: Rate (Hz),p_b of others: Rate (Hz),Rate (Hz)\n0,1,2,3\n"));
    }

    [Test]
    public void A_map_has_a_cell_for_every_value_and_a_colour_bar()
    {
        Figure figure =
            new("",
                [
                    new Panel("a", new Axis("x"), new Axis("y"),
                        [new HeatMapSeries(new Axis("Burst probability"), [1, 2, 3], [10, 20],
                            new double[,] { { 0, 0.5, double.NaN }, { 1, 0.25, 0.75 } })])]);

        Drawing drawing = new(figure);

        Box plot = drawing.Plot;
        bool Inside(XElement rectangle) => Drawing.Number(rectangle, "x") >= plot.Left - 0.01 && Drawing.Number(rectangle, "x") < plot.Right
            && Drawing.Number(rectangle, "width") < plot.Width;
        Assert.That(drawing.Root.Descendants(Drawing.Svg + "rect").Where(r => r.Parent!.Name.LocalName != "clipPath").Count(Inside),
            Is.EqualTo(5));
        Assert.That(drawing.Text("Burst probability").Left, Is.GreaterThan(plot.Right));
        Assert.That(drawing.Layouts[0].X.Range, Is.EqualTo(new AxisRange(0.5, 3.5, AxisScale.Linear)));
        Assert.That(PanelCsv.Values(figure.Panels[0]),
            Is.EqualTo("x,y,Burst probability\n1,10,0\n2,10,0.5\n3,10,NaN\n1,20,1\n2,20,0.25\n3,20,0.75\n"));
    }

    [Test]
    public void Tints_of_black_are_grey_in_SVG()
    {
        Drawing drawing = Drawing.Of(new LineSeries("mean", Palette.Black, [0, 1], [0, 1]) { Error = [1, 1] });

        XElement[] filled = [.. drawing.Root.Descendants()
            .Where(e => e.Name.LocalName is "rect" or "path" && e.Attribute("fill")?.Value is not ("none" or "white")
            && e.Parent!.Name.LocalName != "clipPath")];
        Assert.That(filled.Select(e => e.Attribute("fill-opacity")?.Value), Is.Not.Empty.And.All.EqualTo("0.22"), "band and legend");
    }

    [Test]
    public void Series_of_unequal_lengths_are_refused()
    {
        Assert.That(() => new LineSeries("rates", s_colour, [0, 1], [0]), Throws.ArgumentException.With.Message.Contains("'rates'"));
        Assert.That(() => new LineSeries("rates", s_colour, [0], [0]) { Error = [] }, Throws.ArgumentException);
        Assert.That(() => new RasterSeries("rates", s_colour, [0], []), Throws.ArgumentException);
        Assert.That(() => new HeatMapSeries(new Axis(""), [0, 1], [0], new double[2, 1]), Throws.ArgumentException);
        Assert.That(() => new HeatMapSeries(new Axis(""), [1, 0], [0], new double[1, 2]), Throws.ArgumentException);
    }

    private static Figure Fixed(Series series, AxisScale scale, double low, double high) => new("", [
        new Panel("a", new Axis("x") { Minimum = series is PointSeries ? 0 : null },
            new Axis("y") { Scale = scale, Minimum = low, Maximum = high }, [series])]);

    [TestCase(1, 0)]
    [TestCase(3, 6)]
    [TestCase(10, 0)]
    public void Single_seeds_are_dots_along_a_line_if_there_are_fewer_than_ten(int seeds, int dots)
    {
        double[][] values = [.. new[] { 1.0, 2 }.Select(at => Enumerable.Range(0, seeds).Select(seed => at + (0.1 * seed)).ToArray())];

        PointSeries[] drawn = [.. SpreadSeries.Dots(s_colour, [5, 7], values)];

        Assert.That(drawn.Sum(points => points.X.Count), Is.EqualTo(dots));
        if (dots == 0) return;
        Assert.That(drawn[0].X, Is.EqualTo(new[] { 5.0, 5, 5, 7, 7, 7 }));
        Assert.That(drawn[0].Y, Is.EqualTo(values.SelectMany(of => of)));
        Assert.That(SpreadSeries.Meaning(seeds, dotted: 2), Does.EndWith("seeds, dots: single seeds."));
    }

    [Test]
    public void Single_seeds_of_a_long_line_are_dots_at_its_end()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(i => (double)i)];

        PointSeries dots = SpreadSeries.Dots(s_colour, x, [.. x.Select(at => new[] { at, at + 1, at + 2 })]).Single();

        Assert.That(dots.X, Is.EqualTo(new[] { 99.0, 99, 99 }));
        Assert.That(dots.Y, Is.EqualTo(new[] { 99.0, 100, 101 }));
        Assert.That(SpreadSeries.Meaning(3, dotted: 100), Does.EndWith("seeds, dots at the ends of lines: single seeds."));
        Assert.That(SpreadSeries.Meaning(3, dotted: [2, 100]),
            Does.EndWith(", dots: single seeds (of lines with more than 25 points only at the end)."));
    }

    [Test]
    public void A_caption_says_which_curves_have_another_number_of_seeds()
    {
        Assert.That(SpreadSeries.Meaning([("BurstCCN", 5), ("ANN", 1), ("Burstprop", 5), ("random", 1), ("EDN", 3)]),
            Is.EqualTo("Lines and bands: mean ± s.e.m. of n = 5 seeds (n = 1: ANN and random; n = 3: EDN)."));
        Assert.That(SpreadSeries.Meaning([("a", 1), ("b, of three", 1), ("c", 5), ("d", 5), ("e", 5)], bars: true),
            Is.EqualTo("Bars and error bars: mean ± s.e.m. of n = 5 seeds (n = 1: a and \"b, of three\"), grey dots: single seeds."));
        Assert.That(SpreadSeries.Meaning([("a", 4), ("a", 4)]), Is.EqualTo("Lines and bands: mean ± s.e.m. of n = 4 seeds."));
        Assert.That(SpreadSeries.Meaning([("a", 1), ("b", 1)]), Is.EqualTo("n = 1 seed."));
    }

    [Test]
    public void A_caption_begins_with_the_number_of_seeds_that_most_have()
    {
        Assert.That(SpreadSeries.Meaning([("complete", 5), ("moving average", 5), ("a", 1), ("b", 1), ("c", 1)], bars: true), Is.EqualTo(
            "n = 1 seed; bars with error bars: mean ± s.e.m. (n = 5 seeds: complete and moving average), grey dots: single seeds."));
        Assert.That(SpreadSeries.Meaning([("a", 1), ("b", 1), ("c", 12)]),
            Is.EqualTo("n = 1 seed; lines with bands: mean ± s.e.m. (n = 12 seeds: c)."), "of twelve there are no dots");
        Assert.That(SpreadSeries.Meaning([("a", 3), ("b", 3), ("c", 5)], dotted: 9),
            Is.EqualTo("Lines and bands: mean ± s.e.m. of n = 3 seeds (n = 5: c), dots: single seeds."));
    }

    // Along 10 of 11 points, and along 9.
    [TestCase(10, 2.5)]
    [TestCase(9, 1)]
    public void A_line_that_another_covers_is_wider(int covered, double wider)
    {
        double[] x = [.. Enumerable.Range(0, 11).Select(i => (double)i)];
        LineSeries below = new("below", Palette.Green, x, x);
        LineSeries above = new("above", s_colour, x, [.. x.Select(i => i < covered ? i : i + 5)]);

        Assert.That(Widths(below, above), Is.EqualTo(new[] { wider, 1 }).Within(1e-12));
        Assert.That(Widths(below, above with { Style = LineStyle.Dashed }), Is.All.EqualTo(1), "it shows in the gaps");
    }

    [Test]
    public void A_line_that_two_others_cover_together_is_wider()
    {
        double[] x = [.. Enumerable.Range(0, 11).Select(i => (double)i)];
        LineSeries below = new("below", Palette.Green, x, x), first = new("first", s_colour, x, [.. x.Select(i => i < 6 ? i : i + 5)]),
            second = new("second", Palette.Black, x, [.. x.Select(i => i < 6 ? i + 5 : i)]);

        Assert.That(Widths(below, first, second), Is.EqualTo(new[] { 2.5, 1, 1 }).Within(1e-12));
        Assert.That(Widths(below, first), Is.All.EqualTo(1), "half of it can be seen");
    }

    [TestCase(3, 1.5)]
    [TestCase(4, 1)]
    [TestCase(7, 0.5)]
    public void Each_of_many_equal_lines_shows_beside_those_above_it_and_the_lowest_is_four_times_as_wide(int lines, double step)
    {
        LineSeries[] equal =
            [.. Enumerable.Range(1, lines).Select(i => new LineSeries($"{i}", new Colour((byte)i, 99, 0), [0, 1], [0, 1]))];

        Assert.That(Widths(equal), Is.EqualTo(Enumerable.Range(0, lines).Select(i => 4 - (step * i))).Within(1e-12));
        Assert.That(FigureLayout.Of(Drawing.Sheet([.. equal]))[0].Legend.Entries.Select(entry => ((LineSeries)entry.Series).Width),
            Has.Exactly(lines).Items.And.All.EqualTo(equal[0].Width), "a legend may be that of several panels");
    }

    [Test]
    public void A_line_along_the_axis_is_drawn_over_it_and_one_above_it_stays_above()
    {
        LineSeries along = new("along", Palette.Green, [0, 1, 2], [0, 0, 4]), above = new("above", s_colour, [0, 1, 2], [1, 1, 4]);
        string drawn = Drawing.Of(along, above).Source;
        string before = Drawing.Of(above).Source;
        int PlaceOf(string source, Colour colour) => source.IndexOf($"stroke=\"{colour}\"", StringComparison.OrdinalIgnoreCase);
        int AxisOf(string source) => source.IndexOf("stroke=\"black\"", StringComparison.Ordinal);

        Assert.That(PlaceOf(before, s_colour), Is.InRange(0, AxisOf(before)), "others are drawn first");
        Assert.That(PlaceOf(drawn, Palette.Green), Is.GreaterThan(AxisOf(drawn)));
        Assert.That(PlaceOf(drawn, s_colour), Is.GreaterThan(PlaceOf(drawn, Palette.Green)));
    }

    private static IEnumerable<double> Widths(params LineSeries[] lines) => FigureLayout.Of(Drawing.Sheet([.. lines]))[0].Series
        .Cast<LineSeries>().Select(line => line.Width / new LineSeries("", s_colour, [], []).Width);
}
