using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Layout;

/// <summary>Chooses the tick marks of the axes of a panel so that their labels have room.</summary>
internal static class TickChoice
{
    public static TickSet Horizontal(PanelLayout layout)
    {
        if (layout.Panel.X.IsHidden) return new TickSet([], 0);
        int most = (int)Math.Clamp(layout.Area.Box.Width / 24, 1, 10);
        return AxisTicks.Choose(layout.Panel.X, layout.Area.X, most, ticks => HaveRoom(
            ticks,
            tick => layout.Area.PlaceX(tick.Value),
            tick => layout.Slanted ? TextLook.Tick.Size + 2 : TextLine.WidthOf(tick.Label, TextLook.Tick) + 5));
    }

    public static TickSet Vertical(Axis axis, PlotArea area)
    {
        if (axis.IsHidden) return new TickSet([], 0);
        int most = (int)Math.Clamp(area.Box.Height / 14, 1, 7);
        return AxisTicks.Choose(axis, area.Y, most, ticks => HaveRoom(ticks, tick => area.PlaceY(tick.Value), _ => TextLook.Tick.Size + 2));
    }

    /// <summary>Whether the names of the categories must be slanted to have room.</summary>
    public static bool NeedsSlant(PanelLayout layout)
    {
        if (layout.Panel.X.Categories is not { Count: > 1 } names) return false;
        double each = (layout.Cell.Width - Margins.BesideLegend) / names.Count;
        return names.Any(name => TextLine.WidthOf(name, TextLook.Tick) + 4 > each);
    }

    private static bool HaveRoom(TickSet ticks, Func<Tick, double> position, Func<Tick, double> size)
    {
        Tick[] labelled = [.. ticks.Ticks.Where(tick => tick.Label.Length > 0).OrderBy(tick => tick.Value)];
        for (int i = 1; i < labelled.Length; i++)
        {
            double distance = Math.Abs(position(labelled[i]) - position(labelled[i - 1]));
            if (distance < (size(labelled[i]) + size(labelled[i - 1])) / 2) return false;
        }

        return true;
    }
}
