using Spiking.Plotting;
using Spiking.RateModels.Experiments;

namespace Spiking.Tests.RateModels;

public class ModelLooksTests
{
    [Test]
    public void A_model_has_its_colour_whatever_it_is_compared_with()
    {
        foreach (string[] kinds in (string[][])[["burstccn"], ["backprop", "burstccn", "burstprop", "edn"], ["burstprop", "burstccn"]])
            Assert.That(ModelLooks.Of(kinds)[Array.IndexOf(kinds, "burstccn")], Is.EqualTo(new Look(Palette.Orange, LineStyle.Solid)));
    }

    [Test]
    public void Models_of_one_kind_among_others_differ_in_their_style() =>
        Assert.That(ModelLooks.Of(["burstccn", "burstprop", "journal-burstccn"]), Is.EqualTo(new Look[]
        {
            new(Palette.Orange, LineStyle.Solid), new(Palette.SkyBlue, LineStyle.Solid), new(Palette.Orange, LineStyle.Dashed),
        }));

    [Test]
    public void Models_all_of_one_kind_have_its_colour() =>
        Assert.That(ModelLooks.Of(["burstccn", "burstccn"]),
            Is.EqualTo(new Look[] { new(Palette.Orange, LineStyle.Solid), new(Palette.Orange, LineStyle.Dashed) }));

    [TestCase("burstccn mine", TestName = "an unknown kind")]
    [TestCase("edn burstccn burstccn burstccn burstccn", TestName = "more of a kind than styles")]
    public void Where_kinds_do_not_tell_models_apart_each_has_a_colour_of_its_own(string kinds)
    {
        string[] names = kinds.Split(' ');
        Assert.That(ModelLooks.Of(names),
            Is.EqualTo(names.Select((_, i) => new Look(Palette.Cycle(i), Palette.Style(i / Palette.Different)))));
    }

    [Test]
    public void Neighbours_of_a_sequence_and_shades_of_a_colour_can_be_told_apart()
    {
        static double Distance(Colour one, Colour other) => Math.Sqrt(
            Math.Pow(one.Red - other.Red, 2) + Math.Pow(one.Green - other.Green, 2) + Math.Pow(one.Blue - other.Blue, 2));
        Colour[] six = [.. Enumerable.Range(0, 6).Select(i => Palette.Sequence(i, 6))];

        // A tenth of what each of the three channels has, and more of the few shades of one colour.
        Assert.That(six.Zip(six.Skip(1)).Min(pair => Distance(pair.First, pair.Second)), Is.GreaterThan(25));
        foreach (Colour full in new[] { Palette.BurstCcn, Palette.Burstprop, Palette.Green })
        {
            int count = Palette.DifferentShades;
            Colour[] shades = [.. Enumerable.Range(0, count).Select(i => Palette.Shade(full, i, count))];
            Assert.That(shades.Zip(shades.Skip(1)).Min(pair => Distance(pair.First, pair.Second)), Is.GreaterThan(35), $"{full}");
        }
    }
}
