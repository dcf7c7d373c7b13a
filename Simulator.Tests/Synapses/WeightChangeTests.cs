using Spiking.Numerics;
using Spiking.Synapses;

namespace Spiking.Tests.Synapses;

/// <summary>Changes of consecutive weights in vectors are, bit for bit, those of the formula for one weight.</summary>
public unsafe class WeightChangeTests
{
    private const int Sources = 300;
    private const int Before = 5;
    private const int Guard = 20;
    private const float Maximum = 0.75f;

    [Test]
    public void Vectors_of_every_width_equal_the_formula(
        [Values(0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 100, 101)] int count, [Values(-0.4f, 0.4f, 0f)] float factor)
    {
        Random random = new(count);
        AlignedArray<float> trace = new(Sources), weights = new(Before + count + Guard);
        AlignedArray<ushort> sources = new(Before + count + Guard);
        AlignedArray<int> wideSources = new(Before + count + Guard);
        foreach (ref float x in trace.Span) x = 2 * random.NextSingle();
        foreach (ref float weight in weights.Span) weight = Maximum * random.NextSingle();
        for (int k = 0; k < sources.Length; k++) sources.Span[k] = (ushort)(wideSources.Span[k] = random.Next(Sources));

        float[] expected = weights.Span.ToArray();
        for (int k = Before; k < Before + count; k++)
            expected[k] = WeightChange.Of(expected[k], trace.Span[sources.Span[k]], factor, Maximum);
        if (count > 30 && factor != 0)
        {
            float bound = factor < 0 ? 0 : Maximum;
            Assert.That(expected[Before..(Before + count)].Count(w => w == bound),
                Is.GreaterThan(3).And.LessThan(count - 3), "both cut and not");
        }

        Assert.That(Changed((w, s, _) => WeightChange.Apply<Lanes128>(w, count, s, trace.Pointer, factor, Maximum)),
            Is.EqualTo(expected), "128 bits");
        Assert.That(Changed((w, s, _) => WeightChange.Apply<Lanes256>(w, count, s, trace.Pointer, factor, Maximum)),
            Is.EqualTo(expected), "256 bits");
        Assert.That(Changed((w, s, _) => WeightChange.Apply<Lanes512>(w, count, s, trace.Pointer, factor, Maximum)),
            Is.EqualTo(expected), "512 bits");
        Assert.That(Changed((w, _, s) => WeightChange.Apply(w, count, s, trace.Pointer, factor, Maximum)),
            Is.EqualTo(expected), "32-bit sources");

        float[] Changed(Change change)
        {
            AlignedArray<float> changed = new(weights.Length);
            weights.Span.CopyTo(changed.Span);
            change(changed.Pointer + Before, sources.Pointer + Before, wideSources.Pointer + Before);
            return changed.Span.ToArray();
        }
    }

    [Test]
    public void The_formula_rounds_once_and_cuts()
    {
        // 1 + 2^-23 squared is 1 + 2^-22 + 2^-46: the last term is lost where the product is rounded before -1 is added.
        float a = 1 + MathF.ScaleB(1, -23);
        Assert.That(WeightChange.Of(-1, a, a, 1), Is.EqualTo(MathF.ScaleB(1, -22) + MathF.ScaleB(1, -46)));
        Assert.That(WeightChange.Of(0.5f, 1, -0.6f, 1), Is.Zero);
        Assert.That(WeightChange.Of(0.5f, 1, 0.6f, 1), Is.EqualTo(1));
    }

    private delegate void Change(float* weights, ushort* sources, int* wideSources);
}
