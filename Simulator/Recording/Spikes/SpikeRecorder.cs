using System.Runtime.CompilerServices;
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
    private readonly Action<int, int, byte>[] _adds;
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
        _adds = [.. _populations.Select((_, i) => (Action<int, int, byte>)((step, neuron, kind) => _stream.Add(i, step, neuron, kind)))];
    }

    /// <inheritdoc/>
    public IResult? Result => _findings;

    /// <inheritdoc/>
    public int NextLook(Network network) => int.MaxValue;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        int start = Math.Max(_next, _from), end = Math.Min(network.StepsTaken, _until);
        for (int i = 0; i < _populations.Length; i++)
            SpikeKinds.Read(_populations[i].Population, _populations[i].Neurons, start, end, _adds[i]);
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
        RecordedSpike[][] last = [.. _populations.Select((_, i) => reader.Spikes(i, first: reader.CountOf(i) - most))];

        // Where spikes have been left out, the stretch begins after the first that has not.
        for (int i = 0; i < last.Length; i++)
            if (reader.CountOf(i) > most) start = Math.Max(start, last[i][0].Step + 1);
        if (start >= end) return null;
        return new SpikeFindings(
            Path.GetFileNameWithoutExtension(_path),
            [.. _populations.Select((p, i) => RecordedSpikes.Of(network, p.Population, p.Neurons, last[i], start))],
            network.TimeOf(start),
            network.TimeOf(end),
            network.Time,
            complete: start == _from)
        {
            TimeStep = network.TimeStep,

            // A task changes the inputs as well.
            InputsChange = network.Description.Task is not null
                || SpikeFindings.InputsChangeIn(network, network.TimeOf(start), network.TimeOf(end)),
        };
    }

    private static IEnumerable<ReadOnlyMemory<double>> Times(IEnumerable<SpikeColumns> chunks, Network network)
    {
        double[] times = new double[SpikeStreamFormat.ChunkBytes];
        foreach (SpikeColumns spikes in chunks)
        {
            Write(times.AsSpan(0, spikes.Count), spikes.Steps, network);
            yield return times.AsMemory(0, spikes.Count);
        }
    }

    // Without the optimization, in the slow code that methods begin with.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(Span<double> times, int[] steps, Network network)
    {
        for (int i = 0; i < times.Length; i++) times[i] = network.TimeOf(steps[i]);
    }
}
