using Spiking.Tasks.PatternLearning;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>Teacher and cost at the jumps, poles and clips of their definitions (spec/experiments.md section 1; A = 1000 pA).</summary>
public class EventAverageTeacherTests
{
    private const double PicoAmpere = 1e-12;

    // Just inside the jumps the current is A Hz/(10 Hz - Ebar) or A Hz/(Ebar - 2 Hz): 1000/7 = 142.86 pA at 3 Hz, 1000 pA at 9 Hz for
    // target
    // 0 (where the curve meets the plateau), and 1000 pA at 3 Hz, 142.86 pA at 9 Hz for target 1.
    [TestCase(0, 0.0, 0.0)]
    [TestCase(0, 3.0, 0.0)]
    [TestCase(0, 3.0000001, -142.857)]
    [TestCase(0, 6.0, -250.0)]
    [TestCase(0, 8.9999999, -1000.0)]
    [TestCase(0, 9.0, -1000.0)]
    [TestCase(0, 10.0, -1000.0)]
    [TestCase(0, 25.0, -1000.0)]
    [TestCase(1, 0.0, 1000.0)]
    [TestCase(1, 2.0, 1000.0)]
    [TestCase(1, 3.0, 1000.0)]
    [TestCase(1, 3.0000001, 1000.0)]
    [TestCase(1, 6.0, 250.0)]
    [TestCase(1, 8.9999999, 142.857)]
    [TestCase(1, 9.0, 0.0)]
    [TestCase(1, 25.0, 0.0)]
    public void The_current_follows_the_definition(int target, double eventAverage, double picoAmperes) =>
        Assert.That(
            EventAverageTeacher.Current(new EventAverageTeacherDescription(), target, eventAverage),
            Is.EqualTo(picoAmperes * PicoAmpere).Within(0.001 * PicoAmpere));

    [Test]
    public void The_current_scales_with_the_amplitude_and_is_bounded_by_it()
    {
        EventAverageTeacherDescription teacher = new() { Amplitude = 200 * PicoAmpere };
        for (double average = 0; average < 30; average += 0.01)
        {
            foreach (int target in new[] { 0, 1 })
            {
                double current = EventAverageTeacher.Current(teacher, target, average);
                Assert.That(Math.Abs(current), Is.LessThanOrEqualTo(teacher.Amplitude * (1 + 1e-12)));
                Assert.That(current,
                    Is.EqualTo(EventAverageTeacher.Current(new EventAverageTeacherDescription(), target, average) / 5).Within(1e-22));
            }
        }
    }

    // y = (r - 2)/8 clipped to [0.01, 0.99].
    [TestCase(0, 6.0, 0.6931471805599453)]
    [TestCase(1, 6.0, 0.6931471805599453)]
    [TestCase(1, 4.0, 1.3862943611198906, Description = "-ln(1/4)")]
    [TestCase(0, 4.0, 0.2876820724517809, Description = "-ln(3/4)")]
    [TestCase(1, 2.0, 4.605170185988091, Description = "-ln 0.01: the clip, not infinity")]
    [TestCase(1, 0.0, 4.605170185988091)]
    [TestCase(0, 10.0, 4.605170185988091)]
    [TestCase(0, 50.0, 4.605170185988091)]
    [TestCase(0, 2.0, 0.01005033585350145, Description = "-ln 0.99")]
    [TestCase(1, 10.0, 0.01005033585350145)]
    public void The_cost_is_a_clipped_cross_entropy(int target, double rate, double cost) =>
        Assert.That(PatternCost.Of(new CostDescription(), target, rate), Is.EqualTo(cost).Within(1e-12));
}
