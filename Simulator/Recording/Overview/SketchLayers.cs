using Spiking.Engine;
using Spiking.Neurons;

namespace Spiking.Recording.Overview;

/// <summary>
/// The layers of a network, by which a sketch orders its populations from left to right. Projections are taken one by one, excitatory ones
/// onto somata first, then excitatory ones onto dendrites, then inhibitory ones, each in the order of the file; one that would close a loop
/// is feedback. The layer of a population is the largest number of projections, feedback aside, that lead to it one after the other.
/// Interneurons whose inhibition is feedback stand in the layer of the cells that they inhibit.
/// </summary>
internal sealed class SketchLayers
{
    private readonly List<Pair> _forward = [];
    private readonly int[] _layers;

    /// <summary>Finds the layers.</summary>
    public SketchLayers(NetworkDescription network)
    {
        string[] names = [.. network.Populations.Keys];
        Pair[] pairs = [.. network.Projections
            .SelectMany(p => p.From.SelectMany(from => p.To.Select(to => new Pair(Array.IndexOf(names, from), Array.IndexOf(names, to),
                Order(p))))).Where(pair => pair.From != pair.To)];
        foreach (Pair pair in pairs.OrderBy(pair => pair.Order))
            if (!Leads(pair.To, pair.From)) _forward.Add(pair);
        _layers = new int[names.Length];
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (Pair pair in _forward.Where(pair => _layers[pair.To] <= _layers[pair.From]))
                (_layers[pair.To], changed) = (_layers[pair.From] + 1, true);
        }

        for (int i = 0; i < names.Length; i++)
        {
            int[] targets = [.. pairs.Where(pair => pair.From == i).Select(pair => pair.To)];
            Inhibits.Add(targets.Length > 0 && pairs.All(pair => pair.From != i || pair.Order == Inhibition));
            if (Inhibits[i] && _forward.TrueForAll(pair => pair.From != i)) _layers[i] = targets.Min(target => _layers[target]);
        }
    }

    private const int Inhibition = 2;

    /// <summary>Whether all that a population does to others is inhibition.</summary>
    public List<bool> Inhibits { get; } = [];

    /// <summary>The populations of every layer by their indices, from left to right; within a layer interneurons come last.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Columns =>
        [.. Enumerable.Range(0, _layers.Length).GroupBy(i => _layers[i]).OrderBy(layer => layer.Key)
            .Select(layer => (int[])[.. layer.OrderBy(i => Inhibits[i])])];

    /// <summary>Whether a projection excites; one that adds to a potential or a current does if what it adds is positive.</summary>
    public static bool Excites(ProjectionDescription projection) => projection.Receptor switch
    {
        Receptor.SomaAmpa or Receptor.DendriteAmpa => true,
        Receptor.SomaGaba or Receptor.DendriteGaba => false,
        _ => projection.Added >= 0,
    };

    /// <summary>Whether a receptor is on the apical dendrite.</summary>
    public static bool IsDendritic(Receptor receptor) =>
        receptor is Receptor.DendriteAmpa or Receptor.DendriteGaba or Receptor.DendriteFeedback;

    private static int Order(ProjectionDescription projection) =>
        !Excites(projection) ? Inhibition : IsDendritic(projection.Receptor) ? 1 : 0;

    private bool Leads(int from, int to) => from == to || _forward.Where(pair => pair.From == from).Any(pair => Leads(pair.To, to));

    // Two populations that a projection joins.
    private sealed record Pair(int From, int To, int Order);
}
