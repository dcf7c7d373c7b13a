using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Snapshots;

namespace Extension;

/// <summary>Intervals between the spikes of every cell of a population, into intervals.csv and a figure.</summary>
/// <example><code>
/// { "type": "intervals", "population": "cells" }
/// </code></example>
[VariantName("intervals")]
public sealed record IntervalRecorderDescription : RecorderDescription
{
    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        if (findings.UnknownPopulation(Population) is string message) findings.Report(this, nameof(Population), message);
    }

    /// <inheritdoc/>
    public override IRecorder Create(RecordingContext context) => new IntervalRecorder(context, this);
}

/// <summary>Collects the intervals while the network runs.</summary>
internal sealed class IntervalRecorder : IRecorder, IResult, IHasState
{
    private readonly Population _population;
    private readonly double _timeStep;
    private readonly string _name, _path;
    private readonly List<int> _intervals = [];
    private readonly int[] _last;
    private int _next;

    public IntervalRecorder(RecordingContext context, IntervalRecorderDescription description)
    {
        _population = context.Network.Population(description.Population);
        _timeStep = context.Network.TimeStep;
        _last = new int[_population.Size];
        _last.AsSpan().Fill(-1);
        _next = context.Network.StepsTaken;
        (_name, _path) = context.FileOf("intervals", ".csv");
    }

    public IResult Result => this;

    public IEnumerable<string> Sentences =>
        [_intervals.Count == 0 ? "No cell spiked twice." : $"The mean interval is {_intervals.Average() * _timeStep * 1e3:F1} ms."];

    // Spikes of the last block of steps are remembered, so that the network need not be looked at after every step.
    public int NextLook(Network network) => int.MaxValue;

    public void AfterSteps(Network network)
    {
        for (; _next < network.StepsTaken; _next++)
        {
            foreach (int neuron in _population.Spikes.At(_next))
            {
                if (_last[neuron] >= 0) _intervals.Add(_next - _last[neuron]);
                _last[neuron] = _next;
            }
        }
    }

    public void Finish(Network network)
    {
        using CsvWriter csv = new(_path, "interval_s");
        foreach (int steps in _intervals) csv.Add(steps * _timeStep).EndRow();
    }

    public IEnumerable<(string Name, Func<Figure> Draw)> Figures()
    {
        if (_intervals.Count == 0) return [];
        double[] times = [.. _intervals.Order().Select(steps => steps * _timeStep * 1e3)];
        double[] shares = [.. times.Select((_, i) => (i + 1.0) / times.Length)];
        Panel panel = new("a", new Axis("Interval", "ms") { Minimum = 0 }, new Axis("Share of the intervals"),
            [new LineSeries("", Palette.Cycle(0), times, shares)]);
        return [(_name, () => new Figure("Intervals between spikes", [panel]) { Caption = "Cumulative distribution. n = 1 seed." })];
    }

    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("next", ref _next);
        visitor.Array("last", _last.AsSpan());
        visitor.List("intervals", _intervals);
    }

    public void Dispose()
    {
    }
}
