using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Engine;

/// <summary>A neuron model of another assembly that does not keep what it promises.</summary>
public class OwnModelTests
{
    [Test]
    public void A_state_variable_that_is_listed_but_never_added_is_named() =>
        Assert.That(
            () => NetworkBuilder.Build(DescriptionCheck.Note(new NetworkDescription
            {
                Name = "own",
                NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = new PromisingDescription() },
                Populations = new Dictionary<string, PopulationDescription> { ["a"] = new() { Size = 3, Neuron = "cell" } },
            })),
            Throws.TypeOf<SimulationException>().With.Message.EqualTo(
                "the neuron model \"promising\" of population \"a\" lists the state variable \"recovery\", but ScriptedPopulation does not "
                + "add it (AddState)."));

    [VariantName("promising")]
    private sealed record PromisingDescription : NeuronModelDescription
    {
        public override IReadOnlyList<string> StateVariables => ["SomaAmpa", "recovery"];

        public override IReadOnlyList<Receptor> Receptors => [Receptor.SomaAmpa];

        public override bool HasDendrite => false;

        public override Population Create<T>(PopulationSettings settings) => new ScriptedPopulation(settings, (_, _) => false);
    }
}
