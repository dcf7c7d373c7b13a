// <own-recorder>
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Snapshots;

namespace MyParts;

/// <summary>Number of spikes of every cell of a population, into spike-counts.csv.</summary>
/// <example><code>
/// { "type": "spike-counts", "population": "cells" }
/// </code></example>
[VariantName("spike-counts")]
public sealed record SpikeCountsDescription : RecorderDescription
{
    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        if (findings.UnknownPopulation(Population) is string message) findings.Report(this, nameof(Population), message);
    }

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) => new SpikeCounts(context, this);
}

internal sealed class SpikeCounts(RecordingContext context, SpikeCountsDescription description) : IRecorder, IResult, IHasState
{
    private readonly Population _population = context.Network.Population(description.Population);
    private readonly string _path = context.PathOf("spike-counts", ".csv");
    private readonly int[] _counts = new int[context.Network.Population(description.Population).Size];
    private int _next = context.Network.StepsTaken;

    public IResult Result => this;

    public IEnumerable<string> Sentences => [$"Cells of {_population.Name} spiked {_counts.Min()} to {_counts.Max()} times."];

    // The spikes of the last steps are remembered, so the network is looked at where it ends a block of steps.
    public int NextLook(Network network) => int.MaxValue;

    public void AfterSteps(Network network)
    {
        for (; _next < network.StepsTaken; _next++)
            foreach (int neuron in _population.Spikes.At(_next)) _counts[neuron]++;
    }

    public void Finish(Network network)
    {
        using CsvWriter csv = new(_path, "neuron", "spikes");
        for (int neuron = 0; neuron < _counts.Length; neuron++) csv.Add(neuron).Add(_counts[neuron]).EndRow();
    }

    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("next", ref _next);
        visitor.Array("counts", _counts.AsSpan());
    }

    public void Dispose()
    {
    }
}
// </own-recorder>
