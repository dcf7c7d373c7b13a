using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;

namespace Spiking.Tests.Engine;

/// <summary>A network described in C# is checked like a file, with the same sentences.</summary>
public class DescribedInCodeTests
{
    private static readonly NetworkDescription Sound = new()
    {
        Name = "in-code",
        Duration = 0.1,
        NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = new AdExModelDescription() },
        Populations = new Dictionary<string, PopulationDescription> { ["a"] = new() { Size = 10, Neuron = "cell" } },
        Projections = [Projection],
    };

    private static ProjectionDescription Projection =>
        new() { From = ["a"], To = ["a"], Receptor = Receptor.SomaAmpa, Weight = 0.1, Probability = 0.2 };

    private static IEnumerable<TestCaseData> Mistakes()
    {
        yield return Case("weight forgotten", WithProjection(Projection with { Weight = null }),
            "projections[0]: the key \"weight\" is missing.");
        yield return Case(
            "connectivity forgotten",
            WithProjection(Projection with { Probability = null }),
            "projections[0]: one of \"probability\", \"meanInDegree\" and \"connectivity\" is needed; none is given.");
        yield return Case(
            "dendritic current into a point neuron",
            Sound with
            {
                Populations = Population(new()
                {
                    Size = 10,
                    Neuron = "cell",
                    Currents = [new ConstantCurrentDescription { Compartment = Compartment.Dendrite, Amplitude = 1e-10 }],
                }),
            },
            "populations.a.currents[0].compartment: found \"dendrite\", but the neuron model of this population has no "
            + "dendrite; it has \"soma\".");
        yield return Case(
            "weight that is no number",
            WithProjection(Projection with { Weight = double.NaN }),
            "projections[0].weight: found \"NaN\"; a plain number is needed, without quotes.");
        yield return Case(
            "weight beyond single precision",
            WithProjection(Projection with { Weight = 1e39 }),
            "projections[0].weight: found 1E+39; it must be at most 1000000000000, beyond which nothing can be computed.");
        yield return Case("size of zero", Sound with { Populations = Population(new() { Size = 0, Neuron = "cell" }) },
            "populations.a.size: found 0; it must be at least 1 and at most 10000000.");
        yield return Case(
            "receptor that does not exist",
            WithProjection(Projection with { Receptor = (Receptor)99 }),
            "projections[0].receptor: found \"99\"; it must be \"soma-ampa\", \"soma-gaba\", \"dendrite-ampa\", \"dendrite-gaba\", "
            + "\"dendrite-feedback\", \"soma-delta\" or \"soma-current\".");
        yield return Case("list with nothing in it", WithProjection(Projection with { From = [null!] }),
            "projections[0].from[0]: found null; a text in double quotes is needed.");
        yield return Case("list that is null", Sound with { Projections = null! },
            "projections: found null; leave the key out to get the default.");
        yield return Case("currents that are null",
            Sound with { Populations = Population(new() { Size = 10, Neuron = "cell", Currents = null! }) },
            "populations.a.currents: found null; leave the key out to get the default.");
        yield return Case("population that is null", Sound with { Populations = Population(null!), Projections = [] },
            "populations.a: found null; an object in braces { ... } is needed.");
        yield return Case("model that is null",
            Sound with { NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = null! } },
            "neuronModels.cell: found null; an object in braces { ... } is needed.");
    }

    [TestCaseSource(nameof(Mistakes))]
    public void Mistakes_are_refused(NetworkDescription description, string sentence)
    {
        NetworkFileException refusal = Assert.Throws<NetworkFileException>(() => NetworkBuilder.Build(description))!;
        Assert.That(refusal.Problems.Select(p => p.ToString()), Is.EqualTo(new[] { "network in-code: " + sentence }));
    }

    [Test]
    public void Calls_that_make_no_sense_are_refused_and_change_nothing()
    {
        using Simulation simulation = Simulation.Create(Sound);
        Network network = simulation.Network;
        Population cells = network.Population("a");
        Assert.Multiple(() =>
        {
            Assert.That(() => Simulation.Create(null!), Throws.ArgumentNullException);
            Assert.That(() => Simulation.Load(null!), Throws.ArgumentNullException);
            Assert.That(() => NetworkDescription.Load(TestFiles.Of("networks", "coba.json"), null!, "seed=2"),
                Throws.ArgumentException.With.Message.StartsWith("a change is null; it has the form path=value."));
            Assert.That(() => simulation.Advance(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => network.Advance(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => network.Steps(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => simulation.Advance(1, [null!]), Throws.ArgumentNullException);
            Assert.That(() => simulation.Run([new Segment(0), null!]),
                Throws.ArgumentException.With.Message.StartsWith("segment 1 of the schedule is null."));
            Assert.That(() => simulation.Run((ITask)null!), Throws.ArgumentNullException);
            foreach (double current in new[] { double.NaN, double.PositiveInfinity, -1.1, 1e30 })
                Assert.That(() => network.Stimulate(cells, current),
                    Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.StartsWith("a current is a number from -1 to 1 A."));
            Assert.That(() => network.Stimulate(null!, 0), Throws.ArgumentNullException);
            Assert.That(() => Kinds.AddFrom(null!), Throws.ArgumentNullException);
            Assert.That(() => Kinds.NameOf((object)null!), Throws.ArgumentNullException);
        });
        Assert.That(network.StepsTaken, Is.Zero);
        simulation.Advance(1);
        Assert.That(simulation.Result.Time, Is.EqualTo(network.TimeStep));
        Assert.That(() => simulation.Advance(1), Throws.InvalidOperationException);
    }

    [Test]
    public void What_is_sound_is_built() => Assert.That(NetworkBuilder.Build(Sound).Populations, Has.Count.EqualTo(1));

    [TestCase(Receptor.SomaDelta)]
    [TestCase((Receptor)99)]
    public void Pyramidal_cells_refuse_receptors_that_they_do_not_have(Receptor receptor)
    {
        Population cells =
            PopulationFactory.Create(new BurstPoissonModelDescription(), new PopulationSettings { Name = "cells", Size = 3 });
        Assert.That(() => cells.Conductance(receptor), Throws.ArgumentException);
    }

    private static Dictionary<string, PopulationDescription> Population(PopulationDescription description) => new() { ["a"] = description };

    private static NetworkDescription WithProjection(ProjectionDescription projection) => Sound with { Projections = [projection] };

    private static TestCaseData Case(string name, NetworkDescription description, string sentence) =>
        new TestCaseData(description, sentence).SetName($"Mistakes are refused: {name}");
}
