using Spiking.Engine;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Plasticity;

/// <summary>Oja's rule: single synapses against closed forms, and several against the first principal component.</summary>
public class OjaTests
{
    private const double Eta = 0.02, Alpha = 0.4, Time = 20e-3;

    private static OjaDescription Rule => new() { LearningRate = Eta, SquaredNorm = Alpha, TraceTime = Time };

    [Test]
    public void A_pair_adds_the_pre_synaptic_trace() =>
        Assert.That(LearnedWeight.After(Rule, [100], [150]),
            Is.EqualTo(0.5 + Eta * Math.Exp(-50 * LearnedWeight.TimeStep / Time)).Within(1e-7));

    [Test]
    public void Post_synaptic_spikes_alone_take_a_fraction_of_the_weight() =>
        Assert.That(LearnedWeight.After(Rule, [], [100, 150]),
            Is.EqualTo(0.5 * (1 - Eta * Math.Exp(-50 * LearnedWeight.TimeStep / Time) / Alpha)).Within(1e-7));

    [Test]
    public void Random_trains_change_the_weight_spike_by_spike()
    {
        (int[] pre, int[] post) = LearnedWeight.Trains(40, 3000, 4);
        double expected = 0.5;
        foreach (int t in post)
        {
            double x = LearnedWeight.Trace(pre, t, Time, SpikePairing.AllToAll, true);
            double y = LearnedWeight.Trace(post, t, Time, SpikePairing.AllToAll, false);
            expected += Eta * (x - y * expected / Alpha);
        }

        // Rounding of the weight at 43 changes, and of two traces at 43 spikes each, of a change below 0.5.
        Assert.That(LearnedWeight.After(Rule, pre, post), Is.EqualTo(expected).Within(43 * 3e-8 + 86 * 6e-8 * 0.5));
        Assert.That(Math.Abs(expected - 0.5), Is.GreaterThan(0.01));
    }

    /// <summary>
    /// Both sides fire with the period T, the post-synaptic one s later. At its spikes x = exp(-s/tau)/(1 - q) and, before them,
    /// y = q/(1 - q) with q = exp(-T/tau), so the weight goes to alpha x/y = alpha exp((T - s)/tau) by a factor 1 - eta y/alpha per spike.
    /// </summary>
    [Test]
    public void The_weight_goes_to_the_ratio_of_the_traces()
    {
        const int Period = 100, Lag = 60, Spikes = 800;
        int[] pre = [.. Enumerable.Range(1, Spikes).Select(k => k * Period)], post = [.. pre.Select(t => t + Lag)];
        double q = Math.Exp(-Period * LearnedWeight.TimeStep / Time), y = q / (1 - q);
        double end = Alpha * Math.Exp((Period - Lag) * LearnedWeight.TimeStep / Time);
        double left = Math.Pow(1 - Eta * y / Alpha, Spikes - 30);
        Assert.That(left, Is.LessThan(1e-12));

        // At the fixed point a weight is rounded at every spike, and errors decay by 1 - eta y/alpha: 3e-8 alpha/(eta y), and traces alike.
        Assert.That(LearnedWeight.After(Rule, pre, post), Is.EqualTo(end).Within(3e-8 * Alpha / (Eta * y) + 4 * 6e-8 * end));
    }

    /// <summary>
    /// Four sources of rate r, two of which fire together, onto a neuron that fires with the rate k (sum of w_j x_j). The second moments of
    /// the traces are m^2 + v B with m = r tau, v = r tau/2 and B = 1 within the pair and on the diagonal. By symmetry its first
    /// eigenvector has the entries a, a, 1, 1, and from (2 m^2 + 2 v) a + 2 m^2 = e a and 2 m^2 a + 2 m^2 + v = e follows
    /// 2 m^2 a^2 - v a - 2 m^2 = 0. Seeds are independent, so the mean of the ratio of the weights, averaged over the second half of the
    /// runs, is within 4 standard errors of it; besides, a ratio is biased by the squared relative deviation of its
    /// denominator, which is below that of the ratios of the seeds, (0.07/1.2)^2, less than 0.005.
    /// </summary>
    [Test]
    public void Weights_turn_towards_the_first_principal_component()
    {
        const int Seeds = 12;
        const double Rate = 30;
        double m = Rate * Time, v = m / 2;
        double expected = (v + Math.Sqrt(v * v + 16 * m * m * m * m)) / (4 * m * m);
        double[] ratios = [.. Enumerable.Range(1, Seeds).Select(seed => Ratio(seed, Rate))];
        double mean = ratios.Average(), error = Math.Sqrt(ratios.Sum(x => (x - mean) * (x - mean)) / (Seeds * (Seeds - 1)));
        Assert.That(error * Math.Sqrt(Seeds), Is.LessThan(0.07));
        Assert.That(mean, Is.EqualTo(expected).Within(4 * error + 0.005));
        Assert.That(expected, Is.GreaterThan(1 + 4 * error + 0.005), "the pair is told from the others");
    }

    private static double Ratio(int seed, double rate)
    {
        const double TimeStep = 1e-3, Gain = 20;
        const int Steps = 100_000;
        bool Fires(int step, int train) =>
            new RandomStream(RandomKey.Of(seed, RandomPurpose.Protocol).Derive((uint)step, (uint)train)).NextUniform() < rate * TimeStep;
        ScriptedPopulation source = new(
            new PopulationSettings { Name = "s", Size = 4, TimeStep = TimeStep }, (step, neuron) => Fires(step, Math.Max(neuron, 1)));
        DecayingTrace drive = new(4, Time, TimeStep);
        WeightedProjection? projection = null;
        ScriptedPopulation target = new(new PopulationSettings { Name = "t", Size = 1, TimeStep = TimeStep }, (step, _) =>
        {
            double sum = Enumerable.Range(0, 4).Sum(j => projection!.Weights.Span[j] * drive[j]);
            return new RandomStream(RandomKey.Of(seed, RandomPurpose.Protocol).Derive((uint)step, 9)).NextUniform() < Gain * sum * TimeStep;
        });
        projection = new WeightedProjection(
            new ProjectionSettings { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = 0.5 },
            source, target, Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 4, 1, 1, false));
        PopulationParts parts = new(target, new InjectedCurrents(target, []), []);
        parts.Projections.Add(projection);
        OjaDescription rule = new() { LearningRate = 0.002, SquaredNorm = 0.4, TraceTime = Time };
        parts.Learners.Add(rule.Create(new LearningContext(projection, parts.Traces)));
        DrivenPopulation driven = new(parts, 0);
        double pair = 0, others = 0;
        for (int step = 0; step < Steps; step++)
        {
            source.Advance(step);
            foreach (int neuron in source.Spikes.Present) drive.Add(neuron, 1);
            driven.Advance(step);
            driven.Receive(step, learning: true);
            drive.Decay();
            if (step < Steps / 2) continue;
            ReadOnlySpan<float> w = projection.Weights.Span;
            (pair, others) = (pair + w[0] + w[1], others + w[2] + w[3]);
        }

        return pair / others;
    }
}
