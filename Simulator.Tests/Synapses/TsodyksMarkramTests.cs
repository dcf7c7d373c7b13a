using System.Text.Json;
using Spiking.Synapses;
using Spiking.Tests.Reference;

namespace Spiking.Tests.Synapses;

public class TsodyksMarkramTests
{
    private const double TimeStep = 1e-4;

    private static readonly TsodyksMarkramParameters Depressing = new(0.9, 0.1, 20e-3, 1, 0.9);
    private static readonly TsodyksMarkramParameters Facilitating = new(0.02, 0.1, 100e-3, 100e-3, 0.02);

    private static readonly JsonElement[] Cases = [.. ReferenceData.Load("tsodyks-markram").GetProperty("cases").EnumerateArray()];

    private static IEnumerable<int> CaseNumbers => Enumerable.Range(0, Cases.Length);

    // The reference has ten decimals. Its spikes lie on a grid of 0.1 ms.
    [TestCaseSource(nameof(CaseNumbers))]
    public void Efficacies_agree_with_the_reference(int number)
    {
        JsonElement reference = Cases[number];
        bool depressing = reference.GetProperty("kind").GetString() == "depressing";
        double[] times = reference.Numbers("spike_times_s"), expected = reference.Numbers("efficacy_exact");
        TsodyksMarkramSynapses synapses = new(depressing ? Depressing : Facilitating, 3, TimeStep);
        for (int i = 0; i < times.Length; i++)
        {
            double steps = times[i] / TimeStep;
            Assert.That(steps, Is.EqualTo(Math.Round(steps)).Within(1e-6), "the time is a whole number of steps");
            Assert.That(synapses.Transmit(1, (int)Math.Round(steps)), Is.EqualTo(expected[i]).Within(1e-9), $"spike {i}");
        }
    }

    // Without spikes nothing changes; with steps of 1 us Euler's method errs by some 1e-5.
    [Test]
    public void Between_spikes_the_differential_equations_hold()
    {
        TsodyksMarkramParameters p = new(0.2, 0.3, 80e-3, 250e-3, 0.5);
        int[] spikes = [40, 90, 95, 400, 3000];
        TsodyksMarkramSynapses synapses = new(p, 1, TimeStep);
        const double H = 1e-6;
        double x = 1, u = p.InitialUtilization;
        int last = 0;
        foreach (int spike in spikes)
        {
            for (int i = 0; i < (spike - last) * (int)Math.Round(TimeStep / H); i++)
            {
                x += H * (1 - x) / p.RecoveryTime;
                u += H * (p.Utilization - u) / p.FacilitationTime;
            }

            Assert.That(synapses.Transmit(0, spike), Is.EqualTo(u * x).Within(2e-5), $"spike at step {spike}");
            x -= u * x;
            u += p.FacilitationIncrement * (1 - u);
            last = spike;
        }
    }

    // Tsodyks, Pawelzik and Markram 1998: with f = U and spikes so fast that nothing relaxes, u_n = 1 - (1 - U)^n and x_n = Prod (1 - u_k).
    [Test]
    public void The_classic_form_is_the_case_of_equal_increments()
    {
        TsodyksMarkramSynapses synapses = new(new TsodyksMarkramParameters(0.3, 0.3, 1e9, 1e9, 0.3), 1, TimeStep);
        double x = 1;
        for (int n = 1; n <= 6; n++)
        {
            double u = 1 - Math.Pow(0.7, n);
            Assert.That(synapses.Transmit(0, n), Is.EqualTo(u * x).Within(1e-9));
            x *= 1 - u;
        }
    }

    [Test]
    public void Neurons_have_states_of_their_own()
    {
        TsodyksMarkramSynapses synapses = new(Depressing, 2, TimeStep);
        double first = synapses.Transmit(0, 10), second = synapses.Transmit(0, 30);
        Assert.That(second, Is.LessThan(0.5 * first));
        Assert.That(synapses.Transmit(1, 30), Is.EqualTo(first).Within(1e-15));
    }
}
