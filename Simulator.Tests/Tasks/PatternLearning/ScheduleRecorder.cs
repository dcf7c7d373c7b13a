using Spiking.Engine;
using Spiking.Neurons;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>Actions of a task on its network, step by step: input currents, learning, teacher.</summary>
internal sealed class ScheduleRecorder(Network network, IReadOnlyList<string> inputs, string output) : IRecorder
{
    private readonly Population[] _inputs = [.. inputs.Select(network.Population)];
    private readonly IDendriteInjection _output = (IDendriteInjection)network.Population(output);

    /// <summary>One entry per step: the current into each input, whether weights changed, whether the teacher was on.</summary>
    public List<(double[] Currents, bool Learning, bool Taught)> Steps { get; } = [];

    public void AfterSteps(Network network) =>
        Steps.Add(([.. _inputs.Select(p => p.SomaCurrent)], network.Learning, _output.DendriteCurrents is not null));

    public void Finish(Network network)
    {
    }

    public void Dispose()
    {
    }
}
