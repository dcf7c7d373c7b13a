using System.Text;
using SkiaSharp;
using Spiking.Plotting;
using Spiking.Plotting.Typography;

namespace Spiking.Tests.Plotting;

/// <summary>Fonts that are embedded into PDF.</summary>
public sealed class FontSubsetTests
{
    [Test]
    public void A_subset_has_the_outlines_of_its_signs_and_of_their_parts_and_no_others()
    {
        using SKTypeface subset = FontFace.Regular.Subset("aÄ→");
        using SKFont whole = FontFace.Regular.Sized(100), part = FontFace.Regular.Sized(100, subset);

        foreach (char sign in "aÄ→")
        {
            Assert.That(part.GetGlyph(sign), Is.EqualTo(whole.GetGlyph(sign)), "its number");
            Assert.That(Outline(part, sign), Is.EqualTo(Outline(whole, sign)).And.Not.Empty, $"{sign}");
        }

        // Ä is composed of A and two dots, so A is there, too.
        Assert.That(Outline(part, 'A'), Is.EqualTo(Outline(whole, 'A')));
        Assert.That(Outline(part, 'b'), Is.Empty);
        Assert.That(part.MeasureText("bcd"), Is.EqualTo(whole.MeasureText("bcd")), "widths stay");
    }

    [Test]
    public void A_page_holds_the_letters_that_it_shows_and_stays_small()
    {
        Figure figure = Samples.Sketch();
        byte[] pdf = Spiking.Plotting.Drawing.FigureRenderer.Of(figure).Write(FigureFormat.Pdf);

        // Three whole faces are 430 KB.
        Assert.That(pdf, Has.Length.LessThan(40_000));
        Assert.That(Encoding.Latin1.GetString(pdf), Does.Contain("LiberationSans"));
    }

    private static string Outline(SKFont font, char sign) => font.GetGlyphPath(font.GetGlyph(sign))?.ToSvgPathData() ?? "";
}
