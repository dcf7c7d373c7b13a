using System.Text.Json;
using System.Text.Json.Serialization;
using Spiking.Files;
using Spiking.Plotting;

namespace Spiking.Runs;

/// <summary>
/// Data of the programs published with the papers, for the same experiments, drawn as open circles over our curves. The numbers come from
/// one run of each program (pairings: 20 realizations, propagation: 17 seeds) with the parameters of the files in networks/.
/// </summary>
internal static class PublishedData
{
    private const string Name = "published program";

    private static readonly Lazy<Dictionary<string, Dictionary<string, Circles[]>>> s_all = new(Load);

    /// <summary>Whether there are published data for a figure of this name of an experiment of this name.</summary>
    public static bool Knows(string experiment, string figure) => s_all.Value.GetValueOrDefault(experiment)?.ContainsKey(figure) == true;

    /// <summary>The figure with the published data of its panels, if there are any.</summary>
    /// <remarks>
    /// Which data belong to a figure is known by the name of the experiment. What a person has changed stands in the caption. Whether it is
    /// still the experiment of this name that comes with the program is for the caller to find out.
    /// </remarks>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="description">What the experiment is, with the values that have been changed.</param>
    /// <param name="name">Name of the figure's file.</param>
    /// <param name="figure">The figure.</param>
    public static Figure Over(string experiment, string description, string name, Figure figure)
    {
        if (s_all.Value.GetValueOrDefault(experiment)?.GetValueOrDefault(name) is not { } data) return figure;

        // A shorter run than the published one keeps its axis, and may end before the first of them.
        Circles[] circles = [.. data.Select(c => c.Until(End(figure, c.Panel))).Where(c => c.X.Length > 0)];
        if (circles.Length == 0) return figure;

        // One entry in one legend is enough, except where shapes differ.
        string changes = Changes.StatedIn(description), first = circles[0].Panel;
        return figure with
        {
            Panels = [.. figure.Panels.Select(panel =>
                Over(panel, [.. circles.Where(c => c.Panel == panel.Letter)], panel.Letter == first ? Name : ""))],
            Caption = figure.Caption
                + $" Open circles{(circles.Any(c => c.AreSquares) ? ", for dashed lines squares" : "")}: published program"
                + (circles[0].Spread is string spread ? $", {spread}"
                    : circles.All(c => c.Error is null) ? ", n = 1 run"
                    : circles.All(c => c.Error is not null) ? ", mean ± s.e.m. of n = 20 realizations"
                    : ", mean of n = 20 realizations, with s.e.m. where there are error bars")
                + (changes.Length == 0 ? "." : $", without the changes that were made here ({changes})."),
        };
    }

    private static Panel Over(Panel panel, Circles[] circles, string name) => panel with
    {
        Series = [.. panel.Series, .. circles.Select((c, i) => c.Drawn(
            name.Length == 0 ? "" : c.Legend is string legend ? $"{name}, {legend}" : i == 0 ? name : ""))],
    };

    private static double End(Figure figure, string letter) => figure.Panels.Where(panel => panel.Letter == letter)
        .SelectMany(panel => panel.Series.OfType<LineSeries>()).SelectMany(line => line.X).DefaultIfEmpty(double.PositiveInfinity).Max();

    private static Dictionary<string, Dictionary<string, Circles[]>> Load()
    {
        using Stream stream = typeof(PublishedData).Assembly.GetManifestResourceStream("Spiking.Runs.Published.json")
            ?? throw new InvalidOperationException("The program lacks its published data.");
        return JsonSerializer.Deserialize(stream, PublishedJson.Default.DictionaryStringDictionaryStringCirclesArray)!;
    }
}

/// <summary>Published data for a panel, in the order of x.</summary>
internal sealed record Circles(string Panel, string Colour, double Size, double[] X, double?[] Y, double[]? Error)
{
    /// <summary>Of what the circles and their bars are statistics, for the caption; null: one run, or means of pairings.</summary>
    public string? Spread { get; init; }

    /// <summary>Name of the circles in the table: that of a population, a projection or a condition.</summary>
    public string? Of { get; init; }

    /// <summary>Words that follow the name of the program in the legend, where its circles are of this shape.</summary>
    public string? Legend { get; init; }

    /// <summary>Whether they are squares, as the data of a condition whose line is dashed.</summary>
    public bool AreSquares { get; init; }

    public Circles Until(double end)
    {
        int count = X.Count(x => x <= end);
        return this with { X = X[..count], Y = Y[..count], Error = Error?[..count] };
    }

    public PointSeries Drawn(string name) => new(name, Spiking.Plotting.Colour.Parse(Colour), X, [.. Y.Select(y => y ?? double.NaN)])
    {
        Error = Error,
        ErrorName = Spread is null ? "s.e." : "s.d.",
        Marker = AreSquares ? Marker.Square : Marker.Ring,
        Column = "published program" + (Of is null ? "" : $", {Of}"),
        Size = Size,
    };
}

/// <summary>Serializer of published data, generated by the compiler because programs compiled ahead of time have no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, Circles[]>>))]
internal sealed partial class PublishedJson : JsonSerializerContext;
