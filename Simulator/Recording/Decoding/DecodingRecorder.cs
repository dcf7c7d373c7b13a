using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Recording.Decoding;

/// <summary>
/// Collects the signals of a decoding analysis in time bins, and the spikes of its rasters, and writes the signals into a table.
/// </summary>
internal sealed class DecodingRecorder : IRecorder, IHasState
{
    private readonly string _path, _name;
    private readonly List<Signal> _signals = [];
    private readonly RasterSpikes[] _rasters;
    private readonly int _binSteps;
    private readonly Func<double, double> _timeOf;
    private readonly NetworkDescription _network;
    private DecodingAnalysis? _analysis;

    /// <summary>Prepares to record.</summary>
    /// <param name="context">The network, whose present time is where the first bin begins, and the names of files.</param>
    /// <param name="recorder">Signals, bins and rasters.</param>
    public DecodingRecorder(RecordingContext context, DecodingRecorderDescription recorder)
    {
        Network network = context.Network;
        _path = context.PathOf("decoding-signals", ".csv");
        _name = context.NameOf("decoding");
        Recorder = recorder;
        _network = network.Description;
        Populations = [.. _network.Populations.Keys];
        _binSteps = network.Steps(recorder.Bin);
        _timeOf = network.TimeOf;
        foreach (SignalDescription signal in recorder.Readouts.SelectMany(r => r.Predictors.Prepend(r.Signal)).Distinct())
            _signals.Add(new Signal(signal, network.Population(signal.Population), network.StepsTaken, _binSteps));
        _rasters =
        [
            .. (recorder.Raster?.Populations ?? [])
                .Select(name => new RasterSpikes(network.Population(name), network.TimeOf, recorder.Raster!.NeuronCount,
                    network.Description.ModelOf(name).Bursts)),
        ];
    }

    /// <summary>The description.</summary>
    public DecodingRecorderDescription Recorder { get; }

    /// <summary>Duration of some bins (s).</summary>
    public double Duration(int bins) => _timeOf(bins * _binSteps);

    /// <summary>Simulation time after some bins (s); of half a bin more, the middle of the next one.</summary>
    public double TimeAfter(double bins) => _timeOf(_signals[0].Start + (bins * _binSteps));

    /// <summary>Names of all populations of the network.</summary>
    public IReadOnlyList<string> Populations { get; }

    /// <summary>The spikes of the rasters.</summary>
    public IReadOnlyList<RasterSpikes> Rasters => _rasters;

    /// <summary>The binned values of a signal.</summary>
    public IReadOnlyList<double> Values(SignalDescription signal) => _signals.Find(s => s.Description == signal)!.Values;

    /// <summary>The unit of a signal, as headings of tables have it; empty: none.</summary>
    public string UnitOf(SignalDescription signal) => signal.Unit(_network.ModelOf(signal.Population));

    /// <inheritdoc/>
    public int NextLook(Network network) => network.StepsTaken + 1;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        foreach (Signal signal in _signals) signal.AfterStep(network.StepsTaken);
        foreach (RasterSpikes raster in _rasters) raster.Take(network.StepsTaken - 1);
        if ((network.StepsTaken - _signals[0].Start) % _binSteps != 0) return;
        foreach (Signal signal in _signals) signal.EndBin();
    }

    /// <inheritdoc/>
    public void Finish(Network network)
    {
        foreach (Signal signal in _signals) signal.Finish();
        using CsvWriter csv = new(_path,
            _signals.Select(s => s.Description.Heading(_network.ModelOf(s.Description.Population))).Prepend("bin_end_s"));
        for (int bin = 0; bin < _signals[0].Values.Count; bin++)
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

    /// <summary>The fits of all readouts, once the recorder has finished.</summary>
    public DecodingAnalysis Analysis => _analysis ??= DecodingAnalysis.Of(this, _name);

    /// <inheritdoc/>
    public IResult Result => Analysis;

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        foreach (Signal signal in _signals) signal.VisitState(visitor);
        foreach (RasterSpikes raster in _rasters) raster.VisitState(visitor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

/// <summary>The spikes of the first neurons of a population, by kind.</summary>
/// <param name="population">The population.</param>
/// <param name="timeOf">Time of a step (s).</param>
/// <param name="neurons">Number of neurons.</param>
/// <param name="bursts">Whether the cells burst.</param>
internal sealed class RasterSpikes(Population population, Func<double, double> timeOf, int neurons, bool bursts) : IHasState
{
    private readonly List<double> _eventTimes = [], _laterTimes = [];
    private readonly List<int> _eventNeurons = [], _laterNeurons = [];

    /// <summary>Name of the population.</summary>
    public string Population => population.Name;

    /// <summary>Whether the cells burst, so that events and later spikes mean something.</summary>
    public bool Bursts => bursts;

    /// <summary>Times (s) of the events.</summary>
    public IReadOnlyList<double> EventTimes => _eventTimes;

    /// <summary>Neurons of the events.</summary>
    public IReadOnlyList<int> EventNeurons => _eventNeurons;

    /// <summary>Times (s) of the second and later spikes of bursts.</summary>
    public IReadOnlyList<double> LaterTimes => _laterTimes;

    /// <summary>Neurons of the second and later spikes of bursts.</summary>
    public IReadOnlyList<int> LaterNeurons => _laterNeurons;

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.List("eventTimes", _eventTimes);
        visitor.List("eventNeurons", _eventNeurons);
        visitor.List("laterTimes", _laterTimes);
        visitor.List("laterNeurons", _laterNeurons);
    }

    /// <summary>Takes the spikes of a step.</summary>
    public void Take(int step)
    {
        ReadOnlySpan<int> events = population.Events.Present;
        foreach (int neuron in population.Spikes.Present)
        {
            if (neuron >= neurons) break;
            bool isEvent = events.BinarySearch(neuron) >= 0;
            (isEvent ? _eventTimes : _laterTimes).Add(timeOf(step));
            (isEvent ? _eventNeurons : _laterNeurons).Add(neuron);
        }
    }
}
