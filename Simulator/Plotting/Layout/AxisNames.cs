using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Layout;

/// <summary>
/// The names of axes and colour bars as they are written: in one line, made smaller if need be, or in two. Where two lines have no room
/// either, the name is cut, but never its unit or power of ten, without which the numbers mean something else.
/// </summary>
internal static class AxisNames
{
    /// <summary>Whether a name has room in one line.</summary>
    /// <param name="heading">The name with its unit.</param>
    /// <param name="room">Length of the line (points).</param>
    /// <param name="smallest">The smallest size of the letters (points).</param>
    public static bool Fits(string heading, double room, double smallest) =>
        TextLine.WidthOf(heading, TextLook.AxisLabel with { Size = smallest }) <= room + 0.01;

    /// <summary>Whether a name can be parted: it has a space that is not within its unit.</summary>
    public static bool HasTwoLines(string heading) => Breaks(heading).Any();

    /// <summary>The lines of a name; of two, the longer one is as short as it can be.</summary>
    /// <param name="heading">The name with its unit.</param>
    /// <param name="count">Number of lines, 1 or 2.</param>
    public static IReadOnlyList<string> Lines(string heading, int count)
    {
        if (count == 1 || !HasTwoLines(heading)) return [heading];
        return Breaks(heading).Select(at => (string[])[heading[..at], heading[(at + 1)..]])
            .MinBy(lines => lines.Max(line => TextLine.WidthOf(line, TextLook.AxisLabel)))!;
    }

    /// <summary>Parts a line into what may be cut and what may not: its unit in parentheses.</summary>
    public static (string Name, string Unit) Parts(string line)
    {
        int unit = line.EndsWith(')') ? line.LastIndexOf('(') : -1;
        if (unit > 0 && line[unit - 1] == ' ') unit--;
        return unit < 0 ? (line, "") : (line[..unit], line[unit..]);
    }

    private static IEnumerable<int> Breaks(string heading)
    {
        int end = Math.Min(Parts(heading).Name.Length + 1, heading.Length);
        return Enumerable.Range(0, end).Where(i => heading[i] == ' ' && heading.AsSpan(0, i).Count('$') % 2 == 0);
    }
}
