using System.Globalization;
using Spiking.Plotting;
using Spiking.Plotting.Storage;
using Spiking.Runs;

namespace Spiking.Tests.Plotting;

public sealed class FigureFilesTests
{
    private static readonly Axis s_x = new("Time", "s"), s_y = new("Rate", "Hz");
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("figures").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void The_drawing_and_the_numbers_of_every_panel_are_written()
    {
        Figure figure = Samples.Mixed();

        IReadOnlyList<string> paths = FigureFiles.Write(figure, Path.Combine(_folder, "new"), "xor", [FigureFormat.Svg]);

        Assert.That(paths.Select(Path.GetFileName),
            Is.EqualTo(new[] { "xor.svg", "xor.json", "xor-a.csv", "xor-b.csv", "xor-c.csv", "xor-d.csv", "xor-d-spikes.csv" }));
        Assert.That(File.ReadAllText(paths[0]), Is.EqualTo(Drawing.Render(figure)));
        Assert.That(File.ReadAllText(paths[6]),
            Is.EqualTo("Time (s),Neuron,series\n0.1,0,spikes\n0.2,3,spikes\n0.2,3,spikes\n0.9,9,spikes\n"));
    }

    [Test]
    public void Series_with_different_positions_share_the_rows_of_equal_ones()
    {
        Panel panel = new("a", s_x, s_y, [
            new LineSeries("events", Palette.Events, [0, 1, 2], [5, double.NaN, 7]),
            new PointSeries("bursts", Palette.Bursts, [1, 1, 0.5], [2, 3, 4]) { Error = [0.1, 0.2, 0.3] }]);

        Assert.That(PanelCsv.Values(panel), Is.EqualTo(
            "Time (s),events: Rate (Hz),bursts: Rate (Hz),bursts: s.e. of Rate (Hz)\n0,5,,\n0.5,,4,0.3\n1,NaN,2,0.1\n1,,3,0.2\n2,7,,\n"));
    }

    [Test]
    public void Bars_carry_the_names_of_their_categories()
    {
        Panel panel = new("a", new Axis("Pattern") { Categories = ["0,0", "1 \"x\""] }, s_y, [new BarSeries("", Palette.Blue, [1, -2])]);

        Assert.That(PanelCsv.Values(panel), Is.EqualTo("name,Pattern,Rate (Hz)\n\"0,0\",0,1\n\"1 \"\"x\"\"\",1,-2\n"));
    }

    [Test]
    public void Columns_of_equal_name_are_told_apart()
    {
        Panel panel = new("a", s_x, new Axis(""), [new LineSeries("", Palette.Blue, [0], [1]), new LineSeries("", Palette.Blue, [0], [2])]);

        Assert.That(PanelCsv.Values(panel), Is.EqualTo("Time (s),y,y [2]\n0,1,2\n"));
    }

    [Test]
    public void Numbers_are_read_back_without_loss()
    {
        Random random = new(11);
        double[] y = [.. Enumerable.Range(0, 500).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64())).Where(double.IsFinite),
            0.1 + 0.2, double.Epsilon, double.MaxValue];
        double[] x = [.. Enumerable.Range(0, y.Length).Select(i => i * 0.1)];

        string[] rows = PanelCsv.Values(new Panel("a", s_x, s_y, [new LineSeries("", Palette.Blue, x, y)])).Split('\n')[1..^1];

        Assert.That(rows.Select(row => double.Parse(row.Split(',')[0], CultureInfo.InvariantCulture)), Is.EqualTo(x));
        Assert.That(rows.Select(row => double.Parse(row.Split(',')[1], CultureInfo.InvariantCulture)), Is.EqualTo(y));
    }

    [Test]
    public void Panels_without_letters_are_numbered()
    {
        Panel panel = new("", s_x, s_y, []);

        IReadOnlyList<string> paths = FigureFiles.Write(new Figure("", [panel, panel]), _folder, "f", [FigureFormat.Svg]);

        Assert.That(paths.Select(Path.GetFileName), Is.EqualTo(new[] { "f.svg", "f.json", "f-1.csv", "f-2.csv" }));
        Assert.That(File.ReadAllText(paths[2]), Is.EqualTo("Time (s)\n"));
    }

    [TestCase("../f", "a", "b")]
    [TestCase("", "a", "b")]
    [TestCase("f", "a/b", "b")]
    [TestCase("f", "a", "A")]
    public void Names_that_would_leave_the_folder_or_collide_are_refused(string name, string first, string second)
    {
        Figure figure = new("", [new Panel(first, s_x, s_y, []), new Panel(second, s_x, s_y, [])]);

        Assert.That(() => FigureFiles.Write(figure, _folder, name), Throws.ArgumentException);
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }

    private static IEnumerable<TestCaseData> Endless()
    {
        Panel panel = new("a", s_x, s_y, []);
        Figure With(Panel other) => new("", [panel with { Letter = "" }, other]);
        yield return new TestCaseData(new Figure("", [panel]) { Width = double.NaN }, "width");
        yield return new TestCaseData(With(panel with { RelativeHeight = double.NaN }), "panels[1].relativeHeight");
        yield return new TestCaseData(
            With(panel with { Letter = "", X = s_x with { Limit = double.PositiveInfinity } }),
            "panels[1].x.limit");
        yield return new TestCaseData(
            With(panel with { Y = s_y with { Ticks = [0, double.NegativeInfinity] } }),
            "panels[1].y.ticks[1]");
        yield return new TestCaseData(
            With(panel with { Series = [new LineSeries("rate", Palette.Blue, [0], [1]) { Width = double.NaN }] }),
            "panels[1].series[0].width");
        yield return new TestCaseData(
            With(panel with { Series = [new PointSeries("rate", Palette.Blue, [0], [1]) { Size = double.NaN }] }),
            "panels[1].series[0].size");
        yield return new TestCaseData(
            With(panel with { Series = [new HeatMapSeries(s_y with { Minimum = double.NaN }, [0], [0], new double[1, 1])] }),
            "panels[1].series[0].scale.minimum");
        yield return new TestCaseData(
            With(panel with { Spans = [new ShadedSpan(0, double.PositiveInfinity)] }), "panels[1].spans[0].to");
        yield return new TestCaseData(
            With(panel with { Lines = [new ReferenceLine(Direction.Vertical, double.NaN)] }), "panels[1].lines[0].value");
    }

    [TestCaseSource(nameof(Endless))]
    public void A_number_that_is_not_finite_is_named_with_its_figure_and_place(Figure figure, string fault)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => FigureFiles.Write(figure, _folder, "f", []))!;
        Assert.That(refused.Message, Is.EqualTo($"Figure 'f' cannot be drawn: {fault} is not a finite number."));
        Assert.That(Failures.Explain(refused), Is.EqualTo(refused.Message), "no fault of the program");
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }

    [Test]
    public void A_figure_that_contradicts_itself_is_named_and_is_no_fault_of_the_program()
    {
        Figure figure = new("", [new Panel("a", s_x with { Minimum = 1, Maximum = 0 }, s_y, [])]);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => FigureFiles.Write(figure, _folder, "f", []))!;
        Assert.That(refused.Message, Is.EqualTo(
            "Figure 'f' cannot be drawn: panels[0].x.minimum: found 1; it must be below maximum, 0."));
        Assert.That(Failures.Explain(refused), Is.EqualTo(refused.Message));
    }

    [Test]
    public void A_figure_that_cannot_be_drawn_leaves_no_files()
    {
        Figure figure = new("", [new Panel("a", s_x with { Minimum = 1, Maximum = 0 }, s_y, [])]);

        Assert.That(() => FigureFiles.Write(figure, _folder, "f", [FigureFormat.Svg]), Throws.ArgumentException);
        Assert.That(Directory.EnumerateFileSystemEntries(_folder), Is.Empty);
    }
}
