using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Spiking.Recording.Spikes;

/// <summary>A recorded spike.</summary>
/// <param name="Step">The step in which the neuron spiked.</param>
/// <param name="Neuron">The neuron.</param>
/// <param name="Kind">1 event, 2 second spike of a burst, 0 any other.</param>
internal readonly record struct RecordedSpike(int Step, int Neuron, byte Kind);

/// <summary>
/// The spikes of a chunk as columns of numbers. Of each column the first <see cref="Count"/> numbers are those of spikes.
/// </summary>
internal sealed class SpikeColumns
{
    /// <summary>Number of spikes.</summary>
    public int Count { get; private set; }

    /// <summary>The step of every spike.</summary>
    public int[] Steps { get; } = new int[SpikeStreamFormat.ChunkBytes];

    /// <summary>The neuron of every spike.</summary>
    public int[] Neurons { get; } = new int[SpikeStreamFormat.ChunkBytes];

    /// <summary>The kind of every spike.</summary>
    public byte[] Kinds { get; } = new byte[SpikeStreamFormat.ChunkBytes];

    /// <summary>Reads the spikes of a chunk. Returns whether the bytes are what a recorder writes.</summary>
    /// <param name="bytes">The bytes of the spikes.</param>
    /// <param name="spikes">Number of spikes, at most that of the bytes.</param>
    /// <param name="neurons">Number of neurons of the population.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryDecode(ReadOnlySpan<byte> bytes, int spikes, int neurons)
    {
        long step = 0, neuron = -1;
        int at = 0;
        for (int i = 0; i < spikes; i++)
        {
            ulong number = 0;
            for (int shift = 0; ; shift += 7)
            {
                if (at == bytes.Length || shift > 63) return false;
                byte group = bytes[at++];
                number |= (ulong)(group & 0x7F) << shift;
                if (group < 0x80) break;
            }

            Kinds[i] = (byte)(number % SpikeStreamFormat.Kinds);
            (ulong later, ulong place) = Math.DivRem(number / SpikeStreamFormat.Kinds, (ulong)neurons);

            // Without a later step the neurons count from the one after the last.
            neuron = later > 0 ? (long)place : neuron + 1 + (long)place;
            if (later > int.MaxValue || (step += (long)later) > int.MaxValue || neuron >= neurons) return false;
            (Steps[i], Neurons[i]) = ((int)step, (int)neuron);
        }

        Count = spikes;
        return at == bytes.Length;
    }

    /// <summary>Copies the spikes from a given one on. Returns their number.</summary>
    /// <param name="first">How many spikes are left out at the beginning, at most all.</param>
    /// <param name="spikes">Takes the spikes, with room for them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Read(int first, Span<RecordedSpike> spikes)
    {
        for (int i = first; i < Count; i++) spikes[i - first] = new RecordedSpike(Steps[i], Neurons[i], Kinds[i]);
        return Count - first;
    }
}

/// <summary>
/// Reads a file of spikes (<see cref="SpikeStreamFormat"/>) chunk by chunk, up to the last chunk that is complete. Nothing in the file is
/// believed: sizes are checked before memory is taken for them, and chunks by their checksums.
/// </summary>
internal sealed class SpikeStreamReader : IDisposable
{
    private readonly FileStream _file;
    private readonly List<Chunk> _chunks = [];

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FormatException">It is no such file, or of another version, or its header is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public SpikeStreamReader(string path)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        try
        {
            (TimeStep, Populations) = ReadHeader();
            IsCut = !Index();
        }
        catch (EndOfStreamException)
        {
            _file.Dispose();
            throw new FormatException($"{path} is cut off within its header.");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Time step (s).</summary>
    public double TimeStep { get; }

    /// <summary>The populations.</summary>
    public IReadOnlyList<StreamedPopulation> Populations { get; }

    /// <summary>
    /// Whether something follows the last complete chunk: the run was killed while it wrote, or the file is damaged there.
    /// </summary>
    public bool IsCut { get; }

    /// <summary>Number of spikes of a population.</summary>
    public long CountOf(int population) => _chunks.Where(chunk => chunk.Population == population).Sum(chunk => (long)chunk.Spikes);

    /// <summary>The spikes of a population, in order.</summary>
    /// <param name="population">Index of the population.</param>
    /// <param name="first">How many spikes are left out at the beginning.</param>
    /// <exception cref="FormatException">The file has changed since it was opened.</exception>
    public RecordedSpike[] Spikes(int population, long first = 0)
    {
        first = Math.Max(first, 0);
        RecordedSpike[] spikes = new RecordedSpike[Math.Max(CountOf(population) - first, 0)];
        int read = 0;
        foreach (SpikeColumns columns in Columns(population))
        {
            read += columns.Read((int)Math.Min(first, columns.Count), spikes.AsSpan(read));
            first = Math.Max(first - columns.Count, 0);
        }

        return spikes;
    }

    /// <summary>The spikes of a population, chunk by chunk, in order. The next chunk takes the place of the one before it.</summary>
    /// <param name="population">Index of the population.</param>
    /// <exception cref="FormatException">The file has changed since it was opened.</exception>
    public IEnumerable<SpikeColumns> Columns(int population)
    {
        byte[] bytes = new byte[SpikeStreamFormat.ChunkBytes];
        SpikeColumns columns = new();
        foreach ((int owner, long position, int spikes, int length) in _chunks)
        {
            if (owner != population) continue;
            _file.Position = position;
            _file.ReadExactly(bytes, 0, length);
            if (!columns.TryDecode(bytes.AsSpan(0, length), spikes, Populations[population].Neurons))
                throw new FormatException($"{_file.Name} holds what no recorder writes.");
            yield return columns;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private (double TimeStep, StreamedPopulation[] Populations) ReadHeader()
    {
        using BinaryReader reader = new(_file, Encoding.UTF8, leaveOpen: true);
        if (!reader.ReadBytes(SpikeStreamFormat.Magic.Length).AsSpan().SequenceEqual(SpikeStreamFormat.Magic))
            throw new FormatException($"{_file.Name} is no file of recorded spikes.");
        int version = reader.ReadInt32();
        if (version != SpikeStreamFormat.Version)
            throw new FormatException(
                $"{_file.Name} is a file of spikes of version {version}; this program reads version {SpikeStreamFormat.Version}.");
        double timeStep = reader.ReadDouble();
        int count = reader.ReadInt32();
        List<StreamedPopulation> populations = [];
        bool isPossible = count is >= 0 and <= SpikeStreamFormat.MostPopulations && timeStep > 0 && double.IsFinite(timeStep);
        for (int i = 0; i < count && isPossible; i++)
        {
            int length = reader.ReadInt32();
            if (length is < 0 or > SpikeStreamFormat.LongestName) break;
            byte[] name = reader.ReadBytes(length);
            int neurons = reader.ReadInt32();
            if (name.Length < length || neurons < 1) break;
            populations.Add(new StreamedPopulation(Encoding.UTF8.GetString(name), neurons));
        }

        uint checksum = isPossible && populations.Count == count ? reader.ReadUInt32() : 0;
        StreamedPopulation[] read = [.. populations];
        byte[] header = SpikeStreamFormat.Header(timeStep, read);
        if (!isPossible || read.Length != count || BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(^4)) != checksum
            || header.Length != _file.Position)
            throw new FormatException($"the header of {_file.Name} is damaged.");
        return (timeStep, read);
    }

    /// <summary>Finds the complete chunks. Returns whether the file ends with the last of them.</summary>
    private bool Index()
    {
        byte[] header = new byte[SpikeStreamFormat.ChunkHeader], bytes = new byte[SpikeStreamFormat.ChunkBytes];
        while (_file.Position < _file.Length)
        {
            if (_file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) return false;
            int population = BinaryPrimitives.ReadInt32LittleEndian(header),
                spikes = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
            int length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
            if (population < 0 || population >= Populations.Count || length is < 1 or > SpikeStreamFormat.ChunkBytes || spikes < 1
                || spikes > length) return false;
            long position = _file.Position;
            if (_file.ReadAtLeast(bytes.AsSpan(0, length), length, throwOnEndOfStream: false) < length) return false;
            uint checksum = SpikeStreamFormat.Checksum(bytes.AsSpan(0, length), SpikeStreamFormat.Checksum(header.AsSpan(0, 12)));
            if (checksum != BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12))) return false;
            _chunks.Add(new Chunk(population, position, spikes, length));
        }

        return true;
    }

    private sealed record Chunk(int Population, long Position, int Spikes, int Bytes);
}
