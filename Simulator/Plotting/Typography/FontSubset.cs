using System.Buffers.Binary;

namespace Spiking.Plotting.Typography;

/// <summary>
/// A TrueType font that holds the outlines of some of its glyphs only, for files into which fonts are embedded whole (the drawing library
/// cannot do it itself). Glyphs keep their numbers and widths. Source of the format: ISO/IEC 14496-22.
/// </summary>
internal static class FontSubset
{
    private const int DirectoryStart = 12, DirectoryEntry = 16;
    private const ushort ArgumentsAreWords = 1, HasScale = 8, MoreComponents = 32, HasTwoScales = 64, HasMatrix = 128;

    // Of names of glyphs and layout of scripts nothing is drawn.
    private static readonly string[] s_kept =
        ["OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep"];

    /// <summary>The font with the outlines of these glyphs, and of those that they are composed of.</summary>
    /// <param name="font">A font with outlines in the table glyf.</param>
    /// <param name="glyphs">Numbers of the glyphs.</param>
    public static byte[] Of(byte[] font, IEnumerable<ushort> glyphs)
    {
        Dictionary<string, byte[]> tables = Tables(font);
        byte[] head = tables["head"], loca = tables["loca"], glyf = tables["glyf"];
        int count = Word(tables["maxp"], 4);
        bool isLong = Word(head, 50) == 1;
        int Start(int glyph) => isLong ? (int)BinaryPrimitives.ReadUInt32BigEndian(loca.AsSpan(4 * glyph)) : 2 * Word(loca, 2 * glyph);

        // Glyph 0 stands for those that are missing.
        SortedSet<int> kept = [0];
        Stack<int> open = new(glyphs.Select(glyph => (int)glyph).Where(glyph => glyph < count));
        while (open.TryPop(out int glyph))
            if (kept.Add(glyph)) foreach (int part in Components(glyf.AsSpan(Start(glyph)..Start(glyph + 1)))) open.Push(part);

        using MemoryStream outlines = new();
        byte[] starts = new byte[4 * (count + 1)];
        for (int glyph = 0; glyph <= count; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(starts.AsSpan(4 * glyph), (uint)outlines.Length);
            if (!kept.Contains(glyph)) continue;
            outlines.Write(glyf.AsSpan(Start(glyph)..Start(glyph + 1)));
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
        }

        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        byte[] post = tables["post"][..32];
        BinaryPrimitives.WriteUInt32BigEndian(post, 0x00030000);
        (tables["glyf"], tables["loca"], tables["post"]) = (outlines.ToArray(), starts, post);
        return Font(BinaryPrimitives.ReadUInt32BigEndian(font), tables);
    }

    private static Dictionary<string, byte[]> Tables(byte[] font)
    {
        Dictionary<string, byte[]> tables = [];
        for (int i = 0; i < Word(font, 4); i++)
        {
            ReadOnlySpan<byte> entry = font.AsSpan(DirectoryStart + (i * DirectoryEntry), DirectoryEntry);
            string name = System.Text.Encoding.ASCII.GetString(entry[..4]);
            int offset = (int)BinaryPrimitives.ReadUInt32BigEndian(entry[8..]),
                length = (int)BinaryPrimitives.ReadUInt32BigEndian(entry[12..]);
            if (s_kept.Contains(name)) tables[name] = font[offset..(offset + length)];
        }

        return tables;
    }

    private static List<int> Components(ReadOnlySpan<byte> outline)
    {
        List<int> parts = [];
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0) return parts;
        for (int at = 10; ;)
        {
            ushort flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            if ((flags & MoreComponents) == 0) return parts;
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2)
                + ((flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0);
        }
    }

    private static byte[] Font(uint version, Dictionary<string, byte[]> tables)
    {
        string[] names = [.. tables.Keys.Order(StringComparer.Ordinal)];
        int power = (int)Math.Log2(names.Length), offset = DirectoryStart + (names.Length * DirectoryEntry);
        byte[] font = new byte[offset + tables.Values.Sum(table => (table.Length + 3) & ~3)];
        BinaryPrimitives.WriteUInt32BigEndian(font, version);
        ReadOnlySpan<int> search = [names.Length, 16 << power, power, (names.Length * 16) - (16 << power)];
        for (int i = 0; i < search.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(4 + (2 * i)), (ushort)search[i]);
        for (int i = 0; i < names.Length; i++)
        {
            byte[] table = tables[names[i]];
            table.CopyTo(font, offset);
            Span<byte> entry = font.AsSpan(DirectoryStart + (i * DirectoryEntry), DirectoryEntry);
            System.Text.Encoding.ASCII.GetBytes(names[i], entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(font.AsSpan(offset, (table.Length + 3) & ~3)));
            BinaryPrimitives.WriteUInt32BigEndian(entry[8..], (uint)offset);
            BinaryPrimitives.WriteUInt32BigEndian(entry[12..], (uint)table.Length);
            offset += (table.Length + 3) & ~3;
        }

        return font;
    }

    private static uint Sum(ReadOnlySpan<byte> table)
    {
        uint sum = 0;
        for (int at = 0; at < table.Length; at += 4) sum += BinaryPrimitives.ReadUInt32BigEndian(table[at..]);
        return sum;
    }

    private static int Word(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
}
