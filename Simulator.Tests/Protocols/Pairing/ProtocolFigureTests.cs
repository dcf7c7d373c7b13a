using Spiking.Plotting;
using Spiking.Protocols.Pairing;

namespace Spiking.Tests.Protocols.Pairing;

/// <summary>The figure of a protocol.</summary>
public sealed class ProtocolFigureTests
{
    [Test]
    public void Few_realizations_are_dots_of_many_there_are_means()
    {
        PairingProtocolDescription few = Protocols.Load("pairing-sjostrom", "realizations=3");
        ProtocolResult result = ProtocolRunner.Run(few);
        Figure figure = ProtocolFigure.Create(new ProtocolExperiment([result]));
        PointSeries dots = Points(figure).First();
        CurveResult curve = result.Curves.First(of => of.Rule is AdaptiveCurveDescription);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Points(figure).Select(points => points.Column), Is.All.EndsWith(", single realizations"));
            Assert.That(dots.X, Is.EqualTo(curve.Points.SelectMany(point => Enumerable.Repeat(point.Condition, 3))));
            Assert.That(dots.Y, Is.EqualTo(curve.Points.SelectMany(point => point.Realizations)));
            Assert.That(curve.Points[0].Realizations.Average(), Is.EqualTo(curve.Points[0].Mean).Within(1e-12));
            Assert.That(figure.Caption, Does.Contain("n = 3 realizations, dots: single realizations"));
        }

        PairingProtocolDescription many = few with { Realizations = 10 };
        figure = ProtocolFigure.Create(new ProtocolExperiment([ProtocolRunner.Run(many)]));
        Assert.That(Points(figure).Select(points => points.Column), Is.All.EndsWith(", points"));
        Assert.That(figure.Caption, Does.Contain("n = 10 realizations.").And.Not.Contain("dots"));
    }

    // Those of the first panel.
    private static IEnumerable<PointSeries> Points(Figure figure) => figure.Panels[0].Series.OfType<PointSeries>();
}
