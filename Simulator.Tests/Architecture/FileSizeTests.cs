namespace Spiking.Tests.Architecture;

public class FileSizeTests
{
    private const int Longest = 400, Widest = 140;
    private const string RawQuotes = "\"\"\"";

    [TestCase("Simulator")]
    [TestCase("Simulator.Tests")]
    [TestCase("Simulator.Benchmarks")]
    public void No_source_file_is_longer_than_400_lines(string project)
    {
        string[] files = [.. SourceFiles.Of(project)];
        Assert.That(project == "Simulator.Benchmarks" || files.Length > 20, "the sources were not found");
        Assert.That(files.Where(path => File.ReadLines(path).Count() > Longest), Is.Empty);
    }

    [TestCase("Simulator")]
    [TestCase("Simulator.Tests")]
    [TestCase("Simulator.Benchmarks")]
    public void No_line_of_code_is_wider_than_140_columns(string project) =>
        Assert.That(SourceFiles.Of(project).SelectMany(WideLines), Is.Empty);

    // Raw and verbatim strings keep their lines: they are files of tests, help texts, style sheets and patterns.
    private static IEnumerable<string> WideLines(string path)
    {
        bool isRaw = false;
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            int quotes = line.Split(RawQuotes).Length - 1;
            bool isData = isRaw || quotes > 0 || line.Contains("@\"", StringComparison.Ordinal);
            isRaw ^= quotes % 2 == 1;
            if (line.Length > Widest && !isData) yield return $"{Path.GetFileName(path)}({number}): {line.Length} columns";
        }
    }
}
