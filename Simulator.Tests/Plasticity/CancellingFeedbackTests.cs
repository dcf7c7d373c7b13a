using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Plasticity;

/// <summary>Feedback of bursts that events cancel.</summary>
public class CancellingFeedbackTests
{
    private const double Amplitude = -13e-3;

    [TestCase(0)]
    [TestCase(3)]
    public void A_burst_adds_the_amplitude_and_an_event_takes_its_share_of_it(int delay)
    {
        // Events in steps 5 and 400, a burst in step 15; the third spike of the burst is neither.
        ScriptedPopulation source = ScriptedPopulation.Of(delay, [5, 15, 25, 400]), target = ScriptedPopulation.Silent("t", 3);
        CancellingFeedback projection = Connect(source, target, delay, probability: 1, burstProbability: 0.4);
        Dictionary<int, float> found = [];
        for (int step = 0; step < 500; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            Span<float> feedback = target.Conductance(Receptor.DendriteFeedback).Span;
            if (feedback.IndexOfAnyExcept(0f) < 0) continue;
            Assert.That(feedback.ToArray(), Is.All.EqualTo(feedback[0]));
            found.Add(step - delay, feedback[0]);
            feedback.Clear();
        }

        float burst = (float)Amplitude, taken = (float)(-0.4 * Amplitude);
        Assert.That(found, Is.EqualTo(new Dictionary<int, float> { [5] = taken, [15] = burst, [400] = taken }));
    }

    [Test]
    public void Both_pathways_have_the_same_targets()
    {
        // Every source fires a burst of two spikes; with p = 1 the event takes away exactly what the burst adds, target by target.
        ScriptedPopulation source =
            new(new PopulationSettings { Name = "s", Size = 40 }, (step, neuron) => step == neuron || step == neuron + 100);
        ScriptedPopulation target = ScriptedPopulation.Silent("t", 90);
        CancellingFeedback projection = Connect(source, target, delay: 0, probability: 0.3, burstProbability: 1);
        for (int step = 0; step < 50; step++) Step(step);
        Assert.That(target.Conductance(Receptor.DendriteFeedback).Span.ToArray(), Has.Some.Not.Zero);
        for (int step = 50; step < 150; step++) Step(step);

        // Sums of equal terms, at most 40 up and 40 down: rounding only.
        Assert.That(target.Conductance(Receptor.DendriteFeedback).Span.ToArray(), Is.All.EqualTo(0).Within(80 * 13e-3 * 40 * 6e-8));

        void Step(int step)
        {
            source.Advance(step);
            projection.Deliver(step);
        }
    }

    private static CancellingFeedback Connect(
        Population source, Population target, int delay, double probability, double burstProbability) => new(
            new ProjectionSettings
            {
                Name = "s -> t",
                Receptor = Receptor.DendriteFeedback,
                Transmits = SpikeFilter.Bursts,
                Weight = Amplitude,
                DelaySteps = delay
            },
            source,
            target,
            Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), source.Size, target.Size, probability, excludeSelf: false),
            burstProbability);
}
