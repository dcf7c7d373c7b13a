using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Recording.Rates;

/// <summary>Writes the rates of populations per time bin into a table: one row per bin and population.</summary>
internal sealed class RateRecorder : IRecorder, IHasState
{
    private readonly CsvWriter _csv;
    private readonly List<Population> _populations;
    private readonly RateBins _bins;
    private int _written;

    /// <summary>Creates the file.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="network">The network, before its next step.</param>
    /// <param name="populations">Names of the populations; null: all.</param>
    /// <param name="bin">Width of a bin (s).</param>
    public RateRecorder(string path, Network network, IReadOnlyList<string>? populations, double bin)
    {
        _populations = [.. network.Populations.Where(p => populations is null || populations.Contains(p.Name))];
        _bins = new RateBins(_populations, network.StepsTaken, Math.Max(1, network.Steps(bin)));
        _csv = new CsvWriter(
            path, "bin_end_s", "population", "spike_rate_hz", "event_rate_hz", "burst_rate_hz", "burst_probability");
    }

    /// <inheritdoc/>
    public int NextLook(Network network) => int.MaxValue;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        _bins.Take(network.StepsTaken);
        Write(network, _bins.Settled);
    }

    /// <inheritdoc/>
    public void Finish(Network network)
    {
        Write(network, _bins.Ended);
        if (_bins.End(_written) > _bins.End(_written - 1)) Write(network, _written + 1);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        _bins.VisitState(visitor);
        visitor.Value("binsWritten", ref _written);
        _csv.VisitState(visitor);
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private void Write(Network network, int bins)
    {
        for (; _written < bins; _written++)
        {
            double end = network.TimeOf(_bins.End(_written));
            for (int i = 0; i < _populations.Count; i++)
            {
                PopulationRates rates = _bins.Rates(i, _written);
                _csv.Add(end).Add(_populations[i].Name).Add(rates.SpikeRate).Add(rates.EventRate).Add(rates.BurstRate)
                    .AddOrMissing(rates.BurstProbability).EndRow();
            }
        }

        _bins.Forget(Math.Min(_written, _bins.Settled));
    }
}
