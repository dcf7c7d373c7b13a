using Spiking.Numerics;

namespace Spiking.Tests.Numerics;

/// <summary>Values by their place in the order.</summary>
public class OrderStatisticTests
{
    // Few different values, so that many are equal; and many.
    [TestCase(3)]
    [TestCase(1_000_000)]
    public void The_value_of_a_place_is_that_of_the_sorted_values(int different)
    {
        RandomStream random = new(new RandomKey(1, 0));
        for (int count = 1; count < 60; count++)
        {
            double[] values = [.. Enumerable.Range(0, count).Select(_ => Math.Floor(random.NextUniform() * different))];
            double[] sorted = [.. values.Order()];
            for (int place = 0; place < count; place++)
                Assert.That(OrderStatistic.Of([.. values], place), Is.EqualTo(sorted[place]), $"place {place} of {count}");
        }
    }

    [Test]
    public void All_values_stay()
    {
        double[] values = [5, 1, double.PositiveInfinity, -2, 5, 0.5];
        OrderStatistic.Of(values, 2);
        Assert.That(values, Is.EquivalentTo(new[] { 5, 1, double.PositiveInfinity, -2, 5, 0.5 }));
    }
}
