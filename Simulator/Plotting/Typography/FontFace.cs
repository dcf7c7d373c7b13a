using System.Collections.Concurrent;
using SkiaSharp;

namespace Spiking.Plotting.Typography;

/// <summary>
/// One face of Liberation Sans, whose letters are as wide as Arial's. The faces come with the program, so figures look alike on machines
/// with and without fonts. Widths are those of the outlines, without hinting: they grow in proportion to the size.
/// </summary>
internal sealed class FontFace
{
    private const float UnitsPerEm = 2048;
    private readonly SKTypeface _typeface;
    private readonly SKFont _unscaled;
    private readonly ConcurrentDictionary<int, float> _advances = [];
    private readonly Lock _measuring = new();
    private readonly string _file;

    private FontFace(string file)
    {
        _file = file;
        using Stream stream = Open();
        _typeface = SKTypeface.FromStream(stream);
        _unscaled = Sized(UnitsPerEm);
    }

    public static FontFace Regular { get; } = new("LiberationSans-Regular.ttf");

    public static FontFace Bold { get; } = new("LiberationSans-Bold.ttf");

    public static FontFace Italic { get; } = new("LiberationSans-Italic.ttf");

    /// <summary>The face, or a subset of it, at a size in points.</summary>
    public SKFont Sized(float size, SKTypeface? subset = null) => new(subset ?? _typeface, size)
    {
        Subpixel = true,
        LinearMetrics = true,
        Hinting = SKFontHinting.None,
        Edging = SKFontEdging.Antialias,
    };

    /// <summary>The face with the signs of a text only.</summary>
    public SKTypeface Subset(IEnumerable<char> text)
    {
        using Stream stream = Open();
        using SKData data = SKData.CreateCopy(FontSubset.Of(stream, string.Concat(text)));
        return SKTypeface.FromData(data);
    }

    private Stream Open() => typeof(FontFace).Assembly.GetManifestResourceStream($"Spiking.Plotting.Fonts.{_file}")
        ?? throw new InvalidOperationException($"The program lacks its font {_file}.");

    /// <summary>Whether the face has a sign for this code point.</summary>
    public bool Has(int codePoint) => _typeface.GetGlyph(codePoint) != 0;

    /// <summary>Width of a text at size 1.</summary>
    public double WidthOf(string text) =>
        text.EnumerateRunes().Sum(rune => (double)_advances.GetOrAdd(rune.Value, Measure)) / UnitsPerEm;

    private float Measure(int codePoint)
    {
        lock (_measuring) return _unscaled.MeasureText([_typeface.GetGlyph(codePoint)]);
    }
}
