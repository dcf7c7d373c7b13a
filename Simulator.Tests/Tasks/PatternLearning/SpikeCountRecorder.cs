using Spiking.Engine;
using Spiking.Neurons;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>The numbers of events and bursts of a population in every step.</summary>
internal sealed class SpikeCountRecorder(Population population) : IRecorder
{
    private readonly List<(int Events, int Bursts)> _steps = [];

    /// <summary>Events and bursts in some stretches of steps, each from its first step to the one before its end.</summary>
    public (long Events, long Bursts) Between(IEnumerable<(int From, int Until)> stretches)
    {
        (int Events, int Bursts)[] counted = [.. stretches.SelectMany(s => _steps[s.From..s.Until])];
        return (counted.Sum(c => (long)c.Events), counted.Sum(c => (long)c.Bursts));
    }

    public void AfterSteps(Network network) => _steps.Add((population.Events.Present.Length, population.Bursts.Present.Length));

    public void Finish(Network network)
    {
    }

    public void Dispose()
    {
    }
}
