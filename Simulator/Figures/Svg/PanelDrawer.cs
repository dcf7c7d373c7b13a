namespace Spiking.Figures.Svg;

/// <summary>Draws one panel whose layout is known.</summary>
internal sealed class PanelDrawer(Canvas canvas, PanelLayout layout)
{
    private const string Ink = "#000000";
    private const double SpanOpacity = 0.14;
    private readonly Panel _panel = layout.Panel;
    private readonly PlotArea _area = layout.Area;

    public void Draw()
    {
        Box plot = _area.Box;
        SeriesDrawer series = new(canvas, _panel, _area);
        canvas.BeginGroup("panel");
        DrawSpans();

        // A pixel more on every side, so that a line along an edge keeps its full width.
        canvas.BeginClip(plot.Grow(1));
        DrawLines();
        foreach (Series each in _panel.Series)
            series.DrawAreas(each);
        canvas.End();
        DrawAxes();
        foreach (PointSeries points in _panel.Series.OfType<PointSeries>())
            series.DrawPoints(points);
        AnnotationDrawer annotations = new(canvas, layout);
        annotations.Draw();
        DrawTitles();
        DrawLegend(series);
        canvas.End();
    }

    private void DrawSpans()
    {
        foreach (ShadedSpan span in _panel.Spans)
        {
            (double left, double right) = AnnotationDrawer.Ends(span, _area);
            if (span.Colour is { } colour && right > left)
                canvas.Rectangle(new Box(left, _area.Box.Top, right - left, _area.Box.Height), colour.Hex, SpanOpacity, span.Label);
        }
    }

    private void DrawLines()
    {
        Box plot = _area.Box;
        if (_area.Y.Scale == AxisScale.Linear && _area.Y.Low < 0 && _area.Y.High > 0)
            canvas.Line(new Point(plot.Left, _area.PixelY(0)), new Point(plot.Right, _area.PixelY(0)), "#bbbbbb", 0.8);
        foreach (ReferenceLine line in _panel.Lines)
        {
            bool across = line.Direction == Direction.Horizontal;
            double at = across ? _area.PixelY(line.Value) : _area.PixelX(line.Value);
            if (double.IsNaN(at))
                continue;
            Point start = across ? new Point(plot.Left, at) : new Point(at, plot.Bottom);
            canvas.Line(start, across ? start with { X = plot.Right } : start with { Y = plot.Top }, line.Colour.Hex, 1, line.Style);
        }
    }

    private void DrawAxes()
    {
        Box plot = _area.Box;
        canvas.Stroke($"M{Canvas.Number(plot.Left)} {Canvas.Number(plot.Top)}V{Canvas.Number(plot.Bottom)}H{Canvas.Number(plot.Right)}", Ink, 1);
        foreach (Tick tick in layout.TicksX.Ticks)
        {
            double x = _area.PixelX(tick.Value), length = tick.Label.Length > 0 ? Margins.TickLength : Margins.TickLength / 2;
            canvas.Line(new Point(x, plot.Bottom), new Point(x, plot.Bottom + length), Ink);
            double y = plot.Bottom + Margins.TickLength + Margins.TickGap;
            if (layout.Slanted)
                canvas.Text(tick.Label, new Point(x + 3, y + 6), TextLook.TickX, Anchor.End, Margins.SlantedWidth(tick.Label), -Margins.Slant);
            else
                canvas.Text(tick.Label, new Point(x, y + 8), TextLook.TickX, Anchor.Middle);
        }

        foreach (Tick tick in layout.TicksY.Ticks)
        {
            double y = _area.PixelY(tick.Value), length = tick.Label.Length > 0 ? Margins.TickLength : Margins.TickLength / 2;
            canvas.Line(new Point(plot.Left, y), new Point(plot.Left - length, y), Ink);
            canvas.Text(tick.Label, new Point(plot.Left - Margins.TickLength - Margins.TickGap, y + 3.5), TextLook.TickY, Anchor.End);
        }
    }

    private void DrawTitles()
    {
        Box plot = _area.Box, cell = layout.Cell;
        double below = layout.Side == LegendSide.Below ? layout.Legend.Height : 0;
        canvas.Text(_panel.Letter, new Point(cell.Left + 2, cell.Top + 13), TextLook.Letter, Anchor.Start, plot.Left - cell.Left);
        canvas.Text(_panel.Title, new Point(plot.Left, cell.Top + 13), TextLook.PanelTitle, Anchor.Start, cell.Right - plot.Left - 4);

        double room = 2 * Math.Min(plot.CentreX - cell.Left, cell.Right - plot.CentreX);
        double bottom = Math.Min(plot.Bottom + Margins.Bottom(layout) - below, cell.Bottom - below) - 9;
        canvas.Text(layout.TicksX.Heading(_panel.X), new Point(plot.CentreX, bottom), TextLook.AxisLabel, Anchor.Middle, room);

        // It stays below the panel's letter.
        double tallest = 2 * Math.Min(plot.CentreY - cell.Top - Margins.TitleHeight, cell.Bottom - plot.CentreY);
        double widest = layout.TicksY.Ticks.Select(tick => TextWidths.Of(tick.Label, TextLook.TickY.Size)).DefaultIfEmpty(0).Max();
        Point beside = new(plot.Left - Margins.TickLength - Margins.TickGap - widest - 6, plot.CentreY);
        canvas.Text(layout.TicksY.Heading(_panel.Y), beside, TextLook.AxisLabel, Anchor.Middle, tallest, -90);
    }

    private void DrawLegend(SeriesDrawer drawer)
    {
        if (layout.Side == LegendSide.None)
            return;
        foreach ((Series series, Point offset) in layout.Legend.Entries)
        {
            double x = layout.LegendAt.X + offset.X, middle = layout.LegendAt.Y + offset.Y + (LegendBlock.LineHeight / 2);
            drawer.DrawSymbol(series, new Point(x, middle));
            double text = x + LegendBlock.SymbolWidth + LegendBlock.SymbolGap;
            canvas.Text(series.Name, new Point(text, middle + 3.5), TextLook.Legend, Anchor.Start, layout.Cell.Right - text);
        }
    }
}
