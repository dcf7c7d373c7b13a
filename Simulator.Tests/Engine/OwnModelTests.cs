using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
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

    // As the models of the program do, which have the variable only where something acts on the receptor.
    [Test]
    public void A_model_that_lists_the_feedback_of_the_dendrite_need_not_add_it_to_a_population_without()
    {
        NetworkDescription network = new()
        {
            Name = "own",
            NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = new FeedbackDescription() },
            Populations = new Dictionary<string, PopulationDescription> { ["a"] = new() { Size = 3, Neuron = "cell" } },
        };
        Assert.That(() => NetworkBuilder.Build(DescriptionCheck.Note(network)), Throws.Nothing);
        Assert.That(new FeedbackDescription().VariablesOf(hasFeedback: false), Is.EqualTo(new[] { "SomaAmpa" }));
        Assert.That(() => NetworkBuilder.Build(DescriptionCheck.Note(network with
        {
            Projections = [new() { From = ["a"], To = ["a"], Receptor = Receptor.DendriteFeedback, Probability = 1, Amplitude = 1e-3 }],
        })), Throws.TypeOf<SimulationException>().With.Message.Contains("lists the state variable \"dendriteFeedback\", but"));
    }

    [Test]
    public void A_pyramidal_model_can_list_variables_of_its_own()
    {
        Assert.That(new RichDescription().VariablesOf(hasFeedback: false), Is.EqualTo(new[] { "somaPotential", "calcium" }));
        Assert.That(new RichDescription().VariablesOf(hasFeedback: true),
            Is.EqualTo(new[] { "somaPotential", "calcium", "dendriteFeedback" }));
    }

    // Whether something acts on the receptor or nothing does, and of dendritic feedback if something does; and where the second array
    // that a model gives is another one than the first.
    [TestCase(Receptor.SomaAmpa, Receptor.SomaAmpa, 0)]
    [TestCase(Receptor.SomaAmpa, Receptor.SomaGaba, 0)]
    [TestCase(Receptor.DendriteFeedback, Receptor.DendriteFeedback, 0)]
    [TestCase(Receptor.SomaAmpa, Receptor.SomaAmpa, 1)]
    public void A_list_of_conductances_of_another_length_is_named_before_anything_is_written_to_it(
        Receptor receptor, Receptor used, int right) =>
        Assert.That(
            () => NetworkBuilder.Build(DescriptionCheck.Note(new NetworkDescription
            {
                Name = "own",
                NeuronModels = new Dictionary<string, NeuronModelDescription>
                {
                    ["cell"] = new ShortDescription { Short = receptor, Right = right },
                },
                Populations = new Dictionary<string, PopulationDescription> { ["a"] = new() { Size = 3, Neuron = "cell" } },
                Projections =
                [
                    new()
                    {
                        From = ["a"], To = ["a"], Receptor = used, Probability = 1,
                        Weight = used == Receptor.DendriteFeedback ? null : 0.1,
                        Amplitude = used == Receptor.DendriteFeedback ? 1e-3 : null,
                    },
                ],
            })),
            Throws.TypeOf<SimulationException>().With.Message.EqualTo(
                $"the neuron model \"short\" of population \"a\" gives 2 conductances of the receptor {receptor}, but 3 are needed, one "
                + "for every neuron."));

    [VariantName("promising")]
    private sealed record PromisingDescription : NeuronModelDescription
    {
        public override IReadOnlyList<string> StateVariables => ["SomaAmpa", "recovery"];

        public override IReadOnlyList<Receptor> Receptors => [Receptor.SomaAmpa];

        public override bool HasDendrite => false;

        public override Population Create<T>(PopulationSettings settings) => new ScriptedPopulation(settings, (_, _) => false);
    }

    [VariantName("feedback")]
    private sealed record FeedbackDescription : NeuronModelDescription
    {
        public override IReadOnlyList<string> StateVariables => ["SomaAmpa", DendriteFeedback];

        public override IReadOnlyList<Receptor> Receptors => [Receptor.SomaAmpa, Receptor.DendriteFeedback];

        public override bool HasDendrite => true;

        public override Population Create<T>(PopulationSettings settings) => new ScriptedPopulation(settings, (_, _) => false);
    }

    [VariantName("rich")]
    private sealed record RichDescription : PyramidalModelDescription
    {
        public override IReadOnlyList<string> StateVariables => ["somaPotential", "calcium", DendriteFeedback];

        public override double DendriteSigmoidMidpoint { get; init; } = -38e-3;

        public override Population Create<T>(PopulationSettings settings) => new ScriptedPopulation(settings, (_, _) => false);
    }

    /// <summary>A model with too few conductances of a receptor, from the second or a later time on that it is asked for them.</summary>
    [VariantName("short")]
    private sealed record ShortDescription : NeuronModelDescription
    {
        public Receptor Short { get; init; }

        public int Right { get; init; }

        public override IReadOnlyList<string> StateVariables => [];

        public override bool HasDendrite => true;

        public override Population Create<T>(PopulationSettings settings) => new ShortPopulation(settings, Short, Right);
    }

    private sealed class ShortPopulation(PopulationSettings settings, Receptor receptor, int right) : Population(settings)
    {
        private int _asked;

        public override AlignedArray<float> Conductance(Receptor asked) =>
            new(asked == receptor && _asked++ >= right ? Size - 1 : Size);

        protected override void AdvanceNeurons(int step)
        {
        }
    }
}
