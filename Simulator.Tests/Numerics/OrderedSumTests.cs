using Spiking.Numerics;

namespace Spiking.Tests.Numerics;

/// <summary>Sums of a fixed order, against the definition of that order.</summary>
public class OrderedSumTests
{
    private static readonly int[] Lengths = [0, 1, 3, 7, 8, 9, 15, 16, 17, 500, 1003];

    [TestCaseSource(nameof(Lengths))]
    public void Sums_are_those_of_eight_partial_sums(int length)
    {
        // Numbers of very different sizes: another order gives other bits.
        float[] values = [.. Enumerable.Range(0, length).Select(i => MathF.Exp(20 * MathF.Sin(i * 1.7f)))];
        double[] wide = [.. values.Select(v => v * (1 + 1e-9))];
        Assert.That(OrderedSum.Of(values), Is.EqualTo(ByDefinition([.. values.Select(v => (double)v)])));
        Assert.That(OrderedSum.Of(wide), Is.EqualTo(ByDefinition(wide)));
        if (length > 16) Assert.That(wide.Sum(), Is.Not.EqualTo(OrderedSum.Of(wide)), "this test can tell orders apart");
    }

    [TestCaseSource(nameof(Lengths))]
    public void Mean_and_standard_deviation_follow_from_sums(int length)
    {
        float[] values = [.. Enumerable.Range(0, length).Select(i => 1000 + MathF.Sin(i * 1.7f))];
        double[] wide = [.. values.Select(v => (double)v)];
        double mean = ByDefinition(wide) / length;
        Assert.That(OrderedSum.Mean(values), Is.EqualTo(mean));
        Assert.That(OrderedSum.Mean(wide), Is.EqualTo(mean));
        double deviation = Math.Sqrt(ByDefinition([.. wide.Select(v => (v - mean) * (v - mean))]) / length);
        Assert.That(OrderedSum.StandardDeviation(values), Is.EqualTo(deviation));
    }

    private static double ByDefinition(double[] values)
    {
        double[] partial = new double[8];
        for (int i = 0; i < values.Length; i++) partial[i % 8] += values[i];
        double[] four = [.. Enumerable.Range(0, 4).Select(i => partial[i] + partial[i + 4])];
        return four[0] + four[2] + (four[1] + four[3]);
    }
}
