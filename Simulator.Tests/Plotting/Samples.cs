using Spiking.Plotting;

namespace Spiking.Tests.Plotting;

/// <summary>Figures of every kind, with friendly and unfriendly data.</summary>
internal static class Samples
{
    private static readonly Axis s_x = new("Time", "s"), s_y = new("Rate", "Hz");

    public static IEnumerable<TestCaseData<Figure>> All()
    {
        yield return Case("mixed", Mixed());
        yield return Case("no panels", new Figure("Nothing", []));
        yield return Case("no series", Drawing.Sheet());
        yield return Case("empty series", Drawing.Sheet(
            new LineSeries("line", Palette.Blue, [], []),
            new LineSeries("steps", Palette.Blue, [], []) { IsSteps = true },
            new LineSeries("band", Palette.Blue, [], []) { Error = [] },
            new PointSeries("points", Palette.Blue, [], []) { Error = [] },
            new BarSeries("bars", Palette.Blue, [], []),
            new RasterSeries("spikes", Palette.Blue, [], [])));
        yield return Case("constant", Drawing.Sheet(Line([0, 1, 2], [7, 7, 7])));
        yield return Case("one point", Drawing.Sheet(Line([3], [0])));
        yield return Case("nothing but NaN", Drawing.Sheet(Line([0, 1], [double.NaN, double.NaN])));
        yield return Case("infinite", Drawing.Sheet(Line([0, 1, 2, 3], [1, double.PositiveInfinity, double.NegativeInfinity, 2])));
        yield return Case("huge", Drawing.Sheet(Line([-1e308, 1e308], [-double.MaxValue, double.MaxValue])));
        yield return Case("tiny", Drawing.Sheet(Line([0, 1e-300], [1e-310, 3e-310])));
        yield return Case("offset", Drawing.Sheet(Line([1e6, 1e6 + 1], [12345.001, 12345.002])));
        yield return Case("logarithmic", Logarithmic());
        yield return Case("long words", LongWords());
        yield return Case("shared axes", Shared());
        yield return Case("maps", Maps());
        yield return Case("variables",
            new Figure("",
                [new Panel("a", new Axis("Conductance", "$g_L$"), new Axis("Burst probability $p_b$"),
                    [new LineSeries("$p_{burst}^2$, 10⁻³ $", Palette.Blue, [0, 1], [0, 1e-7])])]));
        yield return Case("sketch", Sketch());
        yield return Case("small", Mixed() with { Width = Figure.OneColumn, RowHeight = 40 });
    }

    public static Figure Sketch() => new("Sketch",
    [
        new Panel("", new Axis("") { Minimum = 0, Maximum = 2, IsHidden = true },
            new Axis("") { Minimum = 0, Maximum = 1, IsHidden = true },
        [
            new LinkSeries("excitatory", Palette.Blue,
                [new SketchLink("a → b", "events", [0.4, 0.8, 1.4], [0.5, 0.7, 0.5])]) { Width = 1.6 },
            new LinkSeries("inhibitory", Palette.Black,
                [new SketchLink("b → \"b\"", "spikes, learning", [1.8, 1.9, 1.8], [0.3, 0.5, 0.7])]) { End = LinkEnd.Bar,
                    Style = LineStyle.Dashed },
            new LinkSeries("nowhere", Palette.Grey, [new SketchLink("", "", [1, 1], [0.2, 0.2])]) { End = LinkEnd.Bar },
            new LinkSeries("", Palette.Grey, [new SketchLink("", "", [1, 1], [0.2, 0.4])]) { End = LinkEnd.None },
            new BoxSeries(Palette.Green,
                [new SketchBox("a", "n = 1", 0.1, 0.3, 0.3, 0.4), new SketchBox("a population with a long name", "", 1.4, 0.3, 0.4, 0.4)]),
        ])
        { Legend = LegendPlacement.Below },
    ])
    { Width = Figure.OneColumn };

    public static Figure Mixed()
    {
        double[] x = [.. Enumerable.Range(0, 400).Select(i => i * 0.1)];
        double[] y = [.. x.Select(t => 5 + Math.Sin(t))];
        string[] patterns = ["00", "10", "01", "11"];
        return new Figure("Learning", [
            new Panel("a", s_x, s_y,
                [Line(x, y), new LineSeries("after", Palette.After, x, [.. y.Select(v => v * 2)]) { Style = LineStyle.Dotted }])
            {
                Title = "Output",
                ColumnSpan = 2,
                Spans = [.. patterns.Select((pattern, i) => new ShadedSpan(10 * i, (10 * i) + 10) { Label = pattern })],
                Lines = [new(Direction.Horizontal, 6), new(Direction.Horizontal, 6.1), new(Direction.Vertical, 20) { Label = "learning" }],
            },
            new Panel("b", new Axis("Pattern") { Categories = patterns }, new Axis("Current", "pA"), [
                new BarSeries("first", Palette.Grey, [-200, 100, 90, -300], [10, 20, double.NaN, 20]),
                new BarSeries("last", Palette.Green, [-20, 10, double.NaN, -30])]) { Legend = LegendPlacement.Right },
            new Panel("c", s_x, s_y, [
                new LineSeries("band", Palette.Bursts, [1, 2, 3], [-1, 0, double.NaN]) { Error = [0.1, 0.2, 0.3] },
                new PointSeries("points", Palette.Events, [1, 2, 3], [0.5, 0.6, 0.9]) { Error = [0.1, 0.1, 0.2], Marker = Marker.Ring },
                new PointSeries("", Palette.Events, [1, 2], [0.4, 0.8]) { Marker = Marker.Square, Column = "others" }])
            {
                Legend = LegendPlacement.Below,
            },
            new Panel("d", s_x, new Axis("Neuron"), [new RasterSeries("spikes", Palette.Events, [0.1, 0.2, 0.2, 0.9], [0, 3, 3, 9]),
                new LineSeries("", Palette.Black, [0, 1], [2, 3]) { IsSteps = true }]),
        ])
        { Columns = 3, Caption = "Everything." };
    }

    /// <summary>Four maps and panels that share axes.</summary>
    private static Figure Shared()
    {
        Panel lines = new("a", s_x, s_y, [Line([0, 1, 2], [0, 1, 2])]);
        Panel more = lines with { Letter = "b", Series = [Line([0, 1, 3], [-5, 1, 70])] };
        return new Figure("Shared", [lines, more, more with { Letter = "c" }, lines with { Letter = "d" }])
        {
            Columns = 2,
            Shared = SharedAxes.Columns | SharedAxes.Rows
        };
    }

    private static Figure Maps()
    {
        Axis scale = new("Burst probability");
        double[,] few = { { 0, 0.5, double.NaN }, { 1, 0.25, 0.75 } };
        double[,] many = new double[90, 80];
        for (int row = 0; row < 90; row++)
        {
            for (int column = 0; column < 80; column++) many[row, column] = row * column;
        }

        return new Figure("Maps", [
            new Panel("a", s_x, s_y, [new HeatMapSeries(scale, [1, 2, 3], [10, 20], few)]),
            new Panel("b", s_x, s_y,
                [new HeatMapSeries(scale with { Unit = "%" }, [.. Enumerable.Range(0, 80).Select(i => (double)i)],
                    [.. Enumerable.Range(0, 90).Select(i => (double)i)], many)]),
        ])
        { Columns = 2 };
    }

    private static Figure Logarithmic()
    {
        Axis logarithmic = new("Neurons") { Scale = AxisScale.Logarithmic };
        return new Figure("", [new Panel("a", logarithmic, logarithmic with { Label = "Speed" }, [
            Line([0, 1, 10, 1e6], [-1, 0.001, 20, 3e4]),
            new LineSeries("band", Palette.Green, [1, 100], [1, 10]) { Error = [2, 2] },
            new PointSeries("points", Palette.Blue, [1, 100], [1, 10]) { Error = [2, 2] }])]);
    }

    private static Figure LongWords()
    {
        string[] names = ["feedback alignment with symmetric weights", "no plasticity in the hidden layer at all", "x",
            "another long name of a variant"];
        string sentence = string.Join(' ', Enumerable.Repeat("a description far longer than its place", 8));
        return new Figure(sentence, [
            new Panel("a", new Axis(sentence) { Categories = names }, new Axis(sentence, "mV"),
                [new BarSeries(sentence, Palette.Blue, [1, 2, 3, 4]), new BarSeries("b", Palette.Blue, [1, 2, 3, 4])]) { Title = sentence },
            new Panel("b", new Axis("x") { Categories = names }, new Axis("y") { Categories = names },
                [Line([0, 3], [0, 3])]) { Lines = [new(Direction.Vertical, 3) { Label = sentence }] },
        ])
        { Columns = 2 };
    }

    private static LineSeries Line(double[] x, double[] y) => new("before", Palette.Before, x, y);

    private static TestCaseData<Figure> Case(string name, Figure figure) => new TestCaseData<Figure>(figure).SetArgDisplayNames(name);
}
