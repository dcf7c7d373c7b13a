using System.Text.Json;
using Spiking.Engine;
using Spiking.Snapshots;
using Spiking.Tests.Engine;
using Spiking.Tests.Snapshots;

namespace Spiking.Tests.Commands;

/// <summary>A new experiment begins with the state of a network that has learned.</summary>
public class LearnedStateTests
{
    private TemporaryFolder _folder = null!;

    private string State => Path.Combine(_folder.Path, "learned", "xor-burstprop", "seed-1", "state");

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void A_network_takes_over_what_another_has_learned_and_its_time_begins_anew()
    {
        Network first = SmallNetworks.Build(101).Run(3000),
            second = SmallNetworks.Build(101, "projections[0].plasticity.learningRate=0.02", "task.epochs=7");
        string path = _folder.File("state");
        first.Save(path);
        second.TakeOver(path);
        Assert.That((second.StepsTaken, second.SpikesHash), Is.EqualTo((0, SmallNetworks.Build(101).SpikesHash)));
        Assert.That((second.WeightsHash, second.StateHash()), Is.EqualTo((first.WeightsHash, first.StateHash())));
        Assert.That(second.Populations.Select(p => p.SpikeCount), Is.All.Zero);

        // What is under way and what was remembered goes on: its own description would have given other spikes in the first steps.
        Network same = SmallNetworks.Build(101);
        same.TakeOver(path);
        Assert.That(same.Populations.Select(p => p.Spikes.At(-1).ToArray()),
            Is.EqualTo(first.Populations.Select(p => p.Spikes.Present.ToArray())));
        same.Run(2000);
        second.Run(2000);
        Assert.That(same.SpikesHash, Is.Not.EqualTo(SmallNetworks.Build(101).Run(2000).SpikesHash));
        Assert.That(second.WeightsHash, Is.Not.EqualTo(same.WeightsHash), "the learning rate is that of the new description");
    }

    [TestCase("populations.output.size=99", "population \"output\" has 101 neurons in the snapshot and 99 here.")]
    [TestCase("seed=2", "it connects other pairs of neurons, because the seed, a size or a probability is another.")]
    public void What_does_not_fit_is_named(string change, string sentence)
    {
        string path = _folder.File("state");
        SmallNetworks.Build(101).Save(path);
        Network network = SmallNetworks.Build(101, change);
        Assert.That(() => network.TakeOver(path), Throws.TypeOf<SnapshotException>().With.Message.Contains(sentence));
    }

    // What is known ahead of bursts must be what the detector will say.
    [Test]
    public void Second_spikes_that_come_too_late_for_the_bursts_of_the_network_are_refused()
    {
        string path = _folder.File("state");
        SmallNetworks.Build(400).Run(1000).Save(path);
        Network network = SmallNetworks.Build(400, "burstInterval=13 ms", "neuronModels.pyramidal.longestBurstInterval=13 ms");
        Assert.That(() => network.TakeOver(path), Throws.TypeOf<SnapshotException>().With.Message.Contains("too late for a burst"));
    }

    [TestCase(1, 100), TestCase(100, 1), TestCase(0, 50), TestCase(50, 0)]
    public void Sources_go_on_at_another_rate(double before, double after)
    {
        static Network Build(double rate) => NetworkBuilder.Build(NetworkDescription.File.Parse($$"""
            {
              "name": "sources", "duration": "1 s",
              "neuronModels": { "source": { "type": "poisson-source", "rate": "{{(int)rate}} Hz" } },
              "populations": { "in": { "size": 1000, "neuron": "source" } }
            }
            """, "sources.json"));
        string path = _folder.File("state");
        Build(before).Run(5000).Save(path);
        Network network = Build(after);
        network.TakeOver(path);
        network.Run(2000);

        // 1000 sources in 0.2 s; 4.4 standard deviations of a Poisson number are passed once in 100,000 runs.
        double expected = 1000 * 0.2 * after;
        Assert.That(network.Populations[0].SpikeCount, Is.EqualTo(expected).Within(4.4 * Math.Sqrt(expected)));
    }

    [Test]
    public void Data_files_that_have_changed_are_named_but_can_be_others_for_a_new_experiment()
    {
        string rates = _folder.File("rates.csv"), path = _folder.File("state");
        Network Build() => NetworkBuilder.Build(NetworkDescription.File.Parse($$"""
            {
              "name": "sources", "duration": "1 s",
              "neuronModels": { "source": { "type": "inhomogeneous-poisson", "file": {{JsonSerializer.Serialize(rates)}} } },
              "populations": { "in": { "size": 100, "neuron": "source" } }
            }
            """, "sources.json"));
        File.WriteAllText(rates, "time_s,rate_hz\n0,20\n");
        Network first = Build().Run(1000);
        first.Save(path);
        Assert.That(() => Build().Restore(path), Throws.Nothing);
        File.WriteAllText(rates, "time_s,rate_hz\n0,500\n");
        Assert.That(() => Build().Restore(path), Throws.TypeOf<SnapshotException>().With.Message.Contains(
            $"{rates} has changed since the state was saved. Put the file of before back to continue, or begin a new run."));
        Network second = Build();
        second.TakeOver(path);
        Assert.That(() => second.Run(1000), Throws.Nothing);
    }

    [Test]
    public void Other_delays_of_single_synapses_are_named()
    {
        static Network Build(string deviation) => NetworkBuilder.Build(NetworkDescription.File.Load(
            TestFiles.Of("networks", "coba.json"),
            [$$"""projections[*].delaySpread={ "distribution": "normal", "deviation": {{deviation}} }"""]));
        string path = _folder.File("state");
        Build("0.5").Save(path);
        Assert.That(() => Build("0.25").TakeOver(path), Throws.TypeOf<SnapshotException>().With.Message.Contains(
            "it connects other pairs of neurons, or with other delays, because the seed, a size, a probability or a delay is another."));
    }

    [Test]
    public void A_state_that_is_not_there_is_said_before_anything_is_built()
    {
        Assert.That(SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", _folder.Path, "--from", "nowhere"]).Ended(1).Error,
            Is.EqualTo($"error: --from: nowhere is not there.{Environment.NewLine}"));
        Assert.That(SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", _folder.Path, "--from", _folder.Path]).Ended(1).Error,
            Does.EndWith($"is a folder; name the file \"state\" or \"snapshot\" in it.{Environment.NewLine}"));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_run_from_a_learned_state_can_be_killed_and_continued()
    {
        string[] run = [.. SimulatorProcess.TinyXor, "--set", """recorders=[{ "type": "weights", "every": "0.1 s" }]"""];
        SimulatorProcess.Here([.. run, "-o", _folder.File("learned"), "--keep-state"]).Ended(0);
        string[] next = [.. run, "--set", "task.epochs=20", "--from", State, "--keep-state"];
        SimulatorProcess.Here([.. next, "-o", _folder.File("expected")]).Ended(0);
        string destination = Path.Combine(_folder.Path, "killed", "xor-burstprop", "seed-1");
        SimulatorProcess.Apart([.. next, "-o", _folder.File("killed"), "--snapshot-every", "20 ms"], meanwhile: process =>
        {
            while (!process.HasExited && !File.Exists(Path.Combine(destination + ".running", "snapshot.previous"))) Thread.Sleep(1);
            process.Kill();
        });
        File.Delete(State);
        SimulatorProcess.Here("resume", destination).Ended(0);
        string expected = Path.Combine(_folder.Path, "expected", "xor-burstprop", "seed-1");
        Assert.That(ResultComparison.Differences(expected, destination), Is.Empty);
        string[] weights = [.. File.ReadLines(Path.Combine(expected, "weights.csv")).Skip(1).Take(1)];
        string learned = File.ReadLines(Path.Combine(_folder.Path, "learned", "xor-burstprop", "seed-1", "weights.csv"))
            .Last(line => line.Split(',')[1] == weights[0].Split(',')[1]);
        Assert.That(weights[0].Split(',')[0], Is.EqualTo("0"));
        Assert.That(weights[0].Split(',')[2], Is.EqualTo(learned.Split(',')[2]), "the weights are those that were learned");
    }
}
