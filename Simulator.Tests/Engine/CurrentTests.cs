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

    [TestCase(3e-4, 10, 3e-3), TestCase(1.5e-4, 40, 6e-3), TestCase(1e-6, 50_000, 0.05), TestCase(1e-4, 15_000, 1.5)]
    public void What_begins_at_a_time_begins_in_the_step_of_that_time(double timeStep, int step, double time)
    {
        // 10 x 0.3 ms, in floating point, is less than 3 ms.
        StepCurrentDescription steps =
            new() { Compartment = Compartment.Soma, Steps = [new CurrentStepDescription { From = time, Amplitude = 1e-12 }] };
        SineCurrentDescription sine =
            new() { Compartment = Compartment.Soma, Amplitude = 1e-12, Frequency = 50, From = time, PhaseOrigin = time - 0.005 };
        Assert.That(new[] { step - 1, step }.Select(k => steps.At(k * timeStep)), Is.EqualTo(new[] { 0, 1e-12 }));
        Assert.That(new[] { step - 1, step }.Select(k => sine.At(k * timeStep)), Is.EqualTo(new[] { 0, 1e-12 }).Within(1e-20));
        Assert.That((sine with { From = 0, Until = time }).At(step * timeStep), Is.Zero);
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
