using System.Globalization;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>
/// A source of spikes without a membrane, whose spikes stand in a file: those of an earlier run (recorder "spikes") or from elsewhere. An
/// .npz file has the arrays POPULATION_time_s and POPULATION_neuron, or time_s and neuron; a CSV file the columns time_s and neuron, and
/// perhaps a column population with the name of the population that a row belongs to. Instead of time_s there may be time_ms. A SONATA file
/// (HDF5) has /spikes/POPULATION with timestamps, in ms if they have no units, and node_ids. Neurons are counted from 0, and times do not
/// descend.
/// </summary>
/// <remarks>
/// <code>
/// a spike at the time t is one of the step that begins nearest to t
/// </code>
/// The file is read while the network runs, not held whole.
/// </remarks>
/// <example><code>
/// { "type": "spikes-from-file", "file": "spikes.npz", "population": "input" }
/// </code></example>
[VariantName("spikes-from-file")]
public sealed record SpikeFileModelDescription : NeuronModelDescription
{
    /// <summary>The file, relative to the folder of the file that names it.</summary>
    [NotEmpty, FilePath(IsFull = true)]
    public required string File { get; init; }

    /// <summary>The population of the file whose spikes are taken; absent: the file has one population.</summary>
    [NotEmpty]
    public string? Population { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => [];

    /// <inheritdoc/>
    public override bool HasDendrite => false;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => [];

    internal override bool FollowsFile => true;

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new SpikeFilePopulation(this, settings);

    internal override (string Property, string Message)? Misfit(int size, double timeStep)
    {
        try
        {
            SpikeFile.Check(this, size, timeStep);
            return null;
        }
        catch (DataFileException e)
        {
            return (nameof(File), $"this does not fit: {e.Message}");
        }
    }
}

/// <summary>Neurons whose spikes stand in a file.</summary>
internal sealed class SpikeFilePopulation : Population
{
    private readonly SpikeFile _file;
    private readonly List<int> _due = [];

    /// <summary>Creates the population.</summary>
    public SpikeFilePopulation(SpikeFileModelDescription model, PopulationSettings settings)
        : base(settings) => _file = new SpikeFile(model, settings.Size, settings.TimeStep);

    /// <inheritdoc/>
    public override AlignedArray<float> Conductance(Receptor receptor) =>
        throw new ArgumentException($"population {Name} is a source of spikes and has no receptors", nameof(receptor));

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        if (_file.NextStep > step) return;
        _file.Take(step, _due);
        foreach (int neuron in _due) Emit(neuron, step);
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor) => _file.VisitState(visitor);
}

/// <summary>Spikes of a file, step by step.</summary>
internal sealed class SpikeFile : IHasState
{
    private readonly RowReader _rows;
    private readonly int _size;
    private readonly double _timeStep;
    private double _time;
    private long _nextStep;

    /// <summary>Opens the file before its first spike.</summary>
    public SpikeFile(SpikeFileModelDescription model, int size, double timeStep)
    {
        _rows = new RowReader(model.File, model.Population, [SeriesFile.TimeColumn, "neuron"]);
        (_size, _timeStep) = (size, timeStep);
        Look();
    }

    /// <summary>The step of the next spike; beyond all steps if there is none.</summary>
    public long NextStep => _nextStep;

    /// <summary>Reads a whole file and checks it.</summary>
    /// <exception cref="DataFileException">The file cannot be read, times descend, a neuron does not exist or spikes twice in a
    /// step.</exception>
    public static void Check(SpikeFileModelDescription model, int size, double timeStep)
    {
        SpikeFile file = new(model, size, timeStep);
        List<int> due = [];
        while (file.NextStep < long.MaxValue) file.Take(file.NextStep, due);
    }

    /// <summary>Takes the spikes of a step, in ascending order of neurons. Steps ascend, and none that has spikes is left out.</summary>
    /// <exception cref="DataFileException">The file cannot be read, times descend, a neuron does not exist or spikes twice in the
    /// step.</exception>
    public void Take(long step, List<int> due)
    {
        due.Clear();
        while (_nextStep <= step)
        {
            double neuron = _rows[1];
            if (!(neuron >= 0 && neuron < _size && neuron == Math.Floor(neuron)))
                throw _rows.Wrong(Text($"found {neuron} as \"neuron\"; it must be a whole number from 0 to {_size - 1}."));
            if (_nextStep < step) throw _rows.Wrong("the time is that of a step that has passed; times must not descend.");
            int place = due.BinarySearch((int)neuron);
            if (place >= 0)
                throw _rows.Wrong(
                    Text($"neuron {neuron} spikes twice in the time step of {_timeStep * 1e3} ms that begins at {step * _timeStep} s."));
            due.Insert(~place, (int)neuron);
            _rows.Take();
            Look();
        }
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        _rows.VisitState(visitor);
        visitor.Value("time", ref _time);
        if (visitor.IsTakingOver)
        {
            // Time begins again.
            _rows.Rewind();
            _time = 0;
        }

        if (visitor.IsRestoring) Look();
    }

    private void Look()
    {
        _nextStep = long.MaxValue;
        if (!_rows.HasNext()) return;
        _time = SeriesFile.TimeOf(_rows, _time, mayRepeat: true);
        _nextStep = TimeGrid.Steps(_time, _timeStep);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
