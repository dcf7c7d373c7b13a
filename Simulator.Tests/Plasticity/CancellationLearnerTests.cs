using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Plasticity;

/// <summary>A pathway of events that learns to cancel feedback of bursts.</summary>
public class CancellationLearnerTests
{
    private const double Amplitude = -13e-3;
    private const double TimeStep = 1e-3;
    private const double FeedbackDecay = 0.98;

    // Poisson events at a rate of its own for each cell; with the given probability a second spike follows after 10 steps.
    private static ScriptedPopulation Sources(int size, double burstProbability, Func<int, double> rate)
    {
        int[] last = new int[size];
        bool[] bursts = new bool[size];
        RandomStream[] streams =
            [.. Enumerable.Range(0, size).Select(i => new RandomStream(RandomKey.Of(i + 1, RandomPurpose.Connectivity)))];
        Array.Fill(last, -100);
        return new ScriptedPopulation(
            new PopulationSettings { Name = "s", Size = size, TimeStep = TimeStep, RememberedSteps = 5 },
            (step, neuron) =>
            {
                if (bursts[neuron] && step == last[neuron] + 10) return true;
                if (step < last[neuron] + 40 || streams[neuron].NextUniform() >= rate(neuron) * TimeStep) return false;
                last[neuron] = step;
                bursts[neuron] = streams[neuron].NextUniform() < burstProbability;
                return true;
            });
    }

    private static (VariableCancellation Projection, CancellationLearner Learner, FeedbackAverage Average) Connect(
        Population source, Population target, (double Rate, int From, int Until) learning, double start, int delay = 0)
    {
        FeedbackAverage average = new(target, 0.1);
        ProjectionSettings settings = new()
        {
            Name = "s -> t",
            Receptor = Receptor.DendriteFeedback,
            Transmits = SpikeFilter.Bursts,
            Weight = Amplitude,
            DelaySteps = delay,
        };
        Connectivity connectivity =
            Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), source.Size, target.Size, 0.5, excludeSelf: false);
        VariableCancellation projection = new(settings, source, target, connectivity, start);
        return (projection, new CancellationLearner(projection, average, learning.Rate, learning.From, learning.Until), average);
    }

    [TestCase(0)]
    [TestCase(4)]
    public void Weights_follow_the_rule_written_plainly(int delay)
    {
        const int From = 200, Until = 900;
        const double Rate = 2e-2;
        ScriptedPopulation source = Sources(20, 0.4, _ => 8), target = ScriptedPopulation.Silent("t", 35);
        (VariableCancellation projection, CancellationLearner learner, FeedbackAverage average) =
            Connect(source, target, (Rate, From, Until), 0.3, delay);
        Span<float> feedback = target.Conductance(Receptor.DendriteFeedback).Span;
        double share = 1 - Math.Exp(-target.Settings.TimeStep / 0.1);
        double[] f = new double[35], u = new double[35];
        double[,] q = new double[20, 35];
        foreach ((int j, int i) in Pairs(projection)) q[j, i] = -0.3 * Amplitude;
        for (int step = 0; step < 1200; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            learner.OnArrivals(step);
            average.AfterStep(step);
            foreach (int j in source.SpikesAt(SpikeFilter.Bursts, step - delay))
                foreach ((_, int i) in Pairs(projection).Where(p => p.Source == j)) f[i] += Amplitude;
            foreach (int j in source.SpikesAt(SpikeFilter.Events, step - delay))
            {
                foreach ((_, int i) in Pairs(projection).Where(p => p.Source == j))
                {
                    f[i] += q[j, i];
                    if (step is >= From and < Until) q[j, i] -= Rate * u[i];
                }
            }

            for (int i = 0; i < 35; i++)
            {
                u[i] += share * (f[i] - u[i]);
                f[i] *= FeedbackDecay;
                feedback[i] *= (float)FeedbackDecay;
            }
        }

        // float32: each of some 20 changes of a weight and each step of u and f is rounded by at most 6e-8 of values below 0.1 V.
        (int Source, int Target)[] pairs = [.. Pairs(projection)];
        for (int k = 0; k < pairs.Length; k++)
            Assert.That(projection.Weights.Span[k], Is.EqualTo(q[pairs[k].Source, pairs[k].Target]).Within(1e-7));
        Assert.That(projection.Weights.Span.ToArray().Distinct().Count(), Is.GreaterThan(100), "every synapse has a value of its own");
    }

    [Test]
    public void The_low_passed_feedback_does_not_depend_on_the_width_of_vectors()
    {
        ScriptedPopulation target = ScriptedPopulation.Silent("t", 35);
        FeedbackAverage average = new(target, 0.1);
        AlignedArray<float> feedback = target.Conductance(Receptor.DendriteFeedback);
        for (int i = 0; i < 35; i++) feedback.Span[i] = 0.013f * MathF.Sin(i + 1);
        float[] expected = new float[35];
        float share = (float)(1 - Math.Exp(-target.Settings.TimeStep / 0.1));
        for (int step = 0; step < 100; step++)
        {
            average.AfterStep(step);
            for (int i = 0; i < 35; i++) expected[i] = MathF.FusedMultiplyAdd(share, feedback.Span[i] - expected[i], expected[i]);
        }

        Assert.That(average.Values.Span.ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void Without_learning_it_is_the_fixed_cancellation_bit_for_bit()
    {
        ScriptedPopulation source = Sources(20, 0.4, _ => 20), other = Sources(20, 0.4, _ => 20);
        ScriptedPopulation target = ScriptedPopulation.Silent("t", 35), otherTarget = ScriptedPopulation.Silent("t", 35);
        (VariableCancellation projection, _, _) = Connect(source, target, (0, 0, int.MaxValue), 0.37);
        CancellingFeedback cancelling = new(projection.Settings, other, otherTarget, projection.Connectivity, 0.37);
        for (int step = 0; step < 500; step++)
        {
            source.Advance(step);
            other.Advance(step);
            projection.Deliver(step);
            cancelling.Deliver(step);
        }

        float[] found = target.Conductance(Receptor.DendriteFeedback).Span.ToArray();
        Assert.That(found, Is.EqualTo(otherTarget.Conductance(Receptor.DendriteFeedback).Span.ToArray()).And.Some.Not.Zero);
    }

    /// <summary>
    /// From both sides Q comes to cancel p: the mean of -Q/Y over the transmitted events. It relaxes with the rate eta n tau E^2 (see the
    /// class): n = 20 synapses, tau = 50 ms, E = 8 Hz (half the cells 4 Hz, half 12 Hz: the mean of E^2 is 80), eta = 2e-2: 1.6 Hz, so that
    /// after 20 s nothing is left of where it began. What remains is noise: of the last 20 s there are 40 cells * 8 Hz * 20 s = 6400
    /// events, so the burst probability that they had is p +- sqrt(p (1 - p)/6400) = 0.006, and Q follows it with a memory of 0.6 s: 40 * 8
    /// * 0.6 * 2 = 400 events, an uncertainty of 0.025 at a time, averaged over 20/1.2 such times: 0.006. The bound is four standard errors
    /// of both together.
    /// </summary>
    [TestCase(0)]
    [TestCase(0.8)]
    public void It_comes_to_cancel_the_burst_probability_from_both_sides(double start)
    {
        const double P = 0.4;
        ScriptedPopulation source = Sources(40, P, neuron => neuron < 20 ? 4.7 : 23), target = ScriptedPopulation.Silent("t", 30);
        (VariableCancellation projection, CancellationLearner learner, FeedbackAverage average) =
            Connect(source, target, (2e-2, 0, int.MaxValue), start);
        Span<float> feedback = target.Conductance(Receptor.DendriteFeedback).Span;
        double sum = 0;
        long count = 0;
        for (int step = 0; step < 40_000; step++)
        {
            if (step == 20_000) (sum, count) = (projection.TransmittedSum, projection.TransmittedCount);
            source.Advance(step);
            projection.Deliver(step);
            learner.OnArrivals(step);
            average.AfterStep(step);
            foreach (ref float f in feedback) f *= (float)FeedbackDecay;
        }

        double cancelled = (projection.TransmittedSum - sum) / (projection.TransmittedCount - count) / -Amplitude;
        Assert.That(cancelled, Is.EqualTo(P).Within(4 * 0.0085));
    }

    private static IEnumerable<(int Source, int Target)> Pairs(VariableCancellation projection)
    {
        for (int j = 0; j < projection.Source.Size; j++)
            for (int k = projection.Connectivity.Row(j); k < projection.Connectivity.Row(j + 1); k++)
                yield return (j, Target(projection.Connectivity, k));
    }

    private static int Target(Connectivity connectivity, int synapse) => connectivity.TargetOf.Span[synapse];
}
