using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Recording.Decoding;

/// <summary>
/// Collects the signals of a decoding analysis in time bins, and the spikes of its rasters, and writes the signals into a table.
/// </summary>
internal sealed class DecodingRecorder : IRecorder, IHasState
{
    private readonly string _path, _name;
    private readonly RasterSpikes[] _rasters;
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
        Signals = new BinnedSignals(network, recorder.Readouts.SelectMany(r => r.Predictors.Prepend(r.Signal)), recorder.Bin);
        _rasters =
        [
            .. (recorder.Raster?.Populations ?? [])
                .Select(name => new RasterSpikes(network.Population(name), network.TimeOf, recorder.Raster!.NeuronCount,
                    network.Description.ModelOf(name).Bursts)),
        ];
    }

    /// <summary>The description.</summary>
    public DecodingRecorderDescription Recorder { get; }

    /// <summary>The signals in their bins.</summary>
    public BinnedSignals Signals { get; }

    /// <summary>The spikes of the rasters.</summary>
    public IReadOnlyList<RasterSpikes> Rasters => _rasters;

    /// <inheritdoc/>
    public int NextLook(Network network) => network.StepsTaken + 1;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        foreach (RasterSpikes raster in _rasters) raster.Take(network.StepsTaken - 1);
        Signals.AfterStep(network);
    }

    /// <inheritdoc/>
    public void Finish(Network network) => Signals.Finish(_path);

    /// <summary>The fits of all readouts, once the recorder has finished.</summary>
    public DecodingAnalysis Analysis => _analysis ??= DecodingAnalysis.Of(this, _name);

    /// <inheritdoc/>
    public IResult Result => Analysis;

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        Signals.VisitState(visitor);
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
