using Spiking.Plotting.Typography;

namespace Spiking.Tests.Plotting;

public sealed class TypographyTests
{
    [Test]
    public void Widths_grow_in_proportion_to_the_size_and_are_those_of_Arial()
    {
        TextLook small = new(6), large = new(12);

        Assert.That(TextLine.WidthOf("Event rate", large), Is.EqualTo(2 * TextLine.WidthOf("Event rate", small)).Within(1e-9));
        Assert.That(TextLine.WidthOf("0", new TextLook(2048)), Is.EqualTo(1139), "the width of Arial's digits");
    }

    [Test]
    public void Text_without_room_is_made_smaller_and_then_cut()
    {
        TextLook look = new(7);
        double width = TextLine.WidthOf("a description", look);

        TextLine smaller = TextLine.Of("a description", look, width * 0.8), cut = TextLine.Of("a description", look, width * 0.4);

        Assert.That(smaller.Size, Is.EqualTo(5.6).Within(1e-9));
        Assert.That(string.Concat(smaller.Runs().Select(run => run.Text)), Is.EqualTo("a description"));
        Assert.That(cut.Size, Is.EqualTo(TextLook.Least));
        Assert.That(string.Concat(cut.Runs().Select(run => run.Text)), Does.EndWith("…"));
        Assert.That(cut.Width, Is.LessThanOrEqualTo(width * 0.4));
        Assert.That(TextLine.Of("a", look, 0).Runs(), Is.Empty);
    }

    /// <summary>Raised letters stop at 5 points, so that the width is no multiple of the size below 6.7 points.</summary>
    [TestCase(6.0)]
    [TestCase(5.5)]
    [TestCase(5.1)]
    public void A_text_with_raised_letters_that_fits_at_a_size_is_made_no_smaller(double size)
    {
        const string Name = "Weight change (10⁻³ $mV^2/s^2$)";
        double room = TextLine.WidthOf(Name, new TextLook(size));

        TextLine line = TextLine.Of(Name, new TextLook(7), room);

        Assert.That(line.Size, Is.EqualTo(size).Within(0.01));
        Assert.That(line.Width, Is.EqualTo(room).Within(0.011));
    }

    [Test]
    public void Characters_that_the_font_lacks_are_question_marks() =>
        Assert.That(string.Concat(TextLine.Of("a中🐁b", new TextLook(7)).Runs().Select(run => run.Text)), Is.EqualTo("a??b"));
}
