using Spiking.Files;

namespace Spiking.Tests.Files;

/// <summary>Texts and numbers in tables.</summary>
public class CsvTextTests
{
    [Test]
    public void Texts_that_a_spreadsheet_would_compute_are_marked_and_numbers_keep_their_signs()
    {
        using TemporaryFolder folder = new();
        using (CsvWriter csv = new(folder.File("a.csv"), "=1+1", "a,b", "plain"))
            csv.Add(-1.5).Add("-x").Add("@\"y").EndRow();
        Assert.That(File.ReadAllText(folder.File("a.csv")), Is.EqualTo("'=1+1,\"a,b\",plain\n-1.5,'-x,\"'@\"\"y\"\n"));
    }
}
