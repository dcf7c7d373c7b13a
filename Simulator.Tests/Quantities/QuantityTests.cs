using Spiking.Quantities;

namespace Spiking.Tests.Quantities;

public sealed class QuantityTests
{
    // The expected values are literals: the compiler rounds them to the nearest double.
    [TestCase("0.1 ms", Dimension.Time, 1e-4)]
    [TestCase("1.5e-3 s", Dimension.Time, 1.5e-3)]
    [TestCase("16us", Dimension.Time, 16e-6)]
    [TestCase("16 \u00b5s", Dimension.Time, 16e-6)]
    [TestCase("16 \u03bcs", Dimension.Time, 16e-6)]
    [TestCase("2.5 min", Dimension.Time, 150)]
    [TestCase("0.1 min", Dimension.Time, 6)]
    [TestCase("  7 ns ", Dimension.Time, 7e-9)]
    [TestCase("150 Hz", Dimension.Frequency, 150)]
    [TestCase("1.2 kHz", Dimension.Frequency, 1200)]
    [TestCase("100 mHz", Dimension.Frequency, 0.1)]
    [TestCase("-70 mV", Dimension.Potential, -70e-3)]
    [TestCase("+.5 V", Dimension.Potential, 0.5)]
    [TestCase("0 mV", Dimension.Potential, 0)]
    [TestCase("370 pF", Dimension.Capacitance, 370e-12)]
    [TestCase("0.1 nF", Dimension.Capacitance, 1e-10)]
    [TestCase("-13 nS", Dimension.Conductance, -13e-9)]
    [TestCase("3.3 fA", Dimension.Current, 3.3e-15)]
    public void Text_is_read_as_the_nearest_double(string text, Dimension dimension, double expected)
    {
        bool isRead = Quantity.TryParse(text, dimension, out double value, out string? fault);
        Assert.That(fault, Is.Null);
        Assert.That(isRead);
        Assert.That(value, Is.EqualTo(expected));
    }

    // Products of the doubles are 1.7999999999999998, 137.10000000000002, 3.5000000000000003e-10 and 250.00000000000003, for example.
    [TestCase(3, 0.6, 1.8)]
    [TestCase(3, 45.7, 137.1)]
    [TestCase(-7, 50e-12, -350e-12)]
    [TestCase(2.5e-10, 1e12, 250)]
    [TestCase(1.001, 1e3, 1001)]
    [TestCase(-0.05929174, 1e3, -59.29174)]
    [TestCase(0.7, 1.1, 0.77)]
    [TestCase(0, 1e12, 0)]
    [TestCase(1e300, 1e300, double.PositiveInfinity)]
    [TestCase(double.NaN, 1e3, double.NaN)]
    public void A_product_is_the_double_nearest_to_the_decimal_product(double value, double factor, double expected) =>
        Assert.That(DecimalNumber.Product(value, factor), Is.EqualTo(expected));

    [Test]
    public void Powers_of_ten_are_known() => Assert.That(
        new[] { 1e-12, 0.01, 1, 10, 1e5, 1e30, 0, -10, 2, 11, 1.1, 101 }.Where(DecimalNumber.IsPowerOfTen),
        Is.EqualTo(new[] { 1e-12, 0.01, 1, 10, 1e5, 1e30 }));

    [TestCase("150 mV", Dimension.Frequency, "found \"150 mV\", which is a potential; a frequency is needed, for example \"150 Hz\".")]
    [TestCase("150", Dimension.Frequency, "found \"150\" without a unit; a frequency is needed, for example \"150 Hz\".")]
    [TestCase("0", Dimension.Potential, "found \"0\" without a unit; a potential is needed: write \"0 mV\".")]
    [TestCase("", Dimension.Current, "found \"\"; a current is needed: a number with a unit, for example \"10 pA\".")]
    [TestCase("1,5 ms", Dimension.Time, "found \"1,5 ms\"; a number has a decimal point, not a comma.")]
    [TestCase("5 PF", Dimension.Capacitance, "found \"5 PF\", whose unit \"PF\" is not known; a capacitance is given in \"fF\", \"pF\", "
        + "\"nF\", \"uF\", \"mF\" or \"F\"; did you mean \"pF\"?")]
    [TestCase("NaN ms", Dimension.Time, "found \"NaN ms\"; a time is needed: a number with a unit, for example \"10 ms\".")]
    [TestCase("1e99999999999999999999 ms", Dimension.Time, "found \"1e99999999999999999999 ms\", which is too large to compute with.")]
    [TestCase("1e-99999999999999999999 ms", Dimension.Time, "found \"1e-99999999999999999999 ms\", which is too small to tell from 0.")]
    public void What_is_no_quantity_is_refused(string text, Dimension dimension, string message)
    {
        Assert.That(Quantity.TryParse(text, dimension, out _, out string? fault), Is.False);
        Assert.That(fault, Is.EqualTo(message));
    }

    [TestCase(1e-4, Dimension.Time, "100 us")]
    [TestCase(16e-3, Dimension.Time, "16 ms")]
    [TestCase(16070, Dimension.Time, "16070 s")]
    [TestCase(0.1, Dimension.Frequency, "0.1 Hz")]
    [TestCase(2000, Dimension.Frequency, "2 kHz")]
    [TestCase(-70e-3, Dimension.Potential, "-70 mV")]
    [TestCase(0, Dimension.Current, "0 pA")]
    [TestCase(1e-9, Dimension.Current, "1 nA")]
    [TestCase(370e-12, Dimension.Capacitance, "370 pF")]
    [TestCase(1e-30, Dimension.Conductance, "1e-15 fS")]
    public void Values_are_written_with_a_suitable_unit(double value, Dimension dimension, string text) =>
        Assert.That(Quantity.Format(value, dimension), Is.EqualTo(text));

    [Test]
    public void Written_values_read_back_bit_for_bit()
    {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            double value = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-25, 12));
            var dimension = (Dimension)random.Next(6);
            string text = Quantity.Format(value, dimension);
            Assert.That(Quantity.TryParse(text, dimension, out double read, out _), text);
            Assert.That(BitConverter.DoubleToInt64Bits(read), Is.EqualTo(BitConverter.DoubleToInt64Bits(value)), text);
        }
    }

    [TestCase("100pA", "0.1 nA")]
    [TestCase("\"20 ms\"", "0.02 s")]
    [TestCase("1 min", "60000ms")]
    [TestCase("1.0", "1e0")]
    [TestCase(" coba ", "coba")]
    public void Texts_of_the_same_value_are_found_to_be_the_same(string text, string other) =>
        Assert.That(Quantity.Canonical(text), Is.EqualTo(Quantity.Canonical(other)));

    [TestCase("1 s", "1 Hz")]
    [TestCase("1", "\"1\"")]
    [TestCase("1 s", "1")]
    [TestCase("1 sec", "1 s")]
    public void Texts_of_other_values_are_not(string text, string other) =>
        Assert.That(Quantity.Canonical(text), Is.Not.EqualTo(Quantity.Canonical(other)));

    [Test]
    public void Values_in_messages_are_rounded() =>
        Assert.That(Quantity.FormatRounded(0.1 + 0.2, Dimension.Time), Is.EqualTo("300 ms"));
}
