namespace Spiking.Recording.Overview;

/// <summary>A side of a box.</summary>
internal enum Side
{
    Left,
    Right,
}

/// <summary>
/// Places of boxes and ways of links in a sketch whose unit is the distance of two columns in x and of two rows in y. A box stands in the
/// middle of its column, its dendrite on top of it. Links leave and reach the sides of boxes, or the dendrite, one above the other in the
/// order of their other ends.
/// </summary>
/// <param name="columns">The populations of every column, from left to right and from top to bottom.</param>
internal sealed class SketchPlaces(IReadOnlyList<IReadOnlyList<int>> columns)
{
    public const double BoxWidth = 0.48;
    public const double BoxHeight = 0.4;
    public const double Dendrite = 0.36;
    private const double Bow = 0.13;

    // Links end beside what they reach, so that bars can be seen.
    private const double Clearance = 0.018;
    private const int PointsPerCurve = 16;
    private readonly Dictionary<(int Column, int Gap), int> _taken = [];
    private readonly Dictionary<int, (int Column, double Y)> _places = columns.SelectMany((column, c) => column.Select((population, row) =>
        (population, (c, ((columns.Max(other => other.Count) + column.Count) / 2.0) - row - 0.5 - (Dendrite / 2))))).ToDictionary();

    /// <summary>Middle of the box of a population.</summary>
    public (double X, double Y) Middle(int population) => (_places[population].Column + 0.5, _places[population].Y);

    /// <summary>Curves for links between populations, in their order.</summary>
    /// <param name="links">Source, target, and whether the target is its dendrite.</param>
    public IReadOnlyList<(double[] X, double[] Y)> Ways(IReadOnlyList<(int From, int To, bool Dendrite)> links)
    {
        List<Joint> ends = [];
        for (int i = 0; i < links.Count; i++)
        {
            (int from, int to, bool dendrite) = links[i];
            (Side start, Side end) = Sides(from, to);
            ends.Add(new Joint((from, start, false), i, false, Middle(to).Y + (dendrite ? BoxHeight : 0)));
            ends.Add(new Joint((to, end, dendrite), i, true, Middle(from).Y));
        }

        Dictionary<(int Link, bool IsEnd), (double X, double Y)> at = [];
        foreach (IGrouping<(int Population, Side Side, bool Dendrite), Joint> place in ends.GroupBy(end => end.Where))
        {
            int count = place.Count(), index = 0;
            foreach (Joint end in place.OrderBy(end => end.Other).ThenBy(end => end.IsEnd).ThenByDescending(end => end.Link))
                at[(end.Link, end.IsEnd)] = Port(place.Key.Population, place.Key.Side, place.Key.Dendrite, (index++ + 1.0) / (count + 1));
        }

        return [.. links.Select((link, i) => Way(link.From, link.To, link.Dendrite, at[(i, false)], at[(i, true)]))];
    }

    // An end of a link, and the height of what its other end reaches.
    private sealed record Joint((int Population, Side Side, bool Dendrite) Where, int Link, bool IsEnd, double Other);

    private (Side Start, Side End) Sides(int from, int to)
    {
        int across = _places[to].Column - _places[from].Column;
        if (across != 0) return across > 0 ? (Side.Right, Side.Left) : (Side.Left, Side.Right);
        Side side = _places[to].Y <= _places[from].Y ? Side.Right : Side.Left;
        return (side, side);
    }

    private (double X, double Y) Port(int population, Side side, bool dendrite, double share)
    {
        (double x, double y) = Middle(population);

        // Noise and currents come to the dendrite from the left, above what is joined to it there.
        return dendrite
            ? (x + (side == Side.Left ? -Clearance : Clearance),
                y + (BoxHeight / 2) + (Dendrite * (side == Side.Left ? 0.04 + (0.4 * share) : 0.2 + (0.6 * share))))
            : (x + ((side == Side.Left ? -1 : 1) * ((BoxWidth / 2) + Clearance)), y + (BoxHeight * (share - 0.5)));
    }

    private (double[] X, double[] Y) Way(int from, int to, bool dendrite, (double X, double Y) start, (double X, double Y) end)
    {
        int first = _places[from].Column, last = _places[to].Column;
        List<double> x = [start.X - (Clearance * Math.Sign(start.X - first - 0.5))], y = [start.Y];
        int step = Math.Sign(last - first);
        for (int column = first + step; column != last && step != 0; column += step)
        {
            // Past the boxes of a column, through the gap that is nearest to the straight way.
            double straight = start.Y + ((end.Y - start.Y) * (column + 0.5 - start.X) / (end.X - start.X)), gap = Gap(column, straight);
            Reach(column + 0.5 - (step * BoxWidth / 2), gap);
            x.Add(column + 0.5 + (step * BoxWidth / 2));
            y.Add(gap);
        }

        // A dendrite is reached on a straight line over the box.
        double side = Math.Sign(end.X - last - 0.5), edge = dendrite ? last + 0.5 + (side * BoxWidth / 2) : end.X;
        if (step == 0)
        {
            // A bow beside the column, the longer, the wider; a loop back to the same box is round.
            double length = Math.Abs(end.Y - start.Y), reach = last + 0.5 + (side * ((BoxWidth / 2) + Bow + (0.04 * length)));
            double round = from == to && !dendrite ? 0.12 * Math.Sign(start.Y - end.Y) : 0;
            Curve(x, y, (reach, start.Y + round), (reach, end.Y - round), (edge, end.Y));
        }
        else
        {
            Reach(edge, end.Y);
        }

        if (edge != end.X)
        {
            x.Add(end.X);
            y.Add(end.Y);
        }

        return ([.. x], [.. y]);

        void Reach(double nextX, double nextY)
        {
            double half = (x[^1] + nextX) / 2;
            Curve(x, y, (half, y[^1]), (half, nextY), (nextX, nextY));
        }
    }

    // Links that take the same gap keep a distance.
    private double Gap(int column, double wanted)
    {
        double[] centres = [.. columns[column].Select(population => _places[population].Y)];
        double[] gaps = [.. centres.Select(y => y + (BoxHeight / 2) + Dendrite + 0.12), centres[^1] - (BoxHeight / 2) - 0.3];
        int nearest = Array.IndexOf(gaps, gaps.MinBy(gap => Math.Abs(gap - wanted)));
        int taken = _taken[(column, nearest)] = _taken.GetValueOrDefault((column, nearest)) + 1;
        return gaps[nearest] + (0.05 * (taken / 2) * (taken % 2 == 0 ? 1 : -1));
    }

    private static void Curve(
        List<double> x, List<double> y, (double X, double Y) first, (double X, double Y) second, (double X, double Y) end)
    {
        (double startX, double startY) = (x[^1], y[^1]);
        for (int i = 1; i <= PointsPerCurve; i++)
        {
            double t = (double)i / PointsPerCurve, s = 1 - t;
            x.Add(Math.Round((s * s * s * startX) + (3 * s * s * t * first.X) + (3 * s * t * t * second.X) + (t * t * t * end.X), 3));
            y.Add(Math.Round((s * s * s * startY) + (3 * s * s * t * first.Y) + (3 * s * t * t * second.Y) + (t * t * t * end.Y), 3));
        }
    }
}
