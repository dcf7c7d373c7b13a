using Spiking.Runs;
using Spiking.Snapshots;

namespace Spiking.Tests.Runs;

/// <summary>A run is worth more than its snapshots.</summary>
public sealed class RunSnapshotsTests
{
    [Test]
    public void A_disk_that_is_full_is_tried_again_and_said()
    {
        using TemporaryFolder folder = new();
        bool isFull = true;
        int calls = 0;
        RunSnapshots snapshots = new(folder.Path, TimeSpan.Zero, _ =>
        {
            calls++;
            if (isFull) throw new IOException("full");
        });
        snapshots.Take();
        snapshots.Take();
        Assert.That((calls, snapshots.Warnings.Single()), Is.EqualTo((2, "if the run stops, it cannot be continued: full")));
        Assert.That(RunSnapshots.AreIn(folder.Path), Is.False);
        isFull = false;
        snapshots.Take();
        Assert.That((RunSnapshots.AreIn(folder.Path), snapshots.Warnings.Any()), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_part_that_does_not_say_what_its_state_is_is_asked_once()
    {
        using TemporaryFolder folder = new();
        int calls = 0;
        RunSnapshots snapshots = new(folder.Path, TimeSpan.Zero, _ =>
        {
            calls++;
            throw new SnapshotException("no state.");
        });
        snapshots.Take();
        snapshots.Take();
        Assert.That((calls, snapshots.Warnings.Single()), Is.EqualTo((1, "if the run stops, it cannot be continued: no state.")));
    }
}
