using Spiking.Engine;
using Spiking.Neurons;

namespace Spiking.Recording;

/// <summary>Writes the rates of populations per time bin into a table: one row per bin and population.</summary>
public sealed class RateFileRecorder : IRecorder
{
    private readonly CsvWriter _csv;
    private readonly List<Population> _populations;
    private readonly RateMeter _meter;
    private readonly int _binSteps;
    private int _binStart;

    /// <summary>Creates the file.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="network">The network, before its next step.</param>
    /// <param name="populations">Names of the populations; null: all.</param>
    /// <param name="bin">Width of a bin (s).</param>
    public RateFileRecorder(string path, Network network, IReadOnlyList<string>? populations, double bin)
    {
        _populations = [.. network.Populations.Where(p => populations is null || populations.Contains(p.Name))];
        _binSteps = Math.Max(1, network.Steps(bin));
        _binStart = network.StepsTaken;
        _meter = new RateMeter(_populations, network.StepsTaken);
        _csv = new CsvWriter(
            path, "bin_end_s", "population", "spike_rate_hz", "event_rate_hz", "burst_rate_hz", "burst_probability");
    }

    /// <inheritdoc/>
    public int NextLook(Network network) => _binStart + _binSteps;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        if (network.StepsTaken - _binStart == _binSteps) WriteBin(network);
    }

    /// <inheritdoc/>
    public void Finish(Network network)
    {
        if (network.StepsTaken > _binStart) WriteBin(network);
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private void WriteBin(Network network)
    {
        for (int i = 0; i < _populations.Count; i++)
        {
            PopulationRates rates = _meter.Rates(i, network.StepsTaken);
            _csv.Add(network.Time).Add(_populations[i].Name).Add(rates.SpikeRate).Add(rates.EventRate).Add(rates.BurstRate)
                .AddOrMissing(rates.BurstProbability).EndRow();
        }

        _meter.Restart(network.StepsTaken);
        _binStart = network.StepsTaken;
    }
}
