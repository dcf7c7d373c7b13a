using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Engine;

/// <summary>A network whose state is not a number any more stops, and says where.</summary>
public class NonFiniteStateTests
{
    private static readonly string[] Changes = ["duration=3 s", "populations.*.size=40", "projections.*.probability=0.1"];

    [TestCase(1, 7)]
    [TestCase(1, 100_000)]
    [TestCase(2, 1000)]
    public void It_stops_at_the_next_whole_second_whatever_the_chunks_and_threads(int threads, int chunk)
    {
        // The value is overwritten where the run stands at half a second, in the second population.
        Network network = NetworkBuilder.Build(NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "coba.json"), Changes));
        using Crew? crew = Crew.For(network, threads);
        int half = network.Steps(0.5);
        network.Advance(half);
        Population population = network.Populations[1];
        population.State[1].Values.Span[3] = float.NaN;
        NonFiniteStateException failure = Assert.Throws<NonFiniteStateException>(() =>
        {
            while (network.Time < 3) network.Advance(chunk);
        })!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.Population, Is.EqualTo(population.Name));
            Assert.That(failure.Neuron, Is.EqualTo(3));
            Assert.That(failure.Time, Is.EqualTo(1).Within(1e-9));
            Assert.That(failure.Message, Does.Contain($"of neuron 3 of population \"{population.Name}\" is NaN after 1 s"));
        }
    }

    [Test]
    public void A_weight_that_makes_the_step_unstable_stops_the_run_by_itself()
    {
        NetworkDescription description = NetworkDescription.File.Load(
            Path.Combine(TestFiles.Networks, "xor-burstccn.json"),
            ["populations.*.size=40", "projections.*.meanInDegree=10", "populations.input1.background[1].weight=350"]);
        Network network = NetworkBuilder.Build(description);
        NonFiniteStateException failure = Assert.Throws<NonFiniteStateException>(() => network.Advance(network.Steps(5)))!;
        Assert.That(failure.Population, Is.EqualTo("input1"));
        Assert.That(failure.Time, Is.InRange(1, 5));
    }

    [Test]
    public void Of_a_model_of_another_assembly_a_fault_is_named_as_a_cause()
    {
        Network network = NetworkBuilder.Build(DescriptionCheck.Note(new NetworkDescription
        {
            Name = "own",
            NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = new OverflowingDescription() },
            Populations = new Dictionary<string, PopulationDescription> { ["cells"] = new() { Size = 3, Neuron = "cell" } },
        }));
        Assert.That(() => network.Advance(network.Steps(1)), Throws.TypeOf<NonFiniteStateException>().With.Message.EqualTo(
            "level of neuron 1 of population \"cells\" is Infinity after 1 s of simulated time. The neuron model \"overflowing\" of "
            + "another assembly has a fault, or weights, rates or currents into this population are too large for a time step of 0.1 ms."));
    }

    [Test]
    public void A_run_that_ends_before_the_next_whole_second_is_looked_at_in_its_end()
    {
        using Simulation simulation = Simulation.Load(Path.Combine(TestFiles.Networks, "coba.json"), Changes);
        simulation.Network.Populations[1].State[1].Values.Span[3] = float.NaN;
        Assert.That(() => simulation.Run(0.1), Throws.TypeOf<NonFiniteStateException>().With.Message.Contains("is NaN after 0.1 s"));
        foreach (double none in new[] { -1, 0, 1e-5, double.NaN, double.PositiveInfinity })
            Assert.That(() => simulation.Run(none), Throws.TypeOf<ArgumentOutOfRangeException>(), "no time to run");
    }

    [Test]
    public void Cutting_blocks_at_whole_seconds_changes_no_result()
    {
        // Blocks of 32 steps do not divide a second of 10,000: the block before the second is cut there, for any chunks.
        Network whole = SmallNetworks.Build(40), single = SmallNetworks.Build(40);
        whole.Advance(10_050);
        for (int i = 0; i < 10_050; i++) single.Step();
        Assert.That(whole.SpikesHash, Is.EqualTo(single.SpikesHash));
        Assert.That(whole.StateHash(), Is.EqualTo(single.StateHash()));
    }

    [VariantName("overflowing")]
    private sealed record OverflowingDescription : NeuronModelDescription
    {
        public override IReadOnlyList<Receptor> Receptors => [];

        public override bool HasDendrite => false;

        public override IReadOnlyList<string> StateVariables => ["level"];

        public override Population Create<T>(PopulationSettings settings) => new OverflowingPopulation(settings);
    }

    private sealed class OverflowingPopulation : Population
    {
        private readonly AlignedArray<float> _level;

        public OverflowingPopulation(PopulationSettings settings)
            : base(settings) => _level = AddState("level", 1);

        public override AlignedArray<float> Conductance(Receptor receptor) => throw new ArgumentException("no receptors", nameof(receptor));

        protected override void AdvanceNeurons(int step) => _level.Span[1] *= 2;
    }
}
