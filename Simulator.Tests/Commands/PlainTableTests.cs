using Spectre.Console;
using Spiking.Commands;

namespace Spiking.Tests.Commands;

/// <summary>Tables on standard output, on screens of every width.</summary>
public sealed class PlainTableTests
{
    private const string Claim = "The weight change turns from depression to potentiation with the frequency of pairings.";

    private static readonly string[] s_headings = ["case", "best test error (%)", "claim"];
    private static readonly string[][] s_rows = [["burstprop-3", "2.10 ± 0.04", Claim], ["edn-5", "18.3", ""]];

    [Test]
    public void Where_there_is_room_a_row_is_a_line()
    {
        string[] lines = Written(160);
        Assert.That(lines, Has.Some.Match(@"burstprop-3   2\.10 ± 0\.04\s+The weight .* pairings\.$"));
        Assert.That(lines, Has.Some.Contains("best test error (%)"));
    }

    [Test]
    public void In_less_room_texts_are_broken_between_words_and_numbers_stay_whole()
    {
        string[] lines = Written(70);
        Assert.That(lines, Has.Some.Contains("2.10 ± 0.04"));
        Assert.That(lines, Has.None.Contains(Claim));
        Assert.That(Words(lines), Is.SupersetOf(Claim.Split(' ')));
        Assert.That(Words(lines), Is.SupersetOf(s_headings.SelectMany(heading => heading.Split(' '))));
        Assert.That(lines.Max(line => line.Length), Is.LessThanOrEqualTo(70));
    }

    [Test]
    public void In_still_less_room_the_values_of_a_row_are_a_list([Values(32, 40, 50)] int width)
    {
        string[] lines = Written(width);
        Assert.That(lines, Has.Some.StartsWith("best test"));
        Assert.That(lines, Has.Some.Contains("2.10 ± 0.04"));
        Assert.That(Words(lines), Is.SupersetOf(Claim.Split(' ')));
        Assert.That(lines.Count(line => line.StartsWith("case", StringComparison.Ordinal)), Is.EqualTo(2));
        Assert.That(lines.Count(line => line.StartsWith("claim", StringComparison.Ordinal)), Is.EqualTo(1), "an empty value has no line");
        Assert.That(lines.Max(line => line.Length), Is.LessThanOrEqualTo(width));
    }

    [Test]
    public void Where_there_is_no_screen_a_table_takes_the_room_that_it_needs()
    {
        string[] lines = Written(20, mayWiden: true);
        Assert.That(lines, Has.Some.Contains("burstprop-3   2.10 ± 0.04"));
        Assert.That(Words(lines), Is.SupersetOf(Claim.Split(' ')));
    }

    // The three columns need 10 + 5 + 30 at least; what is left goes to the widest, as far as they can use it.
    [TestCase(45, new[] { 10, 5, 30 })]
    [TestCase(60, new[] { 15, 5, 40 }, Description = "15 + 5 + 40: a level of 40 for the third, the others whole")]
    [TestCase(200, new[] { 15, 5, 100 })]
    [TestCase(0, new[] { 10, 5, 30 }, Description = "never less than a column needs")]
    public void The_widest_columns_are_broken_first(int room, int[] widths) =>
        Assert.That(PlainTable.Share(room, [(10, 15), (5, 5), (30, 100)]), Is.EqualTo(widths));

    private static string[] Written(int width, bool mayWiden = false)
    {
        using StringWriter writer = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        PlainTable table = new(s_headings);
        foreach (string[] row in s_rows) table.AddRow(row);
        table.WriteTo(console, mayWiden);
        Assert.That(console.Profile.Width, Is.EqualTo(width));
        return [.. writer.ToString().Split('\n').Select(line => line.TrimEnd())];
    }

    private static string[] Words(string[] lines) =>
        [.. lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
