using SkiaSharp;
using Spiking.Plotting.Layout;
using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Drawing;

/// <summary>Writes everything around the data of a panel: letter, title, numbers and names of the axes, legend and labels.</summary>
internal sealed class LabelDrawer(SKCanvas canvas, TextDrawer text, PanelLayout layout)
{
    // From the middle of a line of digits down to its base line, relative to the size.
    private const double Drop = 0.35;
    private readonly Panel _panel = layout.Panel;
    private readonly PlotArea _area = layout.Area;
    private readonly TextDrawer _text = text;

    public void Draw()
    {
        DrawTitles();
        DrawNumbers();
        DrawNames();
        DrawAnnotations();
        foreach (BoxSeries boxes in _panel.Series.OfType<BoxSeries>()) DrawBoxes(boxes);
        if (layout.Map is { } map) DrawColourBar(map);
        if (layout.Side != LegendPlacement.None) DrawLegend();
    }

    private void DrawTitles()
    {
        Box plot = _area.Box, cell = layout.Cell;
        _text.Draw(_panel.Letter, new Point(cell.Left + 1, cell.Top + 7.5), TextLook.Letter, Anchor.Start);
        double start = Math.Max(plot.Left, cell.Left + TextLine.WidthOf(_panel.Letter, TextLook.Letter) + 4);
        _text.Draw(_panel.Title, new Point(start, cell.Top + 7.5), TextLook.PanelTitle, Anchor.Start, cell.Right - start - 2);
    }

    private void DrawNumbers()
    {
        Box plot = _area.Box;
        double below = plot.Bottom + Margins.TickLength + Margins.TickGap, beside = plot.Left - Margins.TickLength - Margins.TickGap;
        foreach (Tick tick in layout.ShowsX ? layout.TicksX.Ticks : [])
        {
            double x = _area.PlaceX(tick.Value);
            if (layout.Slanted)
                _text.Draw(tick.Label, new Point(x + 2, below + 4), TextLook.Tick, Anchor.End,
                    Margins.SlantedWidth(tick.Label), -Margins.Slant);
            else
                _text.Draw(tick.Label, new Point(x, below + 4.5), TextLook.Tick, Anchor.Middle);
        }

        foreach (Tick tick in layout.ShowsY ? layout.TicksY.Ticks : [])
            _text.Draw(tick.Label, new Point(beside, _area.PlaceY(tick.Value) + (Drop * TextLook.Tick.Size)), TextLook.Tick, Anchor.End);
    }

    private void DrawNames()
    {
        Box plot = _area.Box, cell = layout.Cell;
        double legend = layout.Side == LegendPlacement.Below ? layout.Legend.Height + 2 : 0;
        double bottom = Math.Min(plot.Bottom + Margins.Bottom(layout), cell.Bottom) - legend - 5;
        IReadOnlyList<string> lines = AxisNames.Lines(layout.HeadingX, layout.LinesX);
        for (int i = 0; i < lines.Count; i++)
            DrawName(lines[i], new Point(Middle(lines[i], plot.CentreX, cell.Left + 1, cell.Right - 1),
                bottom - ((lines.Count - 1 - i) * Margins.LabelHeight)), Margins.RoomX(layout));

        // It stays between the panel's letter and what stands below the plot.
        double top = cell.Top + Margins.TitleHeight, end = Margins.EndOfY(layout), tallest = Margins.RoomY(layout);
        double beside = plot.Left - Margins.TickLength - Margins.TickGap - Margins.WidestTick(layout.TicksY) - 4.5;
        lines = AxisNames.Lines(layout.HeadingY, layout.LinesY);
        for (int i = 0; i < lines.Count; i++)
            DrawName(lines[i], new Point(beside - ((lines.Count - 1 - i) * Margins.LabelHeight),
                Middle(lines[i], plot.CentreY, top, end)), tallest, -90);

        // In the middle of the axis if there is room.
        static double Middle(string line, double wanted, double low, double high)
        {
            double half = Math.Min(TextLine.WidthOf(line, TextLook.AxisLabel), high - low) / 2;
            return Math.Max(low + half, Math.Min(wanted, high - half));
        }
    }

    private void DrawName(string line, Point at, double room, double rotation = 0)
    {
        (string name, string unit) = AxisNames.Parts(line);
        _text.Draw(name, at, TextLook.AxisLabel, Anchor.Middle, room, rotation, unit);
    }

    private void DrawAnnotations()
    {
        double baseline = _area.Box.Top - 2.5;
        if (Margins.HasSpanLabels(_panel))
        {
            foreach (ShadedSpan span in _panel.Spans)
            {
                (double left, double right) = _area.Ends(span);
                _text.Draw(span.Label, new Point((left + right) / 2, baseline), TextLook.Annotation, Anchor.Middle, right - left);
            }

            baseline -= Margins.AnnotationHeight;
        }

        foreach ((string label, double centre, double room) in LinePlaces.Vertical(layout))
            _text.Draw(label, new Point(centre, baseline), TextLook.Annotation, Anchor.Middle, room);
    }

    private void DrawBoxes(BoxSeries boxes)
    {
        const double Inset = 2;
        foreach (SketchBox box in boxes.Boxes)
        {
            double x = _area.PlaceX(box.X + (box.Width / 2)), y = _area.PlaceY(box.Y + (box.Height / 2));
            double room = _area.PlaceX(box.X + box.Width) - _area.PlaceX(box.X) - (2 * Inset);
            _text.Draw(box.Name, new Point(x, y + (box.Note.Length > 0 ? -0.8 : 2.4)), TextLook.AxisLabel, Anchor.Middle, room);
            _text.Draw(box.Note, new Point(x, y + 5.6), TextLook.Note, Anchor.Middle, room);
        }
    }

    private void DrawColourBar(HeatMapSeries map)
    {
        const int Steps = 64;
        PlotArea bar = Margins.BarOf(layout, map);
        double each = bar.Box.Height / Steps;
        using SKPaint fill = new() { IsAntialias = true };
        for (int i = 0; i < Steps; i++)
        {
            fill.Color = CellMap.ColourOf((i + 0.5) / Steps);
            double bottom = bar.Box.Bottom - (i * each), top = i == Steps - 1 ? bar.Box.Top : bottom - each - 0.25;
            canvas.DrawRect(new SKRect((float)bar.Box.Left, (float)top, (float)bar.Box.Right, (float)bottom), fill);
        }

        using SKPaint ink = new() { IsAntialias = true, IsStroke = true, StrokeWidth = 0.5f, Color = SKColors.Black };
        TickSet ticks = Margins.BarTicks(layout, map);
        foreach (Tick tick in ticks.Ticks)
        {
            double y = bar.PlaceY(tick.Value), end = bar.Box.Right + (tick.Label.Length > 0 ? Margins.TickLength : Margins.TickLength / 2);
            canvas.DrawLine((float)bar.Box.Right, (float)y, (float)end, (float)y, ink);
            _text.Draw(tick.Label, new Point(end + Margins.TickGap, y + (Drop * TextLook.Tick.Size)), TextLook.Tick, Anchor.Start);
        }

        double right = bar.Box.Right + Margins.TickLength + Margins.TickGap + Margins.WidestTick(ticks) + Margins.LabelHeight - 2;
        double room = 2 * Math.Min(bar.Box.CentreY - layout.Cell.Top, layout.Cell.Bottom - bar.Box.CentreY);
        foreach ((int i, string line) in AxisNames.Lines(ticks.Heading(map.Scale), layout.LinesBar).Index())
            DrawName(line, new Point(right + (i * Margins.LabelHeight), bar.Box.CentreY), room, -90);
    }

    private void DrawLegend()
    {
        foreach ((Series series, Point offset) in layout.Legend.Entries)
        {
            double x = layout.LegendAt.X + offset.X, middle = layout.LegendAt.Y + offset.Y + (LegendBlock.LineHeight / 2);
            LegendSymbol.Draw(canvas, series, x, middle);
            double start = x + LegendBlock.SymbolWidth + LegendBlock.SymbolGap;
            _text.Draw(series.Name, new Point(start, middle + (Drop * TextLook.Legend.Size)), TextLook.Legend, Anchor.Start,
                layout.Cell.Right - start);
        }
    }
}

/// <summary>The example of a series beside its name in the legend.</summary>
internal static class LegendSymbol
{
    public static void Draw(SKCanvas canvas, Series series, double left, double middle)
    {
        double centre = left + (LegendBlock.SymbolWidth / 2);
        using SKPaint fill = new() { IsAntialias = true, Color = PanelPlot.Skia(series.Colour) };
        using SKPaint stroke = new() { IsAntialias = true, IsStroke = true, Color = PanelPlot.Skia(series.Colour) };
        switch (series)
        {
            case LineSeries line:
                if (line.Error is not null)
                {
                    fill.Color = PanelPlot.Skia(series.Colour, 0.22);
                    canvas.DrawRect(Rectangle(left, middle - 2.2, LegendBlock.SymbolWidth, 4.4), fill);
                }

                Dashes.Draw(canvas, [new(left, middle), new(left + LegendBlock.SymbolWidth, middle)], line.Colour, line.Width, line.Style);
                break;
            case PointSeries points:
                new Marks(points, [new(centre, middle)]).Draw(canvas);
                break;
            case BarSeries:
                canvas.DrawRect(Rectangle(centre - 3.5, middle - 2.2, 7, 4.4), fill);
                break;
            case LinkSeries links:
                SketchLinks.Draw(canvas, links, [new(left, middle), new(left + LegendBlock.SymbolWidth, middle)]);
                break;
            case RasterSeries:
                stroke.StrokeWidth = 0.7f;
                for (int i = -1; i <= 1; i++) canvas.DrawLine((float)(centre + 2.5 * i), (float)middle - 2.2f, (float)(centre + 2.5 * i),
                    (float)middle + 2.2f, stroke);
                break;
            default:
                break;
        }
    }

    private static SKRect Rectangle(double left, double top, double width, double height) =>
        new((float)left, (float)top, (float)(left + width), (float)(top + height));
}
