using Spiking.Papers;
using Spiking.Tests.Architecture;

namespace Spiking.Tests.Papers;

/// <summary>docs/reproduction.md has the numbers of the tables beside it, and those are of the claims as the paper files have
/// them.</summary>
public sealed class ReproductionDocumentTests
{
    private static readonly string s_document = Path.Combine(SourceFiles.Root, "docs", "reproduction.md");

    [Test]
    public void The_document_is_that_of_the_tables_beside_it() =>
        Assert.That(File.ReadAllText(s_document), Is.EqualTo(ReproductionDocument.Text(s_document)),
            "reproduce NAME --quick --write-document docs/reproduction.md writes it");

    [TestCaseSource(typeof(PaperFileTests), nameof(PaperFileTests.Files))]
    public void The_tables_have_every_claim_of_the_paper_file_as_it_is_there(string path)
    {
        PaperDescription paper = PaperDescription.File.Load(path);
        IReadOnlyDictionary<string, string>[] rows =
            [.. RunTable.Read(Path.Combine(SourceFiles.Root, "docs", "reproduction", paper.Name, ClaimTable.FileName)).Rows];
        string folder = Path.Combine(SourceFiles.Root, "docs", "reproduction", paper.Name);
        using TemporaryFolder written = new();
        ClaimTable.Write(
            [.. paper.Claims.Select(claim => new ClaimOutcome(claim.Key, claim.Value, null, Verdict.NotChecked, null, null, ""))],
            written.Path);
        Assert.That(rows.Select(Said), Is.EqualTo(RunTable.Read(written.File(ClaimTable.FileName)).Rows.Select(Said)));

        // What was run is what the file says now, with all its seeds.
        bool isQuick = File.ReadAllText(Path.Combine(folder, PaperRun.AboutFile)).Contains("\"quick\"", StringComparison.Ordinal);
        PaperPlan plan = PaperPlan.Of(paper, [], isQuick);
        Assert.That(
            RunTable.Read(Path.Combine(folder, PaperRun.RunsFile)).Rows.Select(row => (row["experiment"], row["changes"], row["seeds"])),
            Is.EqualTo(plan.Planned().Select(run => (run.Name, run.Changes, $"{run.Seeds}"))));
        foreach ((IReadOnlyDictionary<string, string> row, ClaimDescription claim) in rows.Zip(paper.Claims.Values))
        {
            if (claim.Expected != Expectation.Holds || claim.NotChecked is not null) continue;
            Assert.That(row["verdict"], Is.AnyOf("holds", "not checked"), row["claim"]);
            Assert.That(row["control_verdict"], Is.Not.EqualTo("shows it"), row["claim"]);
        }
    }

    // What the paper file says of a claim.
    private static string Said(IReadOnlyDictionary<string, string> row) => string.Join('|',
        new[] { "claim", "figure", "sentence", "reference", "reference_standard_error", "reference_source", "bound", "because", "expected",
            "control", "no_control" }.Select(column => row[column]));
}
