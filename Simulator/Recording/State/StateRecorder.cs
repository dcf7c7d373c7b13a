using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Recording.State;

/// <summary>Writes state variables of single neurons at a fixed interval: a column per neuron and variable, hidden1.somaPotential_v[3]
/// for neuron 3 of hidden1.</summary>
internal sealed class StateRecorder : IRecorder, IHasState
{
    private readonly CsvWriter _csv;
    private readonly List<Func<int, float>> _variables;
    private readonly IReadOnlyList<int> _neurons;
    private readonly int _every;
    private readonly int _from;
    private readonly int _until;
    private readonly string _path;
    private readonly Population _population;
    private readonly StateVariable[] _columns;

    // Spikes of the cells while they are recorded, for the figure.
    private readonly List<int> _spikeSteps = [];
    private readonly List<int> _spikeCells = [];
    private int _next;
    private int _taken;
    private StateFindings? _findings;

    /// <summary>Creates the file.</summary>
    public StateRecorder(string path, Network network, StateRecorderDescription recorder)
    {
        Population population = network.Population(recorder.Population);
        (_path, _population, _taken) = (path, population, network.StepsTaken);
        _variables = [.. recorder.Variables.Select(name => ValueOf(population, name))];
        _neurons = recorder.Neurons;
        _every = Math.Max(1, network.Steps(recorder.Every));
        _next = _from = network.Steps(recorder.From);
        _until = recorder.Until is double until ? network.Steps(until) : int.MaxValue;
        NeuronModelDescription model = network.Description.ModelOf(population.Name);
        _columns = [.. recorder.Variables.Select(variable => new StateVariable(variable, InjectedCurrent.UnitOf(model, variable)))];
        _csv = new CsvWriter(
            path,
            _columns.SelectMany(variable => recorder.Neurons.Select(n => $"{population.Name}.{variable.Heading}[{n}]"))
                .Prepend("time_s"));
    }

    /// <inheritdoc/>
    public IResult? Result => _findings;

    /// <inheritdoc/>
    public int NextLook(Network network) => _next < _until ? _next + 1 : int.MaxValue;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        TakeSpikes(network);

        // The state after step k belongs to time k dt, like a spike of step k.
        int step = network.StepsTaken - 1;
        if (step < _next || step >= _until) return;
        _next = step + _every;
        _csv.Add(network.TimeOf(step));
        foreach (Func<int, float> valueOf in _variables)
            foreach (int neuron in _neurons) _csv.Add(valueOf(neuron));
        _csv.EndRow();
    }

    /// <inheritdoc/>
    public void Finish(Network network) => _findings = new StateFindings(
        _path, _population.Name, _columns, _neurons, [.. _spikeSteps.Select((step, i) => (network.TimeOf(step), _spikeCells[i]))]);

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("next", ref _next);
        visitor.Value("taken", ref _taken);
        visitor.List("spikeSteps", _spikeSteps);
        visitor.List("spikeCells", _spikeCells);
        _csv.VisitState(visitor);
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private static Func<int, float> ValueOf(Population population, string name)
    {
        if (InjectedCurrent.Has(name))
        {
            InjectedCurrent current = InjectedCurrent.Of(population, name);
            return neuron => current[neuron];
        }

        AlignedArray<float> values = population.Variable(name);
        return neuron => values.Span[neuron];
    }

    private void TakeSpikes(Network network)
    {
        for (; _taken < network.StepsTaken; _taken++)
        {
            if (_taken < _from || _taken >= _until) continue;
            ReadOnlySpan<int> spikes = _population.Spikes.At(_taken);
            if (spikes.IsEmpty) continue;
            foreach (int neuron in _neurons)
            {
                if (spikes.BinarySearch(neuron) < 0) continue;
                _spikeSteps.Add(_taken);
                _spikeCells.Add(neuron);
            }
        }
    }
}
