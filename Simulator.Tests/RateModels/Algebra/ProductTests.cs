using Spiking.Numerics;
using Spiking.RateModels;
using Spiking.RateModels.Algebra;

namespace Spiking.Tests.RateModels.Algebra;

/// <summary>Products in tiles have the bits of the definition, for any shape, width and number of threads.</summary>
public class ProductTests
{
    // Around the sizes of tiles (4 and 6 rows; 8, 16 and 32 columns), of a batch, and beyond the longest panel along k.
    private static readonly (int M, int N, int K)[] Shapes =
        [(1, 1, 1), (4, 16, 3), (6, 32, 7), (32, 33, 40), (5, 70, 31), (32, 100, 65), (100, 32, 17), (13, 9, 2050), (9, 40, 2050),
            (70, 121, 64), (7, 3, 0)];

    [Test]
    public void A_product_has_the_bits_of_its_definition([Values(128, 256, 512)] int bits, [Values(1, 2, 3)] int threads)
    {
        using Arithmetic<float> arithmetic = new(threads, bits);
        foreach ((int m, int n, int k) in Shapes)
        {
            foreach ((bool transposeA, bool transposeB) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                Matrix<float> a = transposeA ? Random(k, m, 1) : Random(m, k, 1), b = transposeB ? Random(n, k, 2) : Random(k, n, 2);
                foreach (ProductMode mode in Enum.GetValues<ProductMode>())
                {
                    Matrix<float> result = Random(m, n, 3), expected = Random(m, n, 3);
                    arithmetic.Multiply(a, transposeA, b, transposeB, result, mode);
                    PlainProduct.Run(
                        Operand<float>.Of(a, transposeA), Operand<float>.Of(b, transposeB), Operand<float>.Of(expected, false), mode);
                    Assert.That(
                        result.Span.SequenceEqual(expected.Span),
                        $"{m} x {n} x {k}, transposed {transposeA}, {transposeB}, {mode}, {arithmetic.Threads} threads");
                }
            }
        }
    }

    [Test]
    public void A_product_that_is_large_enough_to_be_shared_has_the_same_bits([Values(2, 3, 4)] int threads)
    {
        using Arithmetic<float> alone = new(), shared = new(threads);
        Matrix<float> a = Random(32, 300, 1), b = Random(203, 300, 2), c = Random(300, 203, 4);
        Matrix<float> x = new(32, 203), y = new(32, 203);
        alone.Multiply(a, false, b, true, x);
        shared.Multiply(a, false, b, true, y);
        Assert.That(y.Span.SequenceEqual(x.Span));
        alone.Multiply(a, false, c, false, x, ProductMode.Subtract);
        shared.Multiply(a, false, c, false, y, ProductMode.Subtract);
        Assert.That(y.Span.SequenceEqual(x.Span));
    }

    [Test]
    public void A_product_is_that_of_float64_but_for_rounding()
    {
        using Arithmetic<float> single = new();
        using Arithmetic<double> exact = new();
        Matrix<float> a = Random(20, 90, 1), b = Random(90, 50, 2), c = new(20, 50);
        Matrix<double> a64 = Widened(a), b64 = Widened(b), c64 = new(20, 50);
        single.Multiply(a, false, b, false, c);
        exact.Multiply(a64, false, b64, false, c64);

        // Every one of 90 additions rounds by at most half a unit of 2^-24 of sums that stay below 90 * 4 * 4.
        for (int i = 0; i < c.Count; i++) Assert.That(c.Span[i], Is.EqualTo(c64.Span[i]).Within(90 * 90 * 16 * 6e-8));
    }

    [Test]
    public void Sizes_that_do_not_match_are_refused()
    {
        using Arithmetic<float> arithmetic = new();
        Matrix<float> a = new(2, 3), b = new(4, 5), c = new(2, 5);
        Assert.That(() => arithmetic.Multiply(a, false, b, false, c), Throws.ArgumentException.With.Message.Contains("2 x 3 and 4 x 5"));
        Assert.That(() => arithmetic.Multiply(a, true, new(2, 5), false, c),
            Throws.ArgumentException.With.Message.Contains("2 x 5").And.Message.Contains("3 x 5"));
    }

    [Test]
    public void A_step_of_descent_has_the_same_bits_whether_the_gradient_is_stored_or_not(
        [Values(128, 256, 512)] int bits, [Values(1, 2)] int threads, [Values(0, 0.9)] double momentum)
    {
        Sgd sgd = new(0.3, momentum, 1e-3);
        using Arithmetic<float> arithmetic = new(threads, bits), plain = new(1, 256);
        Matrix<float> a = Random(32, 83, 1), b = Random(32, 101, 2);
        Descent<float> descent = new(Random(83, 101, 3), sgd) { Scale = 1.0 / 32 },
            expected = new(Random(83, 101, 3), sgd) { Scale = 1.0 / 32 };
        Matrix<float> gradient = new(83, 101);
        for (int update = 0; update < 3; update++)
        {
            arithmetic.Descend(a, b, descent);
            plain.Multiply(a, true, b, false, gradient);
            plain.Descend(gradient, expected);
        }

        Assert.That(descent.Weights.Span.SequenceEqual(expected.Weights.Span));
        Assert.That(expected.Weights.Span.SequenceEqual(Random(83, 101, 3).Span), Is.False);
    }

    private static Matrix<float> Random(int rows, int columns, uint seed)
    {
        Matrix<float> matrix = new(rows, columns);
        Draws.Normal(matrix, new RandomKey(7, seed), 1);
        return matrix;
    }

    private static Matrix<double> Widened(Matrix<float> from)
    {
        Matrix<double> to = new(from.Rows, from.Columns);
        for (int i = 0; i < from.Count; i++) to.Span[i] = from.Span[i];
        return to;
    }
}
