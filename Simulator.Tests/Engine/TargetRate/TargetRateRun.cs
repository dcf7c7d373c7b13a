using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Engine.TargetRate;

/// <summary>Rates of both layers, averaged with 1 s as the published program does, and the mean weight, at one time.</summary>
/// <param name="Time">Time (s).</param>
/// <param name="Input">Event and burst rate of the input layer (Hz).</param>
/// <param name="Output">Event and burst rate of the output layer (Hz).</param>
/// <param name="Weight">Mean weight onto the input layer, as the published program counts it.</param>
internal sealed record TargetRateSample(
    double Time, (double Events, double Bursts) Input, (double Events, double Bursts) Output, double Weight)
{
    public double InputProbability => Input.Bursts / Input.Events;

    public double OutputProbability => Output.Bursts / Output.Events;
}

/// <summary>A run of networks/burstccn-target-rate.json.</summary>
internal static class TargetRateRun
{
    // A current of 200 pA in units of the leak conductance of the soma, 370 pF/16 ms, at a driving force of 100 V.
    private const double WeightOfOne = 200e-12 / (370e-12 / 16e-3) / 100;
    private const double AveragingTime = 1;

    /// <summary>
    /// Runs of seeds 1 to n, side by side. They are sampled as the published program does: after the first step, and in intervals from
    /// there.
    /// </summary>
    public static IReadOnlyList<TargetRateSample>[] Of(int seeds, double interval, params string[] overrides) =>
        OfUntil(double.PositiveInfinity, seeds, interval, overrides);

    /// <summary>The beginnings of runs of seeds 1 to n, side by side: what comes later changes nothing before it.</summary>
    public static IReadOnlyList<TargetRateSample>[] OfUntil(double end, int seeds, double interval, params string[] overrides)
    {
        IReadOnlyList<TargetRateSample>[] runs = new IReadOnlyList<TargetRateSample>[seeds];
        Parallel.For(0, seeds, i => runs[i] = Of(i + 1L, interval, end, overrides));
        return runs;
    }

    private static List<TargetRateSample> Of(long seed, double interval, double end, string[] overrides)
    {
        Network network = NetworkBuilder.Build(
            NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "burstccn-target-rate.json"),
                ["recorders=[]", .. overrides, FormattableString.Invariant($"seed={seed}")]));
        Population[] layers = [network.Population("input"), network.Population("output")];
        (double Events, double Bursts)[] rates = new (double, double)[layers.Length];
        double rate = network.TimeStep / AveragingTime;
        int every = network.Steps(interval), steps = network.Steps(Math.Min(end, network.Description.Duration!.Value));
        List<TargetRateSample> samples = [];
        for (int step = 0; step < steps; step++)
        {
            network.Advance(1);
            for (int i = 0; i < layers.Length; i++)
            {
                double perSpike = 1 / (layers[i].Size * network.TimeStep);
                rates[i].Events += rate * (layers[i].Events.Present.Length * perSpike - rates[i].Events);
                rates[i].Bursts += rate * (layers[i].Bursts.Present.Length * perSpike - rates[i].Bursts);
            }

            if (step % every == 0)
                samples.Add(new TargetRateSample(step * network.TimeStep, rates[0], rates[1],
                    OrderedSum.Mean(network.Learners[0].Weights) / WeightOfOne));
        }

        return samples;
    }

    /// <summary>Mean over runs and over the samples of a stretch of time, its end excluded.</summary>
    public static double Mean(
        this IReadOnlyList<TargetRateSample>[] runs, double from, double until, Func<TargetRateSample, double> value) =>
        runs.Average(run => run.Where(s => s.Time >= from - 1e-9 && s.Time < until - 1e-9).Average(value));
}
