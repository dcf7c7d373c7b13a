using System.Globalization;
using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Storage;

/// <summary>One column of the table of a panel: the values of a series, their errors, or the values of one of its seeds.</summary>
/// <param name="Series">The series that it belongs to.</param>
/// <param name="Heading">Its heading, unique in the table.</param>
/// <param name="Values">Its numbers by x and by how often the series has been at that x before.</param>
internal sealed record PanelColumn(Series Series, string Heading, IReadOnlyDictionary<(double X, int Visit), double> Values)
{
    /// <summary>The columns of all series except rasters and maps; those of a series in the order value, error, seeds.</summary>
    public static IReadOnlyList<PanelColumn> Of(Panel panel)
    {
        List<PanelColumn> columns = [];
        HashSet<string> headings = [];
        string value = PanelCsv.Heading("y", panel.Y);
        foreach (Series series in panel.Series)
        {
            if (series is RasterSeries or HeatMapSeries or BoxSeries or LinkSeries) continue;
            string start = series.Name.Length > 0 ? $"{RichText.Plain(series.Name)}: " : "";
            (IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double>? error, string errorName) = Data(series);
            Add(series, start + value, x, y);
            if (error is not null) Add(series, $"{start}{errorName} of {value}", x, error);
            IReadOnlyList<IReadOnlyList<double>> seeds = series is BarSeries bars ? bars.Seeds : [];
            for (int seed = 0; seed < seeds.Count; seed++)
                Add(series, string.Create(CultureInfo.InvariantCulture, $"{start}seed {seed + 1} of {value}"), x, seeds[seed]);
        }

        return columns;

        void Add(Series series, string heading, IReadOnlyList<double> x, IReadOnlyList<double> y)
        {
            string unique = heading;
            for (int copy = 2; !headings.Add(unique); copy++) unique = string.Create(CultureInfo.InvariantCulture, $"{heading} [{copy}]");
            columns.Add(new PanelColumn(series, unique, Rows(x, y)));
        }
    }

    private static (IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<double>? Error, string ErrorName) Data(Series series) =>
        series switch
    {
        BandSeries band => (band.X, band.Y, band.Error, band.ErrorName),
        PointSeries points => (points.X, points.Y, points.Error, points.ErrorName),
        BarSeries bars => ([.. Enumerable.Range(0, bars.Values.Count).Select(i => (double)i)], bars.Values, bars.Error, bars.ErrorName),
        XYSeries line => (line.X, line.Y, null, ""),
        _ => ([], [], null, ""),
    };

    private static Dictionary<(double, int), double> Rows(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        Dictionary<double, int> visits = [];
        Dictionary<(double, int), double> rows = [];
        for (int i = 0; i < x.Count; i++)
        {
            int visit = visits.GetValueOrDefault(x[i]);
            visits[x[i]] = visit + 1;
            rows[(x[i], visit)] = y[i];
        }

        return rows;
    }
}
