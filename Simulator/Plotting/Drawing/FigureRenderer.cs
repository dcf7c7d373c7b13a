using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using SkiaSharp;
using Spiking.Plotting.Layout;
using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Drawing;

/// <summary>
/// Draws a figure with ScottPlot: once, as a list of drawing commands in points of print, from which SVG, PNG and PDF are written. The same
/// figure gives the same bytes, whatever fonts and language the machine has.
/// </summary>
internal sealed class FigureRenderer
{
    private const float PointsPerInch = 72, PixelsPerInch = 300;

    // After the header of a PNG file belongs its physical size: the chunk pHYs, 11,811 pixels per metre (300 per inch), with its checksum.
    private const int EndOfHeader = 33;
    private static ReadOnlySpan<byte> ResolutionChunk => [0, 0, 0, 9, 112, 72, 89, 115, 0, 0, 46, 35, 0, 0, 46, 35, 1, 120, 165, 63, 118];

    // A figure goes into a file and into a page: what is drawn for the one serves the other. Kept as long as the figure itself.
    private static readonly ConditionalWeakTable<Figure, FigureRenderer> s_drawn = [];
    private readonly Figure _figure;
    private readonly Box _page;
    private readonly PanelLayout[] _panels;
    private readonly SKPicture _picture;
    private readonly List<(FontFace Face, string Text)> _written = [];
    private XElement? _svg;

    private FigureRenderer(Figure figure)
    {
        (_figure, _page, _panels) = (figure, FigureLayout.Page(figure), FigureLayout.Of(figure));
        _picture = Record(null, _written);
    }

    /// <summary>The drawing of a figure, which is drawn when it is asked for the first time.</summary>
    /// <exception cref="ArgumentException">The figure contradicts itself, as by a logarithmic axis with a fixed end at 0.</exception>
    public static FigureRenderer Of(Figure figure) => s_drawn.GetValue(figure, static drawn => new FigureRenderer(drawn));

    /// <summary>The bytes of a file.</summary>
    public byte[] Write(FigureFormat format) =>
        format == FigureFormat.Svg ? SvgFile() : format == FigureFormat.Png ? Png() : Pdf();

    /// <summary>The figure as SVG.</summary>
    /// <param name="prefix">Beginning of the names of its parts; figures of one page need different ones.</param>
    public XElement Svg(string prefix = "c") => SvgRewriter.Named(_svg ??= DrawSvg(), prefix);

    private XElement DrawSvg()
    {
        using MemoryStream memory = new();
        using (SKCanvas canvas = SKSvgCanvas.Create(_page.Skia, memory)) canvas.DrawPicture(_picture);
        memory.Position = 0;
        return SvgRewriter.Rewrite(memory, _figure, _page);
    }

    // Draws into a list of commands, with subsets of the faces or the whole ones, and lists what is written.
    private SKPicture Record(IReadOnlyDictionary<FontFace, SKTypeface>? subsets, List<(FontFace Face, string Text)> written)
    {
        using SKPictureRecorder recorder = new();
        SKCanvas canvas = recorder.BeginRecording(_page.Skia);
        canvas.Clear(SKColors.White);
        foreach (PanelLayout panel in _panels)
        {
            PanelPlot.Draw(canvas, panel, dataOnly: false);
            new LabelDrawer(canvas, panel, subsets, written).Draw();
        }

        return recorder.EndRecording();
    }

    private byte[] SvgFile()
    {
        using MemoryStream memory = new();
        XmlWriterSettings settings = new() { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" };
        settings.Encoding = new UTF8Encoding(false);
        using (XmlWriter writer = XmlWriter.Create(memory, settings)) Svg().WriteTo(writer);
        memory.WriteByte((byte)'\n');
        return memory.ToArray();
    }

    private byte[] Png()
    {
        const float Scale = PixelsPerInch / PointsPerInch;
        SKImageInfo size = new((int)Math.Ceiling(_page.Width * Scale), (int)Math.Ceiling(_page.Height * Scale), SKColorType.Rgb888x,
            SKAlphaType.Opaque);
        using SKSurface surface = SKSurface.Create(size);
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Scale);
        surface.Canvas.DrawPicture(_picture);
        using SKPixmap pixels = surface.PeekPixels();
        using SKData data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 1))
            ?? throw new InvalidOperationException("Skia could not write the image.");
        ReadOnlySpan<byte> image = data.AsSpan();
        return [.. image[..EndOfHeader], .. ResolutionChunk, .. image[EndOfHeader..]];
    }

    private byte[] Pdf()
    {
        SKDocumentPdfMetadata about = new()
        {
            Title = _figure.Title,
            Subject = _figure.Caption,
            Creation = DateTime.UnixEpoch,
            Modified = DateTime.UnixEpoch,
            RasterDpi = PixelsPerInch,
            EncodingQuality = 101,
        };

        // Skia embeds whole faces, 140 KB each; those that are drawn with here have no other signs than the figure's.
        Dictionary<FontFace, SKTypeface> subsets = _written.GroupBy(run => run.Face, run => run.Text)
            .ToDictionary(face => face.Key, face => face.Key.Subset(string.Concat(face)));
        using MemoryStream memory = new();
        using (SKDocument document = SKDocument.CreatePdf(memory, about))
        using (SKPicture picture = Record(subsets, []))
        {
            document.BeginPage(_page.Skia.Width, _page.Skia.Height).DrawPicture(picture);
            document.EndPage();
            document.Close();
        }

        foreach (SKTypeface subset in subsets.Values) subset.Dispose();
        return memory.ToArray();
    }
}
