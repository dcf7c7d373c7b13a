using Spiking.Engine;

namespace Spiking.Tests.Engine;

/// <summary>A step allocates nothing: neither with nor without learning, delays and currents that change.</summary>
public class AllocationTests
{
    private const string ChangingCurrents =
        """
        populations.hidden1.currents=[
          { "type": "sine", "compartment": "soma", "amplitude": "100 pA", "frequency": "5 Hz" },
          { "type": "steps", "compartment": "dendrite", "steps": [
            { "from": "0 s", "amplitude": "100 pA" }, { "from": "0.3 s", "amplitude": "0 pA" } ] } ]
        """;

    [TestCase(false)]
    [TestCase(true)]
    public void Steps_allocate_nothing_in_the_steady_state(bool learning)
    {
        Network network = SmallNetworks.Build(101, ChangingCurrents, "projections.*.delay=1 ms");
        network.Learning = learning;
        AssertNothingIsAllocated(network);
    }

    [Test]
    public void A_cancellation_that_learns_allocates_nothing_in_the_steady_state() => AssertNothingIsAllocated(SmallNetworks.BuildCcn(
        101, "projections[4].cancellation={ \"learning\": { \"rate\": 2e-3 } }",
        "projections[5].cancellation={ \"learning\": { \"rate\": 2e-3 } }"));

    [Test]
    public void Microcircuits_allocate_nothing_in_the_steady_state() =>
        AssertNothingIsAllocated(NetworkBuilder.Build(NetworkDescription.File.Load(
            Path.Combine(TestFiles.Networks, "dendritic-transfer.json"),
            [
                "populations.pyr.size=101", "populations.pv.size=21", "populations.som.size=21", "populations.excitation.size=2500",
                "populations.inhibition.size=2500", "populations.pyr.currents[1].levelDuration=0.1 s", "recorders=null",
            ])));

    private static void AssertNothingIsAllocated(Network network)
    {
        // Warm-up: every method has been compiled, and every case of a step has occurred.
        for (int i = 0; i < 3000; i++) network.Step();
        long spikes = network.Populations.Sum(p => p.SpikeCount);
        long allocated = Allocations.Of(network.Step, 5000);
        Assert.That(network.Populations.Sum(p => p.SpikeCount), Is.GreaterThan(spikes + 100), "spikes were handled meanwhile");
        Assert.That(allocated, Is.Zero);
    }
}
