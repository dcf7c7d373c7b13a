using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Layout;

/// <summary>
/// The names of axes and colour bars as they are written: in one line, made smaller if need be, or in two. Where two lines have no room
/// either, the name is cut, but never its unit or power of ten, without which the numbers mean something else.
/// </summary>
internal static class AxisNames
{
    /// <summary>
    /// Number of lines that a name needs: two if it has no room in one and has a space that is not within its unit.
    /// </summary>
    /// <param name="heading">The name with its unit.</param>
    /// <param name="room">Length of the line (points).</param>
    /// <param name="smallest">The smallest size of the letters (points).</param>
    public static int Needed(string heading, double room, double smallest) =>
        TextLine.WidthOf(heading, TextLook.AxisLabel with { Size = smallest }) > room + 0.01 && Breaks(heading).Any() ? 2 : 1;

    /// <summary>The lines of a name; of two, the longer one is as short as it can be.</summary>
    /// <param name="heading">The name with its unit.</param>
    /// <param name="count">Number of lines, 1 or 2.</param>
    public static IReadOnlyList<string> Lines(string heading, int count)
    {
        if (count == 1 || !Breaks(heading).Any()) return [heading];
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
