using System.Globalization;
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

    // Decimal numbers are exact as long as they have 28 digits, so the expected time is rounded once.
    [TestCase("0.0001")]
    [TestCase("0.001")]
    [TestCase("0.0003")]
    [TestCase("0.000025")]
    [TestCase("0.000123")]
    [TestCase("0.0000001")]
    [TestCase("0.4")]
    [TestCase("7")]
    public void The_time_of_steps_is_the_double_nearest_to_their_decimal_product(string step)
    {
        double timeStep = double.Parse(step, CultureInfo.InvariantCulture);
        Random random = new(1);
        int missed = 0;
        for (int i = 0; i < 10_000; i++)
        {
            int halfSteps = random.Next(random.Next(1, TimeGrid.MostSteps));
            string exact = (halfSteps * decimal.Parse(step, CultureInfo.InvariantCulture) / 2).ToString(CultureInfo.InvariantCulture);
            double expected = double.Parse(exact, CultureInfo.InvariantCulture);
            if (!TimeGrid.Time(halfSteps / 2.0, timeStep).Equals(expected)) missed++;
        }

        Assert.That(missed, Is.Zero);
    }

    [TestCase(19, 0.1, "1.9")]
    [TestCase(3, 1e-4, "0.0003")]
    [TestCase(10.5, 3e-4, "0.00315")]
    [TestCase(0, 1e-4, "0")]
    public void The_time_of_steps_has_no_digits_of_rounding(double steps, double timeStep, string text) =>
        Assert.That(TimeGrid.Time(steps, timeStep).ToString("R", CultureInfo.InvariantCulture), Is.EqualTo(text));

    // A third of a millisecond is no decimal number; its product is all there is.
    [Test]
    public void A_time_step_of_very_many_digits_gives_the_time_to_the_precision_of_doubles() =>
        Assert.That(TimeGrid.Time(30_000, 1e-3 / 3), Is.EqualTo(10).Within(1e-14));

    [TestCase(8.5e-4, 1e-4)]
    [TestCase(1.00005, 1e-4)]
    public void Other_times_are_not(double time, double step) => Assert.That(TimeGrid.IsMultiple(time, step), Is.False);
}
