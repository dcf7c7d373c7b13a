using Spiking.Engine;
using Spiking.Files;
using Spiking.Snapshots;

namespace Spiking.Recording;

/// <summary>Signals of populations in successive time bins of a run, and their table.</summary>
internal sealed class BinnedSignals : IHasState
{
    private readonly Signal[] _signals;
    private readonly int _binSteps;
    private readonly Func<double, double> _timeOf;
    private readonly NetworkDescription _network;

    /// <summary>Begins to measure, with the first bin at the present time of the network.</summary>
    /// <param name="network">The network, before its next step.</param>
    /// <param name="signals">The signals, at least one; one that is given twice is measured once.</param>
    /// <param name="bin">Width of a bin (s).</param>
    public BinnedSignals(Network network, IEnumerable<SignalDescription> signals, double bin)
    {
        _network = network.Description;
        _binSteps = network.Steps(bin);
        _timeOf = network.TimeOf;
        _signals = [.. signals.Distinct()
            .Select(signal => new Signal(signal, network.Population(signal.Population), network.StepsTaken, _binSteps))];
    }

    /// <summary>The signals.</summary>
    public IEnumerable<SignalDescription> Descriptions => _signals.Select(signal => signal.Description);

    /// <summary>Names of all populations of the network.</summary>
    public IReadOnlyList<string> Populations => [.. _network.Populations.Keys];

    /// <summary>The words with which the file of the network describes it; may be empty.</summary>
    public string NetworkWords => _network.Description;

    /// <summary>Number of bins that have ended.</summary>
    public int Bins => _signals[0].Values.Count;

    /// <summary>Duration of some bins (s).</summary>
    public double Duration(int bins) => _timeOf(bins * _binSteps);

    /// <summary>Simulation time after some bins (s); of half a bin more, the middle of the next one.</summary>
    public double TimeAfter(double bins) => _timeOf(_signals[0].Start + (bins * _binSteps));

    /// <summary>The values of a signal in SI units, one for each bin that has ended.</summary>
    public IReadOnlyList<double> Values(SignalDescription signal) => Array.Find(_signals, s => s.Description == signal)!.Values;

    /// <summary>The unit of a signal, as headings of tables have it; empty: none.</summary>
    public string UnitOf(SignalDescription signal) => signal.Unit(_network.ModelOf(signal.Population));

    /// <summary>Measures in a step that the network has taken.</summary>
    public void AfterStep(Network network)
    {
        foreach (Signal signal in _signals) signal.AfterStep(network.StepsTaken);
        if ((network.StepsTaken - _signals[0].Start) % _binSteps != 0) return;
        foreach (Signal signal in _signals) signal.EndBin();
    }

    /// <summary>Ends the measurement and writes its table: a row for each bin, a column for each signal.</summary>
    /// <param name="path">File to write.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Finish(string path)
    {
        foreach (Signal signal in _signals) signal.Finish();
        using CsvWriter csv =
            new(path, Descriptions.Select(signal => signal.Heading(_network.ModelOf(signal.Population))).Prepend("bin_end_s"));
        for (int bin = 0; bin < Bins; bin++)
        {
            csv.Add(TimeAfter(bin + 1));
            foreach (Signal signal in _signals)
            {
                if (signal.Description.NeedsEvents) csv.AddOrMissing(signal.Values[bin]);
                else csv.Add(signal.Values[bin]);
            }

            csv.EndRow();
        }
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        foreach (Signal signal in _signals) signal.VisitState(visitor);
    }
}
