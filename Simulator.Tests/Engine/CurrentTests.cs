using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Engine;

public class CurrentTests
{
    private static readonly StepCurrentDescription Steps = new()
    {
        Compartment = Compartment.Soma,
        Steps =
        [
            new CurrentStepDescription { From = 0.1, Amplitude = 1e-12 }, new CurrentStepDescription { From = 0.2, Amplitude = -2e-12 },
            new CurrentStepDescription { From = 0.3, Amplitude = 0 },
        ],
    };

    [TestCase(0.0, 0.0)]
    [TestCase(0.0999, 0.0)]
    [TestCase(0.1, 1e-12)]
    [TestCase(0.1999, 1e-12)]
    [TestCase(0.2, -2e-12)]
    [TestCase(0.3, 0.0)]
    [TestCase(50.0, 0.0)]
    public void Steps_last_until_the_next(double time, double current) =>
        Assert.That(Steps.At(time), Is.EqualTo(current));

    [TestCase(0.4999, 0.0)]
    [TestCase(0.5, -50e-12)]
    [TestCase(0.5999, -50e-12)]
    [TestCase(0.6, -40e-12, Description = "0.6 - 0.5 is a little below 0.1")]
    [TestCase(0.7, -30e-12)]
    [TestCase(0.7999, -30e-12)]
    [TestCase(90.0, -30e-12, Description = "the last level lasts")]
    public void A_staircase_rises_level_by_level(double time, double current)
    {
        StaircaseCurrentDescription staircase = new()
        {
            Compartment = Compartment.Dendrite,
            First = -50e-12,
            Increment = 10e-12,
            Levels = 3,
            LevelDuration = 0.1,
            From = 0.5,
        };
        Assert.That(staircase.At(time), Is.EqualTo(current).Within(1e-20));
    }

    [TestCase(0.5, 0.0, Description = "not yet begun")]
    [TestCase(1.0, 0.0, Description = "sin of whole periods")]
    [TestCase(1.025, 3e-12, Description = "a quarter of the period of 0.1 s")]
    [TestCase(1.075, -3e-12)]
    [TestCase(2.0, 0.0, Description = "ended")]
    [TestCase(2.025, 0.0)]
    public void A_sine_lasts_from_its_beginning_to_its_end(double time, double current)
    {
        SineCurrentDescription sine = new() { Compartment = Compartment.Dendrite, Amplitude = 3e-12, Frequency = 10, From = 1, Until = 2 };
        Assert.That(sine.At(time), Is.EqualTo(current).Within(1e-20));
        Assert.That(
            (sine with { PhaseOrigin = 0.025, Until = null }).At(time + 1),
            Is.EqualTo(3e-12 * Math.Sin(20 * Math.PI * (time + 1 - 0.025))).Within(1e-20));
    }

    [Test]
    public void Currents_add_up_per_compartment_and_follow_the_clock()
    {
        ScriptedPopulation population = ScriptedPopulation.Silent("p", 1);
        InjectedCurrents currents = new(
            population,
            [
                Steps,
                new ConstantCurrentDescription { Compartment = Compartment.Soma, Amplitude = 5e-12 },
                new ConstantCurrentDescription { Compartment = Compartment.Dendrite, Amplitude = 7e-12 },
            ]);
        Assert.That((population.SomaCurrent, population.DendriteCurrent), Is.EqualTo((5e-12, 7e-12)), "at time 0");
        currents.Advance(2500);
        Assert.That(population.SomaCurrent, Is.EqualTo(3e-12).Within(1e-24), "at 0.25 s");
        Assert.That(population.DendriteCurrent, Is.EqualTo(7e-12));
    }
}
