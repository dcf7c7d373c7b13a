using System.Globalization;
using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Plotting;

namespace Spiking.Recording.Overview;

/// <summary>
/// A sketch of a network: populations as boxes in layers from left to right, with their apical dendrites on top; projections by what they
/// transmit (colour), their sign (end), whether they learn (width), and the compartment that they reach; background noise and injected
/// currents.
/// </summary>
internal static class NetworkFigure
{
    /// <summary>Networks of more populations than this have no sketch, because nobody could read it.</summary>
    private const int MostPopulations = 24;

    /// <summary>More links than this are drawn as a map.</summary>
    private const int MostLinks = 30;
    private const int LongestName = 14;
    private const double Stub = 0.15, Stem = 0.24;
    private const double RowHeight = 16;
    private const double Learning = 1.6;
    private const double Fixed = 0.7;
    private const double InputWidth = 0.9;

    /// <summary>Draws the sketch, or a map of a network with many links; null if there are too many populations.</summary>
    /// <param name="network">The network.</param>
    public static Figure? Create(NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Populations.Count > MostPopulations) return null;
        if (network.Projections.Sum(p => p.From.Count * p.To.Count) > MostLinks) return ConnectivityMap.Create(network);
        SketchLayers layers = new(network);
        SketchPlaces places = new(layers.Columns);
        LinkSeries[] links = [.. Projections(network, places), .. Inputs(network, places)], legend = [.. Legend(network)];
        int columns = layers.Columns.Count, rows = layers.Columns.Max(column => column.Count);

        // A single column stands in the middle of a figure for two.
        double empty = Math.Max(0, 2 - columns) / 2.0;
        Panel panel = new(
            "",
            new Axis("") { Minimum = -empty, Maximum = columns + empty, IsHidden = true },
            new Axis("") { Minimum = -0.22, Maximum = rows, IsHidden = true },
            [.. legend, .. links, .. Dendrites(network, places), .. Boxes(network, places)])
        {
            Legend = LegendPlacement.Below,
        };
        bool wide = columns > 3 || network.Populations.Keys.Any(name => name.Length > LongestName);
        return new Figure("Sketch of the network", [panel])
        {
            Width = wide ? Figure.TwoColumns : Figure.OneColumn,
            RowHeight = (rows * RowHeight) + (3 * Math.Ceiling(legend.Length / (wide ? 5.0 : 2))) + 4,
            Caption = Caption(network),
        };
    }

    private static IEnumerable<LinkSeries> Projections(NetworkDescription network, SketchPlaces places)
    {
        string[] names = [.. network.Populations.Keys];
        Joined[] links = [.. network.Projections.SelectMany(p => p.From.SelectMany(from => p.To.Select(to => new Joined(
            Array.IndexOf(names, from), Array.IndexOf(names, to), SketchLayers.IsDendritic(p.Receptor), Look(p), Words(p))))).Distinct()];
        IReadOnlyList<(double[] X, double[] Y)> ways = places.Ways([.. links.Select(link => (link.From, link.To, link.Dendrite))]);
        return links
            .Select(
                (link, i) =>
                    (link.Look, Link: new SketchLink($"{names[link.From]} → {names[link.To]}{(link.Dendrite ? " dendrite" : "")}",
                        link.Words, ways[i].X, ways[i].Y)))
            .GroupBy(link => link.Look, link => link.Link).Select(look => look.Key with { Links = [.. look] });
    }

    // Two populations that a projection joins, how their link looks, and what it is.
    private sealed record Joined(int From, int To, bool Dendrite, LinkSeries Look, string Words);

    private static LinkSeries Look(ProjectionDescription projection) => new("", ColourOf(projection.Transmits), [])
    {
        End = SketchLayers.Excites(projection) ? LinkEnd.Arrow : LinkEnd.Bar,
        Style = projection.ShortTermPlasticity is null ? LineStyle.Solid : LineStyle.Dashed,
        Width = Learns(projection) ? Learning : Fixed,
    };

    private static string Words(ProjectionDescription projection) =>
        NameOf(projection.Transmits) + (SketchLayers.Excites(projection) ? ", excitatory" : ", inhibitory")
            + (projection.Cancellation is null ? "" : ", cancelled by events")
        + (projection.ShortTermPlasticity is null ? "" : ", short-term plasticity") + (Learns(projection) ? ", learning" : "");

    private static bool Learns(ProjectionDescription projection) =>
        projection.Plasticity is not null || projection.Cancellation?.Learning is not null;

    private static Colour ColourOf(SpikeFilter transmits) =>
        transmits switch { SpikeFilter.Events => Palette.Events, SpikeFilter.Bursts => Palette.Bursts, _ => Palette.Black };

    private static string NameOf(SpikeFilter transmits) =>
        transmits switch { SpikeFilter.Events => "events", SpikeFilter.Bursts => "bursts", _ => "all spikes" };

    // One entry for each thing that the look of a link says, as far as the network has it.
    private static IEnumerable<LinkSeries> Legend(NetworkDescription network)
    {
        IReadOnlyList<ProjectionDescription> all = network.Projections;
        if (all.Any(SketchLayers.Excites)) yield return new LinkSeries("excitatory", Palette.Black, []);
        if (!all.All(SketchLayers.Excites)) yield return new LinkSeries("inhibitory", Palette.Black, []) { End = LinkEnd.Bar };
        foreach (SpikeFilter filter in (SpikeFilter[])[SpikeFilter.Events, SpikeFilter.Bursts])
            if (all.Any(p => p.Transmits == filter))
                yield return new LinkSeries($"only {NameOf(filter)}", ColourOf(filter), []) { End = LinkEnd.None };
        if (all.Any(Learns)) yield return new LinkSeries("learning", Palette.Black, []) { End = LinkEnd.None, Width = Learning };
        if (all.Any(p => p.ShortTermPlasticity is not null))
            yield return new LinkSeries("short-term plasticity", Palette.Black, []) { End = LinkEnd.None, Style = LineStyle.Dashed };
        if (network.Populations.Values.Any(p => p.Background.Count > 0))
            yield return new LinkSeries("background noise", Palette.Grey, []) { Width = InputWidth };
        if (network.Populations.Values.Any(p => p.Currents.Count > 0))
            yield return new LinkSeries("injected current", Palette.Current, []) { Width = InputWidth };
        if (network.Task?.Injects.Any() == true)
            yield return new LinkSeries("current of the task", Palette.Current, []) { Width = InputWidth, Style = LineStyle.Dotted };
    }

    // Noise and currents come from below, or from the left at the dendrite: currents above the noise, those of a task below it.
    private static IEnumerable<LinkSeries> Inputs(NetworkDescription network, SketchPlaces places)
    {
        const double Half = SketchPlaces.BoxHeight / 2;
        (string Population, Compartment Compartment)[] injected = [.. network.Task?.Injects ?? []];
        List<SketchLink> noise = [], currents = [], task = [];
        int index = 0;
        foreach ((string name, PopulationDescription population) in network.Populations)
        {
            (double x, double y) = places.Middle(index++);
            double tip = y + Half + SketchPlaces.Dendrite, bottom = y - Half;
            foreach (bool dendritic in population.Background.Select(b => SketchLayers.IsDendritic(b.Receptor)).Distinct())
                noise.Add(Link("background noise", name, dendritic, dendritic ? x : x - 0.16, bottom, tip - 0.11));
            foreach (bool dendritic in population.Currents.Select(c => c.Compartment == Compartment.Dendrite).Distinct())
                currents.Add(Link("injected current", name, dendritic, dendritic ? x : x - 0.08, bottom, tip - 0.03));
            foreach (bool dendritic in injected.Where(i => i.Population == name)
                .Select(i => i.Compartment == Compartment.Dendrite).Distinct())
                task.Add(Link("current of the task", name, dendritic, dendritic ? x : x + 0.08, bottom, tip - 0.18));
        }

        yield return new LinkSeries("", Palette.Grey, noise) { Width = InputWidth };
        yield return new LinkSeries("", Palette.Current, currents) { Width = InputWidth };
        yield return new LinkSeries("", Palette.Current, task) { Width = InputWidth, Style = LineStyle.Dotted };

        static SketchLink Link(string what, string name, bool dendritic, double x, double y, double depth) => dendritic
            ? new SketchLink($"{what} → {name} dendrite", what, [x - Stub - 0.02, x - 0.02], [depth, depth])
            : new SketchLink($"{what} → {name}", what, [x, x], [y - Stem, y - 0.02]);
    }

    private static IEnumerable<LinkSeries> Dendrites(NetworkDescription network, SketchPlaces places) => network.Populations
        .Select((p, i) => (HasDendrite: network.NeuronModels[p.Value.Neuron].HasDendrite, Index: i)).Where(p => p.HasDendrite).Select(p =>
        {
            (double x, double y) = places.Middle(p.Index);
            double foot = y + (SketchPlaces.BoxHeight / 2), tip = foot + SketchPlaces.Dendrite;
            return new LinkSeries("", PopulationLooks.Of(p.Index), [new SketchLink("", "", [x, x], [foot, tip]),
                new SketchLink("", "", [x - 0.03, x, x + 0.03], [tip + 0.06, tip, tip + 0.06])])
            {
                End = LinkEnd.None,
                Width = 1.4,
            };
        });

    private static IEnumerable<BoxSeries> Boxes(NetworkDescription network, SketchPlaces places) => network.Populations.Select((p, i) =>
    {
        (double x, double y) = places.Middle(i);
        string size = string.Create(CultureInfo.InvariantCulture, $"n = {p.Value.Size:N0}");
        return new BoxSeries(PopulationLooks.Of(i),
            [new SketchBox(p.Key, size, x - (SketchPlaces.BoxWidth / 2), y - (SketchPlaces.BoxHeight / 2), SketchPlaces.BoxWidth,
                SketchPlaces.BoxHeight)]);
    });

    private static string Caption(NetworkDescription network) =>
        "Boxes: populations with their number of cells n"
        + (network.Populations.Values.Any(p => network.NeuronModels[p.Neuron].HasDendrite)
            ? ", and their apical dendrites above them."
            : ".")
        + (network.Projections.Count == 0 ? "" : " Lines: projections; their ends show the sign.")
        + (network.Projections.Any(p => p.Transmits != SpikeFilter.Spikes) ? " Colour: which spikes they transmit (black: all)." : "")
        + (network.Projections.Any(p => p.Cancellation is not null)
            ? " What bursts add to dendrites is cancelled by events as long as the burst probability is at its baseline."
            : "");
}
