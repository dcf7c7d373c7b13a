using System.Globalization;

namespace Spiking.Protocols.Pairing;

/// <summary>The numbers by which runs of a protocol are compared: of every curve its ends, extremes and crossing.</summary>
internal static class ProtocolMeasures
{
    /// <summary>
    /// The numbers, named after the place of the curve in the file: "curves[0].crossing", in a scan "scan[1].curves[0].crossing".
    /// </summary>
    /// <param name="experiment">The protocol with its results.</param>
    public static IEnumerable<(string Name, double Value)> Of(ProtocolExperiment experiment)
    {
        for (int scanned = 0; scanned < experiment.Results.Count; scanned++)
        {
            ProtocolResult result = experiment.Results[scanned];
            string scan = result.ScanValue.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"scan[{scanned}].") : "";
            for (int i = 0; i < result.Curves.Count; i++)
            {
                IReadOnlyList<CurvePoint> points = result.Curves[i].Points;
                string start = string.Create(CultureInfo.InvariantCulture, $"{scan}curves[{i}].");
                yield return (start + "first", points[0].Mean);
                yield return (start + "last", points[^1].Mean);
                yield return (start + "smallest", points.Min(p => p.Mean));
                yield return (start + "largest", points.Max(p => p.Mean));
                yield return (start + "crossing", Crossing(points));
                if (points.Any(p => !double.IsNaN(p.Theory))) yield return (start + "distance_from_theory", DistanceFromTheory(points));
            }
        }
    }

    /// <summary>
    /// The condition (Hz, or a probability) at which depression turns into potentiation, linear between points; NaN if it nowhere does.
    /// </summary>
    public static double Crossing(IReadOnlyList<CurvePoint> points)
    {
        for (int i = points.Count - 1; i > 0; i--)
        {
            (CurvePoint before, CurvePoint after) = (points[i - 1], points[i]);
            if (before.Mean < 0 && after.Mean >= 0)
                return before.Condition + (after.Condition - before.Condition) * before.Mean / (before.Mean - after.Mean);
        }

        return double.NaN;
    }

    // Root of the mean square over the conditions, in units of the largest change that the theory has.
    private static double DistanceFromTheory(IReadOnlyList<CurvePoint> points)
    {
        CurvePoint[] known = [.. points.Where(p => !double.IsNaN(p.Theory))];
        return Math.Sqrt(known.Average(p => (p.Mean - p.Theory) * (p.Mean - p.Theory))) / known.Max(p => Math.Abs(p.Theory));
    }
}
