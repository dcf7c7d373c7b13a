using Spiking.Plotting;
using Spiking.Plotting.Storage;

namespace Spiking.Tests.Plotting;

/// <summary>Figures read back from their files.</summary>
public sealed class FigureStoreTests
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

        Figure read = FigureStore.Load(_folder.File("f.json"));

        Assert.That(FigureStore.Describe(read), Is.EqualTo(FigureStore.Describe(figure)));
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
        Assert.That(Drawing.Render(FigureStore.Load(_folder.File("f.json"))), Is.EqualTo(Drawing.Render(figure)));
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

    [TestCase("\"kind\": \"line\"", "\"kind\": \"curve\"", "\"kind\" is \"curve\"")]
    [TestCase("#0072b2", "blue", "\"blue\" is not a colour")]
    [TestCase("rate: Rate (Hz)", "rate", "no column \"rate\"")]
    [TestCase("\"caption\"", "\"captoin\"", "captoin")]
    [TestCase("\"title\"", "title", "line 2")]
    public void Mistakes_in_a_description_are_named(string part, string mistake, string message)
    {
        FigureFiles.Write(Drawing.Sheet(new LineSeries("rate", Palette.Blue, [0, 1, 2], [3, 1, 2])), _folder.Path, "f", []);
        string path = _folder.File("f.json"), text = File.ReadAllText(path);
        Assert.That(text, Does.Contain(part));
        File.WriteAllText(path, text.Replace(part, mistake, StringComparison.Ordinal));

        Assert.That(() => FigureStore.Load(path), Throws.TypeOf<FormatException>().With.Message.Contains(message));
    }

    [TestCase("0,3", "0,three", "row 2, column \"rate: Rate (Hz)\": \"three\" is not a number")]
    [TestCase("0,3", "0,3,4", "row 2: found 3 cells instead of 2")]
    public void Mistakes_in_a_table_are_named(string part, string mistake, string message)
    {
        FigureFiles.Write(Drawing.Sheet(new LineSeries("rate", Palette.Blue, [0, 1, 2], [3, 1, 2])), _folder.Path, "f", []);
        string path = _folder.File("f-a.csv");
        File.WriteAllText(path, File.ReadAllText(path).Replace(part, mistake, StringComparison.Ordinal));

        Assert.That(() => FigureStore.Load(_folder.File("f.json")), Throws.TypeOf<FormatException>().With.Message.Contains(message));
    }
}
