using System.Reflection;
using System.Text.Json;

namespace Spiking.Plotting.Published;

/// <summary>
/// What the programs published with the papers gave for the same experiments, drawn as open circles over our curves. The numbers come from one run of
/// each program (pairings: mean of 20 realizations) with the parameters of the files in networks/.
/// </summary>
internal static class PublishedData
{
    private const string Name = "published program";
    private static readonly Lazy<Dictionary<string, Dictionary<string, Circles[]>>> s_all = new(Load);

    /// <summary>The figure with the published data of its panels, if there are any.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="name">Name of the figure's file.</param>
    /// <param name="figure">The figure.</param>
    public static Figure Over(string experiment, string name, Figure figure)
    {
        if (!s_all.Value.TryGetValue(experiment, out Dictionary<string, Circles[]>? figures) || !figures.TryGetValue(name, out Circles[]? circles)) return figure;

        // One entry in one legend is enough.
        string first = circles[0].Panel;
        return figure with
        {
            Panels = [.. figure.Panels.Select(panel => Over(panel, [.. circles.Where(c => c.Panel == panel.Letter)], panel.Letter == first ? Name : ""))],
            Caption = figure.Caption + " Open circles: published program" + (circles.Any(c => c.Error is not null) ? ", mean ± s.e.m. of n = 20 realizations." : ", n = 1 run."),
        };
    }

    private static Panel Over(Panel panel, Circles[] circles, string name) => circles.Length == 0 ? panel : panel with
    {
        Series = [.. panel.Series, .. circles.Select((c, i) => new PointSeries(i == 0 ? name : "", c.Ink, c.X, [.. c.Y.Select(y => y ?? double.NaN)], c.Error)
        {
            Marker = Marker.Ring,
            Size = c.Size,
        })],
    };

    private static Dictionary<string, Dictionary<string, Circles[]>> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Spiking.Plotting.Published.json")
            ?? throw new InvalidOperationException("The program lacks its published data.");
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, Circles[]>>>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Circles(string Panel, string Colour, double Size, double[] X, double?[] Y, double[]? Error)
    {
        public Colour Ink => Plotting.Colour.Parse(Colour);
    }
}
