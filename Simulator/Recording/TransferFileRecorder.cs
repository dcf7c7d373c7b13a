using Spiking.Engine;
using Spiking.Networks;

namespace Spiking.Recording;

/// <summary>The response of a population to one level of its staircase current.</summary>
/// <param name="Current">The level (A).</param>
/// <param name="EventRate">Events per neuron (Hz) in the window.</param>
/// <param name="BurstRate">Bursts per neuron (Hz) in the window.</param>
/// <param name="BurstProbability">Mean over the bins of the window of bursts over events; NaN without events.</param>
public readonly record struct TransferPoint(double Current, double EventRate, double BurstRate, double BurstProbability);

/// <summary>Measures the response of a population to each level of its staircase current and writes it into a table.</summary>
public sealed class TransferFileRecorder : IRecorder
{
    private readonly string _path;
    private readonly StaircaseCurrent _staircase;
    private readonly RateMeter _window, _bin;
    private readonly int _binSteps, _windowSteps, _levelSteps, _firstStep;
    private readonly List<TransferPoint> _points = [];
    private double _probabilitySum;
    private int _probabilityBins;

    /// <summary>Prepares to record.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="network">The network, before its first step.</param>
    /// <param name="recorder">Population, compartment, window and bin.</param>
    public TransferFileRecorder(string path, Network network, TransferRecorder recorder)
    {
        _path = path;
        Recorder = recorder;
        _staircase = recorder.Staircases(network.Description).Single();
        _window = new RateMeter([network.Population(recorder.Population)], 0);
        _bin = new RateMeter([network.Population(recorder.Population)], 0);
        _binSteps = network.Steps(recorder.Bin);
        _windowSteps = network.Steps(recorder.Window);
        _levelSteps = network.Steps(_staircase.LevelDuration);
        _firstStep = network.Steps(_staircase.From);
    }

    /// <summary>What was asked for.</summary>
    public TransferRecorder Recorder { get; }

    /// <summary>The levels that have ended.</summary>
    public IReadOnlyList<TransferPoint> Points => _points;

    /// <inheritdoc/>
    public int NextLook(Network network)
    {
        if (_points.Count == _staircase.Levels) return int.MaxValue;
        int window = _firstStep + (_points.Count + 1) * _levelSteps - _windowSteps, taken = network.StepsTaken;
        return taken < window ? window : window + ((taken - window) / _binSteps + 1) * _binSteps;
    }

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        int taken = network.StepsTaken - _firstStep;
        if (taken < 0 || _points.Count == _staircase.Levels) return;
        int inWindow = taken - _points.Count * _levelSteps - (_levelSteps - _windowSteps);
        if (inWindow == 0)
        {
            _window.Restart(network.StepsTaken);
            _bin.Restart(network.StepsTaken);
            (_probabilitySum, _probabilityBins) = (0, 0);
        }

        if (inWindow <= 0 || inWindow % _binSteps != 0) return;
        double probability = _bin.Rates(0, network.StepsTaken).BurstProbability;
        _bin.Restart(network.StepsTaken);
        if (!double.IsNaN(probability))
        {
            _probabilitySum += probability;
            _probabilityBins++;
        }

        if (inWindow == _windowSteps) EndLevel(network.StepsTaken);
    }

    /// <inheritdoc/>
    public void Finish(Network network)
    {
        using CsvWriter csv = new(_path, "current_a", "event_rate_hz", "burst_rate_hz", "burst_probability");
        foreach (TransferPoint p in _points) csv.Add(p.Current).Add(p.EventRate).Add(p.BurstRate).AddOrMissing(p.BurstProbability).EndRow();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void EndLevel(int stepsTaken)
    {
        PopulationRates rates = _window.Rates(0, stepsTaken);
        double current = _staircase.First + _points.Count * _staircase.Increment;
        _points.Add(new TransferPoint(current, rates.EventRate, rates.BurstRate, _probabilitySum / _probabilityBins));
    }
}
