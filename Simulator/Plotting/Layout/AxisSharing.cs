namespace Spiking.Plotting.Layout;

/// <summary>Gives the panels of a row or column one range, and the numbers of their axis to the outermost panel only.</summary>
internal static class AxisSharing
{
    public static void Apply(PanelLayout[] layouts, SharedAxes shared)
    {
        if (shared.HasFlag(SharedAxes.Columns))
        {
            foreach (IGrouping<(int, int), PanelLayout> column in layouts.GroupBy(layout => (layout.Place.Column, layout.Place.Span)))
            {
                foreach (IGrouping<string, PanelLayout> same in column.GroupBy(layout => layout.Panel.X.Heading))
                    Share([.. same], layout => layout.Area.X, (layout, range) => layout.Area = layout.Area with { X = range });
            }

            // A panel hides its x axis if the panel right below it shows the same.
            foreach (PanelLayout layout in layouts)
                layout.ShowsX = !layouts.Any(other => other.Place == layout.Place with { Row = layout.Place.Row + 1 }
                    && Same(other.Panel.X, layout.Panel.X) && other.Area.X == layout.Area.X);
        }

        if (!shared.HasFlag(SharedAxes.Rows)) return;
        foreach (IGrouping<(int, string), PanelLayout> row in layouts.GroupBy(layout => (layout.Place.Row, layout.Panel.Y.Heading)))
        {
            Share([.. row], layout => layout.Area.Y, (layout, range) => layout.Area = layout.Area with { Y = range });
            foreach (PanelLayout layout in row)
                layout.ShowsY =
                    !row.Any(other => other.Place.Column + other.Place.Span == layout.Place.Column && Same(other.Panel.Y, layout.Panel.Y));
        }
    }

    private static bool Same(Axis one, Axis other) => one.Heading == other.Heading && one.Scale == other.Scale
        && (one.Categories ?? []).SequenceEqual(other.Categories ?? []) && (one.Ticks ?? []).SequenceEqual(other.Ticks ?? []);

    private static void Share(PanelLayout[] layouts, Func<PanelLayout, AxisRange> range, Action<PanelLayout, AxisRange> set)
    {
        if (layouts.Select(range).Select(r => r.Scale).Distinct().Count() != 1) return;
        AxisRange all = new(layouts.Min(layout => range(layout).Low), layouts.Max(layout => range(layout).High), range(layouts[0]).Scale);
        foreach (PanelLayout layout in layouts) set(layout, all);
    }
}
