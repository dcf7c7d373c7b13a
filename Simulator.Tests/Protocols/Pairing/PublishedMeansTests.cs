using System.Text.Json;
using Spiking.Protocols.Pairing;
using Spiking.Tests.Reference;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Protocols.Pairing;

/// <summary>
/// The random protocols, stepped like the published program, against its means over 20 realizations. If ours are drawn from the same
/// distribution, of standard deviation s (estimated from our many realizations), then (m - m_ref)/(s sqrt(1/20 + 1/n)) is a standard normal
/// number to the accuracy of the central limit theorem, and its squares, summed over the points of a curve, are a chi-square number. With
/// n = 100 the reference's own error makes up 83 % of the variance, with n = 1000 98 %. Curves of the reference may share spike trains, so
/// the ten probabilities are bounded by Bonferroni's inequality, which holds under any dependence: one in a hundred families would fail by
/// chance.
/// </summary>
/// <param name="realizations">The number n.</param>
[TestFixture(100)]
[TestFixture(1000, Category = "Science")]
public sealed class PublishedMeansTests(int realizations)
{
    private const int PublishedRealizations = 20;
    private const int Curves = 10;
    private const double FamilyWiseError = 0.01;

    private static readonly JsonElement s_reference = ReferenceData.Load("plasticity-protocols");

    [Test]
    public void Poisson()
    {
        JsonElement published = s_reference.GetProperty("poisson");
        IReadOnlyList<CurveResult> curves = Run("pairing-poisson", [Protocols.Adaptive(5, 0.3), Protocols.Adaptive(5, 0.5)]);
        Compare("0.3", curves[0], published.Numbers("rate_hz"), published.Numbers("dw_p30"));
        Compare("0.5", curves[1], published.Numbers("rate_hz"), published.Numbers("dw_p50"));
    }

    [TestCase(5)]
    [TestCase(10)]
    public void Burst_poisson(int eventRate)
    {
        JsonElement published = s_reference.GetProperty("burst_poisson");
        IReadOnlyList<CurveResult> curves = Run(
            "pairing-burst-poisson", [new AdaptiveCurveDescription { InitialBurstProbability = 0.2 }], $"trains.eventRate={eventRate} Hz");
        Compare($"{eventRate} Hz", curves[0], published.Numbers("burst_prob"), published.Numbers($"dw_er{eventRate}"));
    }

    [TestCase("0.05")]
    [TestCase("0.2")]
    public void Sjostrom(string traceTime)
    {
        JsonElement published = s_reference.GetProperty("sjostrom"), again = s_reference.GetProperty("sjostrom_with_sd");
        double[] frequencies = published.Numbers("freq_hz");
        IReadOnlyList<CurveResult> curves = Run(
            "pairing-sjostrom", [Protocols.Adaptive(2, 0.25), Protocols.Adaptive(2, 0.5)],
            $"plasticity.presynapticTraceTime={traceTime} s");
        foreach ((string probability, CurveResult curve) in new[] { "0.25", "0.5" }.Zip(curves))
        {
            string key = $"p{probability}_tau{traceTime}";
            Compare(key, curve, frequencies, published.Numbers(key));
            if (again.TryGetProperty(key, out JsonElement second))
                Compare(key + ", second run", curve, frequencies, second.Numbers("mean"));
        }
    }

    private IReadOnlyList<CurveResult> Run(string file, IReadOnlyList<CurveDescription> curves, params string[] overrides) =>
        ProtocolRunner.Run(Protocols.Load(file, overrides) with
        {
            Integration = Integration.Stepped,
            TimeStep = 1e-3,
            Realizations = realizations,
            Curves = curves,
        }).Curves;

    private static void Compare(string name, CurveResult curve, double[] conditions, double[] published)
    {
        Assert.That(curve.Points.Select(point => point.Condition), Is.EqualTo(conditions).Within(1e-12));
        double[] residuals = [.. curve.Points.Zip(published, (point, mean) =>
            (point.Mean - mean) / (point.StandardDeviation * Math.Sqrt(1.0 / PublishedRealizations + 1.0 / point.Count)))];
        double chiSquare = residuals.Sum(z => z * z);
        double p = ChiSquare.UpperTail(chiSquare, residuals.Length);
        Notes.Add(
            $"{name}: chi-square {chiSquare:F2} of {residuals.Length}, p = {p:F3}, largest {residuals.Max(Math.Abs):F2} standard errors");
        Assert.That(p, Is.GreaterThan(FamilyWiseError / Curves), name);
    }
}
