using Spiking.Engine;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Inputs;

/// <summary>Background noise that other threads draw in advance is the noise that would have been drawn anyway.</summary>
public class NoiseAheadTests
{
    private const int Size = 300, Steps = 50 * PoissonBackground.BlockSteps + 5;

    [Test]
    public void One_block_can_be_drawn_in_advance_and_no_more()
    {
        PoissonBackground noise = Noise().Noise;
        Assert.That(noise.DrawAhead(), Is.True, "block 0");
        Assert.That(noise.DrawAhead(), Is.False);
        noise.Deliver(0);
        Assert.That(noise.DrawAhead(), Is.True, "block 1");
        for (int step = 1; step < PoissonBackground.BlockSteps; step++) noise.Deliver(step);
        Assert.That(noise.DrawAhead(), Is.False, "block 1 has not begun");
    }

    [Test]
    public void Drawn_in_advance_always_now_and_then_or_never_it_is_the_same()
    {
        ulong[] never = Delivered((_, _) => { });
        Assert.That(never.Distinct().Count(), Is.EqualTo(Steps), "something is delivered in every step");
        Assert.That(Delivered((noise, _) => noise.DrawAhead()), Is.EqualTo(never));
        Assert.That(Delivered((noise, step) => { if (step / PoissonBackground.BlockSteps % 3 == 1) noise.DrawAhead(); }),
            Is.EqualTo(never));
    }

    [Test]
    public void Drawn_by_threads_that_come_and_go_it_is_the_same()
    {
        ulong[] alone = Delivered((_, _) => { });
        for (int repetition = 0; repetition < 20; repetition++)
        {
            bool stop = false;
            long drawn = 0;
            PoissonBackground? shared = null;
            Thread[] helpers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
            {
                while (!Volatile.Read(ref stop))
                    if (Volatile.Read(ref shared)?.DrawAhead() == true) Interlocked.Increment(ref drawn);
            }))];
            foreach (Thread helper in helpers) helper.Start();
            ulong[] together = Delivered((noise, step) =>
            {
                Volatile.Write(ref shared, noise);

                // The first block is theirs: they may not get a processor again before the end.
                if (step == 0) SpinWait.SpinUntil(() => Volatile.Read(ref drawn) > 0, TimeSpan.FromMinutes(1));
            });
            Volatile.Write(ref stop, true);
            foreach (Thread helper in helpers) helper.Join();
            Assert.That(together, Is.EqualTo(alone));
            Assert.That(drawn, Is.InRange(1, Steps / PoissonBackground.BlockSteps + 2));
        }
    }

    /// <summary>After every step a hash of all conductances so far.</summary>
    private static ulong[] Delivered(Action<PoissonBackground, int> before)
    {
        (PoissonBackground noise, AlignedArray<float> conductance) = Noise();
        ulong[] hashes = new ulong[Steps];
        for (int step = 0; step < Steps; step++)
        {
            before(noise, step);
            noise.Deliver(step);
            Fingerprint all = Fingerprint.Empty;
            all.Add(conductance.Span);
            hashes[step] = all.Value;
        }

        return hashes;
    }

    private static (PoissonBackground Noise, AlignedArray<float> Conductance) Noise()
    {
        ScriptedPopulation population = ScriptedPopulation.Silent("p", Size, 1);
        PoissonBackground noise = PoissonBackground.Create(population, Receptor.SomaAmpa, 500, 1, 0).Single();
        noise.AllowDrawingAhead();
        return (noise, population.Conductance(Receptor.SomaAmpa));
    }
}
