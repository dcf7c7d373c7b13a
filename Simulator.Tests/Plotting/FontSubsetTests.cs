using System.Text;
using SkiaSharp;
using Spiking.Plotting;
using Spiking.Plotting.Typography;

namespace Spiking.Tests.Plotting;

/// <summary>Fonts that are embedded into PDF.</summary>
public sealed class FontSubsetTests
{
    [Test]
    public void A_subset_has_its_signs_as_they_are_and_no_others()
    {
        using SKTypeface subset = FontFace.Regular.Subset("aÄ→");
        using SKFont whole = FontFace.Regular.Sized(100), part = FontFace.Regular.Sized(100, subset);

        foreach (char sign in "aÄ→")
        {
            Assert.That(part.GetGlyph(sign), Is.Not.Zero);
            Assert.That(Outline(part, sign), Is.EqualTo(Outline(whole, sign)).And.Not.Empty, $"{sign}");
            Assert.That(part.MeasureText(sign.ToString()), Is.EqualTo(whole.MeasureText(sign.ToString())), "its width");
        }

        Assert.That("bAé".Select(sign => part.GetGlyph(sign)), Is.All.Zero);
        Assert.That(subset.GlyphCount, Is.LessThan(20), "the parts of Ä among them");
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
