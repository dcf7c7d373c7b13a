using Spiking.Engine;
using Spiking.Recording.Rates;
using Spiking.Recording.Spikes;
using Spiking.Recording.State;
using Spiking.Recording.Weights;

namespace Spiking.Tests.Engine;

/// <summary>Blocks of steps: how long they may be, and that they change nothing.</summary>
public class BlockScheduleTests
{
    // Projections of a chain or a loop of burst-Poisson (b) and active (a) pyramidal cells: "from to filter delay". Synapses that transmit
    // events learn, others with a star at the filter.
    [TestCase("b0 b1 spikes 0", 32, "0 1", TestName = "A chain without delays takes whole blocks")]
    [TestCase("b1 b0 spikes 0", 32, "1 0", TestName = "A chain listed backwards takes whole blocks")]
    [TestCase("b0 b0 spikes 0", 32, "0", TestName = "A loop within one population does not count")]
    [TestCase("b0 b1 spikes 0, b1 b0 spikes 0", 32, "0,1", TestName = "An undelayed loop steps side by side")]
    [TestCase("b2 b0 spikes 0, b0 b1 spikes 0, b1 b0 spikes 0, b1 b3 spikes 0", 32, "2 0,1 3",
        TestName = "Others need not step beside a loop")]
    [TestCase("b0 b1 spikes 0, b1 b0 spikes 8", 8, "0 1", TestName = "A loop takes blocks of its delay")]
    [TestCase("b0 b1 spikes 5, b1 b0 spikes 8", 8, "0 1", TestName = "A loop takes blocks of its longest delay")]
    [TestCase("b0 b1 events 0, b1 b0 bursts 0", 32, "0 1", TestName = "Second spikes of burst Poisson cells are known 49 steps ahead")]
    [TestCase("a0 a1 events 0, a1 a0 bursts 0", 32, "0,1", TestName = "Bursts of active cells are not known ahead")]
    [TestCase("b0 b1 spikes 0, b1 b2 spikes 3, b2 b0 spikes 7, b1 b0 spikes 5", 5, "0 1 2",
        TestName = "The tightest of several loops decides")]
    public void Blocks_are_as_long_as_loops_allow(string projections, int steps, string groups)
    {
        Network network = NetworkBuilder.Build(Describe(projections));
        BlockSchedule schedule = BlockSchedule.Of(network.Populations, network.Projections);
        Assert.That(schedule.Steps, Is.EqualTo(steps));
        Assert.That(
            schedule.Groups.Select(group => string.Join(',', group.Select(i => network.Populations[i].Name[1..]))),
            Is.EqualTo(groups.Split(' ')));
    }

    [Test]
    public void Bursts_are_not_known_ahead_where_a_trace_of_earlier_spikes_tells_them_from_events()
    {
        Network network = NetworkBuilder.Build(Describe("b0 b1 events 0, b1 b0 bursts 0", "trace"));
        Assert.That(BlockSchedule.Of(network.Populations, network.Projections).Groups, Has.Count.EqualTo(1));
    }

    [TestCase("b0 b1 events 0, b1 b0 bursts 0, b0 b0 spikes 0")]
    [TestCase("b1 b0 events 3, b0 b1 spikes 20, a0 b0 spikes 1, b1 a0 bursts 0")]
    [TestCase("b0 b1 spikes 0, b1 b0 spikes 0, b1 b2 spikes 0")]
    [TestCase("b0 b1 bursts* 0, b2 b1 bursts 0, b1 a0 events 0, b1 a1 events 0")]
    [TestCase("b0 b1 spikes 8, b1 b0 spikes 8, a0 b0 spikes 9, b1 a0 events 8")]
    public void Blocks_of_any_length_give_the_same_bits(string projections)
    {
        NetworkDescription description = Describe(projections);
        ulong[] Hashes(Func<int, int> length, int threads = 1)
        {
            Network network = NetworkBuilder.Build(description);
            using Crew? crew = Crew.For(network, threads);
            for (int call = 0; network.StepsTaken < 4000; call++)
            {
                network.Learning = network.StepsTaken / 500 % 2 == 1;
                network.Advance(Math.Min(length(call), 500 - network.StepsTaken % 500));
            }

            Assert.That(network.Populations.Sum(p => p.SpikeCount), Is.GreaterThan(300), "something must have happened");
            return [network.SpikesHash, network.StateHash(), network.WeightsHash()];
        }

        ulong[] single = Hashes(_ => 1);
        Assert.That(Hashes(_ => 500), Is.EqualTo(single));
        Assert.That(Hashes(call => 1 + call * 7 % 41), Is.EqualTo(single));
        int most = NetworkBuilder.Build(description).MostThreads;
        for (int threads = 2; threads <= most; threads++)
            Assert.That(Hashes(call => 1 + call * 7 % 41, threads), Is.EqualTo(single), $"{threads} threads");
    }

    [TestCase("b0 b2 events 0, b1 b2 events 0, b2 b3 events 0, b3 b2 bursts 0", "0 1|2|3", 2)]
    [TestCase("b0 b1 spikes 8, b1 b0 spikes 8, b2 b0 spikes 9", "0 1 2", 3)]
    [TestCase("b1 b0 bursts* 0", "1|0", 2, TestName = "Synapses that learn need the events of the source, of which none is known ahead")]
    [TestCase("b0 b1 spikes 0, b1 b0 spikes 0, b1 b2 spikes 0, b3 b2 spikes 0", "0,1 3|2", 2)]
    [TestCase("b0 b1 spikes 0, b1 b0 spikes 0, b1 b2 spikes 0", "0,1|2", 3, TestName = "A loop that is most of the work is shared")]
    public void Groups_that_need_nothing_from_one_another_share_a_level(string projections, string levels, int threads)
    {
        Network network = NetworkBuilder.Build(Describe(projections));
        BlockSchedule schedule = BlockSchedule.Of(network.Populations, network.Projections);
        string found = string.Join('|', schedule.Levels.Select(level =>
            string.Join(' ', level.Select(group => string.Join(',', group.Select(i => network.Populations[i].Name[1..]))))));
        Assert.That(found, Is.EqualTo(levels));

        // One thread per group of the widest level, or per population where an undelayed loop is most of the work; a second one always
        // finds noise to draw.
        Assert.That(network.MostThreads, Is.EqualTo(threads));
    }

    [Test]
    public void Learning_begins_at_its_step_in_the_middle_of_a_block()
    {
        NetworkDescription description = SmallNetworks.Describe(50) with { LearningOnset = 0.1007, Task = null, Duration = 0.2 };
        Network blocks = NetworkBuilder.Build(description), single = NetworkBuilder.Build(description);
        blocks.Advance(2000);
        for (int i = 0; i < 2000; i++)
        {
            Assert.That(single.Learning, Is.EqualTo(i > 1007));
            single.Step();
        }

        Assert.That(blocks.WeightsHash(), Is.EqualTo(single.WeightsHash()));
        Assert.That(single.WeightsHash(), Is.Not.EqualTo(NetworkBuilder.Build(description).WeightsHash()));
    }

    [Test]
    public void Recorders_miss_nothing_in_blocks()
    {
        using TemporaryFolder folder = new();
        NetworkDescription description = SmallNetworks.Describe(50) with
        {
            Recorders =
            [
                new RateRecorderDescription { Bin = 7.3e-3 },
                new WeightRecorderDescription { Every = 11.1e-3 },
                new SpikeRecorderDescription { From = 3.7e-3, Until = 91.3e-3 },
                new StateRecorderDescription { Population = "output", Variables = ["somaPotential"], Neurons = [0, 7], From = 20e-3,
                    Until = 30e-3, Every = 0.3e-3 },
            ],
        };

        void Record(string name, Action<Network, IReadOnlyList<IRecorder>> run)
        {
            Network network = NetworkBuilder.Build(description);
            IReadOnlyList<IRecorder> recorders =
                new RecordingContext(network, Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName).CreateAll();
            run(network, recorders);
            foreach (IRecorder recorder in recorders)
            {
                recorder.Finish(network);
                recorder.Dispose();
            }
        }

        Record("blocks", (network, recorders) => new Simulation(network, recorders, 0.1).Advance(1000));
        Record("steps", (network, recorders) =>
        {
            for (int i = 0; i < 1000; i++)
            {
                network.Step();
                foreach (IRecorder recorder in recorders) recorder.AfterSteps(network);
            }
        });
        string[] files = [.. Directory.GetFiles(Path.Combine(folder.Path, "steps")).Select(f => Path.GetFileName(f))];
        Assert.That(files, Has.Length.EqualTo(5), "rates, states, weights, spikes, and the stream of which the latter are made");
        foreach (string file in files)
        {
            byte[] steps = File.ReadAllBytes(Path.Combine(folder.Path, "steps", file));
            Assert.That(File.ReadAllBytes(Path.Combine(folder.Path, "blocks", file)), Is.EqualTo(steps), file);
            Assert.That(steps, Has.Length.GreaterThan(300), file);
        }
    }

    private static NetworkDescription Describe(string projections, string burstDetection = "interval")
    {
        string[][] edges = [.. projections.Split(", ").Select(p => p.Split(' '))];
        string populations = string.Join(",\n", edges.SelectMany(e => e[..2]).Distinct().Order().Select(name =>
            $$"""
            "{{name}}": { "size": 300, "neuron": "{{name[0]}}", "initialPotentialSpread": "5 mV", "currents": [{ "type": "constant", "compartment": "soma", "amplitude": "400 pA" }],
              "background": [{ "receptor": "soma-ampa", "rate": "500 Hz", "weight": 0.35 }, { "receptor": "soma-gaba", "rate": "500 Hz", "weight": 0.35 }] }
            """));
        string synapses = string.Join(",\n", edges.Select(e =>
            $$"""
            { "from": "{{e[0]}}", "to": "{{e[1]}}", "transmits": "{{e[2].TrimEnd('*')}}", "receptor": "soma-ampa", "probability": 0.03, "weight": 0.1, "delay": "{{int.Parse(e[3]) / 10.0}} ms"
              {{(e[2] == "events" || e[2].EndsWith('*') ? ", \"plasticity\": { \"rule\": \"burstprop\", \"learningRate\": 0.01, \"averagingTime\": \"0.1 s\" }" : "")}} }
            """));
        string text = $$"""
            { "name": "blocks", "duration": "1 s", "burstDetection": "{{burstDetection}}",
              "neuronModels": { "a": { "type": "active-pyramidal" }, "b": { "type": "burst-poisson-pyramidal" } },
              "populations": { {{populations}} },
              "projections": [ {{synapses}} ] }
            """;
        return NetworkDescription.File.Parse(text, "blocks.json");
    }
}
