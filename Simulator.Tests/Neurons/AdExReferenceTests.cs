using System.Text.Json;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Tests.Reference;

namespace Spiking.Tests.Neurons;

/// <summary>AdEx interneurons against step currents (float64 exact, float32 within one step).</summary>
public class AdExReferenceTests
{
    private const double Dt = 1e-4;
    private const int CurrentFrom = 200;

    private static readonly AdExModelDescription Pv = new();

    private static readonly AdExModelDescription Som = new()
    {
        LeakConductance = 5e-9,
        AdaptationTime = 0.5,
        SpikeSlope = 4e-3,
        SubthresholdAdaptation = 0.5e-9,
        SpikeAdaptation = 10e-12,
        ResetPotential = -65e-3,
        RefractoryPeriod = 2e-3,
        Rheobase = 25e-12,
    };

    private static IEnumerable<TestCaseData> Cases() => new[] { ("pv", Pv), ("som", Som) }.SelectMany(kind =>
        ReferenceData.Load("adex-step-currents").GetProperty(kind.Item1).EnumerateArray().Select(c =>
            new TestCaseData(kind.Item2, c).SetArgDisplayNames(kind.Item1, $"{c.GetProperty("current_pA")} pA")));

    [TestCaseSource(nameof(Cases))]
    public void Float64_spikes_in_the_same_steps_with_the_same_potential(AdExModelDescription model, JsonElement reference)
    {
        double current = reference.GetProperty("current_pA").GetDouble() * 1e-12;
        double[] potential = reference.Numbers("V_every_50_steps");
        AdExCoefficients<Real64> c = new(model, Dt);
        AdExState<Real64> s = default;
        s.Potential = new Real64(model.RestingPotential);
        int refractorySteps = (int)Math.Round(model.RefractoryPeriod / Dt);
        int refractory = 0;
        List<int> spikes = [];
        for (int step = 0; step < 5000; step++)
        {
            bool fired = AdExNeuron.Advance(in c, ref s, Real64.Mask(refractory > 0)).IsSet;
            if (refractory > 0) refractory--;
            if (fired)
            {
                spikes.Add(step);
                refractory = refractorySteps;
            }

            if (step >= CurrentFrom) s.Potential += new Real64(Dt * current / model.Capacitance);

            // The reference is rounded to 12 decimals.
            if (step % 50 == 0)
                Assert.That(s.Potential.Value, Is.EqualTo(potential[step / 50]).Within(1e-11), $"V after step {step}");
        }

        Assert.That(spikes, Is.EqualTo(reference.Integers("spike_steps")));
    }

    [TestCaseSource(nameof(Cases))]
    public void Float32_engine_spikes_within_one_step(AdExModelDescription model, JsonElement reference)
    {
        int[] expected = reference.Integers("spike_steps");
        foreach (Population population in StepCurrents.Populations(model))
        {
            double current = reference.GetProperty("current_pA").GetDouble() * 1e-12;
            int[] spikes = StepCurrents.SpikeSteps(population, current, 0, CurrentFrom, 5000);
            Assert.That(spikes, Has.Length.EqualTo(expected.Length), population.GetType().ToString());
            for (int i = 0; i < expected.Length; i++)
                Assert.That(spikes[i], Is.EqualTo(expected[i]).Within(1), $"spike {i} of {population.GetType()}");
        }
    }
}
