using Spiking.Plotting;

namespace Spiking.Recording;

/// <summary>The yellow behind what was recorded while a current flowed that begins and ends.</summary>
internal static class CurrentShading
{
    /// <summary>The shading of stretches of time.</summary>
    /// <param name="stretches">Start and end of each (s).</param>
    public static ShadedSpan[] Of(IReadOnlyList<(double From, double Until)> stretches) =>
        [.. stretches.Select(stretch => new ShadedSpan(stretch.From, stretch.Until) { Colour = Palette.Yellow })];

    /// <summary>The sentence of a caption that explains the shading, with a space at the end; empty if nothing is shaded.</summary>
    public static string Sentence(IReadOnlyList<(double From, double Until)> stretches) =>
        stretches.Count == 0 ? "" : "Yellow: a current that begins and ends is on. ";
}
