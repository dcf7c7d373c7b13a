using System.Globalization;
using System.Text.RegularExpressions;
using Spiking.Numerics;
using Spiking.Text;

namespace Spiking.Tests.Text;

/// <summary>Numbers of two decimals, against those that the system writes and finds in a text.</summary>
public class DecimalsTests
{
    private static readonly double[] s_special =
    [
        0, -0.0, 0.004, -0.004, 0.005, 0.015, 0.025, -0.005, 0.994, 0.995, 0.996, 9.999, 100, -100.1, 1e12, 1e13, 123456789012345678, 1e300,
        -1e300, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    [Test]
    public void A_number_has_the_two_decimals_that_the_system_writes()
    {
        RandomStream random = new(new RandomKey(1, 0));
        List<double> numbers = [.. s_special];
        for (int i = 0; i < 100_000; i++) numbers.Add((random.NextUniform() - 0.5) * Math.Pow(10, i % 16));
        Assert.Multiple(() =>
        {
            foreach (double number in numbers) Assert.That(Decimals.Two(number), Is.EqualTo(Written(number)), $"{number:R}");
        });
    }

    [TestCase("M1.2345 -0.5678L.125 7e-05", ExpectedResult = "M1.23 -0.57L0.12 0")]
    [TestCase("1.25 12.5 125 -3", ExpectedResult = "1.25 12.5 125 -3")]
    [TestCase("1.5e2 2E4 3e x-1.9996", ExpectedResult = "150 2E4 3e x-2")]
    [TestCase("", ExpectedResult = "")]
    public string Long_numbers_are_shortened(string text) => Decimals.Shortened(text);

    [Test]
    public void Numbers_are_found_as_a_regular_expression_finds_them()
    {
        const string Signs = "0123456789....--eeE ,LM";
        RandomStream random = new(new RandomKey(2, 0));
        Assert.Multiple(() =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                string text = string.Concat(Enumerable.Range(0, 40).Select(_ => Signs[(int)(random.NextUniform() * Signs.Length)]));
                Assert.That(Decimals.Shortened(text), Is.EqualTo(Regex.Replace(text, @"-?\d*\.\d{3,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-?\d+",
                    match => Written(double.Parse(match.Value, CultureInfo.InvariantCulture)))), text);
            }
        });
    }

    private static string Written(double number) => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
