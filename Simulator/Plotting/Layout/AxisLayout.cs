using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Layout;

/// <summary>
/// An axis of a panel, or the scale of its colour bar: the range that it shows, its marks and its name. The name is in one line, made
/// smaller if need be, or in two. Where two lines have no room either, it is cut, but never its unit or power of ten, without which the
/// numbers mean something else.
/// </summary>
internal sealed class AxisLayout(Axis axis, AxisRange range)
{
    public Axis Axis { get; } = axis;
    public AxisRange Range { get; set; } = range;
    public TickSet Ticks { get; private set; } = new([]);

    /// <summary>Whether numbers and name are written; not where a neighbouring panel shows the same axis.</summary>
    public bool IsShown { get; set; } = !axis.IsHidden;

    /// <summary>Whether the name is written; not where the panel right below names the same.</summary>
    public bool IsNamed { get; set; } = true;

    /// <summary>Number of lines of the name, 1 or 2.</summary>
    public int Lines { get; private set; } = 1;

    /// <summary>The name with its unit as it is written; empty if it is not.</summary>
    public string Heading => IsShown && IsNamed ? Ticks.Heading(Axis) : "";

    /// <summary>Width of the widest number (points).</summary>
    public double WidestTick => Ticks.Ticks.Select(tick => TextLine.WidthOf(tick.Label, TextLook.Tick)).DefaultIfEmpty(0).Max();

    /// <summary>Chooses the marks of a horizontal axis of this length (points).</summary>
    public void ChooseTicksBelow(double width, bool slanted) => ChooseTicks(width, Math.Clamp(width / 24, 1, 10),
        tick => slanted ? TextLook.Tick.Size + 2 : TextLine.WidthOf(tick.Label, TextLook.Tick) + 5);

    /// <summary>Chooses the marks of a vertical axis of this length (points).</summary>
    public void ChooseTicksBeside(double height) => ChooseTicks(height, Math.Clamp(height / 14, 1, 7), _ => TextLook.Tick.Size + 2);

    /// <summary>
    /// Gives the name a second line if it has no room in one, with letters of the smallest size (points), and has a space that is not
    /// within its unit. False: it has got one just now.
    /// </summary>
    public bool FitName(double room, double smallest)
    {
        bool fits = Lines == 2 || TextLine.WidthOf(Heading, TextLook.AxisLabel with { Size = smallest }) <= room + 0.01
            || TwoLines() is null;
        if (!fits) Lines = 2;
        return fits;
    }

    /// <summary>The lines of the name; of two, the longer one is as short as it can be.</summary>
    public string[] NameLines() => Lines == 2 && TwoLines() is { } lines ? lines : [Heading];

    /// <summary>Parts a line of a name into what may be cut and what may not: its unit in parentheses.</summary>
    public static (string Name, string Unit) Parts(string line)
    {
        int unit = line.EndsWith(')') ? line.LastIndexOf('(') : -1;
        if (unit > 0 && line[unit - 1] == ' ') unit--;
        return unit < 0 ? (line, "") : (line[..unit], line[unit..]);
    }

    private string[]? TwoLines()
    {
        string heading = Heading;
        return Enumerable.Range(0, Math.Min(Parts(heading).Name.Length + 1, heading.Length))
            .Where(i => heading[i] == ' ' && heading.AsSpan(0, i).Count('$') % 2 == 0)
            .Select(i => (string[])[heading[..i], heading[(i + 1)..]])
            .MinBy(lines => lines.Max(line => TextLine.WidthOf(line, TextLook.AxisLabel)));
    }

    // The labels of two neighbouring marks have room if these are apart by half of what both need.
    private void ChooseTicks(double length, double most, Func<Tick, double> need)
    {
        if (!Axis.IsHidden) Ticks = AxisTicks.Choose(Axis, Range, (int)most, ticks =>
        {
            Tick[] labelled = [.. ticks.Ticks.Where(tick => tick.Label.Length > 0).OrderBy(tick => tick.Value)];
            return labelled.Zip(labelled.Skip(1)).All(pair => (need(pair.First) + need(pair.Second)) / 2
                <= length * (Range.Fraction(pair.Second.Value) - Range.Fraction(pair.First.Value)));
        });
    }
}
