using Spiking.Numerics;
using Spiking.Synapses;

namespace Spiking.Tests.Synapses;

/// <summary>Traces with a shared scale against traces that decay one by one in float64.</summary>
public class DecayingTraceTests
{
    private const double Dt = 1e-4;

    // 200,000 steps are 400 and 10 time constants: the scale passes 2^-24 every 16.6 time constants, so 24 and 0 renormalisations.
    [TestCase(0.05, 0.0, 200_000, 24)]
    [TestCase(2.0, 0.1, 200_000, 0)]
    [TestCase(0.02, 3.0, 200_000, 60)]
    public void Follows_direct_decay_through_renormalisations(double timeConstant, double initial, int steps, int renormalisations)
    {
        const int Size = 5;
        DecayingTrace trace = new(Size, timeConstant, Dt, initial);
        double[] direct = new double[Size];
        Array.Fill(direct, initial);
        double decay = Math.Exp(-Dt / timeConstant);
        RandomStream random = new(RandomKey.Of(1, RandomPurpose.Protocol));
        int found = 0;
        double largest = 0;
        for (int step = 0; step < steps; step++)
        {
            // Neuron i is incremented 3^-i as often: some traces are always in use, others decay over many renormalisations.
            int neuron = (int)-(Math.Log(random.NextUniform()) / Math.Log(3));
            if (random.NextUniform() < 0.02 && neuron < Size)
            {
                trace.Add(neuron, 0.7);
                direct[neuron] += 0.7;
            }

            double before = trace.Scale;
            trace.Decay();
            if (trace.Scale > before) found++;
            for (int i = 0; i < Size; i++) direct[i] *= decay;
            if (step % 97 != 0) continue;
            for (int i = 0; i < Size; i++)
            {
                // Stored values are rounded to float32 (2^-25 relative) at increments and renormalisations; increments outlive one time
                // constant, in which there are at most 0.02 * 2 s/dt = 400 of them: 400 * 2^-25 = 1.2e-5 at worst.
                Assert.That(trace[i], Is.EqualTo(direct[i]).Within(1.2e-5 * direct[i] + 1e-30), $"trace {i} after step {step}");
                largest = Math.Max(largest, direct[i]);
            }
        }

        Assert.That(found, Is.EqualTo(renormalisations).Within(1), "renormalisations");
        Assert.That(largest, Is.GreaterThan(1));
        Assert.That(trace.Mean(), Is.EqualTo(direct.Average()).Within(1.2e-5 * direct.Average()));
    }

    [Test]
    public void A_trace_left_alone_for_long_decays_to_nothing()
    {
        DecayingTrace trace = new(2, 0.01, Dt);
        trace.Add(0, 1);
        for (int step = 0; step < 100_000; step++) trace.Decay();
        Assert.That(trace[0], Is.InRange(0, 1e-30));
        trace.Add(0, 1);
        Assert.That(trace[0], Is.EqualTo(1).Within(1e-6));
        Assert.That(trace[1], Is.Zero);
    }
}
