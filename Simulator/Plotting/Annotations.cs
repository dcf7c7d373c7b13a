namespace Spiking.Plotting;

/// <summary>Direction of a line across a panel.</summary>
internal enum Direction
{
    /// <summary>From left to right, at a value of the y axis.</summary>
    Horizontal,

    /// <summary>From bottom to top, at a value of the x axis.</summary>
    Vertical,
}

/// <summary>A straight line across a panel, for example a decision threshold or the start of learning.</summary>
/// <param name="Direction">Its direction.</param>
/// <param name="Value">Where it crosses the other axis.</param>
internal sealed record ReferenceLine(Direction Direction, double Value)
{
    /// <summary>A few words written outside the plot, at the line's right or upper end; empty for none.</summary>
    public string Label { get; init; } = "";

    /// <summary>Its colour.</summary>
    public Colour Colour { get; init; } = Palette.Reference;

    /// <summary>Its style.</summary>
    public LineStyle Style { get; init; } = LineStyle.Dashed;
}

/// <summary>A shaded stretch of the x axis over the full height, for example a learning phase or the block of one input pattern.</summary>
/// <param name="From">Where it begins; may be negative infinity.</param>
/// <param name="To">Where it ends; may be positive infinity.</param>
internal sealed record ShadedSpan(double From, double To)
{
    /// <summary>
    /// A few words written above the plot, centred on the span; empty for none. Left out of the drawing where there is no room.
    /// </summary>
    public string Label { get; init; } = "";

    /// <summary>Its colour, drawn faintly behind the data; no shading, only the label, if absent.</summary>
    public Colour? Colour { get; init; } = Palette.Grey;
}
