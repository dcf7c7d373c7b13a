using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Spiking.Recording.Spikes;

/// <summary>One population of a file of spikes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Neurons">Number of recorded neurons, from the first.</param>
internal sealed record StreamedPopulation(string Name, int Neurons);

/// <summary>
/// The bytes of a file to which spikes are appended while a network runs, two or three bytes for each. The file is complete up to its last
/// chunk at any moment, so what a killed run has written can be read.
/// </summary>
/// <remarks>
/// 1. The file begins with a magic word, the version, the time step, and name and number of neurons of every population; a checksum ends
/// this header.
/// 2. Then chunks follow, each of one population: index of the population, number of spikes, number of bytes, checksum of these three and
/// the bytes, bytes.
/// 3. Within a chunk the spikes are in the order of step and neuron, and each is one number: with d steps since the spike before it, and n
/// its neuron, less those up to that of the spike before it if d = 0, and k its kind, ((d * neurons) + n) * 3 + k. So equal trains give
/// equal numbers, and a spike of 500 cells at 10 Hz (d of about 2 steps of 0.1 ms) is a number of about 12 bits. A chunk begins with d
/// since step 0, so chunks can be read by themselves.
/// 4. Numbers are written in groups of seven bits, lowest first, with the eighth bit set in all groups but the last.
/// 5. Checksums are CRC-32C. Integers are little endian.
/// </remarks>
internal static class SpikeStreamFormat
{
    /// <summary>Version of the format.</summary>
    public const int Version = 1;

    /// <summary>Largest number of bytes of the spikes of a chunk.</summary>
    public const int ChunkBytes = 1 << 16;

    /// <summary>Largest number of bytes of one spike: 64 bits in groups of seven.</summary>
    public const int MostSpikeBytes = 10;

    /// <summary>Bytes before those of the spikes of a chunk: population, spikes, bytes, checksum.</summary>
    public const int ChunkHeader = 4 * sizeof(int);

    /// <summary>Number of kinds of spikes: 0 any other, 1 event, 2 second spike of a burst.</summary>
    public const int Kinds = 3;

    /// <summary>Largest number of populations, and of bytes of a name.</summary>
    public const int MostPopulations = 1 << 20, LongestName = 1 << 20;

    /// <summary>The first bytes of every such file.</summary>
    public static ReadOnlySpan<byte> Magic => "SPIKTRNS"u8;

    /// <summary>The bytes before the first spike: format, time step and populations.</summary>
    public static byte[] Header(double timeStep, IReadOnlyList<StreamedPopulation> populations)
    {
        using MemoryStream memory = new();
        using BinaryWriter writer = new(memory, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(timeStep);
        writer.Write(populations.Count);
        foreach (StreamedPopulation population in populations)
        {
            byte[] name = Encoding.UTF8.GetBytes(population.Name);
            writer.Write(name.Length);
            writer.Write(name);
            writer.Write(population.Neurons);
        }

        writer.Write(Checksum(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
        return memory.ToArray();
    }

    /// <summary>The header of a chunk.</summary>
    public static void WriteChunkHeader(Span<byte> header, int population, int spikes, ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, population);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], spikes);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], Checksum(bytes, Checksum(header[..12])));
    }

    /// <summary>CRC-32C of bytes, or of bytes that follow others.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        uint crc = ~before;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
