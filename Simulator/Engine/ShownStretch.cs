using System.Globalization;
using Spiking.Plotting;

namespace Spiking.Engine;

/// <summary>
/// The end of a run, whose activity is drawn without being asked for. All its times are counted back from the end of the run (s).
/// </summary>
/// <param name="Length">Begin of the stretch in which rates are measured.</param>
/// <param name="Steady">Begin of the stretch, within the other one, of which statistics are made: nothing is changed in it.</param>
/// <param name="Words">What happens in the steady stretch: "the last 10 s".</param>
internal sealed record ShownStretch(double Length, double Steady, string Words)
{
    /// <summary>Longest end of a run of which nothing else is known: a cell at 10 Hz has 100 spikes in it.</summary>
    public const double Longest = 10;

    /// <summary>The moment around which spikes are shown, such as a change of the stimulus; null: what comes last is shown.</summary>
    public double? Change { get; init; }

    /// <summary>Successive parts of the stretch, of equal length, by their names in figures; empty: it has none.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The parts as stretches of a figure, shaded in turn.</summary>
    /// <param name="start">Where the stretch begins in the figure (s).</param>
    public IReadOnlyList<ShadedSpan> Spans(double start) => [.. Parts.Select((name, i) =>
        new ShadedSpan(start + (i * Length / Parts.Count), start + ((i + 1) * Length / Parts.Count))
        {
            Label = name,
            Colour = i % 2 == 0 ? Palette.Grey : null,
        })];

    /// <summary>
    /// The end of a run of which nothing else is known. Networks begin at rest, so the first tenth of the whole run is not steady, or its
    /// first second if that is less.
    /// </summary>
    /// <param name="duration">Simulated time of the run (s).</param>
    /// <param name="start">Simulated time that had passed when it began (s).</param>
    public static ShownStretch Of(double duration, double start = 0)
    {
        const double Settling = 0.1, LongestSettling = 1;
        double length = Math.Min(duration, Longest);
        if (length < start + duration)
            return new ShownStretch(length, length, string.Create(CultureInfo.InvariantCulture, $"the last {length:0.###} s"));
        double settling = Math.Min(Settling * duration, LongestSettling);
        return new ShownStretch(length, length - settling,
            string.Create(CultureInfo.InvariantCulture, $"the whole run without its first {settling * 1e3:0.###} ms"));
    }
}
