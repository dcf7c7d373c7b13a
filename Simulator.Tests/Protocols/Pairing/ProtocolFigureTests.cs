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

    [Test]
    public void Captions_say_what_the_letters_of_the_rules_mean()
    {
        ProtocolResult result = ProtocolRunner.Run(Protocols.Load("pairing-sjostrom", "realizations=1"));
        Assert.That(Caption(_ => true), Does.Contain(". Baseline of the learning rule: a: a moving average of the burst probability, which "
            + "begins at $P$(0); b: a constant, $p_b$. c: first curve of each kind").And.Contain("Panels have ranges of their own."));
        Assert.That(Caption(curve => curve.Rule is ConstantCurveDescription), Does.Contain(
            "Baseline of the learning rule: a constant, $p_b$. n = 1 realization.").And.Not.Contain("ranges of their own"));

        string Caption(Func<CurveResult, bool> isThere) =>
            ProtocolFigure.Create(new ProtocolExperiment([result with { Curves = [.. result.Curves.Where(isThere)] }])).Caption;
    }

    // Those of the first panel.
    private static IEnumerable<PointSeries> Points(Figure figure) => figure.Panels[0].Series.OfType<PointSeries>();
}
