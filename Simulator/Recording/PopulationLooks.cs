using Spiking.Plotting;

namespace Spiking.Recording;

/// <summary>How populations and their projections look in all figures: a population has its colour in the sketch of the network.</summary>
internal static class PopulationLooks
{
    // Purple is burst probability everywhere. Colours of events and bursts come last, for networks of so many populations.
    private static readonly Colour[] s_colours =
    [
        Palette.Green, Palette.Orange, Palette.SkyBlue, Palette.Brown, Palette.Black, Palette.Grey, Palette.Bursts, Palette.Events,
    ];

    /// <summary>The colour of a population; eight differ, then they repeat.</summary>
    /// <param name="index">Its index in the network.</param>
    public static Colour Of(int index) => s_colours[index % s_colours.Length];

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
