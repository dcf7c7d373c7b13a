using Spiking.Plotting;
using Spiking.Recording;

namespace Spiking.Tests.Recording;

public sealed class SignalAxesTests
{
    [Test]
    public void A_rate_of_spikes_has_the_colour_of_its_population_and_a_rate_of_events_that_of_events()
    {
        string[] populations = ["excitatory", "inhibitory"];
        Colour Of(string population, string quantity) =>
            SignalAxes.Colour(new SignalDescription { Population = population, Quantity = quantity }, populations);

        Assert.That(populations.Select(population => Of(population, "spikeRate")),
            Is.EqualTo(new[] { Palette.Cycle(0), Palette.Cycle(1) }));
        Assert.That(populations.Select(population => Of(population, "eventRate")), Is.All.EqualTo(Palette.Events));
    }
}
