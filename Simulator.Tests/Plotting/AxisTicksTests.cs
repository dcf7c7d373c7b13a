using System.Globalization;
using Spiking.Plotting;

namespace Spiking.Tests.Plotting;

public sealed class AxisTicksTests
{
    private static readonly Axis s_axis = new("Time", "s");

    [TestCase(0, 10, 5, "0 2 4 6 8 10")]
    [TestCase(0, 10, 10, "0 1 2 3 4 5 6 7 8 9 10")]
    [TestCase(-0.3, 0.3, 4, "−0.2 0 0.2")]
    [TestCase(0.1, 0.7, 6, "0.1 0.2 0.3 0.4 0.5 0.6 0.7")]
    [TestCase(0, 32, 7, "0 5 10 15 20 25 30")]
    [TestCase(1e9, 1e9 + 1, 2, "1.0000000000 1.0000000005 1.0000000010")]
    public void Linear_ticks_are_round_numbers(double low, double high, int intervals, string labels)
    {
        TickSet ticks = AxisTicks.Linear(new AxisRange(low, high, AxisScale.Linear), intervals);

        Assert.That(string.Join(' ', ticks.Ticks.Select(tick => tick.Label)), Is.EqualTo(labels));
    }

    [TestCase(1e-6, 2e-5, "10⁻⁶ 2×10⁻⁶ 5×10⁻⁶ 10⁻⁵ 2×10⁻⁵")]
    [TestCase(5e-7, 5e-6, "5×10⁻⁷ 10⁻⁶ 2×10⁻⁶ 5×10⁻⁶")]
    public void Powers_of_ten_have_no_factor(double low, double high, string labels)
    {
        TickSet ticks = AxisTicks.Choose(s_axis, new AxisRange(low, high, AxisScale.Logarithmic), 5, _ => true);

        Assert.That(string.Join(' ', ticks.Ticks.Select(tick => tick.Label).Where(label => label.Length > 0)), Is.EqualTo(labels));
    }

    [Test]
    public void Linear_ticks_of_any_range_are_even_inside_and_labelled_with_their_value()
    {
        Random random = new(7);
        for (int trial = 0; trial < 2000; trial++)
        {
            double size = Math.Pow(10, (random.NextDouble() * 500) - 250);
            double low = (random.NextDouble() - 0.5) * size;
            AxisRange range = new(low, low + (size * (0.001 + random.NextDouble())), AxisScale.Linear);
            int intervals = random.Next(2, 11);

            TickSet set = AxisTicks.Linear(range, intervals);

            double[] values = [.. set.Ticks.Select(tick => tick.Value)];
            Assert.That(values.Length, Is.InRange(intervals / 3, intervals + 1), $"{range}");
            Assert.That(values.All(range.Contains), $"{range}");
            double step = (range.High / intervals) - (range.Low / intervals);
            for (int i = 0; i < values.Length; i++)
            {
                double read = double.Parse(
                    $"{set.Ticks[i].Label.Replace('−', '-')}e{set.Exponent}", CultureInfo.InvariantCulture);
                Assert.That(read, Is.EqualTo(values[i]).Within(step * 1e-6), $"{range}");
            }

            for (int i = 1; i < values.Length; i++)
            {
                double distance = values[i] - values[i - 1];
                double digit = distance / Math.Pow(10, Math.Floor(Math.Log10(distance * 1.000001)));
                Assert.That(distance, Is.InRange(step * 0.999999, step * 2.500001), $"{range}");
                Assert.That(new[] { 1, 2, 5 }.Any(round => Math.Abs(digit - round) < 1e-4), $"{range}: {digit}");
            }
        }
    }

    [TestCase(0, 2e-6, "Time (10⁻⁶ s)", "2.0")]
    [TestCase(0, 3e5, "Time (10³ s)", "300")]
    [TestCase(0, 20000, "Time (s)", "20,000")]
    [TestCase(0, 0.004, "Time (s)", "0.004")]
    public void Very_large_and_tiny_numbers_share_a_power_of_ten(double low, double high, string heading, string last)
    {
        TickSet ticks = AxisTicks.Linear(new AxisRange(low, high, AxisScale.Linear), 4);

        Assert.That(ticks.Heading(s_axis), Is.EqualTo(heading));
        Assert.That(ticks.Ticks[^1].Label, Is.EqualTo(last));
    }

    [Test]
    public void A_power_of_ten_without_a_unit_shows_as_a_factor()
    {
        TickSet ticks = new([], 6);

        Assert.That(ticks.Heading(new Axis("Spikes")), Is.EqualTo("Spikes (×10⁶)"));
    }

    [TestCase(1, 1000, 5, "1 10 100 1,000")]
    [TestCase(0.01, 100000, 9, "10⁻² 10⁻¹ 10⁰ 10¹ 10² 10³ 10⁴ 10⁵")]
    [TestCase(1e-12, 1e12, 4, "10⁻¹² 10⁻⁵ 10² 10⁹")]
    [TestCase(2, 60, 5, "2 5 10 20 50")]
    [TestCase(2, 400, 5, "2 5 10 20 50 100 200")]
    [TestCase(2, 400, 4, "10 100")]
    [TestCase(4e-7, 2e-5, 5, "5×10⁻⁷ 10⁻⁶ 2×10⁻⁶ 5×10⁻⁶ 10⁻⁵ 2×10⁻⁵")]
    [TestCase(5.1, 5.9, 4, "5.2 5.4 5.6 5.8")]
    public void Logarithmic_ticks_follow_the_powers_of_ten(double low, double high, int most, string labels)
    {
        TickSet ticks = AxisTicks.Choose(s_axis with { Scale = AxisScale.Logarithmic },
            new AxisRange(low, high, AxisScale.Logarithmic), most, _ => true);

        Assert.That(string.Join(' ', ticks.Ticks.Where(tick => tick.Label.Length > 0).Select(tick => tick.Label)), Is.EqualTo(labels));
        Assert.That(ticks.Ticks.All(tick => tick.Value >= low * 0.999 && tick.Value <= high * 1.001));
    }

    [Test]
    public void Chosen_ticks_outside_the_range_are_left_out()
    {
        TickSet ticks = AxisTicks.Choose(s_axis with { Ticks = [-1, 0, 2.5, 6] }, new AxisRange(0, 5, AxisScale.Linear), 5, _ => true);

        Assert.That(ticks.Ticks, Is.EqualTo(new[] { new Tick(0, "0"), new Tick(2.5, "2.5") }));
    }

    [Test]
    public void Fewer_ticks_are_chosen_until_their_labels_fit()
    {
        TickSet ticks = AxisTicks.Choose(s_axis, new AxisRange(0, 100, AxisScale.Linear), 10, set => set.Ticks.Count <= 3);

        Assert.That(ticks.Ticks.Select(tick => tick.Value), Is.EqualTo(new double[] { 0, 50, 100 }));
    }

    [Test]
    public void A_range_between_two_multiples_of_a_coarse_step_still_gets_two_ticks()
    {
        TickSet ticks = AxisTicks.Choose(s_axis, new AxisRange(1, 99, AxisScale.Linear), 1, _ => true);

        Assert.That(ticks.Ticks.Count, Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public void Categories_lose_names_but_no_marks_when_crowded()
    {
        Axis axis = s_axis with { Categories = ["a", "b", "c", "d"] };

        TickSet ticks = AxisTicks.Choose(axis, new AxisRange(-0.5, 3.5, AxisScale.Linear), 5,
            set => set.Ticks.Count(tick => tick.Label.Length > 0) <= 2);

        Assert.That(ticks.Ticks.Select(tick => tick.Label), Is.EqualTo(new[] { "a", "", "c", "" }));
    }

    // A narrow one of 10 degrees has those of any other axis.
    [TestCase(0, 105, new[] { 0.0, 45, 90 })]
    [TestCase(-50, 185, new[] { -45.0, 0, 45, 90, 135, 180 })]
    [TestCase(0, 10, new[] { 0.0, 2, 4, 6, 8, 10 })]
    public void A_wide_axis_of_angles_marks_right_angles(double low, double high, double[] expected)
    {
        TickSet ticks = AxisTicks.Choose(new Axis("Angle", "°"), new AxisRange(low, high, AxisScale.Linear), 5, _ => true);
        Assert.That(ticks.Ticks.Select(tick => tick.Value), Is.EqualTo(expected));
    }
}
