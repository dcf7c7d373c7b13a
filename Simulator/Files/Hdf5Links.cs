using System.Buffers.Binary;
using System.Text;

namespace Spiking.Files;

/// <summary>
/// Finds what the groups of an HDF5 file hold (HDF5 File Format Specification, version 3.0), and which of it are links to other places or
/// files. The library that reads the columns follows such links without end if they lead in a circle, so it is not given any.
/// </summary>
/// <remarks>
/// Links are messages in the header of a group, or entries of a table that a B-tree leads to. Groups with very many links of the newer
/// kind have them in a heap, which is not read.
/// </remarks>
/// <param name="stream">The file. It ends circles and recursions of what is read from it.</param>
internal sealed class Hdf5Links(GuardedStream stream)
{
    private const int SymbolTable = 0x11, Continuation = 0x10, Link = 0x06, LinkInfo = 0x02;
    private const long Undefined = -1;

    /// <summary>Address of the header of the uppermost group.</summary>
    public long Root()
    {
        byte version = Bytes(8, 1)[0];
        byte[] sizes = Bytes(version < 2 ? 13 : 9, 2);
        if (version > 3 || sizes[0] != 8 || sizes[1] != 8)
            throw new InvalidDataException($"its superblock of version {version} has addresses of {sizes[0]} bytes.");
        return version switch
        {
            0 => Address(24 + 4 * 8 + 8),
            1 => Address(28 + 4 * 8 + 8),
            _ => Address(12 + 3 * 8),
        };
    }

    /// <summary>
    /// The links of a group: for each name the address of the header to which it leads; null: it leads to another place or file.
    /// </summary>
    /// <param name="header">Address of the header of the group.</param>
    public IReadOnlyDictionary<string, long?> Of(long header)
    {
        Dictionary<string, long?> links = new(StringComparer.Ordinal);
        foreach ((int type, long at, int length) in Messages(header))
        {
            if (type == SymbolTable) TakeTree(Address(at), Address(Address(at + 8) + 24), links);
            else if (type == Link) TakeMessage(Bytes(at, length), links);
            else if (type == LinkInfo && HasHeap(Bytes(at, length)))
                throw new InvalidDataException("a group has so many links that they are in a heap.");
        }

        return links;
    }

    private IEnumerable<(int Type, long At, int Length)> Messages(long header)
    {
        byte[] start = Bytes(header, 16);
        bool isNew = start.AsSpan().StartsWith("OHDR"u8);
        byte flags = isNew ? start[5] : (byte)0;
        Queue<(long From, long End)> blocks = [];
        if (isNew)
        {
            long at = header + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
            int size = 1 << (flags & 3);
            blocks.Enqueue((at + size, at + size + Number(Bytes(at, size))));
        }
        else
        {
            blocks.Enqueue((header + 16, header + 16 + BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(8))));
        }

        int head = !isNew ? 8 : (flags & 4) != 0 ? 6 : 4;
        while (blocks.TryDequeue(out (long From, long End) block))
        {
            for (long at = block.From; at <= block.End - head;)
            {
                byte[] message = Bytes(at, head);
                int type = isNew ? message[0] : BinaryPrimitives.ReadUInt16LittleEndian(message);
                int length = BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(isNew ? 1 : 2));
                at += head;
                if (type == Continuation)
                {
                    // A block of the newer kind has a signature and a checksum around its messages.
                    (long from, long size) = (Address(at), Address(at + 8));
                    blocks.Enqueue(isNew ? (from + 4, from + size - 4) : (from, from + size));
                }
                else
                {
                    yield return (type, at, length);
                }

                at += length;
            }
        }
    }

    private static void TakeMessage(ReadOnlySpan<byte> message, Dictionary<string, long?> links)
    {
        byte flags = message[1];
        int at = 2, type = 0;
        if ((flags & 8) != 0) type = message[at++];
        at += ((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0);
        int size = 1 << (flags & 3);
        long length = Number(message.Slice(at, size));
        at += size;
        if (length < 0 || length > message.Length - at) throw new InvalidDataException("the name of a link is longer than the link.");
        string name = Encoding.UTF8.GetString(message.Slice(at, (int)length));
        Add(links, name, type == 0 ? BinaryPrimitives.ReadInt64LittleEndian(message[(at + (int)length)..]) : null);
    }

    // A tree of tables whose names stand in a heap.
    private void TakeTree(long node, long names, Dictionary<string, long?> links)
    {
        byte[] start = Bytes(node, 8);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(6));
        if (start.AsSpan().StartsWith("TREE"u8))
        {
            for (int i = 0; i < count; i++) TakeTree(Address(node + 24 + 8 + 16 * i), names, links);
            return;
        }

        if (!start.AsSpan().StartsWith("SNOD"u8))
            throw new InvalidDataException("the table of a group is neither a tree nor a leaf of one.");
        for (int i = 0; i < count; i++)
        {
            byte[] entry = Bytes(node + 8 + 40 * i, 40);
            string name = TextAt(names + BinaryPrimitives.ReadInt64LittleEndian(entry));
            int kind = BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(16));
            Add(links, name, kind is 0 or 1 ? BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(8)) : null);
        }
    }

    // Of two links of one name, which a sound file does not have, nobody knows which the library follows.
    private static void Add(Dictionary<string, long?> links, string name, long? address)
    {
        if (!links.TryAdd(name, address)) links[name] = null;
    }

    private static bool HasHeap(ReadOnlySpan<byte> message) =>
        BinaryPrimitives.ReadInt64LittleEndian(message[(2 + ((message[1] & 1) != 0 ? 8 : 0))..]) != Undefined;

    private string TextAt(long at)
    {
        List<byte> text = [];
        for (; Bytes(at, 1)[0] is > 0 and byte letter; at++) text.Add(letter);
        return Encoding.UTF8.GetString([.. text]);
    }

    private long Address(long at) => BinaryPrimitives.ReadInt64LittleEndian(Bytes(at, 8));

    private static long Number(ReadOnlySpan<byte> bytes)
    {
        long number = 0;
        for (int i = bytes.Length - 1; i >= 0; i--) number = number << 8 | bytes[i];
        return number;
    }

    private byte[] Bytes(long at, int length)
    {
        if (at < 0 || at > stream.Length - length) throw new InvalidDataException("it refers to a place beyond its end.");
        byte[] bytes = new byte[length];
        stream.Position = at;
        stream.ReadExactly(bytes);
        return bytes;
    }
}
