using System.Globalization;

namespace Spiking.Plotting.Storage;

/// <summary>The numbers by which a figure is drawn and described. Values that its tables hold are others: they may be NaN.</summary>
internal static class FigureNumbers
{
    /// <summary>Which number of a figure is not finite, as a sentence; null: all of them are.</summary>
    public static string? Fault(Figure figure)
    {
        foreach ((string name, double? value) in Of(figure))
            if (value is double number && !double.IsFinite(number))
                return string.Create(CultureInfo.InvariantCulture, $"The {name} is {number}, but must be a finite number.");
        return null;
    }

    private static IEnumerable<(string Name, double? Value)> Of(Figure figure)
    {
        yield return ("width", figure.Width);
        yield return ("row height", figure.RowHeight);
        foreach ((int i, Panel panel) in figure.Panels.Index())
            foreach ((string name, double? value) in Of(panel)) yield return ($"{name} of panel '{FigureFiles.NameOf(panel, i)}'", value);
    }

    private static (string Name, double? Value)[] Of(Panel panel) =>
    [
        ("relative height", panel.RelativeHeight),
        .. Of("x axis", panel.X),
        .. Of("y axis", panel.Y),
        .. All("position of a line", panel.Lines.Select(line => line.Value)),
        .. All("end of a shaded stretch", panel.Spans.SelectMany(span => (double[])[span.From, span.To])),
        .. panel.Series.SelectMany(Of),
    ];

    private static (string Name, double? Value)[] Of(string name, Axis axis) =>
    [
        ($"minimum of the {name}", axis.Minimum),
        ($"maximum of the {name}", axis.Maximum),
        ($"limit of the {name}", axis.Limit),
        .. All($"position of a tick of the {name}", axis.Ticks ?? []),
    ];

    private static (string Name, double? Value)[] Of(Series series) => series switch
    {
        LineSeries line => [($"width of the line '{line.Name}'", line.Width)],
        PointSeries points => [($"size of the points '{points.Name}'", points.Size)],
        HeatMapSeries map => Of("colour scale", map.Scale),
        BoxSeries sketch => [.. sketch.Boxes.SelectMany(box =>
            All($"place or size of the box '{box.Name}'", [box.X, box.Y, box.Width, box.Height]))],
        LinkSeries sketch => [
            ($"width of the links '{sketch.Name}'", sketch.Width),
            .. sketch.Links.SelectMany(link => All($"place of the link '{link.Name}'", link.X.Concat(link.Y)))],
        _ => [],
    };

    private static IEnumerable<(string Name, double? Value)> All(string name, IEnumerable<double> values) =>
        values.Select(value => (name, (double?)value));
}
