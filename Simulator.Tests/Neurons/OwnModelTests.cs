using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Neurons;

/// <summary>A neuron model that another assembly defines, in one file.</summary>
public class OwnModelTests
{
    [Test]
    public void A_model_of_another_assembly_makes_its_population_and_its_spikes_are_told_apart()
    {
        // Spikes 20 ms apart are events; with 10 ms between them every spike after the second belongs to the burst that the first has
        // begun.
        Population slow = Run(new PacemakerModel { Interval = 20e-3 }), fast = Run(new PacemakerModel { Interval = 10e-3 });
        Assert.That((slow.SpikeCount, slow.EventCount, slow.BurstCount), Is.EqualTo((15, 15, 0)));
        Assert.That((fast.SpikeCount, fast.EventCount, fast.BurstCount), Is.EqualTo((30, 3, 3)));
    }

    [Test]
    public void A_name_of_its_own_is_the_name_in_files() => Assert.That(Kinds.NameOf(new PacemakerModel()), Is.EqualTo("pacemaker"));

    [Test]
    public void Random_numbers_of_a_model_depend_on_seed_population_purpose_neuron_and_step_alone()
    {
        PopulationSettings settings = new() { Name = "p", Size = 3, Seed = 5 };
        double First(PopulationSettings from, string purpose, int neuron, int step) => from.RandomFor(purpose, neuron, step).NextUniform();
        double[] drawn =
        [
            First(settings, "release", 1, 2), First(settings with { Seed = 6 }, "release", 1, 2),
            First(settings with { Name = "q" }, "release", 1, 2),
            First(settings, "failure", 1, 2), First(settings, "release", 2, 2), First(settings, "release", 1, 3),
            First(settings, "release", 2, 1),
        ];
        Assert.That(drawn, Is.Unique.And.All.InRange(0.0, 1.0));
        Assert.That(First(settings with { Size = 7, TimeStep = 1e-3 }, "release", 1, 2), Is.EqualTo(drawn[0]));
    }

    private static Population Run(PacemakerModel model)
    {
        Population population = PopulationFactory.Create(model, new PopulationSettings { Name = "p", Size = 3 });
        for (int step = 0; step < 1000; step++) population.Advance(step);
        return population;
    }

    [VariantName("pacemaker")]
    private sealed record PacemakerModel : NeuronModelDescription
    {
        public double Interval { get; init; } = 50e-3;

        public override IReadOnlyList<Receptor> Receptors => [];

        public override bool HasDendrite => false;

        public override IReadOnlyList<string> StateVariables => [];

        public override Population Create<T>(PopulationSettings settings) => new Pacemakers(this, settings);
    }

    private sealed class Pacemakers(PacemakerModel model, PopulationSettings settings) : Population(settings)
    {
        public override AlignedArray<float> Conductance(Receptor receptor) => throw new ArgumentException("no receptors", nameof(receptor));

        protected override void AdvanceNeurons(int step)
        {
            if ((step + 1) % (int)Math.Round(model.Interval / Settings.TimeStep) != 0) return;
            for (int neuron = 0; neuron < Size; neuron++) Emit(neuron, step);
        }
    }
}
