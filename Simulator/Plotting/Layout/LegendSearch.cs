namespace Spiking.Plotting.Layout;

/// <summary>Looks for a place inside a plot where a legend covers nothing.</summary>
internal static class LegendSearch
{
    private const double Inset = 3;

    // The corners that readers expect first, then places between them.
    private static readonly (double X, double Y)[] s_places =
    [
        (1, 0), (0, 0), (1, 1), (0, 1), (0.5, 0), (0.5, 1), (1, 0.5), (0, 0.5), (0.75, 0), (0.25, 0), (0.75, 1), (0.25, 1),
    ];

    public static (Point At, LegendBlock Block)? Find(PanelLayout layout)
    {
        Box room = layout.Area.Box.Grow(-Inset);
        Occupancy data = Occupancy.Of(layout.Panel, layout.Area);
        foreach (LegendBlock block in new[] { LegendBlock.Of(layout.Panel, 0), LegendBlock.Of(layout.Panel, room.Width) })
        {
            if (block.Width > room.Width || block.Height > room.Height)
                continue;
            foreach ((double x, double y) in s_places)
            {
                Box place = new(room.Left + (x * (room.Width - block.Width)), room.Top + (y * (room.Height - block.Height)),
                    block.Width, block.Height);
                if (data.IsFree(place))
                    return (new Point(place.Left, place.Top), block);
            }
        }

        return null;
    }
}
