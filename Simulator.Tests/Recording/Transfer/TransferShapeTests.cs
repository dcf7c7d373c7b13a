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

    [Test]
    public void A_curve_that_does_not_rise_has_neither()
    {
        TransferShape shape = TransferShape.Of([new TransferPoint(0, 5, 1, 0.1, 6), new TransferPoint(1e-10, 5, 1, 0.12, 6)]);
        Assert.That(shape.Slope, Is.NaN);
        Assert.That(shape.HalfPoint, Is.NaN);
    }
}
