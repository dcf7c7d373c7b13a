using System.Globalization;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.RateModels.Experiments;
using Spiking.Recording;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Papers;

/// <summary>Draws the figures of a paper that several experiments make together.</summary>
/// <param name="plan">The paper and how its experiments are run.</param>
/// <param name="folder">Folder of all results of the paper.</param>
/// <param name="finished">Folders of the runs that are finished.</param>
internal sealed class PaperFigures(PaperPlan plan, string folder, IReadOnlySet<string> finished)
{
    private const int MostColumns = 3;
    private const double CircleSize = 2.6;
    private const string PopulationColumn = "population";

    /// <summary>One drawn line.</summary>
    /// <param name="Label">Its text in the legend.</param>
    /// <param name="Role">What it is part of.</param>
    /// <param name="Own">The colour of its model, or of its population among others; null: it is of none.</param>
    /// <param name="Like">The label of the line whose colour it has; null: there is none.</param>
    /// <param name="Cells">Its positions as the table has them.</param>
    /// <param name="X">The same as numbers; empty for bars.</param>
    /// <param name="Seeds">For every seed the numbers at the positions.</param>
    /// <param name="Circles">Results of others for the same experiment; null: there are none.</param>
    private sealed record Line(string Label, Role Role, Colour? Own, string? Like, string[] Cells, double[] X,
        IReadOnlyList<double[]> Seeds, PaperCirclesDescription? Circles);

    /// <summary>The position along a line that a text stands for; null: it is not a number.</summary>
    public static double? PositionOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double at) && double.IsFinite(at) ? at : null;

    /// <summary>Reads a figure, if that is possible; null: it is not, for a reason.</summary>
    /// <param name="description">The file "name.json".</param>
    /// <param name="run">Folder of the run that draws it; null: it is drawn from several runs.</param>
    /// <param name="reason">Why it cannot be read; empty if it can.</param>
    public static Figure? TryLoad(string description, string? run, out string reason)
    {
        try
        {
            reason = File.Exists(description) ? ""
                : run is null ? $"the file {description} is missing, because no run has results for it or because it could not be drawn."
                : $"the file {description} is missing, which the run in {run} leaves when it draws its figures. Delete the folder of the "
                    + "run and give the same command again: it runs what is missing, and draws it.";
            return reason.Length == 0 ? FigureFiles.Load(description) : null;
        }
        catch (Exception e) when (e is NetworkFileException or FormatException or IOException)
        {
            reason = e.Message;
            return null;
        }
    }

    /// <summary>A figure; null: nothing of it was run.</summary>
    /// <param name="description">What the file says of it.</param>
    /// <param name="empty">Gets the lines of which no run has a row, each as a sentence.</param>
    /// <exception cref="CommandException">A table of a run is not as the paper file says.</exception>
    public Figure? Draw(PaperFigureDescription description, List<string> empty)
    {
        (PaperPanelDescription Panel, Line[] Lines)[] panels =
        [
            .. description.Panels.Select(panel => (panel, panel.Lines.Select(line => Read(panel, line, empty)).OfType<Line>().ToArray()))
                .Where(panel => panel.Item2.Length > 0),
        ];
        if (panels.Length == 0) return null;
        foreach ((PaperPanelDescription panel, Line[] lines) in panels) RequireMarksNear(panel, lines);
        string meaning = string.Join(' ', panels.GroupBy(p => p.Panel.Bars).Select(kind => SpreadSeries.Meaning(
            [.. kind.SelectMany(p => p.Lines.Select(line => (NameOf(p.Panel, line), line.Seeds.Count)))], kind.Key,
            [.. kind.Where(p => Dots(p.Lines, _ => Palette.Black).Any()).Select(p => Longest(p.Lines))])).Distinct());

        // A label looks alike in all panels, and what several panels have alike is said once.
        Dictionary<string, Look> looks = Looks(description, [.. panels.Select(panel => panel.Lines)]);
        bool[] hasLegend = [.. panels.Select((p, i) => !panels.Take(i).Any(other => HasNamesOf(other.Lines, p.Lines)))];
        string levels = string.Concat(panels.Where((p, i) => !hasLegend[i]).Select(p => p.Panel.Level?.Label).OfType<string>()
            .Where(label => !panels.Where((p, i) => hasLegend[i]).Any(p => p.Panel.Level?.Label == label)).Distinct()
            .Select(label => $" Dashed grey line: {label}."));
        HashSet<string> sources = [];
        string others = string.Concat(panels.SelectMany(panel => panel.Lines).Select(line => line.Circles).OfType<PaperCirclesDescription>()
            .Select(circles => $" Open circles: {circles.Source}, {circles.Sample}.").Distinct());
        return new Figure(description.Title,
            [
                .. panels.Select((p, i) => Draw(p.Panel, p.Lines, looks, hasLegend[i], sources) with { Letter = Letter(i) }),
            ])
        {
            Shared = SharedAxes.Columns | SharedAxes.Rows | SharedAxes.Ranges,
            Columns = panels.Length == 4 ? 2 : Math.Min(MostColumns, panels.Length),
            Width = panels.Length == 1 ? Figure.OneColumn : Figure.TwoColumns,
            Caption = $"{description.Caption}{levels} {meaning}{others}".TrimStart(),
        };

        string Letter(int index) => panels.Length > 1 ? Panel.LetterOf(index) : "";

        static bool HasNamesOf(Line[] lines, Line[] others) => others.All(other => lines.Any(line => line.Label == other.Label));

        // A label means one thing, but another panel may show it of more seeds.
        string NameOf(PaperPanelDescription panel, Line line) =>
            panels.SelectMany(p => p.Lines).All(other => other.Label != line.Label || other.Seeds.Count == line.Seeds.Count) ? line.Label
                : $"{line.Label} in {Letter(Array.FindIndex(panels, p => p.Panel == panel))}";
    }

    /// <summary>
    /// What the labels of a figure look like: roles, models and populations have the colours that they have everywhere, ordered values a
    /// sequence of colours, others a colour each, in every panel the same if there are enough of them. What shares a colour differs in
    /// style, and if it has bars, which cannot be dashed, in shade too.
    /// </summary>
    private static Dictionary<string, Look> Looks(PaperFigureDescription description, IReadOnlyList<Line[]> panels)
    {
        int labels = panels.SelectMany(lines => lines).Select(line => line.Label).Distinct().Count();
        string[] ordered = [.. panels.SelectMany(lines => lines).Where(line => line is { Role: Role.None, Own: null, Like: null })
            .Select(line => line.Label).Distinct()];
        Dictionary<string, Look> looks = [];
        foreach (Line[] lines in panels)
        {
            for (int i = 0; i < lines.Length; i++)
            {
                if (looks.ContainsKey(lines[i].Label)) continue;
                Colour colour = lines[i] switch
                {
                    { Role: Role.Before } => Palette.Before,
                    { Role: Role.After } => Palette.After,
                    { Role: Role.Reference } => Palette.Black,
                    { Own: Colour own } => own,
                    { Like: string like } when looks.TryGetValue(like, out Look of) => of.Colour,
                    _ when description.Ordered => Palette.Sequence(Array.IndexOf(ordered, lines[i].Label), ordered.Length),
                    _ => Palette.Cycle(labels <= Palette.Different ? looks.Count : i),
                };
                int earlier = lines.Take(i).Count(line => looks[line.Label].Colour == colour);
                looks.Add(lines[i].Label, new Look(colour, Palette.Style(earlier)));
            }
        }

        foreach (string label in description.Panels.Where(panel => panel.Bars).SelectMany(panel => panel.Lines).Select(line => line.Label)
            .Distinct())
        {
            if (looks.TryGetValue(label, out Look look) && look.Style != LineStyle.Solid)
                looks[label] = look with { Colour = Palette.Shade(look.Colour, 0, 2) };
        }

        return looks;
    }

    // The sources of circles that a legend has already are not repeated.
    private static Panel Draw(
        PaperPanelDescription panel, Line[] lines, Dictionary<string, Look> looks, bool hasLegend, HashSet<string> sources)
    {
        Axis x = panel.X.Create() with { Categories = panel.Bars ? lines[0].Cells : null };
        return new Panel("", x, panel.Y.Create(),
            [.. lines.Select(Draw), .. Dots(lines, line => looks[line.Label].Colour), .. lines.Select(Circles).OfType<PointSeries>()])
        {
            Title = panel.Title,
            Lines = panel.Level is { } level ? [new ReferenceLine(Direction.Horizontal, level.At) { Label = level.Label }] : [],
            Spans = [.. panel.Shaded.Select(stretch => new ShadedSpan(stretch.From, stretch.Until) { Colour = Palette.Yellow })],
            Legend = hasLegend ? LegendPlacement.Auto : LegendPlacement.None,
        };

        // A bar for every name that the first line has, so that all of them mean the same.
        double[][] At(Line line) => [.. line.Seeds.Select(seed => lines[0].Cells
            .Select(cell => Array.IndexOf(line.Cells, cell) is int place and >= 0 ? seed[place] : double.NaN).ToArray())];

        PointSeries? Circles(Line line, int place)
        {
            if (line.Circles is not PaperCirclesDescription circles) return null;
            (double X, double Y)[] points = [.. circles.Values
                .Select(value => (panel.Bars ? PositionOfBar(value.Key, place) : PositionOf(value.Key)!.Value, value.Value))
                .Where(point => double.IsFinite(point.Item1))];
            return new PointSeries(hasLegend && sources.Add(circles.Source) ? circles.Source : "",
                panel.Bars ? Palette.Black : looks[line.Label].Colour, [.. points.Select(p => p.X)], [.. points.Select(p => p.Y)])
            {
                Marker = Marker.Ring,
                Size = CircleSize,
                Column = $"{circles.Source}, {line.Label}",
            };
        }

        double PositionOfBar(string cell, int place) => Array.IndexOf(lines[0].Cells, cell) is int position and >= 0
            ? position + BarSeries.MiddleOf(place, lines.Length) : double.NaN;

        Series Draw(Line line)
        {
            Look look = looks[line.Label];
            return panel.Bars ? SpreadSeries.Bars(line.Label, look.Colour, At(line))
                : SpreadSeries.Line(line.Label, look.Colour, line.X, line.Seeds) with { Style = look.Style };
        }
    }

    // A circle of a bar that is not there would not be drawn. Circles, levels and stretches may lie outside what was measured, but not so
    // far that this fills less than a tenth of the panel: such a number has another unit.
    private static void RequireMarksNear(PaperPanelDescription panel, Line[] lines)
    {
        double[] positions = [.. lines.SelectMany(line => line.X)], heights = [.. lines.SelectMany(line => line.Seeds).SelectMany(y => y)];
        if (panel.Level is { } level) RequireNear($"the level \"{level.Label}\"", level.At, panel.Y, heights);
        foreach (PaperStretchDescription stretch in panel.Shaded)
        {
            RequireNear("the beginning of a shaded stretch", stretch.From, panel.X, positions);
            RequireNear("the end of a shaded stretch", stretch.Until, panel.X, positions);
        }

        foreach (Line line in lines.Where(line => line.Circles is not null))
        {
            foreach ((string place, double value) in line.Circles!.Values)
            {
                if (panel.Bars && !line.Cells.Contains(place))
                    throw new CommandException($"circles of the line \"{line.Label}\": found the bar \"{Shown.Value(place)}\"; "
                        + Names.Instead(place, line.Cells));
                string circle = $"the circle \"{Shown.Value(place)}\" of the line \"{line.Label}\"";
                RequireNear(circle, value, panel.Y, heights);
                if (!panel.Bars) RequireNear("the position of " + circle, PositionOf(place)!.Value, panel.X, positions);
            }
        }
    }

    private static void RequireNear(string what, double value, PaperAxisDescription axis, double[] measured)
    {
        const double Most = 10;
        double Place(double number) => axis.Log ? Math.Log10(number) : number;
        double Number(double place) => axis.Log ? Math.Pow(10, place) : place;
        double[] places = [.. measured.Where(number => !axis.Log || number > 0).Select(Place)];
        if (places.Length == 0) return;

        // Linear axes may reach to zero, and logarithmic ones over a power of ten.
        double low = axis.Log ? places.Min() : Math.Min(0, places.Min()), high = axis.Log ? places.Max() : Math.Max(0, places.Max());
        double extent = Math.Max(high - low, axis.Log ? 1 : 0);
        if (extent > 0 && (Place(value) < high - (Most * extent) || Place(value) > low + (Most * extent)))
            throw new CommandException(string.Create(CultureInfo.InvariantCulture,
                $"{what}: found {value}, beside which what was measured, {measured.Min():G3} to {measured.Max():G3}, would fill less than "
                + $"a tenth of the panel; it must be between {Number(high - (Most * extent)):G3} and {Number(low + (Most * extent)):G3}, "
                + $"in the unit of the axis{(axis.Unit.Length > 0 ? $" ({axis.Unit})" : "")}."));
    }

    // Bars have dots of their own. All lines of a panel have them at the same places.
    private static IEnumerable<PointSeries> Dots(Line[] lines, Func<Line, Colour> colourOf) => lines.SelectMany(line => SpreadSeries.Dots(
        colourOf(line), line.X, [.. line.X.Select((_, i) => line.Seeds.Select(seed => seed[i]).ToArray())], Longest(lines), line.Label));

    private static int Longest(Line[] lines) => lines.Max(line => line.X.Length);

    /// <summary>The numbers of an experiment at the positions where all of its finished seeds have one; null: there are none.</summary>
    private Line? Read(PaperPanelDescription panel, PaperLineDescription line, List<string> empty)
    {
        PlannedExperiment experiment = plan.Planned(line.Experiment);
        RowFilter[] filters = [.. line.Where.Select(text => RowFilter.TryParse(text)!)];
        RunTable[] tables =
        [
            .. Enumerable.Range(1, experiment.Seeds).Select(seed => experiment.Folder(folder, seed)).Where(finished.Contains)
                .Select(run => RunTable.Read(Path.Combine(run, panel.Table))),
        ];
        Dictionary<string, double>[] seeds = [.. tables.Select(table => At(table, table.Numbers(panel.Y.Column, filters)))];
        string[] cells = [.. seeds.SelectMany(seed => seed.Keys).Distinct().Where(cell => seeds.All(seed => seed.ContainsKey(cell)))];
        if (cells.Length == 0)
        {
            if (tables.Length > 0)
                empty.Add($"no row of {panel.Table} of all runs of \"{line.Experiment}\" fits the line \"{line.Label}\""
                    + $"{(line.Where.Count > 0 ? $" ({string.Join(", ", line.Where)})" : "")}.");
            return null;
        }

        Dictionary<string, double> x = panel.Bars ? [] : At(tables[0], tables[0].Numbers(panel.X.Column, filters));
        if (!panel.Bars) cells = [.. cells.Where(x.ContainsKey)];
        Colour? colour = line.Model is string model ? ModelLooks.Colours[model]
            : PopulationOf(line) is string population && panel.Lines.Any(other => PopulationOf(other) != population)
            ? PopulationLooks.Of(population, tables[0].Rows.Select(row => row[PopulationColumn]).Distinct()) : null;
        return new Line(line.Label, line.Role, colour, line.Like, cells,
            panel.Bars ? [] : [.. cells.Select(cell => DecimalNumber.Product(x[cell], panel.X.Factor))],
            [.. seeds.Select(seed => cells.Select(cell => Measured(seed[cell])).ToArray())],
            plan.IsAsInPaper(line.Experiment) ? line.Circles : null);

        static string? PopulationOf(PaperLineDescription line) =>
            line.Where.Select(text => RowFilter.TryParse(text)!).FirstOrDefault(filter => filter.Column == PopulationColumn)?.Text;

        // Positions are decimal numbers that a person wrote. Measured values are not, so only a change of unit, which moves the point, is
        // exact in decimals.
        double Measured(double value) => DecimalNumber.IsPowerOfTen(panel.Y.Factor) ? DecimalNumber.Product(value, panel.Y.Factor)
            : value * panel.Y.Factor;

        Dictionary<string, double> At(RunTable table, double[] values)
        {
            Dictionary<string, double> at = [];
            foreach ((string cell, double value) in table.Cells(panel.X.Column, filters).Zip(values))
                if (!double.IsNaN(value) && !at.TryAdd(cell, value))
                    throw new CommandException(
                        $"{panel.Table} of \"{line.Experiment}\" has several rows where {panel.X.Column} is \"{Shown.Value(cell)}\"; "
                        + $"\"where\" of the line \"{line.Label}\" has to choose one.");
            return at;
        }
    }
}
