using Spiking.Files;

namespace Spiking.Plotting.Storage;

/// <summary>
/// Reads the description of a figure, which a person may have changed, like any other file of the program: it is answered with all its
/// mistakes, each with its place, what is allowed and the nearest valid name.
/// </summary>
internal sealed class FigureChecks(SourceMap source, string file, List<Problem> problems) : Findings(source, file, problems)
{
    /// <summary>Figures whose series are <see cref="StoredSeries"/>.</summary>
    public static DescriptionFile<Figure> File { get; } =
        new("figure", (figure, source, file, problems) => new FigureChecks(source, file, problems).Check(figure))
        { IsSelfContained = true };

    private void Check(Figure figure)
    {
        foreach (Panel panel in figure.Panels ?? [])
        {
            Require(panel.ColumnSpan <= figure.Columns || !IsSound(figure, nameof(figure.Columns)), panel, [nameof(panel.ColumnSpan)],
                () => $"{Found(panel, nameof(panel.ColumnSpan))}; it must be at most {Other(figure, nameof(figure.Columns))}.");
            IEnumerable<Axis?> scales = panel.Series?.Cast<StoredSeries>().Select(series => series.Scale) ?? [];
            foreach (Axis axis in scales.Prepend(panel.Y).Prepend(panel.X).OfType<Axis>()) Check(axis);
        }
    }

    private void Check(Axis axis)
    {
        if (axis is { Minimum: double low, Maximum: double high })
            CheckBelow(axis, nameof(axis.Minimum), low, nameof(axis.Maximum), high);
        foreach ((string end, double? value) in ((string, double?)[])[
            (nameof(axis.Minimum), axis.Minimum), (nameof(axis.Maximum), axis.Maximum)])
            Require(axis.Scale == AxisScale.Linear || value is not <= 0, axis, [end],
                () => $"{Found(axis, end)}; it must be above 0, because the scale is logarithmic.");
    }
}
