using System.Globalization;
using Spiking.Plotting;
using Spiking.Runs;
using Spiking.Tests.Plotting;

namespace Spiking.Tests.Runs;

/// <summary>Sentences for failures.</summary>
public class FailuresTests
{
    [Test]
    public void A_damaged_table_of_a_figure_is_explained_wherever_it_is_read()
    {
        using TemporaryFolder folder = new();
        FigureFiles.Write(Drawing.Sheet(new LineSeries("rate", Palette.Blue, [0, 1, 2], [3, 1, 2])), folder.Path, "f", []);
        File.WriteAllText(folder.File("f-a.csv"), File.ReadAllText(folder.File("f-a.csv")).Replace("0,3", "0,three"));
        FormatException damage = Assert.Throws<FormatException>(() => FigureFiles.Load(folder.File("f.json")))!;
        Assert.That(Failures.Explain(damage), Is.EqualTo(damage.Message).And.Contain("\"three\" is not a number"));
    }

    // Nothing in it says which text was meant: it is a fault of the program, which is shown with its place.
    [Test]
    public void A_text_that_the_runtime_could_not_read_is_no_answer() =>
        Assert.That(Failures.Explain(Assert.Throws<FormatException>(() => int.Parse("three", CultureInfo.InvariantCulture))!), Is.Null);
}
