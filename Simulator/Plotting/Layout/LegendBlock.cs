using SkiaSharp;
using Spiking.Plotting.Drawing;
using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Layout;

/// <summary>
/// The entries of a legend, arranged in lines: the named series and lines across the plot, each with its place relative to the block's
/// upper left corner (points). Inside a plot it is where it covers nothing in a coarse picture of the data.
/// </summary>
internal sealed record LegendBlock(IReadOnlyList<(Series Series, Point Offset)> Entries, double Width, double Height)
{
    public const double LineHeight = 8;
    public const double SymbolWidth = 11;
    public const double SymbolGap = 3;
    private const double EntryGap = 8;
    private const double Inset = 3;
    private const double Clearance = 1.5;

    // Pixels for each point of print.
    private const float Resolution = 2f / 3;

    // The corners that readers expect first, then places between them.
    private static readonly (double X, double Y)[] s_places =
        [(1, 0), (0, 0), (1, 1), (0, 1), (0.5, 0), (0.5, 1), (1, 0.5), (0, 0.5), (0.75, 0), (0.25, 0), (0.75, 1), (0.25, 1)];
    private static readonly PointSeries s_seeds = new("single seeds", Palette.DarkGrey, [], []) { Size = 1.8 };

    /// <summary>
    /// Arranges the named series in as few lines as this width allows, in columns of equal width and with lines of nearly equal length.
    /// </summary>
    public static LegendBlock Of(Panel panel, double room)
    {
        Series[] named = [.. panel.Series.Where(series => series.Name.Length > 0),
            .. panel.Lines.Where(line => line.Direction == Direction.Horizontal && line.Label.Length > 0)
                .Select(line => line.Through([], []))];
        if (named.Length == 0) return new LegendBlock([], 0, 0);
        if (panel.Series.Any(series => series is BarSeries { Seeds.Count: > 0 })) named = [.. named, s_seeds];
        double width = SymbolWidth + SymbolGap + named.Max(series => TextLine.WidthOf(series.Name, TextLook.Legend));
        int most = (int)Math.Clamp((room + EntryGap) / (width + EntryGap), 1, named.Length);
        int lines = (named.Length + most - 1) / most;
        int columns = (named.Length + lines - 1) / lines;
        return new LegendBlock(
            [.. named.Select((series, i) => (series, new Point(i % columns * (width + EntryGap), i / columns * LineHeight)))],
            (columns * (width + EntryGap)) - EntryGap,
            lines * LineHeight);
    }

    /// <summary>Looks for a free place inside the plot of a panel; null: there is none.</summary>
    public static (Point At, LegendBlock Block)? Find(PanelLayout layout)
    {
        Box plot = layout.Plot, room = plot.Grow(-Inset);
        using SKBitmap picture = new(new SKImageInfo((int)(plot.Width * Resolution) + 1, (int)(plot.Height * Resolution) + 1,
            SKColorType.Alpha8, SKAlphaType.Premul));
        using (SKCanvas canvas = new(picture))
        {
            canvas.Scale(Resolution);
            canvas.Translate((float)-plot.Left, (float)-plot.Top);
            PanelPlot.Draw(canvas, layout, dataOnly: true);
        }

        LegendBlock[] blocks = [Of(layout.Panel, 0), Of(layout.Panel, room.Width)];
        return (from block in blocks
                where block.Width <= room.Width && block.Height <= room.Height
                from place in s_places
                let at = new Point(room.Left + (place.X * (room.Width - block.Width)), room.Top + (place.Y * (room.Height - block.Height)))
                where IsFree(picture, new Box(at.X - plot.Left, at.Y - plot.Top, block.Width, block.Height).Grow(Clearance))
                select ((Point, LegendBlock)?)(at, block)).FirstOrDefault();
    }

    private static bool IsFree(SKBitmap picture, Box place)
    {
        ReadOnlySpan<byte> pixels = picture.GetPixelSpan();
        int right = Math.Min((int)(place.Right * Resolution), picture.Width - 1),
            bottom = Math.Min((int)(place.Bottom * Resolution), picture.Height - 1);
        int left = Math.Clamp((int)(place.Left * Resolution), 0, right), top = Math.Max((int)(place.Top * Resolution), 0);
        for (int row = top; row <= bottom; row++)
            if (pixels.Slice((row * picture.RowBytes) + left, right - left + 1).ContainsAnyExcept((byte)0)) return false;
        return true;
    }
}
