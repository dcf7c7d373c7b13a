using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Recording.Overview;

namespace Spiking.Tests.Recording.Overview;

/// <summary>The sketch of a network.</summary>
public sealed class NetworkFigureTests
{
    [Test]
    public void Layers_follow_excitation_and_interneurons_that_feed_back_stand_below_the_cells_that_they_inhibit()
    {
        Assert.That(Columns("xor-burstprop"), Is.EqualTo(new[] { "input1 input2", "hidden1 hidden2", "output" }));
        Assert.That(Columns("xor-burstccn-real-synapses"), Is.EqualTo(new[] { "input1 input2", "hidden1 hidden2 som pv", "output" }));
        Assert.That(Columns("propagation"), Is.EqualTo(new[] { "pyr1 som", "pv", "pyr2" }));
        Assert.That(Columns("coba"), Is.EqualTo(new[] { "excitatory inhibitory" }));
    }

    [Test]
    public void A_sketch_tells_sign_learning_and_place_of_every_projection()
    {
        Panel panel = NetworkFigure.Create(Described("xor-burstprop"))!.Panels.Single();
        (LinkSeries Look, SketchLink Link)[] links = [.. panel.Series.OfType<LinkSeries>()
            .SelectMany(look => look.Links.Where(link => link.Name.Contains('→')).Select(link => (look, link)))];

        LinkSeries Of(string name, string kind) =>
            links.Single(l => l.Link.Name == name && l.Link.Kind.StartsWith(kind, StringComparison.Ordinal)).Look;
        Assert.That(Of("input1 → hidden1", "events, excitatory, learning"),
            Has.Property("End").EqualTo(LinkEnd.Arrow).And.Property("Width").EqualTo(1.6));
        Assert.That(Of("input1 → hidden1", "events, inhibitory"),
            Has.Property("End").EqualTo(LinkEnd.Bar).And.Property("Width").EqualTo(0.7));
        Assert.That(Of("output → hidden1 dendrite", "bursts, excitatory").Colour, Is.EqualTo(Palette.Bursts));
        Assert.That(links.Count(l => l.Link.Kind == "background noise"), Is.EqualTo(10), "five somata, five dendrites");
        Assert.That(panel.Series.OfType<LinkSeries>().Select(look => look.Name).Where(name => name.Length > 0),
            Does.Contain("learning").And.Contain("only bursts").And.Not.Contain("short-term plasticity"));
        Assert.That(panel.Series.OfType<BoxSeries>().Select(box => box.Boxes.Single().Name),
            Is.EqualTo(new[] { "input1", "input2", "hidden1", "hidden2", "output" }));
    }

    /// <summary>
    /// Every link begins and ends beside the boxes that it joins, and no box lies on another, for 1 to 12 populations in any arrangement.
    /// </summary>
    [TestCase(1)]
    [TestCase(4)]
    [TestCase(12)]
    public void Boxes_lie_apart_inside_the_panel(int count)
    {
        foreach (int seed in Enumerable.Range(1, 20))
        {
            Random random = new(seed);
            string[] names = [.. Enumerable.Range(0, count).Select(i => $"population{i}")];
            NetworkDescription network = Described("coba") with
            {
                Populations = names.ToDictionary(name => name, _ => Described("coba").Populations.Values.First()),
                Projections = [.. Enumerable.Range(0, 2 * count).Select(_ => new ProjectionDescription
                {
                    From = [names[random.Next(count)]],
                    To = [names[random.Next(count)]],
                    Receptor = random.Next(2) == 0 ? Receptor.SomaAmpa : Receptor.SomaGaba,
                    Weight = 0.1,
                })],
                Recorders = [],
            };

            Figure figure = NetworkFigure.Create(network)!;
            Panel panel = figure.Panels.Single();
            SketchBox[] boxes = [.. panel.Series.OfType<BoxSeries>().SelectMany(series => series.Boxes)];

            Assert.That(boxes, Has.Length.EqualTo(count));
            Assert.That(figure.Height, Is.LessThanOrEqualTo(Figure.Tallest));
            for (int i = 0; i < count; i++)
            {
                SketchBox box = boxes[i];
                Assert.That(box.X >= panel.X.Minimum && box.X + box.Width <= panel.X.Maximum && box.Y >= panel.Y.Minimum
                    && box.Y + box.Height <= panel.Y.Maximum);
                Assert.That(boxes.Skip(i + 1).All(other => Math.Abs(other.X - box.X) >= box.Width
                    || Math.Abs(other.Y - box.Y) >= box.Height), $"{box.Name}, seed {seed}");
            }

            foreach (SketchLink link in panel.Series.OfType<LinkSeries>().SelectMany(series => series.Links)
                .Where(link => link.Name.StartsWith("population", StringComparison.Ordinal)))
            {
                string[] ends = link.Name.Split(" → ");
                Assert.That(Distance(link, 0, boxes.Single(box => box.Name == ends[0])), Is.LessThan(0.03), link.Name);
                Assert.That(Distance(link, link.X.Count - 1, boxes.Single(box => box.Name == ends[1])), Is.LessThan(0.03), link.Name);
            }
        }
    }

    [Test]
    public void A_network_with_many_links_is_drawn_as_maps_of_synapses_per_neuron()
    {
        NetworkDescription network = Described("microcircuit");
        Figure figure = NetworkFigure.Create(network)!;
        HeatMapSeries[] maps = [.. figure.Panels.Select(panel => panel.Series.OfType<HeatMapSeries>().Single())];
        string[] names = [.. network.Populations.Keys];
        int from = Array.IndexOf(names, "L4I"), to = Array.IndexOf(names, "L23E");

        Assert.That(figure.Panels[0].Y.Categories, Does.Contain("L23E, n = 20,683"));

        // Potjans and Diesmann 2014, Table 5: cells of layer 4 connect onto those of layer 2/3 with 0.0437 (excitatory) and 0.0818
        // (inhibitory); a pair may have several synapses, of which there are ln(1 - p)/ln(1 - 1/(N N')) in all. Rows begin at the bottom.
        Assert.That(maps[0].Values[names.Length - 1 - to, from - 1], Is.EqualTo(Synapses(0.0437, "L4E") / 20_683).Within(1e-3));
        Assert.That(maps[1].Values[names.Length - 1 - to, from], Is.EqualTo(Synapses(0.0818, "L4I") / 20_683).Within(1e-3));
        Assert.That(maps[1].Values[names.Length - 1 - to, from - 1], Is.NaN, "excitatory cells inhibit nobody");

        double Synapses(double probability, string source)
        {
            double pairs = network.Populations[source].Size * 20_683.0;
            return Math.Round(Math.Log(1 - probability) / Math.Log((pairs - 1) / pairs));
        }
    }

    [Test]
    public void Nobody_could_read_a_sketch_of_a_hundred_populations()
    {
        NetworkDescription coba = Described("coba");
        Assert.That(
            NetworkFigure.Create(
                coba with
                {
                    Populations = Enumerable.Range(0, 100).ToDictionary(i => $"p{i}", _ => coba.Populations.Values.First()),
                    Projections = []
                }), Is.Null);
    }

    private static double Distance(SketchLink link, int point, SketchBox box)
    {
        double x = Math.Max(0, Math.Max(box.X - link.X[point], link.X[point] - box.X - box.Width)),
            y = Math.Max(0, Math.Max(box.Y - link.Y[point], link.Y[point] - box.Y - box.Height));
        return Math.Sqrt((x * x) + (y * y));
    }

    private static IEnumerable<string> Columns(string file)
    {
        NetworkDescription network = Described(file);
        string[] names = [.. network.Populations.Keys];
        return new SketchLayers(network).Columns.Select(column => string.Join(' ', column.Select(i => names[i])));
    }

    private static NetworkDescription Described(string file) =>
        NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, file + ".json"));
}
