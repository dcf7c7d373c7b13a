using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Text;

namespace Extension;

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
    public override IEnumerable<string> Describe(NetworkDescription network) =>
        [string.Create(CultureInfo.InvariantCulture, $"Task: {Levels} levels of current into {Population}.")];

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings)
    {
        findings.CheckWholeSteps(this, nameof(LevelDuration), LevelDuration);
        if (findings.UnknownPopulation(Population) is string message) findings.Report(this, nameof(Population), message);
    }

    /// <inheritdoc/>
    public override ITask Create(Simulation simulation) => new RheobaseTask(simulation.Network, this);
}

/// <summary>The levels, one segment each.</summary>
internal sealed class RheobaseTask(Network network, RheobaseTaskDescription description) : ITask, IHasState
{
    private readonly Population _population = network.Population(description.Population);
    private readonly RheobaseResult _result = new();
    private long _spikes;

    public ITaskResult Result => _result;

    public IEnumerable<Segment> Schedule => Enumerable.Range(1, description.Levels).Select(level => new Segment(
        network.Steps(description.LevelDuration),
        () => Begin(level * description.Increment),
        () => _result.Levels.Add(
            (level * description.Increment, (_population.SpikeCount - _spikes) / (_population.Size * description.LevelDuration))),
        string.Create(CultureInfo.InvariantCulture, $"level {level} of {description.Levels}")));

    // How many levels are over, the simulation itself knows.
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("spikes", ref _spikes);
        visitor.List("levels", _result.Levels);
    }

    private void Begin(double current)
    {
        network.Stimulate(_population, current);
        _spikes = _population.SpikeCount;
    }
}

/// <summary>The rate at every level.</summary>
internal sealed class RheobaseResult : ITaskResult
{
    public List<(double Current, double Rate)> Levels { get; } = [];

    private double Rheobase => Levels.Where(level => level.Rate > 0).Select(level => level.Current).DefaultIfEmpty(double.NaN).First();

    public bool? IsSolved => Levels.Count == 0 ? null : !double.IsNaN(Rheobase);

    public TextTable Summary => new("First current at which the cells fire", ["rheobase (pA)"], [[Text(Rheobase * 1e12)]]);

    public IReadOnlyList<(string Name, double Value)> Measured => [("rheobase_a", Rheobase)];

    public IEnumerable<string> Sentences =>
        [double.IsNaN(Rheobase) ? "The cells never fire." : $"The rheobase is {Text(Rheobase * 1e12)} pA."];

    public IEnumerable<KeyValuePair<string, JsonNode>> Entries =>
        double.IsNaN(Rheobase) ? [] : [new("rheobase_a", JsonValue.Create(Rheobase))];

    public IEnumerable<(string Name, Func<Figure> Draw)> Figures()
    {
        double[] currents = [.. Levels.Select(level => level.Current * 1e12)], rates = [.. Levels.Select(level => level.Rate)];
        Panel panel = new("a", new Axis("Current", "pA"), new Axis("Rate", "Hz") { Minimum = 0 },
            [new LineSeries("", Palette.Black, currents, rates)]);
        return [("rheobase", () => new Figure("Rate against current", [panel]) { Caption = "Mean over the cells. n = 1 seed." })];
    }

    public void WriteTables(string folder)
    {
        using CsvWriter csv = new(Path.Combine(folder, "rheobase.csv"), "current_a", "spike_rate_hz");
        foreach ((double current, double rate) in Levels) csv.Add(current).Add(rate).EndRow();
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
