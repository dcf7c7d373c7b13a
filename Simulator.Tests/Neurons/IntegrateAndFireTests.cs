using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Neurons;

/// <summary>
/// Integrate-and-fire cells against the solution of their recursion: without spikes of others, V(n) - V_inf = (V(0) - V_inf) a^n with
/// a = 1 - dt/tau_m, so the cell spikes in the first step in which that exceeds the threshold, and again a refractory period and as many
/// steps later.
/// </summary>
public class IntegrateAndFireTests
{
    private const double Dt = 1e-4;

    // In COBA a drive of 20 mV; in Brunel's network twice the threshold.
    private static readonly IntegrateAndFireModelDescription[] Models =
    [
        new ConductanceLifModelDescription { Drive = 20e-3 },
        new ConductanceLifModelDescription { Drive = 11e-3, RefractoryPeriod = 0 },
        new DeltaLifModelDescription { Drive = 40e-3 },
        new DeltaLifModelDescription { Drive = 20.01e-3, RefractoryPeriod = 1e-4 },
    ];

    [TestCaseSource(nameof(Models))]
    public void A_driven_cell_spikes_when_the_recursion_is_solved_to(IntegrateAndFireModelDescription model)
    {
        // The n-th potential after one of V0 is the first above V_T for the smallest n > ln((V_inf - V_T)/(V_inf - V0))/ln a.
        double end = model.RestingPotential + model.Drive, decay = Math.Log(1 - Dt / model.MembraneTime);
        int StepsFrom(double start) => (int)Math.Floor(Math.Log((end - model.Threshold) / (end - start)) / decay) + 1;
        int first = StepsFrom(model.RestingPotential) - 1;
        int interval = StepsFrom(model.ResetPotential) + (int)Math.Round(model.RefractoryPeriod / Dt);
        int[] expected = [.. Enumerable.Range(0, 10).Select(i => first + i * interval)];
        Assert.That(Float64Spikes(model, expected[^1] + 1), Is.EqualTo(expected));

        // In float32 the step at which a potential that creeps up to the threshold passes it may be another.
        foreach (Population population in StepCurrents.Populations(model))
        {
            int[] spikes = StepCurrents.SpikeSteps(population, 0, 0, 0, expected[^1] + 12);
            Assert.That(spikes, Has.Length.GreaterThanOrEqualTo(10));
            int[] intervals = [.. spikes.Zip(spikes.Skip(1), (a, b) => b - a)];
            Assert.That(spikes[0], Is.EqualTo(first).Within(1));
            Assert.That(intervals, Is.All.EqualTo(interval).Within(1));
        }
    }

    [Test]
    public void Conductances_act_from_the_next_step_on_and_decay_exactly()
    {
        // With both conductances on: V+ = V + dt/tau (E - V + g_E (0 - V) + g_I (E_I - V)), g_E and g_I from before their decay.
        ConductanceLifModelDescription model = new();
        ConductanceLifCoefficients<Real64> c = new(model, Dt);
        ConductanceLifState<Real64> s = default;
        (s.Potential, s.Ampa, s.Gaba) = (new Real64(-60e-3), new Real64(0.4), new Real64(5.1));
        double v = -60e-3;
        for (int n = 0; n < 400; n++)
        {
            double excitation = 0.4 * Math.Exp(-n * Dt / 5e-3), inhibition = 5.1 * Math.Exp(-n * Dt / 10e-3);
            v += Dt / 20e-3 * (-60e-3 - v + excitation * (0 - v) + inhibition * (-80e-3 - v));
            Assert.That(IntegrateAndFireNeuron.Advance(in c, ref s, Real64.Mask(false)).IsSet, Is.False);
            Assert.That(s.Potential.Value, Is.EqualTo(v).Within(1e-15));
        }
    }

    [Test]
    public void A_delta_spike_adds_its_amplitude_and_is_lost_on_a_refractory_cell()
    {
        DeltaLifModelDescription model = new();
        foreach (Population population in StepCurrents.Populations(model))
        {
            Span<float> potential = population.Conductance(Receptor.SomaDelta).Span;
            population.Advance(0);
            potential[0] += 5e-3f;
            potential[1] += 25e-3f;
            population.Advance(1);
            Assert.That(potential[0], Is.EqualTo(5e-3 * (1 - Dt / 20e-3)).Within(1e-9));
            Assert.That(population.Spikes.Present.ToArray(), Is.EqualTo(new[] { 1 }));

            // It spiked in step 1, so it is refractory in steps 2 to 21, and what arrives after step 21 is the first to act.
            for (int step = 2; step <= 21; step++)
            {
                potential[1] += 30e-3f;
                population.Advance(step);
                Assert.That(population.Spikes.Present.IsEmpty, $"step {step}");
                Assert.That(potential[1], Is.EqualTo(10e-3f));
            }

            potential[1] += 30e-3f;
            population.Advance(22);
            Assert.That(population.Spikes.Present.ToArray(), Is.EqualTo(new[] { 1 }));
        }
    }

    [Test]
    public void An_injected_current_equals_a_drive_of_I_tau_over_C()
    {
        // 200 pA into 200 pF for 20 ms: 20 mV. The current is added at the end of a step, so the cell is one step behind.
        ConductanceLifModelDescription driven = new() { Drive = 20e-3 }, injected = new();
        Population a = StepCurrents.Populations(driven).First(), b = StepCurrents.Populations(injected).First();
        int[] expected = StepCurrents.SpikeSteps(a, 0, 0, 0, 2000), found = StepCurrents.SpikeSteps(b, 200e-12, 0, 0, 2000);
        Assert.That(expected, Has.Length.GreaterThan(3));
        Assert.That(found[0], Is.EqualTo(expected[0] + 1).Within(1));
    }

    private static int[] Float64Spikes(IntegrateAndFireModelDescription model, int steps)
    {
        List<int> spikes = [];
        ConductanceLifState<Real64> s = default;
        s.Potential = new Real64(model.RestingPotential);
        int refractory = 0;
        for (int step = 0; step < steps; step++)
        {
            Real64 held = Real64.Mask(refractory > 0), fired;
            if (model is ConductanceLifModelDescription conductance)
            {
                ConductanceLifCoefficients<Real64> c = new(conductance, Dt);
                fired = IntegrateAndFireNeuron.Advance(in c, ref s, held);
            }
            else
            {
                IntegrateAndFireCoefficients<Real64> c = new(model, Dt);
                fired = IntegrateAndFireNeuron.Advance(in c, ref s.Potential, held);
            }

            if (refractory > 0) refractory--;
            if (!fired.IsSet) continue;
            spikes.Add(step);
            refractory = (int)Math.Round(model.RefractoryPeriod / Dt);
        }

        return [.. spikes];
    }
}
