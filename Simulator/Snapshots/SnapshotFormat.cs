using System.Runtime.CompilerServices;

namespace Spiking.Snapshots;

/// <summary>
/// The bytes of a snapshot: the magic word and the version; records, each of which begins a part or holds values under a name; a record
/// that says that it is the last; and the SHA-256 of all before it. Numbers are little endian.
/// </summary>
internal static class SnapshotFormat
{
    /// <summary>
    /// Version of this format, which is raised with every change of it, and of the names, types and meaning of what parts save.
    /// </summary>
    public const int Version = 7;

    /// <summary>Bytes of the checksum.</summary>
    public const int ChecksumBytes = 32;

    /// <summary>Kinds of records: the last one, one that begins a part, one that holds values.</summary>
    public const byte End = 0, Part = 1, Values = 2;

    /// <summary>Bytes that a record of values takes at least: kind, length of the name, type, size of a value, number of values.</summary>
    public const int SmallestRecord = 1 + sizeof(ushort) + 1 + sizeof(int) + sizeof(long);

    /// <summary>Longest name in bytes.</summary>
    public const int LongestName = ushort.MaxValue;

    /// <summary>The first bytes of every snapshot, of any version.</summary>
    public static ReadOnlySpan<byte> Magic => "SPIKSNAP"u8;

    /// <summary>One letter for the type of values; with their size it tells those apart that can be mistaken for one another.</summary>
    public static byte TypeOf<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) ? (byte)'f'
        : typeof(T) == typeof(int) || typeof(T) == typeof(long) ? (byte)'i'
        : typeof(T) == typeof(uint) || typeof(T) == typeof(ulong) || typeof(T) == typeof(byte) ? (byte)'u'
        : typeof(T) == typeof(bool) ? (byte)'b'
        : (byte)'s';

    /// <summary>Name of a type of values in messages: "f4" for float32.</summary>
    public static string NameOf(byte type, int size) => $"{(char)type}{size}";

    /// <summary>Name of a type of values in messages.</summary>
    public static string NameOf<T>()
        where T : unmanaged => NameOf(TypeOf<T>(), Unsafe.SizeOf<T>());
}
