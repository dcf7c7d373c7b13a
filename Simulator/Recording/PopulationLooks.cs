using Spiking.Plotting;

namespace Spiking.Recording;

/// <summary>How populations and their projections look in all figures: a population has its colour in the sketch of the network.</summary>
internal static class PopulationLooks
{
    /// <summary>The colour of a population.</summary>
    /// <param name="index">Its index in the network.</param>
    public static Colour Of(int index) => Palette.Cycle(index);

    /// <summary>The colour of a population.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="populations">The names of the populations in the order of the network, this one among them.</param>
    public static Colour Of(string? name, IEnumerable<string> populations) => Of(populations.TakeWhile(other => other != name).Count());

    /// <summary>The style of a projection, which has the colour of its target: solid, dashed, dotted in the order of the sources.</summary>
    /// <param name="projection">Index of the projection.</param>
    /// <param name="targets">The targets of this projection and of those before it, by index.</param>
    public static LineStyle Style(int projection, Func<int, string?> targets) =>
        Palette.Style(Enumerable.Range(0, projection).Count(other => targets(other) == targets(projection)));
}
