using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Layout;

/// <summary>Where the labels of lines across a panel stand: outside the plot, pushed apart where lines are close.</summary>
internal static class LinePlaces
{
    /// <summary>
    /// Labels above the plot. Each keeps to its half of the way to its neighbours, or to the edges of the panel, and moves aside within it.
    /// </summary>
    public static IEnumerable<(string Label, double Centre, double Room)> Vertical(PanelLayout layout)
    {
        PlotArea area = layout.Area;
        (double X, string Label)[] labels = [.. layout.Panel.Lines
            .Where(line => line.Direction == Direction.Vertical && line.Label.Length > 0 && area.X.Contains(line.Value))
            .Select(line => (area.PlaceX(line.Value), line.Label)).OrderBy(label => label.Item1)];
        for (int i = 0; i < labels.Length; i++)
        {
            double left = i == 0 ? layout.Cell.Left : ((labels[i - 1].X + labels[i].X) / 2) + 1;
            double right = i == labels.Length - 1 ? layout.Cell.Right : ((labels[i].X + labels[i + 1].X) / 2) - 1;
            double half = Math.Min(TextLine.WidthOf(labels[i].Label, TextLook.Annotation), Math.Max(0, right - left)) / 2;
            yield return (labels[i].Label, Math.Max(left + half, Math.Min(labels[i].X, right - half)), 2 * half);
        }
    }

    /// <summary>
    /// Labels to the right of the plot, with their base lines. Those at nearly the same height are pushed downwards, one line each.
    /// </summary>
    public static IEnumerable<(string Label, double Baseline)> Horizontal(PanelLayout layout)
    {
        double next = double.NegativeInfinity;
        foreach (ReferenceLine line in layout.Panel.Lines
            .Where(line => line.Direction == Direction.Horizontal && line.Label.Length > 0 && layout.Area.Y.Contains(line.Value))
            .OrderByDescending(line => line.Value))
        {
            double y = Math.Max(next, layout.Area.PlaceY(line.Value) + 2.1);
            yield return (line.Label, y);
            next = y + TextLook.Annotation.Size + 0.8;
        }
    }
}
