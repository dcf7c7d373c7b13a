using System.Text;

namespace Spiking.Plotting.Typography;

/// <summary>
/// A line of text in one look, measured and ready to be drawn: made smaller, then cut with an ellipsis, until it fits into its room.
/// </summary>
internal sealed class TextLine
{
    // Raised and lowered letters are smaller, but never below what print can show.
    private const double ShiftedSize = 0.75;
    private const double Lowering = 0.22;
    private const double Raising = 0.38;
    private readonly IReadOnlyList<TextRun> _runs;
    private readonly bool _bold;

    private TextLine(IReadOnlyList<TextRun> runs, TextLook look, double size)
    {
        (_runs, _bold, Look, Size) = (runs, look.Bold, look, size);
        Width = _runs.Sum(run => WidthOf(run, SizeOf(run, Size)));
    }

    public TextLook Look { get; }

    /// <summary>Size of the letters (points), at most the look's.</summary>
    public double Size { get; }

    /// <summary>Width (points).</summary>
    public double Width { get; }

    /// <summary>Whether nothing of the text fits.</summary>
    public bool IsEmpty => _runs.Count == 0;

    /// <summary>A text of any width.</summary>
    public static TextLine Of(string text, TextLook look) => new(Legible(RichText.Parse(text)), look, look.Size);

    /// <summary>A text that takes at most this room (points).</summary>
    /// <param name="text">The text.</param>
    /// <param name="look">Its look.</param>
    /// <param name="room">The room.</param>
    /// <param name="uncut">The end of the text, which is not cut, even if it alone takes more.</param>
    public static TextLine Of(string text, TextLook look, double room, string uncut = "")
    {
        TextLine line = Of(text + uncut, look);
        if (line.Width <= room) return line;
        double least = Math.Min(TextLook.Least, look.Size);

        // Raised letters shrink less than the others. Rounding aside, one of the two sizes fits, unless the least stopped the shrinking.
        foreach (double size in (double[])[Math.Max(least, look.Size * room / line.Width), least])
        {
            line = new TextLine(line._runs, look, size);
            if (line.Width <= room + 0.01) return line;
        }

        return line.Cut(room, Legible(RichText.Parse(text)), Legible(RichText.Parse(uncut)));
    }

    /// <summary>Width of a text (points).</summary>
    public static double WidthOf(string text, TextLook look) => Of(text, look).Width;

    /// <summary>The runs with their faces, sizes and places relative to the start of the base line (points; y downwards).</summary>
    public IEnumerable<(string Text, FontFace Face, double Size, double X, double Y)> Runs()
    {
        double x = 0;
        foreach (TextRun run in _runs)
        {
            double size = SizeOf(run, Size);
            double y = run.Shift switch { Shift.Subscript => Lowering * Size, Shift.Superscript => -Raising * Size, _ => 0 };
            yield return (run.Text, FaceOf(run), size, x, y);
            x += WidthOf(run, size);
        }
    }

    private TextLine Cut(double room, TextRun[] text, TextRun[] uncut)
    {
        List<TextRun> runs = [.. text];
        while (runs.Count > 0)
        {
            TextRun last = runs[^1];
            int length = last.Text.Length - (last.Text.Length > 1 && char.IsLowSurrogate(last.Text[^1]) ? 2 : 1);
            string rest = last.Text[..length].TrimEnd();
            runs.RemoveAt(runs.Count - 1);
            if (rest.Length > 0) runs.Add(last with { Text = rest });
            TextLine shorter = new(
                runs.Count == 0 ? uncut : [.. runs, new TextRun("…", Italic: false, Shift.None), .. uncut], Look, Size);
            if (shorter.Width <= room) return shorter;
        }

        return new TextLine(uncut, Look, Size);
    }

    private double WidthOf(TextRun run, double size)
    {
        FontFace face = FaceOf(run);
        double width = 0;
        foreach (Rune rune in run.Text.EnumerateRunes()) width += face.Advance(rune.Value);
        return width * size;
    }

    private static double SizeOf(TextRun run, double size) =>
        run.Shift == Shift.None ? size : Math.Max(Math.Min(TextLook.Least, size), ShiftedSize * size);

    private FontFace FaceOf(TextRun run) => _bold ? FontFace.Bold : run.Italic ? FontFace.Italic : FontFace.Regular;

    // A character that the font lacks shows as a question mark, not as nothing.
    private static TextRun[] Legible(IReadOnlyList<TextRun> runs)
    {
        TextRun[] legible = [.. runs];
        for (int i = 0; i < legible.Length; i++)
        {
            if (legible[i].Text.EnumerateRunes().All(rune => FontFace.Regular.Has(rune.Value))) continue;
            StringBuilder text = new();
            foreach (Rune rune in legible[i].Text.EnumerateRunes()) text.Append(FontFace.Regular.Has(rune.Value) ? rune.ToString() : "?");
            legible[i] = legible[i] with { Text = text.ToString() };
        }

        return legible;
    }
}

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
