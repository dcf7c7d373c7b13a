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
        IReadOnlyList<PanelColumn> columns = PanelColumn.Of(panel);
        return [.. panel.Series.Select(series =>
            Of(series, [.. columns.Where(column => ReferenceEquals(column.Series, series)).Select(column => column.Heading)]))];
    }

    private static StoredSeries Of(Series series, IReadOnlyList<string> columns)
    {
        StoredSeries Of(SeriesKind kind) => new(series.Name, series.Colour) { Kind = kind, Columns = columns };
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

    /// <summary>The series with its numbers. What its description leaves out is as in a series that is made without it.</summary>
    /// <exception cref="FormatException">A column is missing, or a number cannot be read.</exception>
    public Series Fill(Lazy<StoredTable> values, Lazy<StoredTable> spikes)
    {
        switch (Kind)
        {
            case SeriesKind.Spikes:
                return spikes.Value.Spikes(Columns.Count > 0 ? Columns[0] : Name, Name, Colour);
            case SeriesKind.Map:
                return values.Value.Map(Scale ?? new Axis(""));
            case SeriesKind.Boxes:
                return new BoxSeries(Colour, Boxes ?? []);
            case SeriesKind.Links:
                LinkSeries links = new(Name, Colour, Links ?? []);
                return links with { End = End ?? links.End, Style = Style ?? links.Style, Width = Width ?? links.Width };
        }

        (double[] x, double[][] y) = values.Value.Read(Columns);
        if (HasError && y.Length < 2)
            throw new FormatException($"The series \"{Name}\" is said to have an error (hasError), but names one column only.");
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
}

/// <summary>The table of a panel, read back from CSV.</summary>
internal sealed class StoredTable(string path)
{
    private readonly CsvTable _table = CsvTable.Read(path);

    /// <summary>The columns with these headings, and their positions: the rows in which the first of them is not empty.</summary>
    public (double[] X, double[][] Y) Read(IReadOnlyList<string> headings)
    {
        if (headings.Count == 0) throw new FormatException($"A series of {path} names no columns.");
        int[] columns = [.. headings.Select(_table.Column)];
        string[][] rows = [.. _table.Rows.Where(row => row[columns[0]].Length > 0)];
        return (Numbers(rows, _table.Headings[0] == "name" ? 1 : 0), [.. columns.Select(column => Numbers(rows, column))]);
    }

    /// <summary>The spikes of a series that the table calls otherwise than the legend, perhaps.</summary>
    public RasterSeries Spikes(string stored, string name, Colour colour)
    {
        RequireThree("time, neuron and series");
        string[][] rows = [.. _table.Rows.Where(row => row[2] == stored)];
        return new RasterSeries(name, colour, Numbers(rows, 0), [.. Numbers(rows, 1).Select(neuron => (int)neuron)]);
    }

    /// <summary>The map: x, y and value of every cell.</summary>
    public HeatMapSeries Map(Axis scale)
    {
        RequireThree("x, y and value");
        double[] x = Numbers(_table.Rows, 0), y = Numbers(_table.Rows, 1), cells = Numbers(_table.Rows, 2);
        double[] columns = [.. x.Distinct().Order()], rows = [.. y.Distinct().Order()];
        double[,] values = new double[rows.Length, columns.Length];
        for (int cell = 0; cell < values.Length; cell++) values[cell / columns.Length, cell % columns.Length] = double.NaN;
        for (int i = 0; i < cells.Length; i++) values[Array.BinarySearch(rows, y[i]), Array.BinarySearch(columns, x[i])] = cells[i];
        return new HeatMapSeries(scale, columns, rows, values);
    }

    private double[] Numbers(IEnumerable<string[]> rows, int column) => [.. rows.Select(row => _table.Number(row, column))];

    private void RequireThree(string needed)
    {
        if (_table.Headings.Length < 3) throw new FormatException($"{path} has {_table.Headings.Length} columns; {needed} are needed.");
    }
}
