using Spiking.Engine;
using Spiking.Recording;
using Spiking.Recording.Weights;

namespace Spiking.Tests.Plasticity;

/// <summary>A run of networks/learning-rule.json, in bins of 2.5 s.</summary>
internal sealed class LearningRuleRun
{
    public const double Bin = 2.5;

    private readonly RateCourse _course;
    private readonly List<double> _weights = [];

    public LearningRuleRun(long seed, double duration, params string[] overrides)
    {
        Network = NetworkBuilder.Build(
            NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "learning-rule.json"), [$"seed={seed}", .. overrides]));
        _course = new RateCourse(Network, Bin);
        int perBin = Network.Steps(Bin), steps = Network.Steps(duration);
        for (int step = 1; step <= steps; step++)
        {
            Network.Step();
            _course.AfterSteps(Network);
            if (step % perBin == 0) _weights.Add(WeightRecorder.MeanWeight(Network.Learners[0]));
        }
    }

    public Network Network { get; }

    /// <summary>Mean event rate over some bins (Hz); bins are counted by their ends (s): after the first time, up to the second.</summary>
    public double EventRate(string population, double after, double upTo) => Mean(population, after, upTo, rates => rates.EventRate);

    public double BurstRate(string population, double after, double upTo) => Mean(population, after, upTo, rates => rates.BurstRate);

    /// <summary>Mean weight at the end of a bin.</summary>
    public double Weight(double end) => _weights[(int)Math.Round(end / Bin) - 1];

    private double Mean(string population, double after, double upTo, Func<PopulationRates, double> value) =>
        _course.Rates(population).Where((_, i) => (i + 0.5) * Bin > after && (i + 0.5) * Bin < upTo).Average(value);
}
