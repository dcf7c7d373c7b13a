using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Inputs;

/// <summary>
/// Background spikes of different steps, neurons, receptors, entries, populations and seeds coincide as often as by chance.
/// </summary>
public class PoissonBackgroundIndependenceTests
{
    private const int Size = 500;
    private const int Steps = 12_000;
    private const double Rate = 500;
    private const double P = Rate * BackgroundSpikes.TimeStep;

    // Shared by the tests: every one of them compares with it.
    private static readonly Lazy<BackgroundSpikes> First = new(() => BackgroundSpikes.Record(Size, Steps, Rate));

    [Test]
    public void Steps_are_uncorrelated_within_and_across_blocks()
    {
        const int Lags = 70;
        for (int lag = 1; lag <= Lags; lag++)
        {
            AssertChance(First.Value, First.Value, lag, 0, 2 * Lags, lastOfBlock: false);
            AssertChance(First.Value, First.Value, lag, 0, 2 * Lags, lastOfBlock: true);
        }
    }

    [Test]
    public void Neighbouring_neurons_are_uncorrelated_in_the_same_and_the_next_step()
    {
        const int Distances = 20;
        for (int distance = 1; distance <= Distances; distance++)
        {
            AssertChance(First.Value, First.Value, 0, distance, 3 * Distances);
            AssertChance(First.Value, First.Value, 1, distance, 3 * Distances);
            AssertChance(First.Value, First.Value, 1, -distance, 3 * Distances);
        }
    }

    [Test]
    public void The_last_neuron_of_a_step_and_the_first_of_the_next_are_uncorrelated()
    {
        // Neighbours in the sequence of trials, including across block boundaries (distance Size - 1 leaves one pair per step).
        const int Small = 3, Many = 400_000;
        BackgroundSpikes trains = BackgroundSpikes.Record(Small, Many, Rate);
        AssertChance(trains, trains, 1, 1 - Small, 2, lastOfBlock: false);
        AssertChance(trains, trains, 1, 1 - Small, 2, lastOfBlock: true);
    }

    [Test]
    public void Groups_of_a_large_population_are_uncorrelated()
    {
        BackgroundSpikes trains = BackgroundSpikes.Record(2 * PoissonBackground.GroupSize + 100, 2_000, Rate);
        foreach (int distance in new[] { PoissonBackground.GroupSize, PoissonBackground.GroupSize - 1, 2 * PoissonBackground.GroupSize })
            AssertChance(trains, trains, 0, distance, 3);
    }

    [TestCase(1, "p", Receptor.SomaGaba, 1, TestName = "The second background entry of a population")]
    [TestCase(1, "p", Receptor.SomaAmpa, 1, TestName = "A second entry on the same receptor")]
    [TestCase(2, "p", Receptor.SomaAmpa, 0, TestName = "The neighbouring seed")]
    [TestCase(0, "p", Receptor.SomaAmpa, 0, TestName = "The neighbouring seed below")]
    [TestCase(1, "q", Receptor.SomaAmpa, 0, TestName = "Another population")]
    [TestCase(1L << 32, "p", Receptor.SomaAmpa, 0, TestName = "A seed that differs in the high word")]
    public void Other_trains_are_uncorrelated_at_all_short_lags(long seed, string name, Receptor receptor, int index)
    {
        // Streams that are shifted copies would coincide at some lag, so lags of more than a block either way are looked at.
        const int Lags = 40;
        BackgroundSpikes other = BackgroundSpikes.Record(Size, Steps, Rate, seed, name, receptor, index);
        for (int lag = -Lags; lag <= Lags; lag++) AssertChance(First.Value, other, lag, 0, 3 * (2 * Lags + 1));
        for (int shift = -Lags; shift <= Lags; shift++)
        {
            AssertChance(First.Value, other, 0, shift, 3 * (2 * Lags + 1));
            AssertChance(First.Value, other, PoissonBackground.BlockSteps, shift, 3 * (2 * Lags + 1));
        }
    }

    [Test]
    public void Equal_identities_give_equal_trains() =>
        Assert.That(BackgroundSpikes.Record(Size, 1_000, Rate).Spikes, Is.EqualTo(First.Value.Spikes.TakeWhile(s => s.Step < 1_000)));

    // Among n pairs of independent trials p^2 n coincide on average. Pairs may share a trial (at most two pairs each), which adds at most
    // 2 n (p^3 - p^4) to the binomial variance n p^2 (1 - p^2).
    private static void AssertChance(
        BackgroundSpikes a, BackgroundSpikes b, int lag, int distance, int comparisons, bool lastOfBlock = false)
    {
        (long coincidences, long pairs) = a.Coincidences(b, lag, distance, lastOfBlock);
        double deviation = Math.Sqrt(pairs * P * P * (1 - P * P + 2 * P * (1 - P)));
        Bounds.AssertNormal(coincidences, pairs * P * P, deviation, comparisons,
            $"lag {lag}, distance {distance}, last of block {lastOfBlock}");
    }
}
