using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Spiking.Numerics;

/// <summary>
/// Draws the successes of a long sequence of independent trials of small probability p by drawing the gaps between them:
/// P(gap = k) = p (1 - p)^(k-1), k = 1, 2, ... The work is proportional to the number of successes, not of trials.
/// </summary>
/// <remarks>
/// With U uniform in (0, 1), 1 + floor(ln U / ln(1 - p)) has this distribution, since it exceeds k exactly if U &lt; (1 - p)^k.
/// U has 24 bits; ln U is computed in float32 with a relative error of about 2e-7, so a gap of order 1/p is misplaced with a
/// probability of about 2e-7/p, up or down alike.
/// The uppermost of the 2^24 values of U is rounded to 1, and ln 1 = 0. It stands for all ln U between -2^-24 and 0, so where that matters
/// (p below 2^-24: a gap of 1 would be far too short) it counts as the middle of them, -2^-25: its gap is 2^-25/p.
/// Gaps are cut at <see cref="Longest"/>. A cut gap says that none of so many trials succeeds, not that the last one does; so what follows
/// it is drawn afresh from there. With that, rates are right (on average) down to p = 1e-15, and 0 below 5e-16: a success in 10^15 trials.
/// Every gap lies between 1 and <see cref="Longest"/> for every p and every random number, NaN included: the last operations before a gap
/// becomes an integer are a minimum and a maximum. So positions ascend, and none is more than <see cref="BatchSize"/> times
/// <see cref="Longest"/> further on.
/// </remarks>
internal readonly struct GeometricGaps
{
    /// <summary>Number of successes drawn at a time.</summary>
    public const int BatchSize = 32;

    /// <summary>
    /// Gaps are cut here, so that the sum of a batch fits an integer; with 24 random bits (ln U above -17.4) this is reached only for p
    /// below 3e-7.
    /// </summary>
    public const int Longest = 60_000_001;

    /// <summary>
    /// The largest position after which a batch can be drawn: beyond it, the sum of the longest gaps would not fit an integer.
    /// </summary>
    public const int LastStart = int.MaxValue - BatchSize * Longest;

    // 2^-24, the share of all random numbers whose U is rounded to 1.
    private const double UppermostValue = 1.0 / (1 << 24);

    // 1/ln(1 - p), and what is added to every gap: above 0 only where p is below 2^-24.
    private readonly float _inverseLog, _offset;

    /// <summary>Prepares trials of one probability.</summary>
    /// <param name="probability">Probability of success, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not strictly between 0 and 1.</exception>
    public GeometricGaps(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);

        // The largest float32 stands for anything larger: it is finite, so that 0 times it is 0.
        double inverseLog = Math.Max(1 / Logarithms.OnePlus(-probability), -float.MaxValue);
        _inverseLog = (float)inverseLog;
        _offset = probability < UppermostValue ? (float)(-inverseLog * UppermostValue / 2) : 0;
    }

    /// <summary>Number of counters that one batch uses up.</summary>
    public const int CountersPerBatch = 16;

    /// <summary>
    /// Draws <see cref="BatchSize"/> successes under counters (counter0, counter1) to (counter0, counter1 + 15): the positions that follow
    /// one another after a given position, in ascending order.
    /// </summary>
    /// <param name="key">Key of the sequence.</param>
    /// <param name="counter0">First counter.</param>
    /// <param name="counter1">First of the second counters.</param>
    /// <param name="after">Position of the success before; -1 at the start of a sequence.</param>
    /// <param name="positions">Where the positions are written: <see cref="BatchSize"/> numbers.</param>
    /// <returns>The last position.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sequence is too long: it would continue after <see cref="LastStart"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe int Draw(RandomKey key, uint counter0, uint counter1, int after, int* positions)
    {
        if ((uint)(after + 1) > LastStart + 1u) ThrowTooLong(after);
        Threefry16 words = Threefry.Block16(key, counter0, counter1);
        return Draw(words.High, Draw(words.Low, after, positions), positions + BatchSize / 2);
    }

    /// <summary>
    /// Half a batch. A method of its own: where both halves are one piece of code, the compiler keeps the constants of the first for the
    /// second, and has no registers left to work with.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private unsafe int Draw(in Threefry8 words, int after, int* positions)
    {
        (Vector256<int> first, Vector256<int> second) = Gaps(words.First, words.Second);
        Vector256<int> last = Accumulate(first, Vector256.Create(after), positions);
        return Accumulate(second, last, positions + 8)[0];
    }

    private static void ThrowTooLong(int after) =>
        throw new ArgumentOutOfRangeException(
            nameof(after), after, $"a sequence of trials continues after a position from -1 to {LastStart}.");

    /// <summary>Writes the positions of eight successes after the last of those before. Returns the last position in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<int> Accumulate(Vector256<int> gaps, Vector256<int> last, int* positions)
    {
        gaps = RunningSums(gaps) + last;
        gaps.Store(positions);
        return Vector256.Shuffle(gaps, Vector256.Create(7));
    }

    /// <summary>
    /// Running sums of eight numbers in three rounds of shifted additions. With AVX2 two of them shift within the halves of 128 bits, which
    /// takes a cycle on the processors measured (Zen 3), where a shuffle across all lanes takes eight.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> RunningSums(Vector256<int> x)
    {
        if (Avx2.IsSupported)
        {
            x += Avx2.ShiftLeftLogical128BitLane(x, 4);
            x += Avx2.ShiftLeftLogical128BitLane(x, 8);
            Vector256<int> sumOfHalf = Avx2.Shuffle(x, 0xFF);
            return x + Avx2.Permute2x128(sumOfHalf, sumOfHalf, 0x08);
        }

        x += Vector256.Shuffle(x, Vector256.Create(0, 0, 1, 2, 3, 4, 5, 6)) & Vector256.Create(0, -1, -1, -1, -1, -1, -1, -1);
        x += Vector256.Shuffle(x, Vector256.Create(0, 0, 0, 1, 2, 3, 4, 5)) & Vector256.Create(0, 0, -1, -1, -1, -1, -1, -1);
        x += Vector256.Shuffle(x, Vector256.Create(0, 0, 0, 0, 0, 1, 2, 3)) & Vector256.Create(0, 0, 0, 0, -1, -1, -1, -1);
        return x;
    }

    /// <summary>
    /// Gaps of sixteen random words. Both vectors take every operation side by side: each alone is one long chain of dependent operations,
    /// and the processor's window is too short to find the other chain behind it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (Vector256<int> First, Vector256<int> Second) Gaps(Vector256<uint> bits0, Vector256<uint> bits1)
    {
        // (k + 1/2) 2^-24 for the top 24 bits k, rounded to float32: never 0; at worst 1, whose gap is 1.
        Vector256<float> spacing = Vector256.Create(5.9604645e-8f), half = Vector256.Create(2.9802322e-8f);
        Vector256<float> x0 = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle((bits0 >>> 8).AsInt32()), spacing, half);
        Vector256<float> x1 = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle((bits1 >>> 8).AsInt32()), spacing, half);

        // Natural logarithm: x = m 2^e with sqrt(1/2) <= m < sqrt(2), and ln m = 2 artanh(s) with s = (m - 1)/(m + 1), |s| <= 0.1716:
        // the series s + s^3/3 + ... + s^9/9 leaves out less than 0.1716^11/11 = 3e-10.
        Vector256<int> sqrtHalf = Vector256.Create(0x3F3504F3), mantissa = Vector256.Create(0x007FFFFF);
        Vector256<int> offset0 = x0.AsInt32() - sqrtHalf, offset1 = x1.AsInt32() - sqrtHalf;
        Vector256<float> m0 = ((offset0 & mantissa) + sqrtHalf).AsSingle(), m1 = ((offset1 & mantissa) + sqrtHalf).AsSingle();
        Vector256<float> one = Vector256<float>.One;
        Vector256<float> s0 = (m0 - one) / (m0 + one), s1 = (m1 - one) / (m1 + one);
        Vector256<float> z0 = s0 * s0, z1 = s1 * s1;
        Vector256<float> series0 = Vector256.FusedMultiplyAdd(z0, Vector256.Create(2f / 9), Vector256.Create(2f / 7));
        Vector256<float> series1 = Vector256.FusedMultiplyAdd(z1, Vector256.Create(2f / 9), Vector256.Create(2f / 7));
        series0 = Vector256.FusedMultiplyAdd(series0, z0, Vector256.Create(2f / 5));
        series1 = Vector256.FusedMultiplyAdd(series1, z1, Vector256.Create(2f / 5));
        series0 = Vector256.FusedMultiplyAdd(series0, z0, Vector256.Create(2f / 3));
        series1 = Vector256.FusedMultiplyAdd(series1, z1, Vector256.Create(2f / 3));
        series0 = Vector256.FusedMultiplyAdd(series0, z0, Vector256.Create(2f));
        series1 = Vector256.FusedMultiplyAdd(series1, z1, Vector256.Create(2f));
        Vector256<float> exponent0 = Vector256.ConvertToSingle(offset0 >> 23), exponent1 = Vector256.ConvertToSingle(offset1 >> 23);
        Vector256<float> ln2 = Vector256.Create(0.6931472f);
        Vector256<float> log0 = Vector256.FusedMultiplyAdd(exponent0, ln2, series0 * s0);
        Vector256<float> log1 = Vector256.FusedMultiplyAdd(exponent1, ln2, series1 * s1);

        // Where the offset is 0 the sum rounds like the product alone. NaN becomes a bound in the minimum (x86) or 0 in the conversion
        // (Arm).
        Vector256<float> inverseLog = Vector256.Create(_inverseLog), offset = Vector256.Create(_offset);
        Vector256<float> longest = Vector256.Create((float)(Longest - 1)), shortest = Vector256<float>.Zero;
        Vector256<float> gap0 = Vector256.FusedMultiplyAdd(log0, inverseLog, offset),
            gap1 = Vector256.FusedMultiplyAdd(log1, inverseLog, offset);
        return (
            Vector256.ConvertToInt32Native(Vector256.MaxNative(Vector256.MinNative(gap0, longest), shortest)) + Vector256<int>.One,
            Vector256.ConvertToInt32Native(Vector256.MaxNative(Vector256.MinNative(gap1, longest), shortest)) + Vector256<int>.One);
    }
}
