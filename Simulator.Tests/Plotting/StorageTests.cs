using Spiking.Files;
using Spiking.Plotting;

namespace Spiking.Tests.Plotting;

/// <summary>Figures read back from their files.</summary>
public sealed class StorageTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void A_figure_that_was_read_back_draws_the_same(Figure figure)
    {
        FigureFiles.Write(figure, _folder.Path, "f", []);

        Figure read = FigureFiles.Load(_folder.File("f.json"));

        Assert.That(FigureFiles.Describe(read), Is.EqualTo(FigureFiles.Describe(figure)));
        Assert.That(Drawing.Render(read), Is.EqualTo(Drawing.Render(figure)));
    }

    // Names come from files that others may have written; spreadsheets compute what begins with = + - or @.
    [Test]
    public void Names_that_a_spreadsheet_would_compute_are_texts_in_tables_and_names_again_when_read_back()
    {
        Figure figure =
            Drawing.Sheet(new LineSeries("=1+1", Palette.Blue, [0, 1, 2], [3, -1, 2]), new RasterSeries("@run", Palette.Black, [0.5], [3]));
        IReadOnlyList<string> paths = FigureFiles.Write(figure, _folder.Path, "f", []);
        string tables = string.Concat(paths.Where(path => path.EndsWith(".csv", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.That(tables, Does.Contain("'=1+1").And.Contain("'@run").And.Contain(",-1\n"));
        Assert.That(Drawing.Render(FigureFiles.Load(_folder.File("f.json"))), Is.EqualTo(Drawing.Render(figure)));
    }

    // The name is what the legend says, and what people change; the table keeps its own.
    [Test]
    public void A_series_of_spikes_can_be_called_otherwise()
    {
        FigureFiles.Write(Drawing.Sheet(new RasterSeries("events", Palette.Blue, [0.5, 1], [3, 4])), _folder.Path, "f", []);
        string description = File.ReadAllText(_folder.File("f.json"));
        File.WriteAllText(_folder.File("f.json"),
            description.Replace("\"name\": \"events\"", "\"name\": \"first spikes\"", StringComparison.Ordinal));
        RasterSeries read = (RasterSeries)FigureFiles.Load(_folder.File("f.json")).Panels[0].Series[0];
        Assert.That((read.Name, read.Times.Count), Is.EqualTo(("first spikes", 2)));
    }

    [Test]
    public void A_changed_description_changes_the_drawing_and_no_numbers()
    {
        Figure figure = Drawing.Sheet(new LineSeries("rate", Palette.Blue, [0, 1, 2], [3, 1, 2]));
        IReadOnlyList<string> before = FigureFiles.Write(figure, _folder.Path, "f", [FigureFormat.Svg]);
        string description = File.ReadAllText(_folder.File("f.json")), numbers = File.ReadAllText(_folder.File("f-a.csv"));
        File.WriteAllText(_folder.File("f.json"), description.Replace("#0072b2", "#d55e00", StringComparison.Ordinal)
            .Replace("\"maximum\": null", "\"maximum\": 20", StringComparison.Ordinal));

        FigureFiles.Redraw(_folder.File("f.json"), [FigureFormat.Svg]);

        Figure expected = figure with
        {
            Panels = [figure.Panels[0] with
            {
                X = figure.Panels[0].X with { Maximum = 20 },
                Y = figure.Panels[0].Y with { Maximum = 20 },
                Series = [new LineSeries("rate", Palette.Vermillion, [0, 1, 2], [3, 1, 2])],
            }],
        };
        Assert.That(File.ReadAllText(before[0]), Is.EqualTo(Drawing.Render(expected)));
        Assert.That(File.ReadAllText(_folder.File("f-a.csv")), Is.EqualTo(numbers));
    }

    [TestCase("\"kind\": \"line\"", "\"kind\": \"lines\"", "panels[0].series[0].kind: found \"lines\"; it must be \"line\", \"steps\", "
        + "\"points\", \"bars\", \"spikes\", \"map\", \"boxes\" or \"links\"; did you mean \"line\"?")]
    [TestCase("#0072b2", "blue", "panels[0].series[0].colour: \"blue\" is not a colour")]
    [TestCase("\"#0072b2\"", "5", "panels[0].series[0].colour: found 5; a colour, for example \"#0072b2\", is needed.")]
    [TestCase("\"kind\": \"line\"", "\"kind\": \"band\"", "panels[0].series[0].kind: found \"band\", which only files of earlier versions "
        + "have; run the experiment again, or change it to \"line\".")]
    [TestCase("\"kind\": \"line\"", "\"kind\": \"links\", \"end\": \"disc\"", "panels[0].series[0].end: found \"disc\", which only "
        + "files of earlier versions have; run the experiment again, or change it to \"arrow\", \"bar\" or \"none\".")]
    [TestCase("\"title\"", "\"blocks\": {}, \"title\"", "f.json:2:3: blocks: the key \"blocks\" is not known here; known are ")]
    [TestCase("\"title\"", "\"extends\": \"g.json\", \"title\"", "extends: the key \"extends\" is not known here; known are ")]
    [TestCase("\"columnSpan\": 1", "\"columnSpan\": 1, \"use\": \"x\"", "panels[0].use: the key \"use\" is not known here; known are ")]
    [TestCase("\"caption\"", "\"captoin\"",
        "captoin: the key \"captoin\" is not known here; did you mean \"caption\"? Known are \"title\", ")]
    [TestCase("\"title\"", "title", "f.json:2:3: ")]
    [TestCase("\"minimum\": null", "\"minimum\": 5, \"limit\": \"x\"", "f.json:10:32: panels[0].x.limit: found \"x\"; a plain number is ")]
    [TestCase("\"minimum\": null,\n        \"maximum\": null", "\"minimum\": 5,\n        \"maximum\": 1",
        "f.json:10:20: panels[0].x.minimum: found 5; it must be below maximum, 1.")]
    [TestCase("\"scale\": \"linear\",\n        \"minimum\": null", "\"scale\": \"logarithmic\", \"minimum\": 0",
        "panels[0].x.minimum: found 0; it must be above 0, because the scale is logarithmic.")]
    [TestCase("\"columnSpan\": 1", "\"columnSpan\": 2", "panels[0].columnSpan: found 2; it must be at most columns, 1.")]
    [TestCase("\"columnSpan\": 1,", "", "panels[0]: the key \"columnSpan\" is missing.")]
    [TestCase("\"relativeHeight\": 1", "\"relativeHeight\": 0", "panels[0].relativeHeight: found 0; it must be above 0")]
    [TestCase("\"legend\": \"auto\"", "\"legend\": \"atuo\"",
        "panels[0].legend: found \"atuo\"; it must be \"auto\", \"right\", \"below\" or "
        + "\"none\"; did you mean \"auto\"?")]
    [TestCase("\"panels\"", "\"pannels\"", "f.json:1:1: the key \"panels\" is missing.")]
    [TestCase("\"columns\": 1", "\"columns\": \"x\"", "columns: found \"x\"; a whole number is needed, without quotes.")]
    [TestCase("\"shared\": \"none\"", "\"shared\": \"rows, none\"",
        "shared: found \"rows, none\"; it must be \"none\", \"columns\", \"rows\", \"columns, rows\"")]
    public void Mistakes_in_a_description_are_named(string part, string mistake, string message)
    {
        FigureFiles.Write(Drawing.Sheet(new LineSeries("rate", Palette.Blue, [0, 1, 2], [3, 1, 2])), _folder.Path, "f", []);
        string path = _folder.File("f.json"), text = File.ReadAllText(path);
        Assert.That(text, Does.Contain(part));
        File.WriteAllText(path, text.Replace(part, mistake, StringComparison.Ordinal));

        Assert.That(() => FigureFiles.Load(path), Throws.TypeOf<NetworkFileException>().With.Message.Contains(message));
    }

    [TestCase("columns, rows")]
    [TestCase("rows, columns")]
    [TestCase("rows,columns")]
    [TestCase(" columns ,rows ")]
    public void Axes_that_are_shared_are_a_set_whose_order_and_blanks_mean_nothing(string written)
    {
        FigureFiles.Write(Drawing.Sheet(new LineSeries("rate", Palette.Blue, [0, 1, 2], [3, 1, 2])), _folder.Path, "f", []);
        string path = _folder.File("f.json"), text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace("\"shared\": \"none\"", $"\"shared\": \"{written}\"", StringComparison.Ordinal));

        Assert.That(FigureFiles.Load(path).Shared, Is.EqualTo(SharedAxes.Columns | SharedAxes.Rows));
    }

    [TestCase("rate: Rate (Hz)", "rate", "no column \"rate: Rate (Hz)\"")]
    [TestCase("0,3", "0,three", "row 2, column \"rate: Rate (Hz)\": \"three\" is not a number")]
    [TestCase("0,3", "0,3,4", "row 2: found 3 cells instead of 2")]
    public void Mistakes_in_a_table_are_named(string part, string mistake, string message)
    {
        FigureFiles.Write(Drawing.Sheet(new LineSeries("rate", Palette.Blue, [0, 1, 2], [3, 1, 2])), _folder.Path, "f", []);
        string path = _folder.File("f-a.csv");
        File.WriteAllText(path, File.ReadAllText(path).Replace(part, mistake, StringComparison.Ordinal));

        Assert.That(() => FigureFiles.Load(_folder.File("f.json")), Throws.TypeOf<FormatException>().With.Message.Contains(message));
    }
}
