using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.Snapshots;

namespace Spiking.Recording.Transfer;

/// <summary>The response of a population to one level of its staircase current.</summary>
/// <param name="Current">The level (A).</param>
/// <param name="EventRate">Events per neuron (Hz) in the window.</param>
/// <param name="BurstRate">Bursts per neuron (Hz) in the window.</param>
/// <param name="BurstProbability">Mean over the bins of the window of the share of events that become bursts; NaN without events.</param>
/// <param name="SpikeRate">Spikes per neuron (Hz) in the window.</param>
internal readonly record struct TransferPoint(
    double Current, double EventRate, double BurstRate, double BurstProbability, double SpikeRate);

/// <summary>Measures the response of a population to each level of its staircase current and writes it into a table.</summary>
internal sealed class TransferRecorder : IRecorder, IResult, IHasState
{
    private readonly string _name, _path;
    private readonly StaircaseCurrentDescription _staircase;
    private readonly Population _population;
    private readonly bool _bursts;
    private readonly RateMeter _window;
    private readonly int _binSteps, _windowSteps, _levelSteps, _firstStep;
    private readonly List<TransferPoint> _points = [];

    // The bins of every window that has begun. They see bursts after the end of their window whose events are within it.
    private readonly List<RateBins> _bins = [];

    /// <summary>Prepares to record.</summary>
    /// <param name="context">The network, before its first step, and the names of files.</param>
    /// <param name="recorder">Population, compartment, window and bin.</param>
    public TransferRecorder(RecordingContext context, TransferRecorderDescription recorder)
    {
        Network network = context.Network;
        (_name, _path) = context.FileOf("transfer", ".csv");
        Recorder = recorder;
        _staircase = recorder.Staircases(network.Description).Single();
        _population = network.Population(recorder.Population);
        _bursts = network.Description.ModelOf(recorder.Population).Bursts;
        _window = new RateMeter([_population], 0);
        _binSteps = network.Steps(recorder.Bin);
        _windowSteps = network.Steps(recorder.Window);
        _levelSteps = network.Steps(_staircase.LevelDuration);
        _firstStep = network.Steps(_staircase.From);
    }

    /// <summary>The description.</summary>
    public TransferRecorderDescription Recorder { get; }

    /// <summary>The levels that have ended.</summary>
    public IReadOnlyList<TransferPoint> Points =>
        [.. _points.Select((point, level) => point with { BurstProbability = BurstProbability(_bins[level]) })];

    /// <inheritdoc/>
    public int NextLook(Network network)
    {
        if (_points.Count == _staircase.Levels) return int.MaxValue;
        int end = _firstStep + (_points.Count + 1) * _levelSteps, begin = end - _windowSteps;
        return network.StepsTaken < begin ? begin : end;
    }

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        foreach (RateBins bins in _bins)
            if (bins.Settled < BinsOfWindow) bins.Take(network.StepsTaken);
        int inWindow = InWindow(network.StepsTaken);
        if (inWindow == _windowSteps && _bins.Count > _points.Count)
        {
            PopulationRates rates = _window.Rates(0, network.StepsTaken);
            double current = _staircase.Level(_points.Count).ToDouble();
            _points.Add(new TransferPoint(current, rates.EventRate, rates.BurstRate, double.NaN, rates.SpikeRate));
            inWindow = InWindow(network.StepsTaken);
        }

        if (inWindow != 0 || _points.Count == _staircase.Levels) return;
        _window.Restart(network.StepsTaken);
        _bins.Add(new RateBins([_population], network.StepsTaken, _binSteps));
    }

    /// <inheritdoc/>
    public void Finish(Network network)
    {
        using CsvWriter csv = new(_path, "current_a", "event_rate_hz", "burst_rate_hz", "burst_probability");
        foreach (TransferPoint p in Points) csv.Add(p.Current).Add(p.EventRate).Add(p.BurstRate).AddOrMissing(p.BurstProbability).EndRow();
    }

    /// <inheritdoc/>
    public IResult Result => this;

    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures() =>
        Points is { Count: > 0 } points ? [(_name, () => TransferFigures.Create(Recorder, points, _bursts))] : [];

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, double Value)> Measured
    {
        get
        {
            TransferShape shape = TransferShape.Of(Points);
            return [($"{_name}.slope_per_na", shape.Slope * 1e-9), ($"{_name}.half_current_pa", shape.HalfPoint * 1e12)];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        _window.VisitState(visitor);
        visitor.List("points", _points);
        visitor.Parts("binsOfWindows", _bins, () => new RateBins([_population], 0, _binSteps));
    }

    private int BinsOfWindow => _windowSteps / _binSteps;

    /// <summary>Steps since the window of the present level began; negative before it.</summary>
    private int InWindow(int stepsTaken) => stepsTaken - _firstStep - (_points.Count + 1) * _levelSteps + _windowSteps;

    /// <summary>Mean over the bins with events; NaN if there are none.</summary>
    private double BurstProbability(RateBins bins)
    {
        double[] probabilities =
            [.. Enumerable.Range(0, BinsOfWindow).Select(bin => bins.Rates(0, bin).BurstProbability).Where(p => !double.IsNaN(p))];
        return OrderedSum.Mean(probabilities);
    }
}
