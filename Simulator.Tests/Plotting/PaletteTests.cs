using Spiking.Plotting;

namespace Spiking.Tests.Plotting;

public sealed class PaletteTests
{
    // Contrast of two luminances as the Web Content Accessibility Guidelines define it.
    [Test]
    public void The_palest_colours_can_be_seen_on_white()
    {
        for (int i = 0; i < Palette.Different; i++)
            foreach (int count in new[] { 2, 3, 4, 6 })
                Assert.That(ContrastToWhite(Palette.Shade(Palette.Cycle(i), 0, count)), Is.GreaterThan(1.6), $"shade of colour {i}");
        foreach (int count in new[] { 2, 5, 12 })
            Assert.That(ContrastToWhite(Palette.Sequence(0, count)), Is.GreaterThan(1.6), $"first of {count}");
        Assert.That(ContrastToWhite(new Colour(255, 255, 255)), Is.EqualTo(1).Within(1e-12));
        Assert.That(ContrastToWhite(Palette.Black), Is.EqualTo(21).Within(1e-9));
    }

    private static double ContrastToWhite(Colour colour)
    {
        static double Linear(byte channel) =>
            channel / 255.0 is double part and > 0.03928 ? Math.Pow((part + 0.055) / 1.055, 2.4) : channel / 255.0 / 12.92;
        double luminance = (0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue));
        return 1.05 / (luminance + 0.05);
    }
}
