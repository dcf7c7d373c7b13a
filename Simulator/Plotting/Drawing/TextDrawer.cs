using SkiaSharp;
using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Drawing;

/// <summary>Where text stands relative to its position.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>Draws lines of rich text, which ScottPlot's labels do not know.</summary>
internal sealed class TextDrawer(SKCanvas canvas)
{
    /// <summary>Draws a text, made smaller and then cut until it fits into the room.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Its base line: the start, the middle or the end.</param>
    /// <param name="look">Its look.</param>
    /// <param name="anchor">What of it is at the position.</param>
    /// <param name="room">Largest width (points).</param>
    /// <param name="rotation">Angle (degrees, clockwise) around the position.</param>
    public void Draw(string text, Layout.Point at, TextLook look, Anchor anchor, double room = double.PositiveInfinity, double rotation = 0)
    {
        if (text.Length == 0) return;
        TextLine line = TextLine.Of(text, look, room);
        double start = anchor switch { Anchor.Middle => -line.Width / 2, Anchor.End => -line.Width, _ => 0 };
        using SKPaint paint = new() { IsAntialias = true, Color = PanelPlot.Skia(look.Colour ?? Palette.Black) };
        if (rotation != 0)
        {
            canvas.Save();
            canvas.RotateDegrees((float)rotation, (float)at.X, (float)at.Y);
        }

        foreach ((string run, FontFace face, double size, double x, double y) in line.Runs())
        {
            using SKFont font = face.Sized((float)size);
            canvas.DrawText(run, (float)(at.X + start + x), (float)(at.Y + y), SKTextAlign.Left, font, paint);
        }

        if (rotation != 0) canvas.Restore();
    }
}
