using Spiking.Engine;

namespace Spiking.Tests.Engine;

/// <summary>Every kind is tested by a network: one that is written by hand, or one that its example makes.</summary>
public sealed class NetworksOfKindsTests
{
    // Kinds whose example cannot stand in a network of the tests: networks that are written by hand have them.
    private static readonly Dictionary<string, string> s_byHand = new()
    {
        ["FileConnectivityDescription"] = "its file is not there",
        ["OneToOneConnectivityDescription"] = "it is for two populations of one size",
        ["InhomogeneousPoissonModelDescription"] = "its file is not there",
        ["SeriesCurrentDescription"] = "its file is not there",
        ["SpikeFileModelDescription"] = "its file is not there",
        ["EventRateCurrentDescription"] = "it begins after 20 s",
        ["StepCurrentDescription"] = "it begins after 1 s",
    };

    private static IEnumerable<Type> Kinds() => NetworksOfKinds.All;

    [TestCaseSource(nameof(Kinds))]
    public void The_example_of_a_kind_makes_a_network_that_uses_it_and_runs(Type kind)
    {
        if (s_byHand.ContainsKey(kind.Name))
        {
            Assert.That(NetworksOfEveryKey.Written.SelectMany(network => NetworksOfKinds.UsedBy(NetworksOfEveryKey.Load(network))),
                Does.Contain(kind));
            return;
        }

        NetworkDescription description = NetworksOfEveryKey.Load((NetworksOfKinds.File, NetworksOfKinds.Changes(kind)));
        Assert.That(NetworksOfKinds.UsedBy(description), Does.Contain(kind));
        Network network = NetworkBuilder.Build(description);
        network.Advance(network.Steps(description.Duration!.Value));
        Assert.That(network.Populations.Sum(population => population.SpikeCount), Is.GreaterThan(100));
    }

    [Test]
    public void Exceptions_are_kinds() =>
        Assert.That(s_byHand.Keys, Is.SubsetOf(NetworksOfKinds.All.Select(kind => kind.Name)));
}
