using System.Text;
using Spiking.Text;

namespace Spiking.Plotting.Typography;

/// <summary>
/// How one kind of text looks: the size of its font in points, and its colour, black if absent. Journals ask for 5 to 7 points at the size
/// of print, and 8 points bold for the letters of panels.
/// </summary>
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

/// <summary>
/// A line of text in one look, measured and ready to be drawn: made smaller, then cut with an ellipsis, until it fits into its room.
/// </summary>
internal sealed class TextLine
{
    // Raised and lowered letters are smaller, but never below what print can show.
    private const double ShiftedSize = 0.75;
    private const double Lowering = 0.22;
    private const double Raising = 0.38;

    // Points: less than anybody sees, more than rounding.
    private const double Tolerance = 0.01;
    private const int ShrinkingSteps = 4;
    private readonly IReadOnlyList<TextRun> _runs;
    private readonly TextLook _look;

    private TextLine(IReadOnlyList<TextRun> runs, TextLook look, double size)
    {
        (_runs, _look, Size) = (runs, look, size);
        Width = _runs.Sum(WidthOf);
    }

    /// <summary>Size of the letters (points), at most the look's.</summary>
    public double Size { get; }

    /// <summary>Width (points).</summary>
    public double Width { get; }

    /// <summary>A text of any width.</summary>
    public static TextLine Of(string text, TextLook look) => new(Legible(text), look, look.Size);

    /// <summary>A text that takes at most this room (points), with an end that is not cut, even if it alone takes more.</summary>
    public static TextLine Of(string text, TextLook look, double room, string uncut = "")
    {
        TextLine line = Of(text + uncut, look);
        if (line.Width <= room) return line;

        // Raised letters stop shrinking at the least size, so that a size in proportion to the room leaves the line too wide by what they
        // did not give. The same step from there takes most of the rest away; what a few steps leave is within the tolerance, unless raised
        // letters are most of the line.
        double least = Math.Min(TextLook.Least, look.Size);
        for (int step = 0; ; step++)
        {
            double size = step < ShrinkingSteps ? Math.Max(least, line.Size * room / line.Width) : least;
            line = new TextLine(line._runs, look, size);
            if (line.Width <= room + Tolerance) return line;
            if (size == least) return Cut(Legible(text), Legible(uncut), look, least, room);
        }
    }

    /// <summary>Width of a text (points).</summary>
    public static double WidthOf(string text, TextLook look) => Of(text, look).Width;

    /// <summary>The runs with their faces, sizes and places relative to the start of the base line (points; y downwards).</summary>
    public IEnumerable<(string Text, FontFace Face, double Size, double X, double Y)> Runs()
    {
        double x = 0;
        foreach (TextRun run in _runs)
        {
            double y = run.Shift switch { Shift.Subscript => Lowering * Size, Shift.Superscript => -Raising * Size, _ => 0 };
            yield return (run.Text, FaceOf(run), SizeOf(run), x, y);
            x += WidthOf(run);
        }
    }

    private static TextLine Cut(TextRun[] text, TextRun[] uncut, TextLook look, double size, double room)
    {
        List<TextRun> runs = [.. text];
        while (runs.Count > 0)
        {
            string rest = runs[^1].Text[..^1].TrimEnd();
            if (rest.Length > 0) runs[^1] = runs[^1] with { Text = rest };
            else runs.RemoveAt(runs.Count - 1);
            if (runs.Count == 0) break;
            TextLine shorter = new([.. runs, new TextRun("…", Italic: false, Shift.None), .. uncut], look, size);
            if (shorter.Width <= room) return shorter;
        }

        return new TextLine(uncut, look, size);
    }

    private double WidthOf(TextRun run) => FaceOf(run).WidthOf(run.Text) * SizeOf(run);

    private double SizeOf(TextRun run) => run.Shift == Shift.None ? Size : Math.Max(Math.Min(TextLook.Least, Size), ShiftedSize * Size);

    private FontFace FaceOf(TextRun run) => _look.Bold ? FontFace.Bold : run.Italic ? FontFace.Italic : FontFace.Regular;

    // A character that the font lacks shows as a question mark, not as nothing.
    private static TextRun[] Legible(string text) => [.. RichText.Parse(text).Select(run =>
        run with { Text = MarkupText.Replaced(run.Text, rune => !FontFace.Regular.Has(rune), (Rune)'?') })];
}
