// <own-task>
using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Text;

namespace MyParts;

/// <summary>Injects a current that grows from level to level, and finds the first at which the cells fire: the rheobase.</summary>
/// <example><code>
/// { "type": "rheobase", "population": "cells", "increment": "1 pA", "levels": 10 }
/// </code></example>
[VariantName("rheobase")]
public sealed record RheobaseTaskDescription : TaskDescription
{
    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <summary>Difference between two levels.</summary>
    [Quantity(Dimension.Current), Bounds(Above = 0)]
    public required double Increment { get; init; }

    /// <summary>Number of levels.</summary>
    [Bounds(AtLeast = 1, AtMost = 1000)]
    public required int Levels { get; init; }

    /// <summary>Duration of a level.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double LevelDuration { get; init; } = 0.2;

    /// <inheritdoc/>
    public override double Duration(NetworkDescription network) => Levels * LevelDuration;

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        findings.CheckWholeSteps(this, nameof(LevelDuration), LevelDuration);
        if (findings.UnknownPopulation(Population) is string message) findings.Report(this, nameof(Population), message);
    }

    /// <inheritdoc/>
    public override ITask Create(Simulation simulation) => new RheobaseTask(simulation.Network, this);
}

internal sealed class RheobaseTask(Network network, RheobaseTaskDescription description) : ITask, ITaskResult, IHasState
{
    private readonly Population _population = network.Population(description.Population);
    private readonly List<(double Current, double Rate)> _levels = [];
    private long _spikes;

    public ITaskResult Result => this;

    // A segment for each level: steps, what happens before the first and after the last, and what the progress display says.
    public IEnumerable<Segment> Schedule => Enumerable.Range(1, description.Levels).Select(level => new Segment(
        network.Steps(description.LevelDuration),
        () => Begin(level * description.Increment),
        () => End(level * description.Increment),
        $"level {level} of {description.Levels}"));

    public bool? IsSolved => _levels.Count == 0 ? null : !double.IsNaN(Rheobase);

    public TextTable Summary => new("First current at which the cells fire", ["rheobase (pA)"], [[Answer]]);

    public IEnumerable<string> Sentences => [double.IsNaN(Rheobase) ? "The cells never fire." : $"The rheobase is {Answer} pA."];

    // Every run has the same names; NaN: it did not get so far.
    public IReadOnlyList<(string Name, double Value)> Measured => [("rheobase_a", Rheobase)];

    private double Rheobase => _levels.Where(level => level.Rate > 0).Select(level => level.Current).FirstOrDefault(double.NaN);

    private string Answer => (Rheobase * 1e12).ToString("G6", CultureInfo.InvariantCulture);

    public IEnumerable<(string Name, Func<Figure> Draw)> Figures()
    {
        double[] currents = [.. _levels.Select(level => level.Current * 1e12)], rates = [.. _levels.Select(level => level.Rate)];
        Panel panel = new("a", new Axis("Current", "pA"), new Axis("Rate", "Hz") { Minimum = 0 },
            [new LineSeries("", Palette.Black, currents, rates)]);
        return [("rheobase", () => new Figure("Rate against current", [panel]) { Caption = "Mean over the cells. n = 1 seed." })];
    }

    public void WriteTables(string folder)
    {
        using CsvWriter csv = new(Path.Combine(folder, "rheobase.csv"), "current_a", "spike_rate_hz");
        foreach ((double current, double rate) in _levels) csv.Add(current).Add(rate).EndRow();
    }

    // How many segments are over, the simulation itself knows.
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("spikes", ref _spikes);
        visitor.List("levels", _levels);
    }

    private void Begin(double current)
    {
        network.Stimulate(_population, current);
        _spikes = _population.SpikeCount;
    }

    private void End(double current) =>
        _levels.Add((current, (_population.SpikeCount - _spikes) / (_population.Size * description.LevelDuration)));
}
// </own-task>
