using Spiking.Plotting;
using Spiking.Recording;

namespace Spiking.Tests.Recording;

public class PopulationLooksTests
{
    [Test]
    public void The_first_populations_have_no_colour_of_a_quantity()
    {
        Colour[] populations = [.. Enumerable.Range(0, 6).Select(PopulationLooks.Of)];
        Assert.That(populations, Is.Unique);
        Assert.That(populations.Intersect([Palette.Events, Palette.Bursts, Palette.BurstProbability, Palette.Current]), Is.Empty);
        Assert.That(Enumerable.Range(0, 8).Select(PopulationLooks.Of), Is.Unique);
    }
}
