namespace Spiking.Plotting.Typography;

/// <summary>
/// How one kind of text looks. Journals ask for 5 to 7 points at the size of print, and 8 points bold for the letters of panels.
/// </summary>
/// <param name="Size">Size of the font in points.</param>
/// <param name="Bold">Whether it is bold.</param>
/// <param name="Colour">Its colour; black if absent.</param>
internal sealed record TextLook(double Size, bool Bold = false, Colour? Colour = null)
{
    /// <summary>Text is cut rather than made smaller than this.</summary>
    public const double Least = 5;

    public static TextLook Letter { get; } = new(8, Bold: true);

    public static TextLook PanelTitle { get; } = new(7);

    public static TextLook AxisLabel { get; } = new(7);

    public static TextLook Tick { get; } = new(6);

    public static TextLook Legend { get; } = new(6);

    public static TextLook Note { get; } = new(5.5, Colour: new Colour(68, 68, 68));

    public static TextLook Annotation { get; } = new(6, Colour: new Colour(68, 68, 68));
}
