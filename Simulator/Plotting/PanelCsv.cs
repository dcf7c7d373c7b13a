using System.Globalization;
using System.Text;
using Spiking.Plotting.Typography;

namespace Spiking.Plotting;

/// <summary>
/// The numbers of a panel as comma-separated values (RFC 4180 with line feeds): one row for each x, one column for each series and one for its
/// errors. Numbers can be read back without loss; a cell is empty where a series has no value for that x, and NaN where it has a missing one.
/// </summary>
public static class PanelCsv
{
    /// <summary>The numbers of all series except rasters.</summary>
    /// <param name="panel">The panel.</param>
    public static string Values(Panel panel)
    {
        if (panel.Series.OfType<HeatMapSeries>().FirstOrDefault() is { } map) return Cells(panel, map);
        List<Column> columns = [];
        HashSet<string> headings = [];
        foreach (Series series in panel.Series)
        {
            switch (series)
            {
                case BandSeries band:
                    Add(band, band.X, band.Y, band.Error, band.ErrorName);
                    break;
                case PointSeries points:
                    Add(points, points.X, points.Y, points.Error, points.ErrorName);
                    break;
                case XYSeries line:
                    Add(line, line.X, line.Y, null, "");
                    break;
                case BarSeries bars:
                    Add(bars, [.. Enumerable.Range(0, bars.Values.Count).Select(i => (double)i)], bars.Values, bars.Error, bars.ErrorName);
                    break;
                default:
                    break;
            }
        }

        StringBuilder csv = new();
        IReadOnlyList<string>? names = panel.X.Categories;
        string[] first = names is null ? [] : ["name"];
        Row(csv, [.. first, Heading("x", panel.X), .. columns.Select(column => column.Heading)]);

        // A series may visit an x more than once; its k-th value there goes into the k-th row of that x.
        foreach ((double X, int Visit) key in columns.SelectMany(column => column.Values.Keys).Distinct().Order())
        {
            string[] name = names is null ? [] : [key.X >= 0 && key.X < names.Count && double.IsInteger(key.X) ? names[(int)key.X] : ""];
            Row(csv, [.. name, Number(key.X), .. columns.Select(column => column.Values.TryGetValue(key, out double value) ? Number(value) : "")]);
        }

        return csv.ToString();

        void Add(Series series, IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double>? error, string errorName)
        {
            string start = series.Name.Length > 0 ? $"{RichText.Plain(series.Name)}: " : "";
            columns.Add(new Column(Unique(headings, start + Heading("y", panel.Y)), x, y));
            if (error is not null)
                columns.Add(new Column(Unique(headings, $"{start}{errorName} of {Heading("y", panel.Y)}"), x, error));
        }
    }

    /// <summary>The spikes of all rasters: time, neuron and name of the series, in order of time.</summary>
    /// <param name="panel">The panel.</param>
    public static string Spikes(Panel panel)
    {
        StringBuilder csv = new();
        Row(csv, [Heading("time", panel.X), Heading("neuron", panel.Y), "series"]);
        IEnumerable<(double Time, int Neuron, string Name)> spikes = panel.Series.OfType<RasterSeries>()
            .SelectMany(raster => raster.Times.Select((time, i) => (time, raster.Neurons[i], raster.Name)));
        foreach ((double time, int neuron, string name) in spikes.OrderBy(spike => spike.Time).ThenBy(spike => spike.Neuron))
            Row(csv, [Number(time), neuron.ToString(CultureInfo.InvariantCulture), name]);
        return csv.ToString();
    }

    private static string Cells(Panel panel, HeatMapSeries map)
    {
        StringBuilder csv = new();
        Row(csv, [Heading("x", panel.X), Heading("y", panel.Y), Heading("value", map.Scale)]);
        for (int row = 0; row < map.Y.Count; row++)
        {
            for (int column = 0; column < map.X.Count; column++) Row(csv, [Number(map.X[column]), Number(map.Y[row]), Number(map.Values[row, column])]);
        }

        return csv.ToString();
    }

    private static string Heading(string otherwise, Axis axis) => axis.Heading.Length > 0 ? RichText.Plain(axis.Heading) : otherwise;

    private static string Unique(HashSet<string> taken, string heading)
    {
        string unique = heading;
        for (int copy = 2; !taken.Add(unique); copy++)
            unique = string.Create(CultureInfo.InvariantCulture, $"{heading} [{copy}]");
        return unique;
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static void Row(StringBuilder csv, IEnumerable<string> cells) => csv.AppendJoin(',', cells.Select(Quote)).Append('\n');

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private sealed class Column
    {
        public Column(string heading, IReadOnlyList<double> x, IReadOnlyList<double> y)
        {
            Heading = heading;
            Dictionary<double, int> visits = [];
            for (int i = 0; i < x.Count; i++)
            {
                int visit = visits.GetValueOrDefault(x[i]);
                visits[x[i]] = visit + 1;
                Values[(x[i], visit)] = y[i];
            }
        }

        public string Heading { get; }

        public Dictionary<(double X, int Visit), double> Values { get; } = [];
    }
}
