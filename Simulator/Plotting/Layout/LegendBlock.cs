using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Layout;

/// <summary>The entries of a legend, arranged in lines.</summary>
/// <param name="Entries">The named series, each with its place relative to the block's upper left corner.</param>
/// <param name="Width">Width of the block in points.</param>
/// <param name="Height">Height of the block in points.</param>
internal sealed record LegendBlock(IReadOnlyList<(Series Series, Point Offset)> Entries, double Width, double Height)
{
    public const double LineHeight = 8;
    public const double SymbolWidth = 11;
    public const double SymbolGap = 3;
    private const double EntryGap = 8;

    /// <summary>
    /// Arranges the named series in as few lines as this width allows, in columns of equal width and with lines of nearly equal length.
    /// </summary>
    public static LegendBlock Of(Panel panel, double room)
    {
        Series[] named = [.. panel.Series.Where(series => series.Name.Length > 0)];
        if (named.Length == 0)
            return new LegendBlock([], 0, 0);
        double width = SymbolWidth + SymbolGap + named.Max(series => TextLine.WidthOf(series.Name, TextLook.Legend));
        int most = (int)Math.Clamp((room + EntryGap) / (width + EntryGap), 1, named.Length);
        int lines = (named.Length + most - 1) / most;
        int columns = (named.Length + lines - 1) / lines;
        return new LegendBlock(
            [.. named.Select((series, i) => (series, new Point(i % columns * (width + EntryGap), i / columns * LineHeight)))],
            (columns * (width + EntryGap)) - EntryGap,
            lines * LineHeight);
    }
}
