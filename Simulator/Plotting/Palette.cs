extern alias plots;

using System.Globalization;
using Spiking.Files;

namespace Spiking.Plotting;

/// <summary>
/// The colours of all figures: the eight of Okabe and Ito, which stay apart for the common kinds of colour blindness, two greys, and a
/// brown for populations; after learning wine red. The roles give a quantity the same colour in every figure.
/// </summary>
public static class Palette
{
    // The colours by name, for code that gives a quantity its role; others take a role, or a colour of the cycle. Yellow is too light for
    // thin lines on white: it is meant for shading, as of the stretches in which a current flows.
    internal static readonly Colour Orange = new(230, 159, 0), SkyBlue = new(86, 180, 233), Green = new(0, 158, 115),
        Yellow = new(240, 228, 66), Blue = new(0, 114, 178), Vermillion = new(213, 94, 0), Purple = new(204, 121, 167),
        Grey = new(150, 150, 150), DarkGrey = new(85, 85, 85), Brown = new(127, 79, 36);

    /// <summary>Black, for what has no role.</summary>
    public static Colour Black { get; } = new(0, 0, 0);

    /// <summary>Event rates.</summary>
    public static Colour Events => Blue;

    /// <summary>Burst rates.</summary>
    public static Colour Bursts => Vermillion;

    /// <summary>Burst probabilities.</summary>
    public static Colour BurstProbability => Purple;

    /// <summary>Injected currents, those of teachers among them: the yellow of the shading behind them, dark enough for lines.</summary>
    public static Colour Current { get; } = new(150, 134, 0);

    /// <summary>Input populations.</summary>
    public static Colour Input => Orange;

    /// <summary>Hidden populations.</summary>
    public static Colour Hidden => SkyBlue;

    /// <summary>Output populations.</summary>
    public static Colour Output => Black;

    /// <summary>BurstCCN, its learning rule among pairings included.</summary>
    internal static Colour BurstCcn => Orange;

    /// <summary>Burstprop, its learning rule among pairings included.</summary>
    internal static Colour Burstprop => SkyBlue;

    /// <summary>Anything that was measured before learning.</summary>
    public static Colour Before => Grey;

    /// <summary>Anything that was measured after learning, darker than what was before.</summary>
    public static Colour After { get; } = new(136, 34, 85);

    /// <summary>Theory and decision lines.</summary>
    public static Colour Reference => DarkGrey;

    // Colours of burst probabilities, bursts and events come last: where they occur, few series need a colour without a role.
    private static readonly Colour[] s_cycle = [Green, Orange, SkyBlue, Brown, Black, Purple, Vermillion, Blue];

    private static readonly plots::ScottPlot.Colormaps.Viridis s_map = new();

    // Beyond this part of the map lines on white are too light.
    private const double LightestLine = 0.82;
    private const double PalestShade = 0.45, StepOfShades = 0.05, LeastContrast = 1.6, DarkestShade = 0.6, DarkColour = 7;

    /// <summary>How many colours <see cref="Cycle"/> has.</summary>
    public static int Different => s_cycle.Length;

    /// <summary>A colour for the series with this index, from 0, where no role applies; eight differ, then they repeat.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static Colour Cycle(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return s_cycle[index % s_cycle.Length];
    }

    /// <summary>A style for the series with this index, from 0, among those of one colour; three differ, then they repeat.</summary>
    internal static LineStyle Style(int index) => (LineStyle)(index % 3);

    /// <summary>
    /// A shade for one of several ordered values, such as those of a scanned parameter: stronger from the first to the last; three or
    /// more go on beyond the colour itself, if it is no dark one. The palest has a contrast of 1.6 to white or more, where that has it.
    /// </summary>
    /// <param name="full">The colour of the last of two, or in the middle.</param>
    /// <param name="index">Index of the value, from 0.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is not one of them.</exception>
    public static Colour Shade(Colour full, int index, int count)
    {
        // More of a light colour, so that its palest shade can be seen on white.
        double palest = PalestShade;
        while (palest < 1 && ContrastToWhite(Tint(full, palest)) < LeastContrast) palest = Math.Min(1, palest + StepOfShades);
        double part = Part(index, count) * (count < 3 || ContrastToWhite(full) > DarkColour ? 1 : 2);
        return Tint(full, part < 1 ? palest + ((1 - palest) * part) : part);
    }

    /// <summary>How many shades of one colour can be told apart; more values have a colour of <see cref="Sequence"/>.</summary>
    internal const int DifferentShades = 4;

    /// <summary>
    /// A colour for one of several ordered values, which differ in their hue as well: green, blue, violet, darker from the first to the
    /// last, but none as dark as black. They are the middles of equal parts of the map.
    /// </summary>
    /// <inheritdoc cref="Shade"/>
    internal static Colour Sequence(int index, int count) => Map(LightestLine * (1 - Part((2 * index) + 1, (2 * count) + 1)));

    /// <summary>The colour of a map at a fraction of its range, dark for low values.</summary>
    internal static Colour Map(double fraction)
    {
        plots::ScottPlot.Color colour = s_map.GetColor(Math.Clamp(fraction, 0, 1));
        return new Colour(colour.R, colour.G, colour.B);
    }

    // How far one of several ordered values is from the first, 0, to the last, 1.
    private static double Part(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        return count == 1 ? 1 : (double)index / (count - 1);
    }

    // The contrast of the Web Content Accessibility Guidelines, from 1 for white to 21 for black.
    private static double ContrastToWhite(Colour colour)
    {
        static double Linear(byte channel) => channel > 10 ? Math.Pow(((channel / 255.0) + 0.055) / 1.055, 2.4) : channel / 255.0 / 12.92;
        return 1.05 / ((0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue)) + 0.05);
    }

    // A colour with white, of which 1 has none, or darkened up to 2.
    private static Colour Tint(Colour full, double part)
    {
        byte Channel(byte full) =>
            (byte)Math.Round(part <= 1 ? 255 + (part * (full - 255)) : full * (1 - ((1 - DarkestShade) * (part - 1))));
        return new Colour(Channel(full.Red), Channel(full.Green), Channel(full.Blue));
    }
}

/// <summary>An opaque sRGB colour.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
[WrittenAsText("a colour, for example \"#0072b2\"")]
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>The colour as "#rrggbb".</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    /// <summary>The colour of "#rrggbb".</summary>
    /// <exception cref="FormatException">The text is no colour.</exception>
    public static Colour Parse(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        return hex.Length == 7 && hex[0] == '#'
            && int.TryParse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            ? new Colour((byte)(value >> 16), (byte)(value >> 8), (byte)value)
            : throw new FormatException($"\"{hex}\" is not a colour; an example of one is \"#0072b2\".");
    }
}
