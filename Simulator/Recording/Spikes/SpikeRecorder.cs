using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Recording.Spikes;

/// <summary>
/// Appends the spikes of populations to a file while the network runs (<see cref="SpikeStreamFormat"/>), and writes an .npz file from it at
/// the end: for every population three arrays, NAME_time_s, NAME_neuron and NAME_kind (1 event, 2 second spike of a burst, 0 any other), in
/// the order of time. Its memory does not grow with the length of the run.
/// </summary>
internal sealed class SpikeRecorder : IRecorder, IHasState
{
    // More spikes make figures and statistics no better, only later.
    private const int MostAnalysed = 500_000;
    private readonly string _path;
    private readonly string _streamPath;
    private readonly SpikeStreamWriter _stream;
    private readonly (Population Population, int Neurons)[] _populations;
    private readonly int _from;
    private readonly int _until;
    private int _next;
    private SpikeFindings? _findings;

    /// <summary>Prepares to record.</summary>
    /// <param name="path">The .npz file.</param>
    /// <param name="network">The network, before its next step.</param>
    /// <param name="recorder">What is recorded.</param>
    /// <exception cref="IOException">The file to append to cannot be written.</exception>
    public SpikeRecorder(string path, Network network, SpikeRecorderDescription recorder)
    {
        _path = path;
        _next = network.StepsTaken;
        _from = Math.Max(network.Steps(recorder.From), network.StepsTaken);
        _until = recorder.Until is double until ? network.Steps(until) : int.MaxValue;
        _populations =
        [
            .. network.Populations.Where(p => recorder.Populations is null || recorder.Populations.Contains(p.Name))
                .Select(p => (p, Math.Min(recorder.NeuronCount ?? p.Size, p.Size))),
        ];
        _streamPath = Path.ChangeExtension(path, RecordingContext.WorkingExtension);
        _stream = new SpikeStreamWriter(_streamPath, network.TimeStep,
            [.. _populations.Select(p => new StreamedPopulation(p.Population.Name, p.Neurons))]);
    }

    /// <inheritdoc/>
    public IResult? Result => _findings;

    /// <inheritdoc/>
    public int NextLook(Network network) => int.MaxValue;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        int start = Math.Max(_next, _from), end = Math.Min(network.StepsTaken, _until);
        for (int i = 0; i < _populations.Length; i++) Take(i, start, end);
        _next = network.StepsTaken;
    }

    /// <inheritdoc/>
    public void Finish(Network network)
    {
        _stream.Flush();
        try
        {
            // A run that was stopped, and now continued, has written what it had.
            File.Delete(_path);
            using SpikeStreamReader reader = new(_streamPath);
            using NpzWriter npz = new(_path);
            for (int i = 0; i < reader.Populations.Count; i++)
            {
                (string name, long count) = (reader.Populations[i].Name, reader.CountOf(i));

                // An archive has its arrays one after the other. Reading the spikes three times costs less than keeping them.
                npz.Add(name + "_time_s", count, Times(reader.Columns(i), network));
                npz.Add(name + "_neuron", count,
                    reader.Columns(i).Select(chunk => (ReadOnlyMemory<int>)chunk.Neurons.AsMemory(..chunk.Count)));
                npz.Add(name + "_kind", count,
                    reader.Columns(i).Select(chunk => (ReadOnlyMemory<byte>)chunk.Kinds.AsMemory(..chunk.Count)));
            }

            _findings = Find(network, reader);
        }
        catch
        {
            // An archive without its end cannot be read, and takes the room that the other files need where a disk is full. The spikes are
            // in the other file.
            File.Delete(_path);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("next", ref _next);
        _stream.VisitState(visitor);
    }

    private SpikeFindings? Find(Network network, SpikeStreamReader reader)
    {
        int most = MostAnalysed / _populations.Length, start = _from, end = Math.Min(network.StepsTaken, _until);
        RecordedSpike[][] last =
            [.. _populations.Select((_, i) => reader.Spikes(i, first: reader.CountOf(i) - most).ToArray())];

        // Where spikes have been left out, the stretch begins after the first that has not.
        for (int i = 0; i < last.Length; i++)
            if (reader.CountOf(i) > most) start = Math.Max(start, last[i][0].Step + 1);
        if (start >= end) return null;
        return new SpikeFindings(
            Path.GetFileNameWithoutExtension(_path),
            [.. _populations.Select(
                (p, i) => Recorded(p.Population, p.Neurons, [.. last[i].Where(spike => spike.Step >= start)], network))],
            network.TimeOf(start),
            network.TimeOf(end),
            network.Time,
            complete: start == _from);
    }

    private static RecordedSpikes Recorded(Population population, int neurons, RecordedSpike[] spikes, Network network) => new(
        population.Name,
        neurons,
        [.. spikes.Select(spike => network.TimeOf(spike.Step))],
        [.. spikes.Select(spike => spike.Neuron)],
        network.Description.ModelOf(population.Name).Bursts ? [.. spikes.Select(spike => spike.Kind == 1)] : null)
    {
        Index = network.Populations.TakeWhile(other => other != population).Count(),
    };

    private static IEnumerable<ReadOnlyMemory<double>> Times(IEnumerable<SpikeColumns> chunks, Network network)
    {
        double[] times = new double[SpikeStreamFormat.ChunkBytes];
        foreach (SpikeColumns spikes in chunks)
        {
            for (int i = 0; i < spikes.Count; i++) times[i] = network.TimeOf(spikes.Steps[i]);
            yield return times.AsMemory(0, spikes.Count);
        }
    }

    private void Take(int index, int start, int end)
    {
        (Population population, int neurons) = _populations[index];
        SpikeList spikes = population.Spikes, events = population.Events, bursts = population.Bursts;
        for (int step = start; step < end; step++)
        {
            // In most steps few populations spike.
            ReadOnlySpan<int> present = spikes.At(step);
            if (present.IsEmpty) continue;

            // Every event and every second spike of a burst is one of the spikes, and all three lists ascend.
            ReadOnlySpan<int> nextEvents = events.At(step), nextBursts = bursts.At(step);
            foreach (int neuron in present)
            {
                if (neuron >= neurons) break;
                bool isEvent = !nextEvents.IsEmpty && nextEvents[0] == neuron, isBurst = !nextBursts.IsEmpty && nextBursts[0] == neuron;
                if (isEvent) nextEvents = nextEvents[1..];
                if (isBurst) nextBursts = nextBursts[1..];
                _stream.Add(index, step, neuron, isEvent ? (byte)1 : isBurst ? (byte)2 : (byte)0);
            }
        }
    }
}
