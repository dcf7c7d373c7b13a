using Spiking.Files;
using Spiking.Snapshots;

namespace Spiking.Tests.Files;

/// <summary>Files of recorders on a disk that is full: Linux has one, /dev/full.</summary>
[Platform("Linux")]
public class ContinuedFileTests
{
    private const string Full = "/dev/full", Sentence = "No space left";

    [Test]
    public void What_a_snapshot_could_not_bring_to_the_disk_is_not_missing_without_a_word()
    {
        using TemporaryFolder folder = new();
        CsvWriter csv = new(Full, "a");
        Assert.That(() => SnapshotFile.Save(folder.File("state"), visitor => visitor.Part("table", csv)),
            Throws.InstanceOf<IOException>().With.Message.Contains(Sentence));
        Assert.That(() => csv.Add("b"), Throws.InstanceOf<IOException>().With.Message.Contains(Sentence), "rows after the loss");
        Assert.That(csv.Dispose, Throws.InstanceOf<IOException>().With.Message.Contains(Sentence), "the end of the file");
    }

    [Test]
    public void A_write_that_failed_is_remembered_until_the_end()
    {
        using ContinuedFile file = new(Full, bufferSize: 0);
        file.RequireWhole();
        Assert.That(() => file.Write([1, 2]), Throws.InstanceOf<IOException>().With.Message.Contains(Sentence));
        Assert.That(file.RequireWhole, Throws.InstanceOf<IOException>().With.Message.Contains(Sentence));
        Assert.That(() => file.Flush(flushToDisk: true), Throws.InstanceOf<IOException>().With.Message.Contains(Sentence));
    }
}
