using System.Collections.Concurrent;
using System.Reflection;
using SkiaSharp;

namespace Spiking.Plotting.Typography;

/// <summary>
/// One face of Liberation Sans, whose letters are as wide as Arial's. The faces come with the program, so figures look alike on machines with and
/// without fonts. Widths are those of the outlines, without hinting: they grow in proportion to the size.
/// </summary>
internal sealed class FontFace
{
    private const float UnitsPerEm = 2048;
    private readonly SKTypeface _typeface;
    private readonly SKFont _unscaled;
    private readonly ConcurrentDictionary<int, float> _advances = [];
    private readonly Lock _measuring = new();

    private FontFace(string file)
    {
        Assembly assembly = typeof(FontFace).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"Spiking.Plotting.Fonts.{file}")
            ?? throw new InvalidOperationException($"The program lacks its font {file}.");
        _typeface = SKTypeface.FromStream(stream);
        _unscaled = Sized(UnitsPerEm);
    }

    public static FontFace Regular { get; } = new("LiberationSans-Regular.ttf");

    public static FontFace Bold { get; } = new("LiberationSans-Bold.ttf");

    public static FontFace Italic { get; } = new("LiberationSans-Italic.ttf");

    /// <summary>The face at a size in points.</summary>
    public SKFont Sized(float size) => new(_typeface, size)
    {
        Subpixel = true,
        LinearMetrics = true,
        Hinting = SKFontHinting.None,
        Edging = SKFontEdging.Antialias,
    };

    /// <summary>Whether the face has a sign for this code point.</summary>
    public bool Has(int codePoint) => _typeface.GetGlyph(codePoint) != 0;

    /// <summary>Width of a code point at size 1.</summary>
    public double Advance(int codePoint) => _advances.GetOrAdd(codePoint, Measure) / UnitsPerEm;

    private float Measure(int codePoint)
    {
        lock (_measuring) return _unscaled.MeasureText([_typeface.GetGlyph(codePoint)]);
    }
}
