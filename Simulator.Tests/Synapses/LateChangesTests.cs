using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Synapses;

/// <summary>Changes by post-synaptic spikes that are made when the next spike arrives leave the weights of changes made at once.</summary>
public class LateChangesTests
{
    private const int Sources = 23, Targets = 37, Steps = 9000;
    private const float Maximum = 0.8f;

    // In 0.9 s the trace of 20 ms is scaled anew twice (its scale falls by 2^24 in 0.33 s), and neurons that spike at 100 Hz have more
    // spikes than can wait.
    [Test]
    public void The_bits_are_those_of_changes_made_at_once([Values] bool isAdditive, [Values(1, 7, 5000)] int interval)
    {
        Random random = new(17);
        bool[,] pre = Trains(random, Sources, 0.01), post = Trains(random, Targets, 0.01);
        ScriptedPopulation source = new(new PopulationSettings { Name = "pre", Size = Sources }, (step, neuron) => pre[step, neuron]),
            target = ScriptedPopulation.Silent("post", Targets);
        Connectivity connectivity =
            Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), Sources, Targets, 0.6, excludeSelf: false);
        ProjectionSettings settings = new() { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = 0.4 };
        WeightedProjection atOnce = new(settings, source, target, connectivity),
            later = new(settings, source, target, connectivity, null, differBySynapse: false, isBySource: true);
        DecayingTrace arrivals = new(Sources, 20e-3, 1e-4), spikes = new(Targets, 20e-3, 1e-4);
        LateChanges<Change> late = later.ChangeLate<Change>(arrivals);
        int scaled = 0, compared = 0;
        arrivals.Rescaling += () => scaled++;
        for (int step = 0; step < Steps; step++)
        {
            // A task may change the rate at which rules learn.
            float amplitude = step < 6000 ? 0.02f : 0.01f;
            source.Advance(step);
            atOnce.Deliver(step);
            float[] delivered = Take(target);
            later.Deliver(step);
            Assert.That(Take(target), Is.EqualTo(delivered), $"delivered in step {step}");
            foreach (int neuron in source.Spikes.Present)
            {
                atOnce.ChangeFrom(neuron, spikes, new Change(isAdditive, -amplitude, 0), Maximum);
                later.ChangeFrom(neuron, spikes, new Weaken(isAdditive, amplitude));
            }

            arrivals.Count(source.Spikes.Present, SpikePairing.AllToAll);
            int[] fired = [.. Enumerable.Range(0, Targets).Where(i => post[step, i])];
            foreach (int neuron in fired)
            {
                if (isAdditive) atOnce.AddOnto(neuron, arrivals, amplitude, Maximum);
                else atOnce.ChangeOnto(neuron, arrivals, new Change(false, amplitude, Maximum), Maximum);
            }

            late.Add(fired, step, new Change(isAdditive, amplitude, Maximum),
                (float)(isAdditive ? amplitude * arrivals.Scale : arrivals.Scale));
            spikes.Count(fired, SpikePairing.AllToAll);
            arrivals.Decay();
            spikes.Decay();
            if (step % interval != interval - 1) continue;
            Assert.That(later.WeightsOfConnectivity(), Is.EqualTo(atOnce.WeightsOfConnectivity()), $"weights after step {step}");
            compared++;
        }

        Assert.That(later.WeightsOfConnectivity(), Is.EqualTo(atOnce.WeightsOfConnectivity()));
        Assert.That(later.WeightsOfConnectivity().Distinct().Count(), Is.GreaterThan(connectivity.Count / 2), "weights have changed");
        Assert.That((scaled, compared), Is.EqualTo((2, Steps / interval)));
    }

    [Test]
    public void Weights_that_are_changed_late_are_not_changed_onto_a_neuron()
    {
        ScriptedPopulation population = ScriptedPopulation.Silent("p", 3);
        Connectivity all = Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 3, 3, 1, excludeSelf: false);
        ProjectionSettings settings = new() { Name = "p -> p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = 0.4 };
        WeightedProjection later = new(settings, population, population, all, null, differBySynapse: false, isBySource: true),
            sorted = new(settings, population, population, all);
        DecayingTrace trace = new(3, 20e-3, 1e-4);
        Assert.That(() => later.AddOnto(0, trace, 1, 1), Throws.InvalidOperationException.With.Message.Contains("p -> p"));
        Assert.That(() => later.ChangeFrom(0, trace, default(Change), 1), Throws.InvalidOperationException.With.Message.Contains("p -> p"));
        Assert.That(() => sorted.ChangeFrom(0, trace, default(Weaken)), Throws.InvalidOperationException.With.Message.Contains("p -> p"));
        for (int k = 0; k < 9; k++) sorted.Begin(k, k + 1);
        sorted.ChangeLate<Change>(trace);
        Assert.That(sorted.Weights.Span.ToArray(), Is.EqualTo(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }), "now by source");
        Assert.That(() => sorted.ChangeLate<Change>(trace), Throws.InvalidOperationException.With.Message.Contains("p -> p"));
        LateChanges<Change> late = later.ChangeLate<Change>(trace);
        Assert.That(() => late.Add([3], 0, default, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => late.Arrive(3, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    // A vector and the rest of a row.
    [Test]
    public void A_negative_zero_becomes_zero_in_vectors_and_beside_them([Values] bool isAdditive)
    {
        PairStdpDescription rule = new()
        {
            Potentiation = 0.1,
            Depression = 0.1,
            WeightDependence = isAdditive ? WeightDependence.Additive : WeightDependence.Multiplicative,
        };
        ScriptedPopulation source = ScriptedPopulation.Of(0, [3]), target = ScriptedPopulation.Silent("post", 21);
        Connectivity all = Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 1, 21, 1, excludeSelf: false);
        ProjectionSettings settings = new() { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = -0.0 };
        WeightedProjection projection = new(settings, source, target, all);
        Learner learner = rule.Create(new LearningContext(projection, new SharedTraces()));
        for (int step = 0; step < 5; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            learner.OnArrivals(step);
        }

        Assert.That(projection.WeightsOfConnectivity().Select(float.IsNegative), Is.All.False);
    }

    private static bool[,] Trains(Random random, int neurons, double probability)
    {
        bool[,] spikes = new bool[Steps, neurons];
        for (int step = 0; step < Steps; step++)
            for (int i = 0; i < neurons; i++) spikes[step, i] = random.NextDouble() < probability;
        return spikes;
    }

    private static float[] Take(Population target)
    {
        Span<float> conductances = target.Conductance(Receptor.SomaAmpa).Span;
        float[] values = conductances.ToArray();
        conductances.Clear();
        return values;
    }

    private readonly record struct Change(bool IsAdditive, float Amplitude, float Bound) : IWeightChange, IVectorChange
    {
        public float Of(float weight, float trace) =>
            weight + (IsAdditive ? Amplitude * trace : Amplitude * trace * (Bound == 0 ? weight : Bound - weight));

        public float Of(float weight, float stored, float factor) =>
            IsAdditive ? WeightChange.Of(weight, stored, factor, Bound) : Math.Clamp(Of(weight, factor * stored), 0, Bound);

        public T Of<T>(T weight, T stored, T factor)
            where T : unmanaged, ILanes<T>
        {
            T bound = T.Broadcast(Bound);
            return IsAdditive
                ? WeightChange.Of(weight, stored, factor, bound)
                : T.Max(T.Min(weight + T.Broadcast(Amplitude) * (factor * stored) * (bound - weight), bound), T.Broadcast(0));
        }
    }

    private readonly record struct Weaken(bool IsAdditive, float Amplitude) : IVectorChange
    {
        public float Of(float weight, float stored, float factor) =>
            Math.Clamp(weight - Amplitude * (factor * stored) * (IsAdditive ? 1 : weight), 0, Maximum);

        public T Of<T>(T weight, T stored, T factor)
            where T : unmanaged, ILanes<T>
        {
            T change = T.Broadcast(Amplitude) * (factor * stored) * (IsAdditive ? T.Broadcast(1) : weight);
            return T.Max(T.Min(weight - change, T.Broadcast(Maximum)), T.Broadcast(0));
        }
    }
}
