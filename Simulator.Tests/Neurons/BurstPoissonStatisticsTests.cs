using Spiking.Tests.Statistics;

namespace Spiking.Tests.Neurons;

/// <summary>
/// Whether and when a second spike follows an event (spec: probability sigma((V_d+ - E_d)/D_d), delay uniform on 49..148 steps).
/// </summary>
public class BurstPoissonStatisticsTests
{
    private const double Dt = 1e-4;
    private const int Size = 2000;
    private const int Rounds = 40;

    // V_d (V), w_d (V), injected dendritic current (A). The last case tells V_d after the membrane step, which counts, from V_d after the
    // current is added (0.29 mV higher).
    private static readonly (double Potential, double Adaptation, double Current)[] Cases =
    [
        (-80e-3, 0, 0), (-70e-3, 1e-4, 0), (-62e-3, 0, 0), (-57e-3, 0, 0), (-57e-3, 20e-3, 0), (-50e-3, -10e-3, 0), (-40e-3, 0, 0),
        (-57e-3, 0, 500e-12),
    ];

    [Test]
    public void The_burst_probability_is_the_sigmoid_of_the_dendritic_potential()
    {
        // 80,000 decisions per case: standard error at most 0.0018. The step that the membrane takes before the decision moves V_d by 0.19
        // mV (0.0077 in probability at the midpoint), and w_d = 20 mV by 0.15 mV (0.0064): both are seen.
        for (int i = 0; i < Cases.Length; i++)
        {
            (double potential, double adaptation, double current) = Cases[i];
            HeldDendrite cells = new(Size, seed: 20 + i);
            for (int round = 0; round < Rounds; round++) cells.Round(potential, adaptation, current);
            double z = (HeldDendrite.PotentialAtDecision(potential, adaptation, Dt) - HeldDendrite.Model.DendriteSigmoidMidpoint)
                / HeldDendrite.Model.DendriteSigmoidSlope;
            Bounds.AssertBinomial(
                cells.Delays.Values.Sum(),
                cells.Events,
                1 / (1 + Math.Exp(-z)),
                Cases.Length,
                $"bursts at V_d = {potential} V, w_d = {adaptation} V, {current} A");
        }
    }

    [Test]
    public void The_delay_of_the_second_spike_is_uniform_on_49_to_148_steps()
    {
        // sigma((0 + 57)/6) = 0.99993: practically every event becomes a burst, so there are 80,000 delays in 100 cells of 800.
        HeldDendrite cells = new(Size, seed: 5);
        for (int round = 0; round < Rounds; round++) cells.Round(0, 0, 0);
        int bursts = cells.Delays.Values.Sum();
        double expected = bursts / 100.0;
        Assert.That(bursts, Is.GreaterThan(0.999 * cells.Events));
        Assert.That(cells.Delays.Keys, Is.EqualTo(Enumerable.Range(49, 100)), "each of the delays occurs, and no other");
        Bounds.AssertDispersion(cells.Delays.Values.Sum(n => (n - expected) * (n - expected) / expected), 99, 1, "delays");
    }

    [Test]
    public void Decisions_of_one_cell_at_different_events_are_independent()
    {
        // At p = 0.44 the number of bursts of a cell in n rounds is binomial; cells that repeat themselves would spread more.
        const int Cells = 200, Repeats = 100;
        HeldDendrite all = new(Cells, seed: 6);
        int[] perRound = new int[Repeats];
        for (int round = 0; round < Repeats; round++)
        {
            int before = all.Delays.Values.Sum();
            all.Round(-58e-3, 0, 0);
            perRound[round] = all.Delays.Values.Sum() - before;
        }

        double z = (HeldDendrite.PotentialAtDecision(-58e-3, 0, Dt) + 57e-3) / 6e-3, p = 1 / (1 + Math.Exp(-z));
        double variance = Cells * p * (1 - p);
        Bounds.AssertDispersion(perRound.Sum(n => (n - Cells * p) * (n - Cells * p) / variance), Repeats, 1, "bursts per round");
    }
}
