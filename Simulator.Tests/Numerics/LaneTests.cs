using Spiking.Numerics;

namespace Spiking.Tests.Numerics;

public unsafe class LaneTests
{
    private const int Size = 16 * 4096;

    [Test]
    public void Exponential_is_accurate_to_three_tenths_of_a_millionth()
    {
        AlignedArray<float> x = Arguments(), y = new(Size);
        Apply<Lanes256>(x, y);
        double worst = 0;
        for (int i = 0; i < Size; i++) worst = Math.Max(worst, Math.Abs(y.Span[i] / Math.Exp(x.Span[i]) - 1));
        Assert.That(worst, Is.LessThan(3e-7));
    }

    [Test]
    public void Exponential_has_the_same_bits_for_every_width()
    {
        AlignedArray<float> x = Arguments(), narrow = new(Size), middle = new(Size), wide = new(Size);
        Apply<Lanes128>(x, narrow);
        Apply<Lanes256>(x, middle);
        Apply<Lanes512>(x, wide);
        Assert.That(middle.Span.SequenceEqual(narrow.Span) && wide.Span.SequenceEqual(narrow.Span));
    }

    [Test]
    public void Exponential_saturates_without_infinities()
    {
        AlignedArray<float> x = new(16), y = new(16);
        (x.Span[0], x.Span[1]) = (-1e6f, 1e6f);
        Apply<Lanes256>(x, y);
        Assert.That(y.Span[0], Is.GreaterThan(0f).And.LessThan(1e-37f));
        Assert.That(float.IsFinite(y.Span[1]));
    }

    [Test]
    public void Logistic_function_is_accurate_to_three_ten_millionths()
    {
        AlignedArray<float> z = Arguments(), y = new(Size);
        ApplyLogistic<Lanes256>(z, y);
        double worst = 0;
        for (int i = 0; i < Size; i++) worst = Math.Max(worst, Math.Abs(y.Span[i] - 1 / (1 + Math.Exp(-z.Span[i]))));
        Assert.That(worst, Is.LessThan(3e-7));
    }

    [Test]
    public void Logistic_function_has_the_same_bits_for_every_width()
    {
        AlignedArray<float> z = Arguments(), narrow = new(Size), middle = new(Size), wide = new(Size);
        ApplyLogistic<Lanes128>(z, narrow);
        ApplyLogistic<Lanes256>(z, middle);
        ApplyLogistic<Lanes512>(z, wide);
        Assert.That(middle.Span.SequenceEqual(narrow.Span) && wide.Span.SequenceEqual(narrow.Span));
    }

    [Test]
    public void Pairs_are_gathered_by_index_in_every_width()
    {
        Pairs<Lanes128>();
        Pairs<Lanes256>();
        Pairs<Lanes512>();
    }

    private static void Pairs<T>()
        where T : unmanaged, ILanes<T>
    {
        AlignedArray<float> pairs = new(200), first = new(16), second = new(16);
        for (int i = 0; i < 200; i++) pairs.Span[i] = i;
        AlignedArray<ushort> indices = new(16);
        for (int i = 0; i < 16; i++) indices.Span[i] = (ushort)(i * 37 % 100);
        T.GatherPairs(pairs.Pointer, indices.Pointer, out T evens, out T odds);
        T.Store(evens, first.Pointer);
        T.Store(odds, second.Pointer);
        for (int i = 0; i < T.Count; i++)
            Assert.That((first.Span[i], second.Span[i]), Is.EqualTo((2f * indices.Span[i], 2f * indices.Span[i] + 1)), $"lane {i}");
    }

    private static AlignedArray<float> Arguments()
    {
        AlignedArray<float> x = new(Size);
        for (int i = 0; i < Size; i++) x.Span[i] = -86f + 173f * i / Size;
        return x;
    }

    private static void Apply<T>(AlignedArray<float> x, AlignedArray<float> y)
        where T : unmanaged, ILanes<T>
    {
        for (int i = 0; i < x.PaddedLength; i += T.Count) T.Store(T.Exp(T.Load(x.Pointer + i)), y.Pointer + i);
    }

    private static void ApplyLogistic<T>(AlignedArray<float> z, AlignedArray<float> y)
        where T : unmanaged, ILanes<T>
    {
        for (int i = 0; i < z.PaddedLength; i += T.Count) T.Store(T.Logistic(T.Load(z.Pointer + i)), y.Pointer + i);
    }
}
