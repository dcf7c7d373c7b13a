using System.Globalization;
using Spiking.Engine;
using Spiking.Plotting;

namespace Spiking.Recording.Overview;

/// <summary>
/// Which populations of a network are connected, as maps of the mean number of synapses onto a neuron: of networks in which so many are
/// that a sketch of lines could not be read.
/// </summary>
internal static class ConnectivityMap
{
    private const double RowHeight = 66;

    /// <summary>Draws the maps, one of excitatory and one of inhibitory synapses.</summary>
    /// <param name="network">The network.</param>
    public static Figure Create(NetworkDescription network)
    {
        ILookup<bool, ProjectionDescription> bySign = network.Projections.ToLookup(SketchLayers.Excites);
        (string Title, IEnumerable<ProjectionDescription> Projections)[] maps =
            [.. new[] { ("Excitatory synapses", bySign[true]), ("Inhibitory synapses", bySign[false]) }.Where(map => map.Item2.Any())];
        return new Figure(
            "Connectivity of the network",
            [.. maps.Select((map, i) =>
                Map(maps.Length == 1 ? "" : Panel.LetterOf(i), map.Title, network, map.Projections, sizes: i == 0))])
        {
            Columns = maps.Length,
            Width = Figure.TwoColumns,
            RowHeight = RowHeight,
            Caption = "Mean number of synapses onto a neuron, by the population of the pre-synaptic and of the post-synaptic neuron "
                + "(n: number of neurons). White: not connected.",
        };
    }

    private static Panel Map(string letter, string title, NetworkDescription network, IEnumerable<ProjectionDescription> projections,
        bool sizes)
    {
        string[] names = [.. network.Populations.Keys];
        int count = names.Length;
        double[,] synapses = new double[count, count];
        for (int row = 0; row < count; row++)
            for (int column = 0; column < count; column++) synapses[row, column] = double.NaN;
        foreach (ProjectionDescription projection in projections)
        {
            foreach (string from in projection.From)
            {
                foreach (string to in projection.To)
                {
                    // The first population stands at the top.
                    ref double cell = ref synapses[count - 1 - Array.IndexOf(names, to), Array.IndexOf(names, from)];
                    double onto = NetworkBuilder.Synapses(network, projection, from, to) / network.Populations[to].Size;
                    cell = double.IsNaN(cell) ? onto : cell + onto;
                }
            }
        }

        double[] places = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        double most = synapses.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(1).Max();
        return new Panel(
            letter,
            new Axis("From") { Categories = names },
            new Axis("To") { Categories = [.. names.Reverse().Select(name => sizes ? Sized(name) : name)] },
            [new HeatMapSeries(new Axis("Synapses per neuron") { Minimum = 0, Maximum = most }, places, places, synapses)])
        {
            Title = title,
            Legend = LegendPlacement.None,
        };

        string Sized(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}, n = {network.Populations[name].Size:N0}");
    }
}
