namespace Spiking.Figures.Svg;

/// <summary>How one kind of text looks.</summary>
/// <param name="Kind">Class of the text elements.</param>
/// <param name="Size">Height of the font in pixels.</param>
/// <param name="Bold">Whether it is bold.</param>
/// <param name="Colour">Its colour; black if absent.</param>
internal sealed record TextLook(string Kind, double Size, bool Bold = false, string? Colour = null)
{
    /// <summary>Text is cut rather than made smaller than this.</summary>
    public const double Least = 7.5;

    public static TextLook FigureTitle { get; } = new("figure-title", 14, Bold: true);

    public static TextLook Letter { get; } = new("letter", 14, Bold: true);

    public static TextLook PanelTitle { get; } = new("panel-title", 11);

    public static TextLook AxisLabel { get; } = new("axis-label", 11);

    public static TextLook TickX { get; } = new("tick-x", 10);

    public static TextLook TickY { get; } = new("tick-y", 10);

    public static TextLook Legend { get; } = new("legend", 10);

    public static TextLook Annotation { get; } = new("annotation", 9.5, Colour: "#444444");
}
