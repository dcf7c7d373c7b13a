using System.Globalization;
using Spiking.Text;

namespace Spiking.Plotting.Storage;

/// <summary>
/// The numbers of a panel as comma-separated values (RFC 4180 with line feeds): one row for each x, one column for each series and one for
/// its errors. Numbers can be read back without loss; a cell is empty where a series has no value for that x, and NaN where it has a
/// missing one.
/// </summary>
internal static class PanelCsv
{
    /// <summary>
    /// The numbers of all series except rasters; of a map one row for each cell. A sketch has no numbers: its table says what is joined,
    /// and how.
    /// </summary>
    public static string Values(Panel panel)
    {
        if (panel.Series.OfType<HeatMapSeries>().FirstOrDefault() is { } map)
            return Text([Heading("x", panel.X), Heading("y", panel.Y), Heading("value", map.Scale)],
                from row in Enumerable.Range(0, map.Y.Count)
                from column in Enumerable.Range(0, map.X.Count)
                select (string[])[Number(map.X[column]), Number(map.Y[row]), Number(map.Values[row, column])]);
        if (panel.Series.OfType<LinkSeries>().ToList() is { Count: > 0 } sketch)
            return Text(["link", "kind"], sketch.SelectMany(series => series.Links).Where(link => link.Name.Length > 0)
                .Select(link => (string[])[CsvText.Cell(link.Name), CsvText.Cell(link.Kind)]));

        // A series may visit an x more than once; its k-th value there goes into the k-th row of that x.
        IReadOnlyList<PanelColumn> columns = PanelColumn.Of(panel);
        string[] name = panel.X.Categories is null ? [] : ["name"];
        return Text([.. name, Heading("x", panel.X), .. columns.Select(column => column.Heading)],
            columns.SelectMany(column => column.Values.Keys).Distinct().Order().Select(key => (string[])[.. Name(key.X), Number(key.X),
                .. columns.Select(column => column.Values.TryGetValue(key, out double value) ? Number(value) : "")]));

        string[] Name(double x) => panel.X.Categories is not { } names ? []
            : [x >= 0 && x < names.Count && double.IsInteger(x) ? CsvText.Cell(RichText.Plain(names[(int)x])) : ""];
    }

    /// <summary>The spikes of all rasters: time, neuron and name of the series, in order of time.</summary>
    public static string Spikes(Panel panel) => Text([Heading("time", panel.X), Heading("neuron", panel.Y), "series"],
        panel.Series.OfType<RasterSeries>()
            .SelectMany(raster => raster.Times.Select((time, i) => new { Time = time, Neuron = raster.Neurons[i], raster.Name }))
            .OrderBy(spike => spike.Time).ThenBy(spike => spike.Neuron)
            .Select(spike => (string[])
                [Number(spike.Time), spike.Neuron.ToString(CultureInfo.InvariantCulture), CsvText.Cell(spike.Name)]));

    internal static string Heading(string otherwise, Axis axis) => axis.Heading.Length > 0 ? RichText.Plain(axis.Heading) : otherwise;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(string[] header, IEnumerable<string[]> rows) =>
        string.Concat(rows.Prepend([.. header.Select(CsvText.Cell)]).Select(row => string.Join(',', row) + "\n"));
}

/// <summary>
/// One column of the table of a panel, under a heading of its own: the values of a series, their errors, or the values of one of its seeds,
/// by x and by how often the series has been there before.
/// </summary>
internal sealed record PanelColumn(Series Series, string Heading, IReadOnlyDictionary<(double X, int Visit), double> Values)
{
    /// <summary>The columns of all series except rasters and maps; those of a series in the order value, error, seeds.</summary>
    public static IReadOnlyList<PanelColumn> Of(Panel panel)
    {
        List<PanelColumn> columns = [];
        string value = PanelCsv.Heading("y", panel.Y);
        foreach (XYSeries series in panel.Series.OfType<XYSeries>())
        {
            string name = series.Column ?? series.Name, start = name.Length > 0 ? RichText.Plain(name) + ": " : "";
            Add(series, start + value, series.Y);
            if (series.Error is { } error) Add(series, $"{start}{series.ErrorName} of {value}", error);
            foreach ((int i, IReadOnlyList<double> seed) in (series is BarSeries bars ? bars.Seeds : []).Index())
                Add(series, $"{start}seed {i + 1} of {value}", seed);
        }

        return columns;

        void Add(XYSeries series, string heading, IReadOnlyList<double> y)
        {
            string unique = heading;
            for (int copy = 2; columns.Exists(column => column.Heading == unique); copy++) unique = $"{heading} [{copy}]";
            Dictionary<double, int> visits = [];
            Dictionary<(double, int), double> rows = [];
            foreach ((double at, double value) in series.X.Zip(y))
            {
                int visit = visits[at] = visits.GetValueOrDefault(at) + 1;
                rows.Add((at, visit), value);
            }

            columns.Add(new PanelColumn(series, unique, rows));
        }
    }
}
