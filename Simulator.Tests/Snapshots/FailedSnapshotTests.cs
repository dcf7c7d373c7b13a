using Spiking.Engine;
using Spiking.Files;
using Spiking.Snapshots;

namespace Spiking.Tests.Snapshots;

/// <summary>Snapshots that cannot be written to their end, and states that are taken over again and again.</summary>
public sealed class FailedSnapshotTests
{
    // The writer hands over 64 KB at a time. The steps until which 20,000 cells are refractory take more, so that a write falls among them.
    [Test]
    public void A_snapshot_that_fails_at_any_write_leaves_the_simulation_as_it_was()
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(
            """
            {
              "name": "cells", "duration": "1 s",
              "neuronModels": {
                "lif": {
                  "type": "conductance-lif", "restingPotential": "-60 mV", "threshold": "-50 mV", "resetPotential": "-60 mV", "refractoryPeriod": "5 ms",
                  "excitatoryReversal": "0 mV", "inhibitoryReversal": "-80 mV"
                }
              },
              "populations": {
                "cells": { "size": 20000, "neuron": "lif", "background": [{ "receptor": "soma-ampa", "rate": "500 Hz", "weight": 0.5 }] }
              }
            }
            """, "cells.json"));
        network.Advance(300);
        Assert.That(network.Populations[0].SpikeCount, Is.Positive, "some cells are refractory");
        using MemoryStream sound = new();
        int writes = Save(network, sound, int.MaxValue);
        Assert.That(writes, Is.GreaterThan(5));
        for (int write = 0; write < writes; write++)
        {
            using MemoryStream part = new(), after = new();
            Assert.That(() => Save(network, part, write), Throws.TypeOf<IOException>());
            Save(network, after, int.MaxValue);
            Assert.That(after.ToArray().AsSpan().SequenceEqual(sound.ToArray()), $"after write {write} had failed");
        }
    }

    [Test]
    public void What_was_long_ago_stays_so_however_often_a_state_is_taken_over()
    {
        const int Never = int.MinValue / 2;
        using TemporaryFolder folder = new();
        PastSteps part = new([Never, Network.MostSteps - 7]);
        for (int run = 0; run < 4; run++)
        {
            SnapshotFile.Save(folder.File("state"), visitor =>
            {
                visitor.Now = Network.MostSteps;
                visitor.Part("past", part);
            });
            using SnapshotReader reader = new(folder.File("state"), takesOver: true);
            reader.Part("past", part);
            Assert.That(part.Steps[0], Is.EqualTo(Never));
            if (run == 0) Assert.That(part.Steps[1], Is.EqualTo(-7));
        }
    }

    [Test]
    [Platform("Linux")]
    public void A_table_that_could_not_be_flushed_for_a_snapshot_takes_no_more_rows()
    {
        CsvWriter csv = new("/dev/full", "a");
        using MemoryStream stream = new();
        using SnapshotWriter writer = new(stream);
        Assert.That(() => writer.Part("table", csv), Throws.InstanceOf<IOException>());
        Assert.That(() => csv.Add(1), Throws.InstanceOf<IOException>());
        Assert.That(csv.Dispose, Throws.InstanceOf<IOException>());
    }

    private static int Save(Network network, MemoryStream to, int failAt)
    {
        FailingStream stream = new(to, failAt);
        using SnapshotWriter writer = new(stream);
        network.VisitParts(writer);
        writer.Finish();
        return stream.Writes;
    }

    private sealed class PastSteps(int[] steps) : IHasState
    {
        public int[] Steps => steps;

        public void VisitState(StateVisitor visitor) => visitor.Steps("steps", steps.AsSpan());
    }

    /// <summary>A disk that is full from some write on.</summary>
    private sealed class FailingStream(MemoryStream to, int failAt) : Stream
    {
        public int Writes { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => to.Length;

        public override long Position { get => to.Position; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Writes++ >= failAt) throw new IOException("No space left on device");
            to.Write(buffer);
        }
    }
}
