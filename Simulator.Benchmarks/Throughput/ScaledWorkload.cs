using System.Globalization;
using Spiking.Engine;

namespace Spiking.Benchmarks.Throughput;

/// <summary>A recurrent network of some size.</summary>
/// <param name="Model">Its neurons.</param>
/// <param name="Neurons">Their number.</param>
/// <param name="InDegree">Mean number of synapses onto each.</param>
internal sealed record ScaledWorkload(ScaledModel Model, int Neurons, int InDegree) : IWorkload
{
    private const char Separator = ':';

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Model}{Separator}{Neurons}{Separator}{InDegree}");

    // About as much work for every size, but enough simulated time for a mean rate (s).
    private double Stretch => Math.Clamp(Math.Round(2e4 / Neurons, 1), 0.1, 10);

    /// <summary>The workload of a name; null if it names none.</summary>
    public static ScaledWorkload? Parse(string name) =>
        name.Split(Separator) is [string model, string neurons, string inDegree]
            ? new ScaledWorkload(Enum.Parse<ScaledModel>(model), int.Parse(neurons, CultureInfo.InvariantCulture),
                int.Parse(inDegree, CultureInfo.InvariantCulture))
            : null;

    /// <inheritdoc/>
    public Definition Describe(int repetitions) => ScaledNetwork.Describe(Model, Neurons, InDegree);

    /// <inheritdoc/>
    public Readings Measure(int repetitions, int threads, IProcesses? processes) => Readings.Of(
        Describe(repetitions).Network,
        (network, synapses) => BenchmarkNetwork.Stretches(network, synapses, Stretch, repetitions), threads, processes);
}
