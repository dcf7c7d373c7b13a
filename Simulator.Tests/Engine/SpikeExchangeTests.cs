using Spiking.Engine;
using Spiking.Neurons;

namespace Spiking.Tests.Engine;

/// <summary>Networks that several processes simulate together: here threads, with mpirun in <c>SharedRunTests</c>.</summary>
public class SpikeExchangeTests
{
    // Sizes are no multiples of what stays together, and one population is smaller than that. Background of both kinds, delays that are all
    // alike and that spread, weights that spread, populations that are shared beside ones that are not: pyramidal cells, sources, cells
    // onto which learning synapses end.
    private static readonly (string File, string[] Changes)[] s_networks =
    [
        ("coba", ["duration=0.1 s", "populations.excitatory.size=1001", "populations.inhibitory.size=21"]),
        ("coba", [
            "duration=0.1 s", "populations.*.size=301", "projections.*.delay=0.1 ms",
            "populations.excitatory.background=[{ \"receptor\": \"soma-ampa\", \"rate\": \"900 Hz\", \"weight\": 0.2 }]",
        ]),
        ("brunel", ["duration=0.1 s", "populations.excitatory.size=2001", "populations.inhibitory.size=501"]),
        ("brunel-stdp", ["duration=0.05 s", "populations.excitatory.size=501", "populations.inhibitory.size=131"]),
        ("microcircuit", ["duration=0.1 s", "populations.*.size=151"]),
        ("coba", [
            "duration=0.1 s", "populations.*.size=301", "projections.*.delay=1 ms",
            """projections[*].delaySpread={ "distribution": "normal", "deviation": 0.5 }""",
            """projections[*].shortTermPlasticity={ "utilization": 0.4, "recoveryTime": "0.1 s", "facilitationTime": "50 ms" }""",
        ]),
        ("propagation", [
            "duration=0.2 s", "populations.*.size=201", "projections.*.probability=0.2", "projections.*.delay=0.3 ms",
            "populations.pyr1.currents[0].from=0.1 s", "populations.pyr2.currents[2].from=0.1 s",
        ]),
    ];

    [Test]
    public void Any_number_of_processes_gives_the_spikes_of_one([Range(0, 6)] int network)
    {
        (string file, string[] changes) = s_networks[network];
        NetworkDescription description =
            NetworkDescription.File.Load(TestFiles.Of("networks", file + ".json"), [.. changes, "recorders=null"]);
        Spikes alone = Run(description, null);
        Assert.That(alone.Counts.Sum(count => count.Spikes), Is.GreaterThan(20), "something must happen");
        Assert.That(description.Populations.Keys.Count(name => Sharing.IsPossible(description, name)), Is.Positive);
        for (int processes = 2; processes <= 4; processes++)
        {
            ThreadProcesses threads = new(processes);
            Spikes[] together = threads.Run(process => Run(description, process));
            Assert.That(together, Is.All.Property(nameof(Spikes.Hash)).EqualTo(alone.Hash), $"{processes} processes");
            Assert.That(together.Select(spikes => spikes.Counts), Is.All.EqualTo(alone.Counts), $"{processes} processes");
        }
    }

    [Test]
    public void A_process_holds_its_part_of_the_synapses_onto_shared_neurons()
    {
        NetworkDescription description = NetworkDescription.File.Load(
            TestFiles.Of("networks", "coba.json"),
            ["populations.excitatory.size=1001", "populations.inhibitory.size=301", "recorders=null"]);
        long all = Synapses(NetworkBuilder.Build(description));
        ThreadProcesses threads = new(3);
        long[] parts = threads.Run(process => Synapses(NetworkBuilder.Build(description, process)));
        Assert.That(parts.Sum(), Is.EqualTo(all));

        // 1001 neurons are 32 groups of 32, of which a process has 10 or 11, and 301 are 10 groups, of which it has 3 or 4: a share is at
        // least 3/10 and at most 4/10, give or take what degrees vary (2 % of 100,000 synapses is twenty standard deviations).
        Assert.That(parts.Select(part => part / (double)all), Is.All.InRange(0.28, 0.42));
    }

    // Some synapses only, so that parts of them would have other shortest and longest delays.
    [Test]
    public void Processes_agree_on_the_shortest_and_the_longest_delay_of_a_projection()
    {
        NetworkDescription description = NetworkDescription.File.Load(
            TestFiles.Of("networks", "coba.json"),
            [
                "populations.*.size=101", "projections[*].probability=0.02", "projections[*].delay=2 ms", "recorders=null",
                """projections[*].delaySpread={ "distribution": "normal", "deviation": 0.5 }""",
            ]);
        (int, int)[] Delays(Network network) =>
            [.. network.Projections.Select(projection => (projection.Settings.DelaySteps, projection.LongestDelaySteps))];
        ThreadProcesses threads = new(3);
        Assert.That(threads.Run(process => Delays(NetworkBuilder.Build(description, process))),
            Is.All.EqualTo(Delays(NetworkBuilder.Build(description))));
    }

    [TestCase(4096, 3)]
    [TestCase(1001, 4)]
    [TestCase(31, 2)]
    [TestCase(33, 64)]
    public void Parts_of_a_population_follow_one_another_and_divide_no_group(int size, int parts)
    {
        NeuronRange[] ranges = [.. Enumerable.Range(0, parts).Select(part => NeuronRange.PartOf(size, part, parts))];
        Assert.That(ranges[0].First, Is.Zero);
        Assert.That(ranges[^1].End, Is.EqualTo(size));
        Assert.That(ranges.Skip(1).Select(range => range.First), Is.EqualTo(ranges.SkipLast(1).Select(range => range.End)));
        Assert.That(ranges.Select(range => range.First % NeuronRange.Group), Is.All.Zero.Or.All.EqualTo(size % NeuronRange.Group));
    }

    // Of a block of 8 steps of both populations, a message has 16 numbers of spikes, and then the neurons. In the first, neuron 0 spikes,
    // which belongs to the first process; the others are too short, or say that fewer than no neurons spike.
    private static readonly TestCaseData[] s_lies =
    [
        new TestCaseData(new[] { 1 }.Concat(new int[15]).Append(0).ToArray(), "neuron 0 of excitatory").SetArgDisplayNames("neuron"),
        new TestCaseData(new[] { 1 }.Concat(new int[15]).ToArray(), "a part of its spikes only").SetArgDisplayNames("no neuron"),
        new TestCaseData(new int[3], "a part of its spikes only").SetArgDisplayNames("few numbers"),
        new TestCaseData(new[] { -1 }.Concat(new int[15]).ToArray(), "a part of its spikes only").SetArgDisplayNames("negative"),
    ];

    [TestCaseSource(nameof(s_lies))]
    public void A_message_that_cannot_be_of_the_spikes_of_a_process_is_refused(int[] message, string what)
    {
        NetworkDescription description = NetworkDescription.File.Load(
            TestFiles.Of("networks", "coba.json"), ["populations.*.size=301", "recorders=null"]);
        Network network = NetworkBuilder.Build(description, new Liar([3, .. message]));
        Assert.That(() => network.Advance(8), Throws.TypeOf<SimulationException>().With.Message.EqualTo(
            $"process 1 has sent {what}, so the processes do not agree about the network."));
    }

    [Test]
    public void Processes_with_different_networks_find_out_before_the_first_step()
    {
        ThreadProcesses threads = new(2);
        string?[] messages = threads.Run(process =>
        {
            NetworkDescription description =
                NetworkDescription.File.Load(TestFiles.Of("networks", "coba.json"), ["recorders=null", $"seed={process.Rank}"]);
            try
            {
                NetworkBuilder.Build(description, process);
                return null;
            }
            catch (SimulationException e)
            {
                return e.Message;
            }
        });
        Assert.That(messages, Is.All.EndsWith(
            "has sent another network: its file or its options differ, so the processes do not agree about the network."));
    }

    [Test]
    public void The_first_process_learns_that_the_state_of_another_is_not_finite_at_the_end()
    {
        // In a run shorter than a second nobody looks at the state before.
        NetworkDescription description =
            NetworkDescription.File.Load(TestFiles.Of("networks", "coba.json"), ["populations.*.size=64", "recorders=null"]);
        ThreadProcesses threads = new(2);
        string?[] messages = threads.Run(process =>
        {
            Network network = NetworkBuilder.Build(description, process);
            if (process.Rank == 1)
            {
                network.Population("excitatory").Variable("potential").Span[40] = float.NaN;
                return network.Follow()?.Message;
            }

            network.Advance(16);
            try
            {
                network.EndSharing();
                return null;
            }
            catch (SimulationException e)
            {
                return e.Message;
            }
        });
        Assert.That(messages[0], Does.StartWith("in process 1 the state of a neuron is not finite at the end"));
        Assert.That(messages[1], Does.Contain("neuron 40").And.Contain("excitatory"));
    }

    [TestCase("xor-burstprop", "it has a task, which looks at one network in one process")]
    [TestCase("one-cell", "recorders[0] reads more than spikes, of which a process has a part only; --set 'recorders=[]' leaves the "
        + "recorders out")]
    [TestCase("learning-rule", "no population can be shared (excitation: its neurons are not point neurons; ")]
    public void A_network_that_processes_cannot_simulate_together_is_refused(string file, string reason)
    {
        string path = TestFiles.Of("networks", file == "one-cell" ? "examples" : ".", file + ".json");
        NetworkDescription description = NetworkDescription.File.Load(path, file == "learning-rule" ? ["recorders=null"] : []);
        Assert.That(() => Sharing.Require(description), Throws.TypeOf<SimulationException>().With.Message.StartsWith(
            $"several processes cannot simulate the network {description.Name}: {reason}"));
    }

    private static long Synapses(Network network) => network.Projections.Sum(p => (long)p.StoredSynapses);

    /// <summary>Takes the steps of a network in pieces that divide blocks.</summary>
    private static Spikes Run(NetworkDescription description, IProcesses? processes)
    {
        Network network = NetworkBuilder.Build(description, processes);
        if (processes is { Rank: > 0 })
        {
            network.Follow();
        }
        else
        {
            int steps = network.Steps(description.Duration!.Value);
            network.Advance(7);
            network.Advance(1);
            network.Advance(steps - 8);
            network.EndSharing();
        }

        return new Spikes(network.SpikesHash, [.. network.Populations.Select(p => (p.SpikeCount, p.EventCount, p.BurstCount))]);
    }

    private sealed record Spikes(ulong Hash, (long Spikes, long Events, long Bursts)[] Counts);

    /// <summary>The first of two processes, of which the second says what it is told to say.</summary>
    private sealed class Liar(int[] aboutSpikes) : IProcesses
    {
        public int Count => 2;

        public int Rank => 0;

        public void Gather(ReadOnlySpan<int> mine, List<int> all, Span<int> ends)
        {
            all.Clear();
            all.AddRange(mine);
            ends[0] = all.Count;
            all.AddRange(mine[0] == aboutSpikes[0] ? aboutSpikes : mine.ToArray());
            ends[1] = all.Count;
        }
    }
}
