using Spiking.Runs;

namespace Spiking.Tests.Runs;

/// <summary>The tables of a training that was stopped: newer ones take their place, and nothing else is removed.</summary>
public sealed class UnfinishedTrainingTests
{
    [Test]
    public void Tables_of_a_second_stop_take_the_place_of_those_of_the_first()
    {
        using TemporaryFolder temporary = new();
        string destination = temporary.File("seed-1"), incomplete = destination + ".incomplete";
        UnfinishedTraining training = new(destination);
        Directory.CreateDirectory(training.State);
        foreach (string table in new[] { "first", "second" })
        {
            using RunFolder folder = new(destination, replace: false);
            Assert.That(training.KeepFound(folder, "it was stopped.", working => File.WriteAllText(Path.Combine(working, table), "")),
                Is.EqualTo(incomplete));
        }

        Assert.That(Directory.GetFiles(incomplete).Select(Path.GetFileName), Is.EquivalentTo(new[] { "second", "incomplete.txt" }));
        training.Remove();
        Assert.That(Directory.GetFileSystemEntries(temporary.Path), Is.Empty);
    }

    // Whatever the note says, only incomplete tables of the same run are removed.
    [TestCase("{0}/elsewhere/other.incomplete")]
    [TestCase("{0}/elsewhere/seed-1.incomplete")]
    [TestCase("elsewhere/seed-1.incomplete")]
    [TestCase("../{1}/elsewhere/seed-1.incomplete")]
    [TestCase("seed-2.incomplete")]
    [TestCase("seed-1.incomplete-2x")]
    [TestCase("seed-1.incomplete-3")]
    [TestCase("seed-1.incomplete-4")]
    [TestCase("elsewhere")]
    [TestCase("..")]
    [TestCase(".")]
    [TestCase("")]
    public void A_note_that_was_changed_removes_nothing(string note)
    {
        using TemporaryFolder temporary = new();
        string[] folders = ["elsewhere/other.incomplete", "elsewhere/seed-1.incomplete", "seed-2.incomplete", "seed-1.incomplete-2x"];
        foreach (string folder in folders)
        {
            Directory.CreateDirectory(temporary.File(folder));
            File.WriteAllText(temporary.File(folder + "/incomplete.txt"), "it was stopped.");
        }

        // A folder of the right name that does not say that it is incomplete, and a link to one that does.
        Directory.CreateDirectory(temporary.File("seed-1.incomplete-3"));
        Directory.CreateSymbolicLink(temporary.File("seed-1.incomplete-4"), temporary.File("elsewhere/other.incomplete"));
        UnfinishedTraining training = new(temporary.File("seed-1"));
        Directory.CreateDirectory(training.State);
        File.WriteAllText(Path.Combine(training.State, "tables.txt"), string.Format(
            System.Globalization.CultureInfo.InvariantCulture, note, temporary.Path, Path.GetFileName(temporary.Path)));
        string[] before = All();
        training.Remove();
        Assert.That(All(), Is.EqualTo(before.Where(path => !path.StartsWith(training.State, StringComparison.Ordinal))));

        string[] All() =>
            [.. Directory.GetFileSystemEntries(temporary.Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }
}
