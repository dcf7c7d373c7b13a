using System.Globalization;
using System.Runtime.InteropServices;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Recording.Spikes;

/// <summary>
/// Keeps the spikes of populations and writes them into an .npz file: for every population three arrays, NAME_time_s, NAME_neuron and
/// NAME_kind (1 event, 2 second spike of a burst, 0 any other), in the order of time.
/// </summary>
public sealed class SpikeRecorder : IRecorder, IHasState
{
    private readonly string _path;
    private readonly List<PopulationSpikes> _populations;
    private readonly int _from;
    private readonly int _until;
    private int _next;

    /// <summary>Prepares to record.</summary>
    public SpikeRecorder(string path, Network network, SpikeRecorderDescription recorder)
        : this(path, network, recorder, HasRoom)
    {
    }

    /// <summary>Prepares to record.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <param name="recorder">What is recorded.</param>
    /// <param name="hasRoom">Whether there is memory for so many bytes more.</param>
    internal SpikeRecorder(string path, Network network, SpikeRecorderDescription recorder, Func<long, bool> hasRoom)
    {
        _path = path;
        _next = network.StepsTaken;
        _from = network.Steps(recorder.From);
        _until = recorder.Until is double until ? network.Steps(until) : int.MaxValue;
        _populations =
        [
            .. network.Populations.Where(p => recorder.Populations is null || recorder.Populations.Contains(p.Name))
                .Select(p => new PopulationSpikes(p, Math.Min(recorder.NeuronCount ?? p.Size, p.Size), hasRoom)),
        ];
    }

    /// <inheritdoc/>
    public int NextLook(Network network) => int.MaxValue;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        int end = Math.Min(network.StepsTaken, _until);
        try
        {
            foreach (PopulationSpikes population in _populations)
                for (int step = Math.Max(_next, _from); step < end; step++) population.Take(step);
        }
        catch (OutOfMemoryException e)
        {
            throw NoMemory(e, network);
        }

        _next = network.StepsTaken;
    }

    /// <inheritdoc/>
    public void Finish(Network network)
    {
        try
        {
            // A run that was stopped, and now continued, has written what it had.
            File.Delete(_path);
            using NpzWriter npz = new(_path);
            foreach (PopulationSpikes population in _populations) population.Write(npz, network.TimeStep);
        }
        catch (Exception e)
        {
            // An archive without its end cannot be read, and takes the room that the other files need where a disk is full.
            File.Delete(_path);
            if (e is OutOfMemoryException memory) throw NoMemory(memory, network);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("next", ref _next);
        foreach (PopulationSpikes population in _populations) population.VisitState(visitor);
    }

    // Its spikes, in memory until the end of the run, are most of what a long run holds.
    private SimulationException NoMemory(OutOfMemoryException cause, Network network) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"the spike recorder of {Path.GetFileName(_path)} holds {_populations.Sum(p => (long)p.Count):N0} spikes after {network.Time:0.###} s, and there is no memory "
            + $"for more ({SpikeRecorderDescription.BytesPerSpike} bytes each). Record fewer neurons (neuronCount), fewer populations, or a stretch of time (from, until)."),
        cause);

    // A system that has promised more memory than there is does not refuse, but kills.
    private static bool HasRoom(long bytes)
    {
        const long Unasked = 1 << 28;
        return bytes <= Unasked || bytes <= MemoryCheck.Limit - GC.GetTotalMemory(forceFullCollection: false);
    }

    private sealed class PopulationSpikes(Population population, int neurons, Func<long, bool> hasRoom) : IHasState
    {
        private readonly List<int> _steps = [];
        private readonly List<int> _neurons = [];
        private readonly List<byte> _kinds = [];

        public int Count => _steps.Count;

        public void Take(int step)
        {
            if (_steps.Count == _steps.Capacity) RequireRoom();
            ReadOnlySpan<int> events = population.Events.At(step), bursts = population.Bursts.At(step);
            foreach (int neuron in population.Spikes.At(step))
            {
                if (neuron >= neurons) break;
                _steps.Add(step);
                _neurons.Add(neuron);
                _kinds.Add(events.BinarySearch(neuron) >= 0 ? (byte)1 : bursts.BinarySearch(neuron) >= 0 ? (byte)2 : (byte)0);
            }
        }

        public void VisitState(StateVisitor visitor)
        {
            visitor.List("steps", _steps);
            visitor.List("neurons", _neurons);
            visitor.List("kinds", _kinds);
            visitor.Require(_steps.Count == _neurons.Count && _steps.Count == _kinds.Count, "of some spikes the step, the neuron or the kind is missing");
        }

        // A list that grows is copied into one of twice the length.
        private void RequireRoom()
        {
            const int BytesInLists = 2 * sizeof(int) + sizeof(byte);
            if (!hasRoom(2L * _steps.Count * BytesInLists)) throw new InsufficientMemoryException();
        }

        public void Write(NpzWriter npz, double timeStep)
        {
            double[] times = new double[_steps.Count];
            for (int i = 0; i < times.Length; i++) times[i] = _steps[i] * timeStep;
            npz.Add<double>(population.Name + "_time_s", times);
            npz.Add<int>(population.Name + "_neuron", CollectionsMarshal.AsSpan(_neurons));
            npz.Add<byte>(population.Name + "_kind", CollectionsMarshal.AsSpan(_kinds));
        }
    }
}
