using SkiaSharp;
using Spiking.Plotting.Layout;
using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Drawing;

/// <summary>
/// Writes everything around the data of a panel: letter, title, numbers and names of the axes, legend and labels. They are rich text, which
/// ScottPlot's labels do not know. Writes with subsets of the faces, or if there are none with the whole ones, and lists what it writes
/// with which face.
/// </summary>
internal sealed class LabelDrawer(SKCanvas canvas, PanelLayout layout, IReadOnlyDictionary<FontFace, SKTypeface>? subsets,
    List<(FontFace Face, string Text)> written)
{
    // From the middle of a line of digits down to its base line, relative to the size.
    private const double Drop = 0.35;
    private readonly PlotArea _area = layout.Area;
    private readonly Box _plot = layout.Plot;
    private readonly Box _cell = layout.Cell;

    public void Draw()
    {
        DrawTitles();
        DrawNumbers();
        DrawNames();
        DrawAnnotations();
        foreach (SketchBox box in layout.Panel.Series.OfType<BoxSeries>().SelectMany(boxes => boxes.Boxes)) DrawBox(box);
        if (layout.Bar is { } bar) DrawColourBar(bar, layout.BarAt);
        if (layout.Side != LegendPlacement.None)
            foreach ((Series series, Point offset) in layout.Legend.Entries) DrawEntry(series, offset);
    }

    private void DrawTitles()
    {
        Write(layout.Panel.Letter, new Point(_cell.Left + 1, _cell.Top + 7.5), TextLook.Letter, SKTextAlign.Left);
        double start = Math.Max(_plot.Left, _cell.Left + TextLine.WidthOf(layout.Panel.Letter, TextLook.Letter) + 4);
        Write(layout.Panel.Title, new Point(start, _cell.Top + 7.5), TextLook.PanelTitle, SKTextAlign.Left, _cell.Right - start - 2);
    }

    private void DrawNumbers()
    {
        double below = _plot.Bottom + PanelLayout.TickLength + PanelLayout.TickGap;
        double beside = _plot.Left - PanelLayout.TickLength - PanelLayout.TickGap;
        foreach (Tick tick in layout.X.IsShown ? layout.X.Ticks.Ticks : [])
        {
            double x = _area.PlaceX(tick.Value);
            if (layout.Slanted)
                Write(tick.Label, new Point(x + 2, below + 4), TextLook.Tick, SKTextAlign.Right, PanelLayout.SlantedWidth(tick.Label),
                    -PanelLayout.Slant);
            else
                Write(tick.Label, new Point(x, below + 4.5), TextLook.Tick, SKTextAlign.Center);
        }

        foreach (Tick tick in layout.Y.IsShown ? layout.Y.Ticks.Ticks : [])
            WriteBeside(tick, new Point(beside, _area.PlaceY(tick.Value)), SKTextAlign.Right);
    }

    // In the middle of its axis if there is room; that of the y axis between the panel's letter and what stands below the plot.
    private void DrawNames()
    {
        double bottom = Math.Min(_plot.Bottom + layout.RoomBelow(), _cell.Bottom) - layout.LegendBelow - 5;
        DrawName(layout.X, layout.RoomX, 0, (line, above) =>
            new(Middle(line, TextLook.AxisLabel, _plot.CentreX, _cell.Left + 1, _cell.Right - 1), bottom - above));
        double top = _cell.Top + PanelLayout.TitleHeight, end = layout.EndOfY;
        double beside = _plot.Left - PanelLayout.TickLength - PanelLayout.TickGap - layout.Y.WidestTick - 4.5;
        DrawName(layout.Y, layout.RoomY, -90, (line, before) =>
            new(beside - before, Middle(line, TextLook.AxisLabel, _plot.CentreY, top, end)));
    }

    // Draws the lines of a name where they are by their texts and their distances from the last one.
    private void DrawName(AxisLayout axis, double room, double rotation, Func<string, double, Point> placeOf)
    {
        string[] lines = axis.NameLines();
        foreach ((int i, string line) in lines.Index())
        {
            (string name, string unit) = AxisLayout.Parts(line);
            Point at = placeOf(line, (lines.Length - 1 - i) * PanelLayout.LabelHeight);
            Write(name, at, TextLook.AxisLabel, SKTextAlign.Center, room, rotation, unit);
        }
    }

    private void DrawAnnotations()
    {
        double baseline = _plot.Top - 2.5;
        foreach (ShadedSpan span in layout.Panel.Spans)
        {
            (double left, double right) = _area.Ends(span);
            Write(span.Label, new Point((left + right) / 2, baseline), TextLook.Annotation, SKTextAlign.Center, right - left);
        }

        if (layout.HasSpanLabels) baseline -= PanelLayout.AnnotationHeight;

        // The label of a line keeps to its half of the way to its neighbours, or to the edges of the panel, and moves aside within it.
        (double X, string Label)[] lines = [.. layout.Panel.Lines
            .Where(line => line.Direction == Direction.Vertical && line.Label.Length > 0 && _area.X.Contains(line.Value))
            .Select(line => (X: _area.PlaceX(line.Value), line.Label)).OrderBy(line => line.X)];
        for (int i = 0; i < lines.Length; i++)
        {
            double left = i == 0 ? _cell.Left : ((lines[i - 1].X + lines[i].X) / 2) + 1;
            double right = i == lines.Length - 1 ? _cell.Right : ((lines[i].X + lines[i + 1].X) / 2) - 1;
            double middle = Middle(lines[i].Label, TextLook.Annotation, lines[i].X, left, right);
            Write(lines[i].Label, new Point(middle, baseline), TextLook.Annotation, SKTextAlign.Center, Math.Max(0, right - left));
        }
    }

    // The place nearest to the wanted one where the middle of a text can be that keeps within two ends.
    private static double Middle(string text, TextLook look, double wanted, double low, double high)
    {
        double half = Math.Min(TextLine.WidthOf(text, look), Math.Max(0, high - low)) / 2;
        return Math.Max(low + half, Math.Min(wanted, high - half));
    }

    private void DrawBox(SketchBox box)
    {
        const double Inset = 2;
        double x = _area.PlaceX(box.X + (box.Width / 2)), y = _area.PlaceY(box.Y + (box.Height / 2));
        double room = _area.PlaceX(box.X + box.Width) - _area.PlaceX(box.X) - (2 * Inset);
        Write(box.Name, new Point(x, y + (box.Note.Length > 0 ? -0.8 : 2.4)), TextLook.AxisLabel, SKTextAlign.Center, room);
        Write(box.Note, new Point(x, y + 5.6), TextLook.Note, SKTextAlign.Center, room);
    }

    private void DrawColourBar(AxisLayout scale, Box bar)
    {
        const int Steps = 64;
        double[,] steps = new double[Steps, 1];
        for (int i = 0; i < Steps; i++) steps[i, 0] = i;
        AxisRange range = new(-0.5, Steps - 0.5, AxisScale.Linear), single = new(-0.5, 0.5, AxisScale.Linear);
        HeatMapSeries map = new(scale.Axis, [0], [.. Enumerable.Range(0, Steps)], steps);
        Ink.Cells(canvas, map, range, new PlotArea(bar, single, range));
        using SKPaint ink = Ink.Stroke(Palette.Black, 0.5);
        foreach (Tick tick in scale.Ticks.Ticks)
        {
            double y = bar.Bottom - (scale.Range.Fraction(tick.Value) * bar.Height);
            double end = bar.Right + (tick.Label.Length > 0 ? PanelLayout.TickLength : PanelLayout.TickLength / 2);
            canvas.DrawLine(new Point(bar.Right, y).Skia, new Point(end, y).Skia, ink);
            WriteBeside(tick, new Point(end + PanelLayout.TickGap, y), SKTextAlign.Left);
        }

        double right = bar.Right + PanelLayout.TickLength + PanelLayout.TickGap + scale.WidestTick
            + (scale.Lines * PanelLayout.LabelHeight) - 2;
        double room = 2 * Math.Min(bar.CentreY - _cell.Top, _cell.Bottom - bar.CentreY);
        DrawName(scale, room, -90, (_, before) => new(right - before, bar.CentreY));
    }

    // The example of a series in the legend, and its name beside it.
    private void DrawEntry(Series series, Point offset)
    {
        Point left = new(layout.LegendAt.X + offset.X, layout.LegendAt.Y + offset.Y + (LegendBlock.LineHeight / 2));
        Point right = left with { X = left.X + LegendBlock.SymbolWidth }, centre = left with { X = left.X + (LegendBlock.SymbolWidth / 2) };
        if (series is LineSeries { Error: not null }) DrawRectangle(left.X, LegendBlock.SymbolWidth, PanelPlot.BandOpacity);
        if (series is LineSeries line) Ink.Line(canvas, [left, right], line.Colour, line.Width, line.Style);
        if (series is PointSeries points) Ink.Points(canvas, points, [centre]);
        if (series is BarSeries) DrawRectangle(centre.X - 3.5, 7, opacity: 1);
        if (series is LinkSeries links) Ink.Link(canvas, links, [left, right]);
        if (series is RasterSeries)
        {
            using SKPaint stroke = Ink.Stroke(series.Colour, 0.7);
            foreach (float x in (float[])[(float)(centre.X - 2.5), (float)centre.X, (float)(centre.X + 2.5)])
                canvas.DrawLine(x, (float)left.Y - 2.2f, x, (float)left.Y + 2.2f, stroke);
        }

        Point start = new(right.X + LegendBlock.SymbolGap, left.Y + (Drop * TextLook.Legend.Size));
        Write(series.Name, start, TextLook.Legend, SKTextAlign.Left, _cell.Right - start.X);

        void DrawRectangle(double start, double width, double opacity)
        {
            using SKPaint fill = Ink.Fill(Ink.Of(series.Colour, opacity));
            canvas.DrawRect(new Box(start, left.Y - 2.2, width, 4.4).Skia, fill);
        }
    }

    // Writes the number of a mark at its height.
    private void WriteBeside(Tick tick, Point at, SKTextAlign align) =>
        Write(tick.Label, at with { Y = at.Y + (Drop * TextLook.Tick.Size) }, TextLook.Tick, align);

    // Draws a text, made smaller and then cut until it fits into the room, with an end that is not cut. The position is the start, the
    // middle or the end of its base line, around which it is turned (degrees, clockwise).
    private void Write(string text, Point at, TextLook look, SKTextAlign align, double room = double.PositiveInfinity, double rotation = 0,
        string uncut = "")
    {
        if (text.Length + uncut.Length == 0) return;
        TextLine line = TextLine.Of(text, look, room, uncut);
        double start = at.X - align switch { SKTextAlign.Center => line.Width / 2, SKTextAlign.Right => line.Width, _ => 0 };
        using SKPaint paint = Ink.Fill(Ink.Of(look.Colour ?? Palette.Black));
        using SKAutoCanvasRestore restore = new(canvas, doSave: rotation != 0);
        if (rotation != 0) canvas.RotateDegrees((float)rotation, (float)at.X, (float)at.Y);
        foreach ((string run, FontFace face, double size, double x, double y) in line.Runs())
        {
            written.Add((face, run));
            using SKFont font = face.Sized((float)size, subsets?[face]);
            canvas.DrawText(run, (float)(start + x), (float)(at.Y + y), SKTextAlign.Left, font, paint);
        }
    }
}
