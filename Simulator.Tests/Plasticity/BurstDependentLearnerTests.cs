using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Plasticity;

/// <summary>Plastic synapses under scripted spike trains against a naive float64 implementation of the specification.</summary>
public class BurstDependentLearnerTests
{
    private const double Dt = 1e-4;
    private const int Sources = 30;
    private const int Targets = 12;
    private const int Steps = 250_000;

    // Time constants shorter than in the experiments, so that the averages pass both homeostatic bounds many times in 25 s.
    private const double TraceTime = 0.05, AveragingTime = 0.5, SlowTime = 0.2, MinimumRate = 9, MaximumRate = 8, MaximumWeight = 0.6;

    private static readonly string[] Cases =
    [
        "burst above the maximum rate", "clipped at 0", "clipped at the maximum", "depression", "event above the maximum rate",
        "homeostasis of silent targets", "more bursts than events", "potentiation", "pre- and post-synaptic event in one step",
        "pre-synaptic event and post-synaptic burst in one step",
    ];

    [TestCase(null, 0, 0.03)]
    [TestCase(null, 7, 0.03)]
    [TestCase(0.9, 0, 0.02)]
    [TestCase(0.9, 7, 0.02)]
    public void Follows_the_specification(double? constantBaseline, int delay, double learningRate)
    {
        ScriptedPopulation source = BurstTrains.Create("pre", Sources, Steps, 1, delay),
            target = BurstTrains.Create("post", Targets, Steps, 2);
        PostsynapticAverages averages = new(target, AveragingTime, SlowTime, 0.1);
        PresynapticTrace trace = new(source, delay, TraceTime);
        Connectivity connectivity = Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), Sources, Targets, 0.7, false);
        BurstDependentRule rule = new() { LearningRate = learningRate, ConstantBaseline = constantBaseline, MaximumRate = MaximumRate };
        WeightedProjection projection = new(Settings(delay), source, target, connectivity);
        BurstDependentLearner learner = new(projection, averages, trace.Trace, rule, MaximumWeight, MinimumRate);
        NaiveBurstDependentPlasticity naive = new(Sources, Targets, Connected(connectivity), 0.3)
        {
            LearningRate = learningRate,
            ConstantBaseline = constantBaseline,
            TraceTime = TraceTime,
            AveragingTime = AveragingTime,
            SlowTime = SlowTime,
            MinimumRate = MinimumRate,
            MaximumRate = MaximumRate,
            MaximumWeight = MaximumWeight,
        };
        Queue<bool[]> underway = new(Enumerable.Repeat(new bool[Sources], delay));

        for (int step = 0; step < Steps; step++)
        {
            // Off, on, off, on ...: traces and averages must run on while weights stand still.
            bool learning = step / 10_000 % 3 != 0;
            source.Advance(step);
            target.Advance(step);
            projection.Deliver(step);
            if (learning) learner.OnArrivals(step);
            trace.CountArrivals(step);
            if (learning) learner.OnSpikes(step);
            trace.AfterStep(step);
            averages.AfterStep(step);

            underway.Enqueue(Flags(source.Events, Sources));
            naive.Step(
                learning,
                underway.Dequeue(),
                Flags(target.Spikes, Targets),
                Flags(target.Events, Targets),
                Flags(target.Bursts, Targets),
                Dt);
            if (step % 500 == 0) AssertEqual(projection, trace, averages, naive, step);
        }

        AssertEqual(projection, trace, averages, naive, Steps);

        // The baseline of the constant rule is not a ratio; but its counter of ratios above 1 runs all the same.
        Assert.That(naive.Met.Keys, Is.EqualTo(Cases), "every case must have occurred");
        Assert.That(naive.Met.Values.Min(), Is.GreaterThan(4), string.Join(", ", naive.Met));
    }

    [Test]
    public void Delivers_the_weight_that_each_synapse_has()
    {
        ScriptedPopulation source = ScriptedPopulation.Of(0, [0, 161]), target = ScriptedPopulation.Silent("t", 4);
        Connectivity connectivity = Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 1, 4, 1, false);
        WeightedProjection projection = new(Settings(0), source, target, connectivity);
        new[] { 0.5f, 0.25f, 0f, 1f }.CopyTo(projection.Weights.Span);
        for (int step = 0; step < 162; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
        }

        Assert.That(target.Conductance(Receptor.SomaAmpa).Span.ToArray(), Is.EqualTo(new[] { 1f, 0.5f, 0f, 2f }));
    }

    [Test]
    public void Incoming_synapses_have_every_synapse_in_a_slot_of_its_target()
    {
        Connectivity connectivity = Connectivity.Random(RandomKey.Of(9, RandomPurpose.Connectivity), 30, 20, 0.3, false);
        IncomingSynapses incoming = new(connectivity);
        for (int source = 0; source < 30; source++)
        {
            for (int k = connectivity.Row(source); k < connectivity.Row(source + 1); k++)
            {
                int slot = incoming.SlotOf.Span[k], target = connectivity.TargetOf.Span[k];
                Assert.That(slot, Is.InRange(incoming.Rows.Span[target], incoming.Rows.Span[target + 1] - 1));
                Assert.That(incoming.SourceOf.Span[slot], Is.EqualTo(source));
                Assert.That(incoming.ShortSourceOf!.Span[slot], Is.EqualTo(source));
            }
        }

        Assert.That(incoming.SlotOf.Span.ToArray().Order(), Is.EqualTo(Enumerable.Range(0, connectivity.Count)));
    }

    [Test]
    public void Deliveries_transmit_the_present_weights_while_learning_rests_and_after()
    {
        const int size = 40, steps = 12_000;
        ScriptedPopulation source = BurstTrains.Create("pre", size, steps, 3), target = BurstTrains.Create("post", size, steps, 4);
        Connectivity connectivity = Connectivity.Random(RandomKey.Of(5, RandomPurpose.Connectivity), size, size, 0.6, false);
        PostsynapticAverages averages = new(target, AveragingTime, SlowTime, 0.1);
        PresynapticTrace trace = new(source, 0, TraceTime);
        BurstDependentRule rule = new() { LearningRate = 0.02, ConstantBaseline = 0.5 };
        WeightedProjection projection = new(Settings(0), source, target, connectivity);
        BurstDependentLearner learner = new(projection, averages, trace.Trace, rule, MaximumWeight, MinimumRate);
        Span<float> conductances = target.Conductance(Receptor.SomaAmpa).Span;
        HashSet<float> transmitted = [];
        for (int step = 0; step < steps; step++)
        {
            source.Advance(step);
            target.Advance(step);
            conductances.Clear();
            float[] expected = new float[size], weights = projection.WeightsOfConnectivity();
            foreach (int j in source.Events.Present)
            {
                for (int k = connectivity.Row(j); k < connectivity.Row(j + 1); k++)
                {
                    expected[connectivity.TargetOf.Span[k]] += weights[k];
                    transmitted.Add(weights[k]);
                }
            }

            projection.Deliver(step);
            Assert.That(conductances.SequenceEqual(expected), $"step {step}");

            // Learning rests for 0.2 s out of every 0.4 s: twice as long as it takes for weights to be copied.
            bool learning = step / 2000 % 2 == 0;
            if (learning) learner.OnArrivals(step);
            trace.CountArrivals(step);
            if (learning) learner.OnSpikes(step);
            trace.AfterStep(step);
            averages.AfterStep(step);
        }

        Assert.That(transmitted, Has.Count.GreaterThan(1000), "weights must have changed");
    }

    private static ProjectionSettings Settings(int delay) =>
        new() { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Events, Weight = 0.3, DelaySteps = delay };

    private static bool[] Flags(SpikeList list, int size)
    {
        bool[] flags = new bool[size];
        foreach (int neuron in list.Present) flags[neuron] = true;
        return flags;
    }

    private static bool[,] Connected(Connectivity connectivity)
    {
        bool[,] connected = new bool[Sources, Targets];
        for (int source = 0; source < Sources; source++)
            for (int k = connectivity.Row(source); k < connectivity.Row(source + 1); k++)
                connected[source, connectivity.TargetOf.Span[k]] = true;
        return connected;
    }

    // A weight below 0.6 in float32 is rounded by at most 3e-8 per change; in 17 s of learning a synapse is changed by at most some 1500
    // spikes, which adds up to 5e-5 if all errors agree (and they do not). One change is of the order of 0.02: none can be missing or
    // doubled.
    private static void AssertEqual(
        WeightedProjection projection, PresynapticTrace trace, PostsynapticAverages averages, NaiveBurstDependentPlasticity naive, int step)
    {
        for (int j = 0; j < Sources; j++)
        {
            Assert.That(trace.Trace[j], Is.EqualTo(naive.Trace[j]).Within(2e-5), $"x of {j}, step {step}");
            for (int k = projection.Connectivity.Row(j); k < projection.Connectivity.Row(j + 1); k++)
            {
                int i = projection.Connectivity.TargetOf.Span[k];
                Assert.That(projection.Weights.Span[projection.Slots.Span[k]], Is.EqualTo(naive.Weights[j, i]).Within(5e-5),
                    $"weight {j} -> {i}, step {step}");
            }
        }

        for (int i = 0; i < Targets; i++)
        {
            Assert.That(averages.EventRate[i], Is.EqualTo(naive.EventAverage[i]).Within(1e-3), $"Ebar of {i}, step {step}");
            Assert.That(averages.BurstRate[i], Is.EqualTo(naive.BurstAverage[i]).Within(1e-3), $"Bbar of {i}, step {step}");
            Assert.That(averages.SlowRate[i], Is.EqualTo(naive.SlowAverage[i]).Within(1e-3), $"R of {i}, step {step}");
        }
    }
}
