using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Neurons;

/// <summary>Current-like feedback into the dendrite: tau_d dV_d/dt = (E_L - V_d) + ... + f, f decaying with tau_fb.</summary>
public class DendriteFeedbackTests
{
    private const double TimeStep = 1e-4;
    private const double Feedback = 8e-3;

    private static readonly PyramidalModelDescription[] Models =
        [new BurstPoissonModelDescription { FeedbackDecay = 7e-3 },
            new ActivePyramidalModelDescription { FeedbackDecay = 7e-3, RegenerativeCurrent = 0 }];

    [TestCaseSource(nameof(Models))]
    public void The_dendrite_follows_its_equation(PyramidalModelDescription model)
    {
        Population population = Create(model, hasFeedback: true);
        population.Conductance(Receptor.DendriteFeedback).Span[2] = (float)Feedback;
        double potential = model.RestingPotential, adaptation = population.Variable("dendriteAdaptation").Span[2],
            feedback = Feedback, highest = potential;
        for (int step = 0; step < 400; step++)
        {
            population.Advance(step);

            // f acts before it decays, and the adaptation sees the potential that includes it.
            potential += TimeStep / model.DendriteTimeConstant * (model.RestingPotential - potential + feedback)
                + TimeStep * model.DendriteAdaptationConductance / model.DendriteCapacitance * adaptation;
            feedback *= Math.Exp(-TimeStep / model.FeedbackDecay);
            adaptation += TimeStep / model.DendriteAdaptationTime * (potential - model.RestingPotential - adaptation);

            highest = Math.Max(highest, potential);

            // float32: each of 400 steps rounds 70 mV to 4 nV.
            Assert.That(population.Variable("dendritePotential").Span[2], Is.EqualTo(potential).Within(400 * 4e-9), $"V_d in step {step}");
            Assert.That(population.Variable("dendriteFeedback").Span[2],
                Is.EqualTo(feedback).Within(1e-7 * 400 * Feedback), $"f in step {step}");
        }

        Assert.That(highest, Is.GreaterThan(model.RestingPotential + 1e-3), "the feedback must have acted");
    }

    [Test]
    public void Feedback_of_one_cell_leaves_the_others_alone()
    {
        Population fed = Create(new BurstPoissonModelDescription(), hasFeedback: true),
            control = Create(new BurstPoissonModelDescription(), hasFeedback: true);
        fed.Conductance(Receptor.DendriteFeedback).Span[2] = (float)Feedback;
        for (int step = 0; step < 50; step++)
        {
            fed.Advance(step);
            control.Advance(step);
        }

        Span<float> with = fed.Variable("dendritePotential").Span, without = control.Variable("dendritePotential").Span;
        for (int i = 0; i < fed.Size; i++) Assert.That(with[i], i == 2 ? Is.GreaterThan(without[i] + 1e-4f) : Is.EqualTo(without[i]));
    }

    [TestCaseSource(nameof(Models))]
    public void Without_spikes_that_give_it_the_bits_are_those_of_a_population_without_it(PyramidalModelDescription model)
    {
        Population with = Create(model, hasFeedback: true), without = Create(model, hasFeedback: false);
        foreach (Population population in new[] { with, without })
        {
            population.SomaCurrent = 900e-12;
            population.DendriteCurrent = 300e-12;
        }

        for (int step = 0; step < 5000; step++)
        {
            with.Advance(step);
            without.Advance(step);
            Assert.That(with.Spikes.Present.SequenceEqual(without.Spikes.Present), $"step {step}");
        }

        Assert.That(with.SpikeCount, Is.GreaterThan(100), "the neurons must fire");
        foreach ((string name, AlignedArray<float> values) in without.State)
            Assert.That(with.Variable(name).Span.SequenceEqual(values.Span), name);
    }

    [Test]
    public void Populations_that_no_feedback_reaches_have_no_array_for_it()
    {
        Population population = Create(new BurstPoissonModelDescription(), hasFeedback: false);
        Assert.That(population.State.Select(s => s.Name), Has.No.Member("dendriteFeedback"));
        Assert.Throws<ArgumentException>(() => population.Conductance(Receptor.DendriteFeedback));
    }

    private static Population Create(PyramidalModelDescription model, bool hasFeedback) => PopulationFactory.Create(
        model,
        new PopulationSettings
        {
            Name = "p",
            Size = 19,
            TimeStep = TimeStep,
            HasDendriteFeedback = hasFeedback,
            InitialPotentialSpread = 2e-3
        });
}
