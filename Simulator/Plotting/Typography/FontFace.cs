using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Spiking.Plotting.Typography;

/// <summary>
/// One face of Liberation Sans, whose letters are as wide as Arial's. The faces come with the program, so figures look alike on machines
/// with and without fonts. Widths are those of the outlines, without hinting: they grow in proportion to the size.
/// </summary>
internal sealed partial class FontFace
{
    private const string Library = "libHarfBuzzSharp";
    private const float UnitsPerEm = 2048;
    private readonly SKTypeface _typeface;
    private readonly SKFont _unscaled;
    private readonly ConcurrentDictionary<int, float> _advances = [];
    private readonly Lock _measuring = new();

    private FontFace(string file)
    {
        using Stream stream = typeof(FontFace).Assembly.GetManifestResourceStream($"Spiking.Plotting.Fonts.{file}")
            ?? throw new InvalidOperationException($"The program lacks its font {file}.");
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

    /// <summary>
    /// The face with the signs of a text only, for files into which fonts are embedded whole. HarfBuzz, which comes with the drawing
    /// library, cuts it; its bindings do not reach that part.
    /// </summary>
    /// <exception cref="InvalidOperationException">The font is damaged.</exception>
    public SKTypeface Subset(string text)
    {
        using Blob blob = _typeface.OpenStream().ToHarfBuzzBlob();
        using Face face = new(blob, 0);
        nint wanted = InputCreate();
        foreach (Rune rune in text.EnumerateRunes()) SetAdd(InputLetters(wanted), (uint)rune.Value);
        nint subset = Cut(face.Handle, wanted);
        InputDestroy(wanted);
        if (subset == 0) throw new InvalidOperationException("HarfBuzz could not cut the font.");
        nint cut = FaceBlob(subset);
        using SKData data = SKData.CreateCopy(BlobData(cut, out uint length), length);
        BlobDestroy(cut);
        FaceDestroy(subset);
        return SKTypeface.FromData(data);
    }

    /// <summary>Whether the face has a sign for this character.</summary>
    public bool Has(Rune character) => _typeface.GetGlyph(character.Value) != 0;

    /// <summary>Width of a text at size 1.</summary>
    public double WidthOf(string text) => text.EnumerateRunes().Sum(rune => (double)_advances.GetOrAdd(rune.Value, Measure)) / UnitsPerEm;

    private float Measure(int codePoint)
    {
        lock (_measuring) return _unscaled.MeasureText([_typeface.GetGlyph(codePoint)]);
    }

    [LibraryImport(Library, EntryPoint = "hb_subset_input_create_or_fail")]
    private static partial nint InputCreate();

    [LibraryImport(Library, EntryPoint = "hb_subset_input_unicode_set")]
    private static partial nint InputLetters(nint input);

    [LibraryImport(Library, EntryPoint = "hb_subset_input_destroy")]
    private static partial void InputDestroy(nint input);

    [LibraryImport(Library, EntryPoint = "hb_set_add")]
    private static partial void SetAdd(nint set, uint value);

    [LibraryImport(Library, EntryPoint = "hb_subset_or_fail")]
    private static partial nint Cut(nint face, nint input);

    [LibraryImport(Library, EntryPoint = "hb_face_reference_blob")]
    private static partial nint FaceBlob(nint face);

    [LibraryImport(Library, EntryPoint = "hb_face_destroy")]
    private static partial void FaceDestroy(nint face);

    [LibraryImport(Library, EntryPoint = "hb_blob_get_data")]
    private static partial nint BlobData(nint blob, out uint length);

    [LibraryImport(Library, EntryPoint = "hb_blob_destroy")]
    private static partial void BlobDestroy(nint blob);
}
