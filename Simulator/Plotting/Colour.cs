using System.Globalization;

namespace Spiking.Plotting;

/// <summary>An opaque sRGB colour.</summary>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>The colour as "#rrggbb".</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>The colour of "#rrggbb".</summary>
    /// <param name="hex">The text.</param>
    /// <exception cref="FormatException">The text is no colour.</exception>
    public static Colour Parse(string hex)
    {
        ArgumentNullException.ThrowIfNull(hex);
        if (hex.Length == 7 && hex[0] == '#'
            && int.TryParse(hex.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value))
            return new Colour((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        throw new FormatException($"\"{hex}\" is not a colour; an example of one is \"#0072b2\".");
    }
}
