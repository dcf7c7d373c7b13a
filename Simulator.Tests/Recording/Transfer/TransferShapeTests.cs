using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Recording.Transfer;

namespace Spiking.Tests.Recording.Transfer;

public class TransferShapeTests
{
    [Test]
    public void A_straight_curve_has_its_slope_and_half_point()
    {
        // P = 0.1 + 0.2 per level of 50 pA: 4 per nA, 1/2 at level 2.
        TransferShape shape =
            TransferShape.Of([.. Enumerable.Range(0, 5).Select(i => new TransferPoint(i * 50e-12, 5, 1, 0.1 + 0.2 * i, 6))]);
        Assert.That(shape.Slope * 1e-9, Is.EqualTo(4).Within(1e-9));
        Assert.That(shape.HalfPoint * 1e12, Is.EqualTo(100).Within(1e-9));
    }

    // It passes 1/4 at 75 pA, a quarter of the way from 0.1 at 50 pA to 0.7 at 150 pA, and 3/4 at 175 pA: 1/2 in 100 pA.
    [Test]
    public void The_slope_is_that_between_a_quarter_and_three_quarters()
    {
        (double Current, double P)[] curve = [(0, 0.05), (50, 0.1), (150, 0.7), (200, 0.8), (300, 0.9)];
        TransferShape shape = TransferShape.Of([.. curve.Select(p => new TransferPoint(p.Current * 1e-12, 5, 1, p.P, 6))]);
        Assert.That(shape.Slope * 1e-9, Is.EqualTo(5).Within(1e-9));
    }

    // It passes 1/4 at 10 and, after a fall, at 75 pA; the point without events is left out.
    [Test]
    public void The_slope_of_a_curve_that_falls_between_is_that_of_its_last_rise()
    {
        (double Current, double P)[] curve = [(0, 0.2), (20, 0.3), (50, 0.1), (60, double.NaN), (150, 0.7), (200, 0.8), (300, 0.2)];
        TransferShape shape = TransferShape.Of([.. curve.Select(p => new TransferPoint(p.Current * 1e-12, 5, 1, p.P, 6))]);
        Assert.That(shape.Slope * 1e-9, Is.EqualTo(5).Within(1e-9));
    }

    [Test]
    public void A_curve_that_does_not_rise_has_neither()
    {
        TransferShape shape = TransferShape.Of([new TransferPoint(0, 5, 1, 0.1, 6), new TransferPoint(1e-10, 5, 1, 0.12, 6)]);
        Assert.That(shape.Slope, Is.NaN);
        Assert.That(shape.HalfPoint, Is.NaN);
    }

    // 7 x 50 pA as a product of doubles are 3.5000000000000003e-10 A, and times 1e12 350.00000000000006 pA.
    [TestCase(0, 50e-12, 7, 3.5e-10)]
    [TestCase(-300e-12, 100e-12, 3, 0)]
    [TestCase(-200e-12, 30e-12, 1, -1.7e-10)]
    [TestCase(0.1e-12, 0.2e-12, 1, 3e-13)]
    [TestCase(1e-9, -50e-12, 21, -5e-11)]
    public void A_level_is_the_decimal_number_that_the_file_means(double first, double increment, int level, double expected)
    {
        StaircaseCurrentDescription staircase = new()
        { Compartment = Compartment.Soma, First = first, Increment = increment, Levels = 30, LevelDuration = 1 };
        Assert.That(staircase.Level(level).ToDouble(), Is.EqualTo(expected));
    }

    [Test]
    public void The_levels_of_a_figure_are_whole_where_the_file_has_whole_picoamperes()
    {
        StaircaseCurrentDescription staircase = new()
        { Compartment = Compartment.Soma, First = -100e-12, Increment = 10e-12, Levels = 100, LevelDuration = 1 };
        TransferPoint[] points =
            [.. Enumerable.Range(0, 100).Select(level => new TransferPoint(staircase.Level(level).ToDouble(), 5, 1, 0.2, 6))];
        Figure figure = TransferFigures.Create(new TransferRecorderDescription { Population = "p" }, points, bursts: false);
        Assert.That(((XYSeries)figure.Panels[0].Series[0]).X, Is.EqualTo(Enumerable.Range(0, 100).Select(level => -100.0 + 10 * level)));
    }
}
