namespace Spiking.Tests.Architecture;

public class FileSizeTests
{
    private const int Longest = 400;

    [TestCase("Simulator")]
    [TestCase("Simulator.Tests")]
    [TestCase("Simulator.Benchmarks")]
    public void No_source_file_is_longer_than_400_lines(string project)
    {
        string[] files = [.. SourceFiles.Of(project)];
        Assert.That(project == "Simulator.Benchmarks" || files.Length > 20, "the sources were not found");
        Assert.That(files.Where(path => File.ReadLines(path).Count() > Longest), Is.Empty);
    }
}
