using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Neurons;

/// <summary>Every vector width gives the same spikes and the same bits of state, for sizes with full and partly filled vectors.</summary>
public class LaneWidthTests
{
    private const int Steps = 6000;

    // What the default values of a model leave out.
    private static readonly NeuronModelDescription[] s_others =
    [
        new BurstPoissonModelDescription { DendriticDrive = DendriticDrive.Soma },
        new BurstPoissonModelDescription { DendriticDrive = DendriticDrive.Dendrite },
        new AdExModelDescription { SubthresholdAdaptation = 0.5e-9, SpikeAdaptation = 10e-12, Rheobase = 25e-12, LeakConductance = 5e-9 },
        new ConductanceLifModelDescription { Drive = 5e-3 },
    ];

    // Sources of spikes have no vectors of state.
    private static IEnumerable<NeuronModelDescription> Models() =>
        NeuronModels.WithDefaults().Where(model => model.HasReceptors).Concat(s_others);

    [Test]
    public void State_and_spikes_are_bit_identical(
        [ValueSource(nameof(Models))] NeuronModelDescription model, [Values(1, 3, 16, 21, 100)] int size)
    {
        (string[] spikes, float[][] state) narrow = Run<Lanes128>(model, size);
        (string[] spikes, float[][] state) middle = Run<Lanes256>(model, size);
        (string[] spikes, float[][] state) wide = Run<Lanes512>(model, size);
        Assert.That(narrow.spikes, Is.Not.Empty, "the neurons must fire");
        Assert.That(middle.spikes, Is.EqualTo(narrow.spikes));
        Assert.That(wide.spikes, Is.EqualTo(narrow.spikes));
        for (int i = 0; i < narrow.state.Length; i++)
        {
            Assert.That(middle.state[i].AsSpan().SequenceEqual(narrow.state[i]), $"state array {i}, 256 bits");
            Assert.That(wide.state[i].AsSpan().SequenceEqual(narrow.state[i]), $"state array {i}, 512 bits");
        }
    }

    private static (string[] Spikes, float[][] State) Run<T>(NeuronModelDescription model, int size)
        where T : unmanaged, ILanes<T>
    {
        Population population =
            model.Create<T>(new PopulationSettings
            {
                Name = "p",
                Size = size,
                InitialPotentialSpread = 5e-3,
                Seed = 8,
                HasDendriteFeedback = model.HasDendrite
            });
        List<PoissonBackground> background =
        [
            .. model.Receptors.Where(receptor => receptor != Receptor.DendriteFeedback)
                .SelectMany((receptor, i) => PoissonBackground.Create(
                    population, receptor, 400,
                    (0.2 + 0.03 * i) * (receptor switch { Receptor.SomaDelta => 5e-3, Receptor.SomaCurrent => 2e-9, _ => 1 }), i)),
        ];
        if (model.HasDendrite) background.AddRange(PoissonBackground.Create(population, Receptor.DendriteFeedback, 100, 5e-3, 4));
        if (model.HasDendrite)
        {
            population.DendriteCurrent = 200e-12;
            AlignedArray<float> currents = new(size);
            for (int i = 0; i < size; i++) currents.Span[i] = i * 1e-12f;
            ((IDendriteInjection)population).DendriteCurrents = currents;
        }

        List<string> spikes = [];
        for (int step = 0; step < Steps; step++)
        {
            population.SomaCurrent = 300e-12 + step / 1000 % 2 * 200e-12;
            population.Advance(step);
            foreach (PoissonBackground source in background) source.Deliver(step);
            foreach (int neuron in population.Spikes.Present) spikes.Add($"{step}:{neuron}");
        }

        return ([.. spikes], [.. population.State.Select(s => s.Values.Span.ToArray())]);
    }
}
