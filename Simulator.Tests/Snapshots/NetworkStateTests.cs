using Spiking.Engine;
using Spiking.Snapshots;
using Spiking.Tests.Engine;
using Spiking.Tests.Fingerprints;

namespace Spiking.Tests.Snapshots;

/// <summary>The state of a network that is saved and restored is the whole state.</summary>
public class NetworkStateTests
{
    // Three million synapses have no other state than some thousands.
    private static readonly Dictionary<string, string[]> s_smaller = new()
    {
        ["microcircuit-10"] = ["populations.*.size=101"],
        ["microcircuit"] = ["populations.*.size=101"],
    };

    private TemporaryFolder _folder = null!;

    private static IEnumerable<TestCaseData> AllNetworks()
    {
        foreach (ShortRun run in ShortRun.All)
        {
            string path = TestFiles.Of("networks", run.File + ".json");
            if (File.ReadAllText(path).Contains("\"schema.json\"", StringComparison.Ordinal))
                yield return new TestCaseData(run.File, (string[])[.. run.Changes, .. s_smaller.GetValueOrDefault(run.Name, [])])
                    .SetArgDisplayNames(run.Name);
        }

        for (int i = 0; i < NetworksOfEveryKey.All.Count; i++)
        {
            (string file, string[] changes) = NetworksOfEveryKey.All[i];
            yield return new TestCaseData(file, changes).SetArgDisplayNames($"every key {i}, {file}");
        }
    }

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCaseSource(nameof(AllNetworks))]
    public void No_part_forgets_a_field_and_both_networks_go_on_alike(string file, string[] changes)
    {
        NetworkDescription description = NetworkDescription.File.Load(TestFiles.Of("networks", file + ".json"), [.. changes]);
        Network saved = Run(NetworkBuilder.Build(description), 1237);
        string path = _folder.File("state");
        saved.Save(path);

        // A network whose state is another one in everything: it has run longer, and then every value was changed.
        Network restored = Run(NetworkBuilder.Build(description), 1602);
        PerturbingVisitor perturbing = new();
        restored.VisitParts(perturbing);
        Assert.That(perturbing.Changed, Is.GreaterThan(restored.Populations.Sum(p => (long)p.Size)));
        Assert.That(new StateComparison().Differences(saved, restored), Has.Count.GreaterThan(100), "the comparison sees the differences");

        restored.Restore(path);
        Assert.That(new StateComparison().Differences(saved, restored), Is.Empty);
        Assert.That(restored.StepsTaken, Is.EqualTo(1237));
        using Crew? crew = Crew.For(restored, 2);
        foreach (Network network in (Network[])[saved, restored]) Run(network, 1901);
        Assert.That((restored.SpikesHash, restored.WeightsHash, restored.StateHash()),
            Is.EqualTo((saved.SpikesHash, saved.WeightsHash, saved.StateHash())));
    }

    [Test]
    public void The_state_is_the_same_wherever_a_run_is_divided()
    {
        // Around multiples of the blocks of noise (32 steps) and of the look at all states (1 s).
        Network whole = Run(SmallNetworks.BuildCcn(101, Given), 10_100);
        foreach (int divided in (int[])[0, 1, 31, 32, 33, 9_999, 10_000, 10_001])
        {
            string path = _folder.File("state");
            Run(SmallNetworks.BuildCcn(101, Given), divided).Save(path);
            Network network = SmallNetworks.BuildCcn(101, Given);
            network.Restore(path);
            Run(network, 10_100);
            Assert.That((network.SpikesHash, network.WeightsHash, network.StateHash()),
                Is.EqualTo((whole.SpikesHash, whole.WeightsHash, whole.StateHash())), $"divided after {divided} steps");
        }
    }

    [Test]
    public void Every_exception_of_the_comparison_is_a_field_that_a_network_has()
    {
        StateComparison comparison = new();
        IEnumerable<string> NotMet() => StateComparison.NoState.Keys.Except(comparison.Met);
        foreach (TestCaseData data in AllNetworks().Reverse().TakeWhile(_ => NotMet().Any()))
        {
            NetworkDescription description = NetworkDescription.File.Load(TestFiles.Of("networks", (string)data.Arguments[0]! + ".json"),
                [.. (string[])data.Arguments[1]!]);
            Network network = NetworkBuilder.Build(description);
            comparison.Differences(network, NetworkBuilder.Build(description));
        }

        Assert.That(NotMet(), Is.Empty);
    }

    [Test]
    public void A_state_of_another_network_is_refused_in_a_sentence()
    {
        string path = _folder.File("state");
        SmallNetworks.Build(101).Save(path);
        Network other = SmallNetworks.Build(101, "populations.output.background[0].rate=123 Hz");
        Assert.That(
            () => other.Restore(path),
            Throws.TypeOf<SnapshotException>().With.Message.Contains("populations.output.background[0].rate is").And.Message
                .Contains("\"123 Hz\" here"));
    }

    [Test]
    public void A_model_that_does_not_say_what_its_state_is_cannot_be_saved()
    {
        NetworkParts parts = new(SmallNetworks.Describe(101));
        parts.Populations.AddRange(ScriptedLoop.Create(3, 40, (_, _) => { }));
        Network network = new(parts);
        Assert.That(
            () => network.Save(_folder.File("state")),
            Throws.TypeOf<SnapshotException>().With.Message.EqualTo(
                "the state of population p0 cannot be saved: the neuron model does not say what its state is: its class "
                + "ScriptedPopulation lacks VisitState."));
        Assert.That(Directory.EnumerateFiles(_folder.Path), Is.Empty);
    }

    [Test]
    public void Nothing_goes_on_from_a_state_that_was_half_restored()
    {
        string path = _folder.File("state");
        Network network = SmallNetworks.Build(101);
        SnapshotFile.Save(path, visitor =>
        {
            visitor.Part(SavedDescription.Part, new SavedDescription(network.Description));
            visitor.Part(DataFileHashes.Part, new DataFileHashes(network.Description));
            visitor.Part("network", network);
        });
        Assert.That(() => network.Restore(path),
            Throws.TypeOf<SnapshotException>().With.Message.EndsWith("holds no state of population input1."));
        Assert.That(() => network.Advance(1), Throws.TypeOf<SnapshotException>());
    }

    private static string[] Given =>
    [
        "projections[0].plasticity.baselineBurstProbability=0.3", "projections[2].plasticity.baselineBurstProbability=0.3",
        "projections[4].cancellation.burstProbability=0.3", "projections[5].cancellation.burstProbability=0.3",
    ];

    /// <summary>Advances to a step in pieces of odd lengths, learning in every other 100 steps.</summary>
    private static Network Run(Network network, int until)
    {
        while (network.StepsTaken < until)
        {
            network.Learning = network.StepsTaken / 100 % 2 == 1;
            network.Advance(Math.Min(until - network.StepsTaken, 100 - network.StepsTaken % 100));
        }

        return network;
    }
}
