using System.Text.Json;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Tests.Reference;

namespace Spiking.Tests.Neurons;

/// <summary>
/// The active pyramidal neuron against step currents into the published program (float64 exact, float32 within one step).
/// </summary>
public class ActivePyramidalReferenceTests
{
    private const double Dt = 1e-4;
    private const int CurrentFrom = 200;

    private static IEnumerable<TestCaseData> Cases() =>
        ReferenceData.Load("active-pyramidal-step-currents").GetProperty("cases").EnumerateArray().Select(c =>
            new TestCaseData(c).SetArgDisplayNames(
                $"soma {c.GetProperty("soma_current_pA")} pA, dendrite {c.GetProperty("dendrite_current_pA")} pA"));

    [TestCaseSource(nameof(Cases))]
    public void Float64_spikes_in_the_same_steps_with_the_same_state(JsonElement reference)
    {
        double soma = reference.GetProperty("soma_current_pA").GetDouble() * 1e-12;
        double dendrite = reference.GetProperty("dendrite_current_pA").GetDouble() * 1e-12;
        JsonElement states = reference.GetProperty("state_every_50_steps");
        double[] vs = states.Numbers("Vs_V"), vd = states.Numbers("Vd_V"), ws = states.Numbers("wS"), wd = states.Numbers("wD_V"),
            threshold = states.Numbers("threshold_V");

        ActivePyramidalModelDescription model = new();
        PyramidalCoefficients<Real64> c = new(model, Dt);
        ActiveDendriteCoefficients<Real64> a = new(model, Dt);
        PyramidalConductances<Real64> noSynapses = default;
        PyramidalState<Real64> s = default;
        s.SomaPotential = s.DendritePotential = new Real64(model.RestingPotential);
        s.DendriteAdaptation = new Real64(1e-4);
        s.Threshold = new Real64(model.Threshold);
        List<int> spikes = [];
        int backpropagation = 0;
        for (int step = 0; step < 5000; step++)
        {
            Real64 activation = ActivePyramidalNeuron.Activation(in c, s.DendritePotential);
            ActivePyramidalNeuron.Integrate<Real64, No>(in c, in a, in noSynapses, in activation, ref s);
            ActivePyramidalNeuron.Backpropagate(in a, Real64.Mask(backpropagation > 0), ref s);
            Real64 firing = PyramidalMembrane.Relax(in c, ref s);
            PyramidalMembrane.Reset(in c, ref s, firing);
            bool fired = firing.IsSet;
            if (backpropagation > 0) backpropagation--;
            if (fired)
            {
                spikes.Add(step);
                backpropagation = 20;
            }

            if (step >= CurrentFrom)
            {
                s.SomaPotential += new Real64(Dt * soma / model.SomaCapacitance);
                s.DendritePotential += new Real64(Dt * dendrite / model.DendriteCapacitance);
            }

            if (step % 50 != 0) continue;

            // The reference is rounded to 12 decimals.
            int row = step / 50;
            Assert.That(s.SomaPotential.Value, Is.EqualTo(vs[row]).Within(1e-11), $"V_s after step {step}");
            Assert.That(s.DendritePotential.Value, Is.EqualTo(vd[row]).Within(1e-11), $"V_d after step {step}");
            Assert.That(s.SomaAdaptation.Value, Is.EqualTo(ws[row]).Within(1e-11), $"w_s after step {step}");
            Assert.That(s.DendriteAdaptation.Value, Is.EqualTo(wd[row]).Within(1e-11), $"w_d after step {step}");
            Assert.That(s.Threshold.Value, Is.EqualTo(threshold[row]).Within(1e-11), $"threshold after step {step}");
        }

        Assert.That(spikes, Is.EqualTo(reference.Integers("spike_steps")));
    }

    [TestCaseSource(nameof(Cases))]
    public void Float32_engine_spikes_within_one_step(JsonElement reference)
    {
        int[] expected = reference.Integers("spike_steps");
        foreach (Population population in StepCurrents.Populations(new ActivePyramidalModelDescription()))
        {
            int[] spikes = StepCurrents.SpikeSteps(
                population,
                reference.GetProperty("soma_current_pA").GetDouble() * 1e-12,
                reference.GetProperty("dendrite_current_pA").GetDouble() * 1e-12,
                CurrentFrom,
                5000);
            Assert.That(spikes, Has.Length.EqualTo(expected.Length), population.GetType().ToString());
            for (int i = 0; i < expected.Length; i++)
                Assert.That(spikes[i], Is.EqualTo(expected[i]).Within(1), $"spike {i} of {population.GetType()}");
        }
    }
}
