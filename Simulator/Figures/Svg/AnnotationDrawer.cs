namespace Spiking.Figures.Svg;

/// <summary>Writes the labels of spans and reference lines around the plot, where they cover no data.</summary>
internal sealed class AnnotationDrawer(Canvas canvas, PanelLayout layout)
{
    private readonly Panel _panel = layout.Panel;
    private readonly PlotArea _area = layout.Area;

    /// <summary>The visible part of a span, in pixels.</summary>
    public static (double Left, double Right) Ends(ShadedSpan span, PlotArea area) =>
        (End(span.From, area), End(span.To, area));

    public void Draw()
    {
        double baseline = _area.Box.Top - 4;
        if (Margins.HasSpanLabels(_panel))
        {
            DrawSpanLabels(baseline);
            baseline -= Margins.AnnotationHeight;
        }

        if (Margins.HasLineLabels(_panel, Direction.Vertical))
            DrawVerticalLabels(baseline);
        DrawHorizontalLabels();
    }

    private static double End(double value, PlotArea area)
    {
        if (double.IsInfinity(value))
            return value < 0 ? area.Box.Left : area.Box.Right;
        double pixel = area.PixelX(value);

        // On a logarithmic axis zero and below lie infinitely far to the left.
        return double.IsNaN(pixel) ? area.Box.Left : Math.Clamp(pixel, area.Box.Left, area.Box.Right);
    }

    private void DrawSpanLabels(double baseline)
    {
        foreach (ShadedSpan span in _panel.Spans)
        {
            (double left, double right) = Ends(span, _area);
            canvas.Text(span.Label, new Point((left + right) / 2, baseline), TextLook.Annotation, Anchor.Middle, right - left);
        }
    }

    // Each label keeps to its half of the way to its neighbours, or to the edges of the panel, and moves aside within that stretch if it has to.
    private void DrawVerticalLabels(double baseline)
    {
        (double X, string Label)[] labels = [.. _panel.Lines
            .Where(line => line.Direction == Direction.Vertical && line.Label.Length > 0 && _area.X.Contains(line.Value))
            .Select(line => (_area.PixelX(line.Value), line.Label)).OrderBy(label => label.Item1)];
        for (int i = 0; i < labels.Length; i++)
        {
            double left = i == 0 ? layout.Cell.Left : ((labels[i - 1].X + labels[i].X) / 2) + 2;
            double right = i == labels.Length - 1 ? layout.Cell.Right : ((labels[i].X + labels[i + 1].X) / 2) - 2;
            double half = Math.Min(TextWidths.Of(labels[i].Label, TextLook.Annotation.Size), Math.Max(0, right - left)) / 2;
            double centre = Math.Max(left + half, Math.Min(labels[i].X, right - half));
            canvas.Text(labels[i].Label, new Point(centre, baseline), TextLook.Annotation, Anchor.Middle, 2 * half);
        }
    }

    // Labels of lines at nearly the same height are pushed downwards, one line each.
    private void DrawHorizontalLabels()
    {
        double next = double.NegativeInfinity;
        foreach (ReferenceLine line in _panel.Lines
            .Where(line => line.Direction == Direction.Horizontal && line.Label.Length > 0 && _area.Y.Contains(line.Value))
            .OrderByDescending(line => line.Value))
        {
            double y = Math.Max(next, _area.PixelY(line.Value) + 3.5);
            canvas.Text(line.Label, new Point(_area.Box.Right + 4, y), TextLook.Annotation, Anchor.Start);
            next = y + TextLook.Annotation.Size + 1;
        }
    }
}
