namespace Spiking.Figures.Svg;

/// <summary>The entries of a legend, arranged in lines.</summary>
/// <param name="Entries">The named series, each with its place relative to the block's upper left corner.</param>
/// <param name="Width">Width of the block in pixels.</param>
/// <param name="Height">Height of the block in pixels.</param>
internal sealed record LegendBlock(IReadOnlyList<(Series Series, Point Offset)> Entries, double Width, double Height)
{
    public const double LineHeight = 14;
    public const double SymbolWidth = 18;
    public const double SymbolGap = 5;
    private const double EntryGap = 14;

    /// <summary>Arranges the named series from left to right in lines no wider than this, or in one column if an entry alone is wider.</summary>
    public static LegendBlock Of(Panel panel, double room)
    {
        List<(Series, Point)> entries = [];
        double x = 0, y = 0, widest = 0;
        foreach (Series series in panel.Series.Where(series => series.Name.Length > 0))
        {
            double width = SymbolWidth + SymbolGap + TextWidths.Of(series.Name, TextLook.Legend.Size);
            if (x > 0 && x + width > room)
                (x, y) = (0, y + LineHeight);
            entries.Add((series, new Point(x, y)));
            widest = Math.Max(widest, x + width);
            x += width + EntryGap;
        }

        return new LegendBlock(entries, widest, entries.Count == 0 ? 0 : y + LineHeight);
    }
}
