using Spiking.Numerics;
using Spiking.RateModels;
using Spiking.RateModels.Algebra;

namespace Spiking.Tests.RateModels;

public class DrawsTests
{
    private const int Count = 200_000;

    [Test]
    public void Normal_numbers_have_the_moments_of_their_distribution()
    {
        Matrix<double> draws = new(1, Count);
        Draws.Normal(draws, RandomKey.Of(1, RandomPurpose.InitialWeights), 2);
        double[] standard = [.. draws.Span.ToArray().Select(x => x / 2)];

        // Standard errors over n numbers: mean 1/√n, variance √(2/n), fourth moment √(96/n); four of them.
        Assert.That(standard.Average(), Is.EqualTo(0).Within(4 / Math.Sqrt(Count)));
        Assert.That(standard.Average(x => x * x), Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / Count)));
        Assert.That(standard.Average(x => x * x * x * x), Is.EqualTo(3).Within(4 * Math.Sqrt(96.0 / Count)));
        Assert.That(Enumerable.Range(0, Count - 1).Average(i => standard[i] * standard[i + 1]), Is.EqualTo(0).Within(4 / Math.Sqrt(Count)));
    }

    [Test]
    public void Uniform_numbers_fill_their_interval()
    {
        Matrix<float> draws = new(1, Count);
        Draws.Uniform(draws, RandomKey.Of(1, RandomPurpose.InitialWeights), 0.01);
        float[] values = draws.Span.ToArray();
        Assert.That(values.Min(), Is.InRange(-0.01f, -0.01f + 0.02f * 20 / Count));
        Assert.That(values.Max(), Is.InRange(0.01f - 0.02f * 20 / Count, 0.01f));
        Assert.That(values.Average(), Is.EqualTo(0).Within(4 * 0.01 / Math.Sqrt(3.0 * Count)));
    }

    [Test]
    public void Float32_and_float64_get_the_same_numbers_up_to_rounding()
    {
        Matrix<double> exact = new(3, 7);
        Matrix<float> rounded = new(3, 7);
        Draws.Normal(exact, new RandomKey(3, 4), 1, number: 5);
        Draws.Normal(rounded, new RandomKey(3, 4), 1, number: 5);
        for (int i = 0; i < exact.Count; i++) Assert.That(rounded.Span[i], Is.EqualTo((float)exact.Span[i]));
    }

    [Test]
    public void Draws_with_another_number_are_other_numbers()
    {
        Matrix<double> first = new(3, 7), second = new(3, 7);
        Draws.Normal(first, new RandomKey(3, 4), 1, number: 0);
        Draws.Normal(second, new RandomKey(3, 4), 1, number: 1);
        Assert.That(first.Span.IndexOfAny(second.Span.ToArray()), Is.EqualTo(-1));
    }

    [Test]
    public void Xavier_weights_of_a_square_layer_have_a_variance_of_one_over_its_size() =>
        Assert.That(Draws.Xavier(500, 500, 3.6), Is.EqualTo(3.6 / Math.Sqrt(500)).Within(1e-12));
}
