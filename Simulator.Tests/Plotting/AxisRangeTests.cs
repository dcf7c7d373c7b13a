using Spiking.Plotting;
using Spiking.Plotting.Layout;

namespace Spiking.Tests.Plotting;

public sealed class AxisRangeTests
{
    private static readonly Axis s_linear = new("x");
    private static readonly Axis s_logarithmic = new("x") { Scale = AxisScale.Logarithmic };

    [TestCase(AxisScale.Linear, -3, 8)]
    [TestCase(AxisScale.Linear, -1.7e308, 1.7e308)]
    [TestCase(AxisScale.Linear, 1e-300, 2e-300)]
    [TestCase(AxisScale.Logarithmic, 0.1, 1e5)]
    [TestCase(AxisScale.Logarithmic, 1e-300, 1e300)]
    public void The_ends_lie_at_0_and_1_and_larger_values_lie_further(AxisScale scale, double low, double high)
    {
        AxisRange range = new(low, high, scale);
        double middle = scale == AxisScale.Linear ? (low / 2) + (high / 2) : Math.Sqrt(low) * Math.Sqrt(high);

        Assert.That(range.Fraction(low), Is.EqualTo(0).Within(1e-12));
        Assert.That(range.Fraction(middle), Is.EqualTo(0.5).Within(1e-12));
        Assert.That(range.Fraction(high), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void Values_without_a_place_have_none()
    {
        AxisRange range = new(1, 10, AxisScale.Logarithmic);

        Assert.That(new[] { 0, -1, double.NaN, double.PositiveInfinity }.Select(range.Fraction), Is.All.NaN);
    }

    [TestCase(5)]
    [TestCase(-5)]
    [TestCase(0)]
    [TestCase(1e300)]
    [TestCase(1e-300)]
    [TestCase(double.MaxValue)]
    [TestCase(double.Epsilon)]
    public void Constant_data_lie_inside_their_range(double value)
    {
        AxisRange range = AxisRange.Around(s_linear, [value, value, value], 0.05);

        Assert.That(range.Contains(value));
        Assert.That(range.High, Is.GreaterThan(range.Low));
    }

    [Test]
    public void Any_data_lie_inside_their_range()
    {
        Random random = new(3);
        for (int trial = 0; trial < 1000; trial++)
        {
            double size = Math.Pow(10, (random.NextDouble() * 600) - 300);
            double[] data = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.NextDouble() * size)];
            double[] signed = [.. data.Select(value => random.Next(2) == 0 ? value : -value)];

            AxisRange linear = AxisRange.Around(s_linear, signed, 0.05), logarithmic = AxisRange.Around(s_logarithmic, data, 0.05);

            Assert.That(signed.All(linear.Contains), $"{linear}");
            Assert.That(data.All(logarithmic.Contains), $"{logarithmic}");
        }
    }

    [Test]
    public void Without_usable_data_there_is_still_a_range()
    {
        Assert.That(AxisRange.Around(s_linear, [], 0.05), Is.EqualTo(new AxisRange(0, 1, AxisScale.Linear)));
        Assert.That(AxisRange.Around(s_linear, [double.NaN, double.PositiveInfinity], 0),
            Is.EqualTo(new AxisRange(0, 1, AxisScale.Linear)));
        Assert.That(AxisRange.Around(s_logarithmic, [0, -5], 0), Is.EqualTo(new AxisRange(1, 10, AxisScale.Logarithmic)));
    }

    [Test]
    public void Positive_data_near_zero_begin_at_zero_and_others_do_not()
    {
        Assert.That(AxisRange.Around(s_linear, [2, 10], 0.05).Low, Is.Zero);
        Assert.That(AxisRange.Around(s_linear, [-10, -2], 0.05).High, Is.Zero);
        Assert.That(AxisRange.Around(s_linear, [9, 10], 0.05).Low, Is.EqualTo(8.95).Within(1e-12));
        Assert.That(AxisRange.Around(s_linear, [1, 500], 0).Low, Is.Zero);
        Assert.That(AxisRange.Around(s_linear, [100, 500], 0).Low, Is.EqualTo(100));
    }

    [Test]
    public void Fixed_ends_win_over_the_data()
    {
        AxisRange both = AxisRange.Around(s_linear with { Minimum = -1, Maximum = 4 }, [0, 100], 0.05);
        AxisRange beyond = AxisRange.Around(s_linear with { Minimum = 200 }, [0, 100], 0.05);

        Assert.That((both.Low, both.High), Is.EqualTo((-1, 4)));
        Assert.That(beyond.Low, Is.EqualTo(200));
        Assert.That(beyond.High, Is.GreaterThan(200));
    }

    [TestCase(3, 4, 2, 5)]
    [TestCase(5.1, 5.9, 5, 10)]
    [TestCase(1, 9.9, 0.5, 10)]
    [TestCase(1, 9, 0.5, 10)]
    [TestCase(2, 5, 1, 10)]
    [TestCase(2.01, 4.99, 1, 10)]
    [TestCase(0.35, 0.9, 0.2, 1)]
    [TestCase(60, 300, 50, 500)]
    [TestCase(10, 10, 5, 20)]
    [TestCase(7e-7, 3e-6, 5e-7, 5e-6)]
    public void A_logarithmic_axis_of_values_within_a_power_of_ten_ends_at_the_nearest_numbers_that_it_writes_and_not_at_the_values(
        double least, double largest, double low, double high)
    {
        AxisRange range = PanelRanges.Y(
            new Panel("a", s_linear, s_logarithmic, [new LineSeries("", Palette.Blue, [0, 1, 2], [least, largest, least])]));

        Assert.That(range, Is.EqualTo(new AxisRange(low, high, AxisScale.Logarithmic)));
        Assert.That(AxisTicks.Choose(s_logarithmic, range, 5, _ => true).Ticks.Where(tick => tick.Label.Length > 0)
            .Select(tick => tick.Value), Has.Some.EqualTo(low).And.Some.EqualTo(high));
    }

    [Test]
    public void Errors_reach_at_most_a_power_of_ten_below_their_values_on_a_logarithmic_axis()
    {
        double LowOf(XYSeries series) => PanelRanges.Y(new Panel("a", s_linear, s_logarithmic, [series])).Low;
        LineSeries band = new("", Palette.Blue, [0, 1, 2], [0.3, 3, 30]) { Error = [0.29999999999999993, 0, 0] };
        PointSeries bars = new("", Palette.Blue, band.X, band.Y) { Error = band.Error };

        // Below the least end of an error there are 6 % of the decades from there to the largest value.
        double least = 0.03 / Math.Pow(10, 3 * 0.06);
        Assert.That(LowOf(band), Is.EqualTo(least).Within(1e-6));
        Assert.That(LowOf(bars), Is.EqualTo(least).Within(1e-6));
        Assert.That(LowOf(band with { Error = [0.1, 0, 0] }), Is.EqualTo(0.2 / Math.Pow(10, Math.Log10(150) * 0.06)).Within(1e-6));
        Assert.That(LowOf(SpreadSeries.Line("", Palette.Blue, [0, 1], [[0, 30], [1.1, 30]])), Is.GreaterThan(0.03), "two seeds, one of 0");
        Assert.That(LowOf(new LineSeries("", Palette.Blue, [0, 1, 2], [-1, 1, 20]) { Error = [1.0000000001, 0, 0] }),
            Is.GreaterThan(0.5), "the error of a value that has no place");
    }

    [Test]
    public void Contradictory_ends_are_refused()
    {
        Assert.That(() => AxisRange.Around(s_linear with { Minimum = 2, Maximum = 2 }, [], 0), Throws.ArgumentException);
        Assert.That(() => AxisRange.Around(s_logarithmic with { Minimum = 0 }, [1, 2], 0), Throws.ArgumentException);
        Assert.That(() => AxisRange.Around(s_linear with { Maximum = double.NaN }, [1, 2], 0), Throws.ArgumentException);
    }
}
