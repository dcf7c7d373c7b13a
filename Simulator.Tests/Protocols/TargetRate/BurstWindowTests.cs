using Spiking.Protocols.TargetRate;

namespace Spiking.Tests.Protocols.TargetRate;

public sealed class BurstWindowTests
{
    [Test]
    public void Counted_in_steps_the_window_never_changes()
    {
        BurstWindow window = new(TargetRateTasks.Load());
        for (int step = 0; step < 1000; step++, window.Advance()) Assert.That(window.Longest, Is.EqualTo(16));
    }

    // The seconds at which the published program's answer changes, found by adding 1e-3 in float64 and comparing t <= t_last + 16e-3 as it does.
    // They are the powers of two, where the spacing of float64 numbers changes.
    [Test]
    public void The_accumulated_clock_changes_its_mind_at_powers_of_two()
    {
        const int Steps = 100_000;
        BurstWindow window = new(TargetRateTasks.Load("burstClock=accumulated"));
        double[] times = new double[Steps];
        for (int step = 1; step < Steps; step++) times[step] = times[step - 1] + 1e-3;
        List<int> changes = [];
        for (int step = 0; step < Steps; step++)
        {
            if (step > 0)
            {
                int before = window.Longest;
                window.Advance();
                if (window.Longest != before) changes.Add(step);
            }

            if (step >= 16) Assert.That(window.Longest, Is.EqualTo(times[step] <= times[step - 16] + 16e-3 ? 16 : 15), $"step {step}");
        }

        TestContext.Out.WriteLine(string.Join(", ", changes));
        foreach (int power in new[] { 4000, 8000, 16000, 32000, 64000 })
            Assert.That(changes, Has.Some.InRange(power, power + 16));
        Assert.That(changes.Where(step => step > 4100), Has.Exactly(4).Items);
    }
}
