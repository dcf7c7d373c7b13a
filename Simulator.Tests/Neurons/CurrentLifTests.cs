using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Neurons;

/// <summary>
/// Integrate-and-fire cells with current-based synapses against closed forms: the potential after one spike, and the rate with a constant
/// current.
/// </summary>
public class CurrentLifTests
{
    private const double Dt = 1e-4, Weight = 87.8e-12;

    // The exact solution holds for any step and for equal time constants, where its usual form divides by zero.
    private static readonly (CurrentLifModelDescription Model, double Step)[] s_cases =
    [
        (new CurrentLifModelDescription(), Dt),
        (new CurrentLifModelDescription(), 2e-3),
        (new CurrentLifModelDescription { MembraneTime = 5e-3, SynapticDecay = 5e-3 }, Dt),
        (new CurrentLifModelDescription { MembraneTime = 5e-3, SynapticDecay = 5.01e-3 }, Dt),
        (new CurrentLifModelDescription { MembraneTime = 5e-3, SynapticDecay = 20e-3 }, 1e-3),
    ];

    [Test]
    public void The_potential_after_a_spike_is_the_solution_of_the_equations_for_any_step([Range(0, 4)] int index)
    {
        (CurrentLifModelDescription model, double step) = s_cases[index];
        CurrentLifCoefficients<Real64> c = new(model, step);
        Real64 v = new(model.RestingPotential), current = new(Weight);
        for (int n = 1; n <= 300; n++)
        {
            Assert.That(CurrentLifNeuron.Advance(in c, ref v, ref current, new Real64(0), Real64.Mask(false)).IsSet, Is.False);

            // Potentials of 65 mV are rounded to 7e-18 V in each of 300 steps; differences of exponentials 1e-3 apart lose three digits.
            Assert.That(v.Value - model.RestingPotential, Is.EqualTo(Psp(model, n * step)).Within(3e-15), $"step {n}");

            // Each of 300 products is rounded, and so is the factor that is multiplied: 600 roundings of 1.1e-16.
            Assert.That(current.Value, Is.EqualTo(Weight * Math.Exp(-n * step / model.SynapticDecay)).Within(7e-12).Percent);
        }
    }

    [Test]
    public void A_spike_of_87_8_pA_deflects_the_potential_by_0_15_mV()
    {
        // The peak is at t = ln(tau_m/tau_s)/(1/tau_s - 1/tau_m) = 1.58 ms.
        CurrentLifModelDescription model = new();
        foreach (Population population in StepCurrents.Populations(model))
        {
            population.Conductance(Receptor.SomaCurrent).Span.Fill((float)Weight);
            double peak = 0;
            for (int step = 0; step < 1000; step++)
            {
                population.Advance(step);
                double deflection = population.Variable("potential").Span[^1] - (double)(float)model.RestingPotential;

                // 1000 roundings of potentials below 128 mV to 2^-27 V = 7.5e-9 V, of which those before the last 10 ms have decayed.
                Assert.That(deflection, Is.EqualTo(Psp(model, (step + 1) * Dt)).Within(100 * 3.8e-9), $"step {step}");
                peak = Math.Max(peak, deflection);
            }

            Assert.That(peak, Is.EqualTo(0.15e-3).Within(0.1e-6));
        }
    }

    // Without noise the interval is t_ref + tau ln(R I/(R I - (V_T - V_r))) with R = tau/C = 40 MOhm, so below 375 pA the cell is silent.
    [TestCase(374e-12)]
    [TestCase(376e-12)]
    [TestCase(400e-12)]
    [TestCase(500e-12)]
    [TestCase(1e-9)]
    public void The_rate_follows_the_closed_form_with_the_refractory_period(double current)
    {
        CurrentLifModelDescription model = new();
        double end = current * model.MembraneTime / model.Capacitance, threshold = model.Threshold - model.ResetPotential;
        const int Steps = 5000;
        if (end <= threshold)
        {
            foreach (Population population in StepCurrents.Populations(model))
                Assert.That(StepCurrents.SpikeSteps(population, current, 0, 0, Steps), Is.Empty);
            return;
        }

        // The potential passes the threshold in the first step whose end is later than the exact time.
        int toThreshold = (int)Math.Floor(model.MembraneTime * Math.Log(end / (end - threshold)) / Dt) + 1;
        int interval = toThreshold + (int)Math.Round(model.RefractoryPeriod / Dt);
        int[] expected = [.. Enumerable.Range(0, Steps).Select(i => toThreshold - 1 + i * interval).TakeWhile(step => step < Steps)];
        Assert.That(Float64Spikes(model, current, Steps), Is.EqualTo(expected));

        // In float32 the step in which a potential that creeps up to the threshold passes it may be another: at 376 pA it rises by 4e-7 V
        // in the last step.
        foreach (Population population in StepCurrents.Populations(model))
        {
            int[] spikes = StepCurrents.SpikeSteps(population, current, 0, 0, Steps);
            int[] intervals = [.. spikes.Zip(spikes.Skip(1), (a, b) => b - a)];
            Assert.That(spikes[0], Is.EqualTo(expected[0]).Within(1));
            Assert.That(intervals, Has.Length.GreaterThan(5));
            Assert.That(intervals, Is.All.EqualTo(interval).Within(1));
        }
    }

    [Test]
    public void While_a_cell_is_refractory_its_potential_is_held_and_its_synaptic_current_decays()
    {
        CurrentLifModelDescription model = new();
        CurrentLifCoefficients<Real64> c = new(model, Dt);
        Real64 v = new(-55e-3), current = new(1e-9), injected = c.PerCurrent * new Real64(1e-9);
        Assert.That(CurrentLifNeuron.Advance(in c, ref v, ref current, injected, Real64.Mask(true)).IsSet, Is.False);
        Assert.That(v.Value, Is.EqualTo(model.ResetPotential));
        Assert.That(current.Value, Is.EqualTo(1e-9 * Math.Exp(-0.2)).Within(1e-12).Percent);
    }

    [Test]
    public void Initial_potentials_have_the_mean_and_deviation_of_the_settings()
    {
        // 5 standard errors of a mean and a deviation of 4000 normal numbers.
        const int Size = 4000;
        Population population = new CurrentLifModelDescription().Create<Lanes256>(
            new PopulationSettings { Name = "p", Size = Size, InitialPotential = -58e-3, InitialPotentialSpread = 10e-3 });
        double[] potentials = [.. population.Variable("potential").Span.ToArray().Select(v => (double)v)];
        double mean = potentials.Average(), deviation = Math.Sqrt(potentials.Average(v => (v - mean) * (v - mean)));
        Assert.That(mean, Is.EqualTo(-58e-3).Within(5 * 10e-3 / Math.Sqrt(Size)));
        Assert.That(deviation, Is.EqualTo(10e-3).Within(5 * 10e-3 / Math.Sqrt(2 * Size)));
    }

    // J/C times the integral of exp(-s/tau_s) exp(-(t - s)/tau_m) from 0 to t.
    private static double Psp(CurrentLifModelDescription model, double t)
    {
        double membrane = 1 / model.MembraneTime, synapse = 1 / model.SynapticDecay;
        double integral = membrane == synapse
            ? t * Math.Exp(-t * membrane)
            : (Math.Exp(-t * membrane) - Math.Exp(-t * synapse)) / (synapse - membrane);
        return Weight / model.Capacitance * integral;
    }

    private static int[] Float64Spikes(CurrentLifModelDescription model, double current, int steps)
    {
        CurrentLifCoefficients<Real64> c = new(model, Dt);
        Real64 v = new(model.RestingPotential), synaptic = new(0), injected = c.PerCurrent * new Real64(current);
        List<int> spikes = [];
        int refractory = 0;
        for (int step = 0; step < steps; step++)
        {
            Real64 fired = CurrentLifNeuron.Advance(in c, ref v, ref synaptic, injected, Real64.Mask(refractory > 0));
            if (refractory > 0) refractory--;
            if (!fired.IsSet) continue;
            spikes.Add(step);
            refractory = (int)Math.Round(model.RefractoryPeriod / Dt);
        }

        return [.. spikes];
    }
}
