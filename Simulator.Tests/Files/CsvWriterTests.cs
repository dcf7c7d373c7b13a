using Spiking.Files;

namespace Spiking.Tests.Files;

public class CsvWriterTests
{
    [Test]
    public void Numbers_keep_every_digit_and_do_not_depend_on_the_culture()
    {
        string text = Write(["a", "b", "c"], csv => csv.Add(0.1 + 0.2).Add(1e-300).Add(-7L).EndRow());
        Assert.That(text, Is.EqualTo("a,b,c\n0.30000000000000004,1E-300,-7\n"));
    }

    [Test]
    public void Text_is_quoted_where_it_has_to_be() =>
        Assert.That(
            Write(["a", "b", "c", "d"], csv => csv.Add("plain").Add("with, comma").Add("with \"quotes\"").Add("two\nlines").EndRow()),
            Is.EqualTo("a,b,c,d\nplain,\"with, comma\",\"with \"\"quotes\"\"\",\"two\nlines\"\n"));

    [Test]
    public void Column_names_are_quoted_like_any_text() =>
        Assert.That(Write(["a,b", "c"], csv => csv.Add(1L).Add(2L).EndRow()), Is.EqualTo("\"a,b\",c\n1,2\n"));

    [Test]
    public void What_is_missing_is_an_empty_cell_and_what_came_to_nothing_is_not() =>
        Assert.That(
            Write(["a", "b"], csv =>
            {
                csv.AddOrMissing(double.NaN).AddOrMissing(1.5).EndRow();
                csv.Add("").Add(double.NaN).EndRow();
                csv.Add(double.NegativeInfinity).AddOrMissing(double.PositiveInfinity).EndRow();
            }),
            Is.EqualTo("a,b\n,1.5\n,NaN\n-Infinity,Infinity\n"));

    [TestCase(1, "1 cell")]
    [TestCase(3, "3 cells")]
    public void A_row_has_a_cell_for_every_column(int cells, string found) =>
        Assert.That(
            () => Write(["a", "b"], csv =>
            {
                for (int i = 0; i < cells; i++) csv.Add(1L);
                csv.EndRow();
            }),
            Throws.InvalidOperationException.With.Message.EqualTo($"a row of a.csv has {found} instead of 2, one for every column."));

    private static string Write(string[] columns, Action<CsvWriter> rows)
    {
        using TemporaryFolder folder = new();
        using (CsvWriter csv = new(folder.File("a.csv"), columns)) rows(csv);
        return File.ReadAllText(folder.File("a.csv"));
    }
}
