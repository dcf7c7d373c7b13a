using Spiking.Quantities;

namespace Spiking.Tests.Quantities;

public sealed class TimeGridTests
{
    [TestCase(16070, 1e-4, 160_700_000)]
    [TestCase(0.3, 0.1, 3)]
    [TestCase(8e-4, 1e-4, 8)]
    [TestCase(0, 1e-4, 0)]
    public void Multiples_are_recognised_in_spite_of_rounding(double time, double step, long steps)
    {
        Assert.That(TimeGrid.IsMultiple(time, step));
        Assert.That(TimeGrid.Steps(time, step), Is.EqualTo(steps));
    }

    [TestCase(8.5e-4, 1e-4)]
    [TestCase(1.00005, 1e-4)]
    public void Other_times_are_not(double time, double step) => Assert.That(TimeGrid.IsMultiple(time, step), Is.False);
}
