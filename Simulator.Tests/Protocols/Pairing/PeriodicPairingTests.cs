using System.Text.Json;
using Spiking.Protocols.Pairing;
using Spiking.Tests.Reference;

namespace Spiking.Tests.Protocols.Pairing;

public sealed class PeriodicPairingTests
{
    private static readonly AdaptiveCurveDescription s_published = Protocols.Adaptive(5, 0.15);

    private static readonly JsonElement s_reference = ReferenceData.Load("plasticity-protocols").GetProperty("periodic");

    [Test]
    public void Stepped_integration_gives_the_published_values()
    {
        PairingProtocolDescription protocol =
            Protocols.Load("pairing-periodic") with { Integration = Integration.Stepped, TimeStep = 1e-4 };
        Assert.That(protocol.Trains.Conditions, Is.EqualTo(s_reference.Numbers("freq_hz")));
        double[] changes = Changes(protocol);
        Notes.Add($"largest difference {LargestDifference(changes, s_reference.Numbers("dw")):E2}");
        Assert.That(changes, Is.EqualTo(s_reference.Numbers("dw")).Within(1e-6));
    }

    // With spikes moved to the published time steps what is left is Euler decay: at most 4e-4. The exact mode proper does not move them:
    // rounding changes an interval by less than dt, hence the trace that a spike sees by a factor of less than exp(dt/tau_pre), a part of
    // 0.2 %. Per epoch at most one burst gains and one event loses no more than eta x with x < 1.3 (1/(1 - exp(-16/50)) for events that
    // may follow one another just above 16 ms), so 15 epochs differ by less than 15 * 0.1 * 1.3 * 0.002 = 3.9e-3 more.
    [Test]
    public void Exact_integration_differs_from_the_published_values_by_their_time_step_only()
    {
        PairingProtocolDescription protocol = Protocols.Load("pairing-periodic");
        double[] published = s_reference.Numbers("dw");
        PairingTrains trains = PairingTrains.Of(protocol);
        double[] onSteps = [.. published.Select((_, i) =>
            ProtocolRunner.WeightChange(protocol, s_published, [.. trains.Draw(i, 0).Select(epoch => OnSteps(epoch, 1e-4))]))];
        double[] changes = Changes(protocol);
        Notes.Add($"largest difference with spikes on time steps {LargestDifference(onSteps, published):E2}");
        Notes.Add($"largest difference with spikes at their own times {LargestDifference(changes, published):E2}");
        Assert.That(onSteps, Is.EqualTo(published).Within(4e-4));
        Assert.That(changes, Is.EqualTo(published).Within(4e-4 + 3.9e-3));
    }

    // With pairing intervals and an onset that are whole numbers of the longest step, no spike is moved by rounding to steps, and what is
    // left is the error of Euler decay: c dt + O(dt^2). Halving dt then halves it, up to a part of order dt/tau_pre = 1/50. Spikes are
    // put into the middle of steps of dt/4, so that rounding errors of t/dt cannot move them by a step.
    [Test]
    public void The_error_of_steps_is_proportional_to_the_step()
    {
        PairingProtocolDescription protocol = Protocols.Load(
            "pairing-periodic", "trains.frequencies=[\"1 Hz\", \"10 Hz\", \"20 Hz\", \"40 Hz\", \"50 Hz\", \"100 Hz\"]",
            "trains.onset=10.0001ms");
        double[] exact = Changes(protocol);
        double[][] errors = [.. new[] { 1e-3, 0.5e-3, 0.25e-3 }.Select(step =>
            Changes(protocol with { Integration = Integration.Stepped, TimeStep = step }).Zip(exact, (a, b) => a - b).ToArray())];
        for (int i = 0; i < exact.Length; i++)
        {
            Notes.Add($"{protocol.Trains.Conditions[i]} Hz: {errors[0][i]:E3} {errors[1][i]:E3} {errors[2][i]:E3}");
            Assert.That(errors[0][i] / errors[1][i], Is.EqualTo(2).Within(0.06));
            Assert.That(errors[1][i] / errors[2][i], Is.EqualTo(2).Within(0.03));
        }
    }

    private static PairingEpoch OnSteps(PairingEpoch epoch, double step)
    {
        MarkedSpike[] Moved(MarkedSpike[] spikes) =>
            [.. spikes.Select(spike => spike with { Time = Math.Floor(spike.Time / step) * step })];
        return epoch with { Pre = Moved(epoch.Pre), Post = Moved(epoch.Post) };
    }

    private static double[] Changes(PairingProtocolDescription protocol) =>
        [.. Protocols.Points(protocol, s_published).Select(point => point.Mean)];

    private static double LargestDifference(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
