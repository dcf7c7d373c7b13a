using SkiaSharp;
using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Drawing;

/// <summary>Draws lines of rich text, which ScottPlot's labels do not know, with subsets of the faces or the whole ones.</summary>
internal sealed class TextDrawer(SKCanvas canvas, IReadOnlyDictionary<FontFace, SKTypeface>? subsets = null)
{
    /// <summary>All characters that have been drawn in every face.</summary>
    public Dictionary<FontFace, SortedSet<char>> Drawn { get; } = [];

    /// <summary>Draws a text, made smaller and then cut until it fits into the room.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Its base line: the start, the middle or the end.</param>
    /// <param name="look">Its look.</param>
    /// <param name="align">What of it is at the position.</param>
    /// <param name="room">Largest width (points).</param>
    /// <param name="rotation">Angle (degrees, clockwise) around the position.</param>
    /// <param name="uncut">The end of the text, which is not cut.</param>
    public void Draw(string text, Layout.Point at, TextLook look, SKTextAlign align, double room = double.PositiveInfinity,
        double rotation = 0, string uncut = "")
    {
        if (text.Length + uncut.Length == 0) return;
        TextLine line = TextLine.Of(text, look, room, uncut);
        double start = at.X - align switch { SKTextAlign.Center => line.Width / 2, SKTextAlign.Right => line.Width, _ => 0 };
        using SKPaint paint = Ink.Fill(Ink.Of(look.Colour ?? Palette.Black));
        using SKAutoCanvasRestore restore = new(canvas, doSave: rotation != 0);
        if (rotation != 0) canvas.RotateDegrees((float)rotation, (float)at.X, (float)at.Y);
        foreach ((string run, FontFace face, double size, double x, double y) in line.Runs())
        {
            if (!Drawn.TryGetValue(face, out SortedSet<char>? drawn)) Drawn[face] = drawn = [];
            drawn.UnionWith(run);
            using SKFont font = face.Sized((float)size, subsets?[face]);
            canvas.DrawText(run, (float)(start + x), (float)(at.Y + y), SKTextAlign.Left, font, paint);
        }
    }
}
