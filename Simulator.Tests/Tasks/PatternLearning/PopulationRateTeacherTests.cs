using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Tasks.PatternLearning;
using Spiking.Tests.Engine;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>The teacher that watches the population rate of the output while it teaches.</summary>
public class PopulationRateTeacherTests
{
    private static readonly PopulationRateTeacherDescription Teacher = new();

    [TestCase(10.0, 4.0, 480.0)]
    [TestCase(10.0, 10.0, 0.0)]
    [TestCase(10.0, 12.0, -160.0)]
    [TestCase(10.0, 1.0, 600.0, Description = "80 pA/Hz * 9 Hz, clipped")]
    [TestCase(2.0, 3.0, -80.0)]
    [TestCase(2.0, 50.0, -600.0)]
    public void The_current_is_a_clipped_error(double wanted, double rate, double picoAmperes) =>
        Assert.That(PopulationRateTeacher.Current(Teacher, wanted, rate), Is.EqualTo(picoAmperes * 1e-12).Within(1e-18));

    [Test]
    public void The_current_follows_the_rate_at_its_interval_for_all_neurons_alike()
    {
        Network network = SmallNetworks.Build(21);
        Population output = network.Population("output");
        IDendriteInjection dendrites = (IDendriteInjection)output;
        output.SomaCurrent = 300e-12;
        PopulationRateTeacher teaching = new(Teacher with { Every = 0.05 }, network, output);
        double rate = 0, sum = 0, current = 0;
        const int Begin = 3000, Steps = 2600, Interval = 500;
        for (int step = 0; step < Begin + Steps; step++)
        {
            if (step >= Begin && (step - Begin) % Interval == 0) current = PopulationRateTeacher.Current(Teacher, 10, rate);
            if (step == Begin)
            {
                Assert.That(dendrites.DendriteCurrents, Is.Null, "the teacher only watches");
                teaching.Begin(1);
            }

            if (step >= Begin)
            {
                Assert.That(dendrites.DendriteCurrents!.Span.ToArray(),
                    Is.All.EqualTo((float)current).Within(1e-6 * 600e-12), $"step {step}");
                sum += current;
            }

            network.Step();
            teaching.AfterSteps(network);
            rate = rate * Math.Exp(-network.TimeStep / 0.5) + output.Events.Present.Length / (0.5 * output.Size);
        }

        Assert.That(rate, Is.GreaterThan(1), "the output must have fired");
        Assert.That(teaching.End(), Is.EqualTo(sum / Steps).Within(1e-18));
        Assert.That(dendrites.DendriteCurrents, Is.Null);
    }

    [Test]
    public void Blocks_of_steps_change_nothing()
    {
        (double Rate, ulong Spikes) Run(bool blocks)
        {
            Network network = SmallNetworks.Build(21);
            Population output = network.Population("output");
            output.SomaCurrent = 300e-12;
            PopulationRateTeacher teaching = new(Teacher with { Every = 0.0103 }, network, output);
            Simulation simulation = new(network, [], 1);
            void Advance(int steps)
            {
                if (blocks) simulation.Advance(steps, teaching);
                else
                    for (int i = 0; i < steps; i++) simulation.Advance(1, teaching);
            }

            Advance(1001);
            teaching.Begin(1);
            Advance(1501);
            return (teaching.End(), network.SpikesHash);
        }

        Assert.That(Run(blocks: true), Is.EqualTo(Run(blocks: false)));
    }
}
