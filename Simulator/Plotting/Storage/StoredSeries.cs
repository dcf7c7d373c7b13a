using Spiking.Files;

namespace Spiking.Plotting.Storage;

/// <summary>The kinds of series by their names in descriptions.</summary>
[FormerName("band", "run the experiment again, or change it to \"line\"")]
internal enum SeriesKind
{
    Line,
    Steps,
    Points,
    Bars,
    Spikes,
    Map,
    Boxes,
    Links,
}

/// <summary>
/// A series as it stands in the description of a figure: its look, and the columns of the panel's table that hold its numbers.
/// </summary>
[CompleteRecord]
internal sealed record StoredSeries(string Name, Colour Colour) : Series(Name, Colour)
{
    public required SeriesKind Kind { get; init; }

    /// <summary>
    /// Headings of its columns: value, error, seeds. Of spikes what their table calls the series. Of maps, whose tables are their own:
    /// none.
    /// </summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    public bool HasError { get; init; }

    [NotWrittenIfAbsent] public string? ErrorName { get; init; }
    [NotWrittenIfAbsent] public LineStyle? Style { get; init; }
    [NotWrittenIfAbsent, Bounds(AtLeast = 0)] public double? Width { get; init; }
    [NotWrittenIfAbsent] public Marker? Marker { get; init; }
    [NotWrittenIfAbsent, Bounds(AtLeast = 0)] public double? Size { get; init; }
    [NotWrittenIfAbsent] public Axis? Scale { get; init; }
    [NotWrittenIfAbsent] public LinkEnd? End { get; init; }
    [NotWrittenIfAbsent] public IReadOnlyList<SketchBox>? Boxes { get; init; }
    [NotWrittenIfAbsent] public IReadOnlyList<SketchLink>? Links { get; init; }

    /// <summary>The descriptions of all series of a panel.</summary>
    public static IReadOnlyList<StoredSeries> Of(Panel panel)
    {
        ILookup<object?, string> columns =
            PanelColumn.Of(panel).ToLookup(column => column.Series, column => column.Heading, ReferenceEqualityComparer.Instance);
        return [.. panel.Series.Select(series => Of(series, [.. columns[series]]))];
    }

    private static StoredSeries Of(Series series, IReadOnlyList<string> columns)
    {
        StoredSeries Of(SeriesKind kind) => new(series.Name, series.Colour) { Kind = kind, Columns = columns, Column = series.Column };
        StoredSeries stored = series switch
        {
            LineSeries line => Of(line.IsSteps ? SeriesKind.Steps : SeriesKind.Line) with { Style = line.Style, Width = line.Width },
            PointSeries points => Of(SeriesKind.Points) with { Marker = points.Marker, Size = points.Size },
            BarSeries => Of(SeriesKind.Bars),
            RasterSeries => Of(SeriesKind.Spikes) with { Columns = [series.Name] },
            HeatMapSeries map => Of(SeriesKind.Map) with { Scale = map.Scale },
            BoxSeries boxes => Of(SeriesKind.Boxes) with { Boxes = boxes.Boxes },
            LinkSeries links =>
                Of(SeriesKind.Links) with { Links = links.Links, End = links.End, Style = links.Style, Width = links.Width },
            _ => throw new ArgumentException($"Nothing can describe a {series.GetType().Name}."),
        };
        return series is XYSeries { Error: not null } means ? stored with { HasError = true, ErrorName = means.ErrorName } : stored;
    }

    /// <summary>
    /// The series with its numbers, from the table of the panel or that of its spikes. What its description leaves out is as in a series
    /// that is made without it.
    /// </summary>
    /// <exception cref="FormatException">A column is missing, or a number cannot be read.</exception>
    public Series Fill(Lazy<CsvTable> values, Lazy<CsvTable> spikes)
    {
        LinkSeries links = new(Name, Colour, Links ?? []);
        return Kind switch
        {
            SeriesKind.Spikes => Spikes(spikes.Value),
            SeriesKind.Map => Map(values.Value),
            SeriesKind.Boxes => new BoxSeries(Colour, Boxes ?? []),
            SeriesKind.Links => links with { End = End ?? links.End, Style = Style ?? links.Style, Width = Width ?? links.Width },
            _ => Numbers(values.Value) with { Column = Column },
        };
    }

    // The rows in which the first column of the series is not empty.
    private XYSeries Numbers(CsvTable table)
    {
        if (Columns.Count == 0) throw new FormatException($"A series of {table.Path} names no columns.");
        if (HasError && Columns.Count < 2)
            throw new FormatException($"The series \"{Name}\" is said to have an error (hasError), but names one column only.");
        int[] columns = [.. Columns.Select(table.Column)];
        string[][] rows = [.. table.Rows.Where(row => row[columns[0]].Length > 0)];
        double[] x = table.Numbers(rows, table.Headings[0] == "name" ? 1 : 0);
        double[][] y = [.. columns.Select(column => table.Numbers(rows, column))];
        LineSeries line = new(Name, Colour, x, y[0]) { IsSteps = Kind == SeriesKind.Steps };
        PointSeries points = new(Name, Colour, x, y[0]);
        XYSeries series = Kind switch
        {
            SeriesKind.Points => points with { Marker = Marker ?? points.Marker, Size = Size ?? points.Size },
            SeriesKind.Bars => new BarSeries(Name, Colour, y[0]) { Seeds = y[(HasError ? 2 : 1)..] },
            _ => line with { Style = Style ?? line.Style, Width = Width ?? line.Width },
        };
        return HasError ? series with { Error = y[1], ErrorName = ErrorName ?? series.ErrorName } : series;
    }

    // The spikes of a series that the table perhaps calls otherwise than the legend.
    private RasterSeries Spikes(CsvTable table)
    {
        string stored = Columns.Count > 0 ? Columns[0] : Name;
        RequireThree(table, "time, neuron and series");
        string[][] rows = [.. table.Rows.Where(row => row[2] == stored)];
        return new RasterSeries(Name, Colour, table.Numbers(rows, 0), [.. table.Numbers(rows, 1).Select(neuron => (int)neuron)]);
    }

    private HeatMapSeries Map(CsvTable table)
    {
        RequireThree(table, "x, y and value");
        double[] x = table.Numbers(table.Rows, 0), y = table.Numbers(table.Rows, 1), cells = table.Numbers(table.Rows, 2);
        double[] columns = [.. x.Distinct().Order()], rows = [.. y.Distinct().Order()];
        double[,] values = new double[rows.Length, columns.Length];
        for (int cell = 0; cell < values.Length; cell++) values[cell / columns.Length, cell % columns.Length] = double.NaN;
        for (int i = 0; i < cells.Length; i++) values[Array.BinarySearch(rows, y[i]), Array.BinarySearch(columns, x[i])] = cells[i];
        return new HeatMapSeries(Scale ?? new Axis(""), columns, rows, values);
    }

    private static void RequireThree(CsvTable table, string needed)
    {
        if (table.Headings.Length < 3)
            throw new FormatException($"{table.Path} has {table.Headings.Length} columns; {needed} are needed.");
    }
}
