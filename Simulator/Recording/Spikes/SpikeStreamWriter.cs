using Spiking.Files;
using Spiking.Snapshots;

namespace Spiking.Recording.Spikes;

/// <summary>Appends spikes to a file (<see cref="SpikeStreamFormat"/>), with a buffer of 64 KB for each population.</summary>
internal sealed class SpikeStreamWriter : IHasState, IDisposable
{
    private readonly ContinuedFile _file;
    private readonly Chunk[] _chunks;
    private readonly byte[] _header = new byte[SpikeStreamFormat.ChunkHeader];

    /// <summary>Creates the file, or opens that of a run that continues.</summary>
    /// <param name="path">The file.</param>
    /// <param name="timeStep">Time step (s).</param>
    /// <param name="populations">The populations.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public SpikeStreamWriter(string path, double timeStep, IReadOnlyList<StreamedPopulation> populations)
    {
        _chunks = [.. populations.Select(population => new Chunk(population.Neurons))];
        _file = new ContinuedFile(path, bufferSize: 0);
        _file.Write(SpikeStreamFormat.Header(timeStep, populations));
    }

    /// <summary>Number of spikes so far.</summary>
    public long Count => _chunks.Sum(chunk => chunk.Written + chunk.Spikes);

    /// <summary>Appends a spike. The spikes of a population come in the order of their steps, and of their neurons within a step.</summary>
    /// <param name="population">Index of the population.</param>
    /// <param name="step">The step, at least 0.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="kind">1 event, 2 second spike of a burst, 0 any other.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The spike does not follow the one before, or there is no such neuron or kind.
    /// </exception>
    public void Add(int population, int step, int neuron, byte kind)
    {
        Chunk chunk = _chunks[population];
        if (!chunk.TryAdd(step, neuron, kind))
        {
            Write(population);
            chunk.TryAdd(step, neuron, kind);
        }
    }

    /// <summary>Writes what is buffered, so that the file holds all spikes so far.</summary>
    public void Flush()
    {
        for (int population = 0; population < _chunks.Length; population++) Write(population);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        // Buffers are state rather than written now: where chunks end must not depend on when snapshots are taken.
        foreach (Chunk chunk in _chunks) chunk.VisitState(visitor);
        _file.VisitState(visitor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_file.CanWrite) _file.Cut();
        _file.Dispose();
    }

    private void Write(int population)
    {
        Chunk chunk = _chunks[population];
        _file.RequireWhole();
        if (chunk.Spikes == 0) return;
        SpikeStreamFormat.WriteChunkHeader(_header, population, chunk.Spikes, chunk.Bytes);
        _file.Write(_header);
        _file.Write(chunk.Bytes);
        chunk.Clear();
    }

    /// <summary>The spikes of a population that are not written yet.</summary>
    private sealed class Chunk(int neurons) : IHasState
    {
        private readonly byte[] _bytes = new byte[SpikeStreamFormat.ChunkBytes];
        private int _length, _spikes, _step, _neuron;
        private long _written;

        public int Spikes => _spikes;

        public long Written => _written;

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

        /// <summary>Appends a spike if there is room for one of any length.</summary>
        public bool TryAdd(int step, int neuron, byte kind)
        {
            // The neuron before the first of a chunk is -1, in step 0.
            (int lastStep, int lastNeuron) = _spikes == 0 ? (0, -1) : (_step, _neuron);
            ArgumentOutOfRangeException.ThrowIfLessThan(step, lastStep);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(kind, SpikeStreamFormat.Kinds);
            ArgumentOutOfRangeException.ThrowIfNegative(neuron);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neuron, neurons);
            int first = step == lastStep ? lastNeuron + 1 : 0;
            ArgumentOutOfRangeException.ThrowIfLessThan(neuron, first);
            if (_length > SpikeStreamFormat.ChunkBytes - SpikeStreamFormat.MostSpikeBytes) return false;

            // At most 2^31 steps times 2^31 neurons times 3: below 2^64.
            ulong number = (((ulong)(step - lastStep) * (ulong)neurons) + (ulong)(neuron - first)) * SpikeStreamFormat.Kinds + kind;
            for (; number >= 0x80; number >>= 7) _bytes[_length++] = (byte)(number | 0x80);
            _bytes[_length++] = (byte)number;
            (_step, _neuron) = (step, neuron);
            _spikes++;
            return true;
        }

        public void Clear()
        {
            _written += _spikes;
            (_length, _spikes) = (0, 0);
        }

        public void VisitState(StateVisitor visitor)
        {
            visitor.Value("spikesWritten", ref _written);
            visitor.Value("spikes", ref _spikes);
            visitor.Value("lastStep", ref _step);
            visitor.Value("lastNeuron", ref _neuron);
            byte[] bytes = Bytes.ToArray();
            visitor.Variable("bytes", ref bytes);
            if (!visitor.IsRestoring) return;
            visitor.Require(
                bytes.Length <= SpikeStreamFormat.ChunkBytes && _spikes >= 0 && _spikes <= bytes.Length && _written >= 0 && _step >= 0
                    && _neuron >= 0 && _neuron < neurons,
                "the buffer of spikes does not fit");
            bytes.CopyTo(_bytes, 0);
            _length = bytes.Length;
        }
    }
}
