using System.Globalization;
using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Recording;
using Spiking.Recording.Rates;
using Spiking.Tests.Engine;

namespace Spiking.Tests.Recording.Rates;

/// <summary>Bursts belong to the bins of their events, against what the test counts itself.</summary>
public class RateBinsTests
{
    private const int BinSteps = 30;

    private const string ManyBursts =
        "populations.output.currents=[{ \"type\": \"constant\", \"compartment\": \"dendrite\", \"amplitude\": \"1 nA\" }]";

    // 16 ms by the interval; by the trace after a burst longer, 16 ms ln(1 + e) = 21.02 ms.
    [TestCase("interval", 160)]
    [TestCase("trace", 211)]
    public void A_burst_belongs_to_the_bin_of_its_event(string detection, int settling)
    {
        Network network = SmallNetworks.Build(40, $"burstDetection={detection}", ManyBursts);
        Population output = network.Population("output");
        PopulationSettings settings = output.Settings;
        int longest = BurstDetector.LongestIntervalToSecondSpike(settings.BurstDetection, settings.BurstInterval, settings.TimeStep);
        Assert.That(longest, Is.EqualTo(settling));
        RateBins bins = new([output], 0, BinSteps);
        List<(int Step, bool Bursts)>[] events = [.. Enumerable.Range(0, output.Size).Select(_ => new List<(int, bool)>())];
        int[] second = new int[20_000];
        for (int step = 0; step < second.Length; step++)
        {
            network.Step();
            bins.Take(network.StepsTaken);
            foreach (int neuron in output.Events.Present) events[neuron].Add((step, false));
            foreach (int neuron in output.Bursts.Present) events[neuron][^1] = events[neuron][^1] with { Bursts = true };
            second[step] = output.Bursts.Present.Length;
        }

        int above = 0;
        for (int bin = 0; bin < bins.Settled; bin++)
        {
            (int, bool Bursts)[] inBin = [.. events.SelectMany(e => e).Where(e => e.Step / BinSteps == bin)];
            int bursts = second.AsSpan(bin * BinSteps, BinSteps).ToArray().Sum();
            PopulationRates rates = bins.Rates(0, bin);
            Assert.That(rates.BurstProbability, Is.EqualTo((double)inBin.Count(e => e.Bursts) / inBin.Length), $"bin {bin}");
            Assert.That(rates.BurstRate * 40 * BinSteps * 1e-4, Is.EqualTo(bursts).Within(1e-9));
            if (bursts > inBin.Length) above++;
        }

        Assert.That(above, Is.GreaterThan(10), "bins with more second spikes than events must have been among them");
        Assert.That(bins.Settled, Is.EqualTo((second.Length - settling) / BinSteps));
    }

    [Test]
    public void What_a_bin_that_is_not_settled_says_is_that_of_the_events_whose_time_has_passed()
    {
        Network network = SmallNetworks.Build(40, ManyBursts);
        Population output = network.Population("output");
        RateBins bins = new([output], 0, 1000);
        int events = 0, bursting = 0;
        int[] lastEvent = new int[output.Size];
        for (int step = 0; step < 3000; step++)
        {
            network.Step();
            bins.Take(network.StepsTaken);
            foreach (int neuron in output.Events.Present) lastEvent[neuron] = step;
            if (step is >= 2000 and < 2840) events += output.Events.Present.Length;
            bursting += output.Bursts.Present.ToArray().Count(neuron => lastEvent[neuron] is >= 2000 and < 2840);
        }

        Assert.That((bins.Ended, bins.Settled), Is.EqualTo((3, 2)));
        Assert.That(bursting, Is.GreaterThan(2));
        Assert.That(bins.Rates(0, 2).BurstProbability, Is.EqualTo((double)bursting / events));
    }

    [Test]
    public void Tables_hold_probabilities_where_bins_are_short()
    {
        using TemporaryFolder folder = new();
        Network network = SmallNetworks.Build(40);
        using (RateRecorder recorder = new(folder.File("rates.csv"), network, ["output"], 2e-3))
        {
            while (network.StepsTaken < 10_010)
            {
                network.Advance(Math.Min(network.BlockSteps, 10_010 - network.StepsTaken));
                recorder.AfterSteps(network);
            }

            recorder.Finish(network);
        }

        string[][] rows = [.. File.ReadLines(folder.File("rates.csv")).Skip(1).Select(line => line.Split(','))];
        double[] probabilities =
            [.. rows.Where(r => r[5].Length > 0).Select(r => double.Parse(r[5], CultureInfo.InvariantCulture))];
        Assert.That(rows, Has.Length.EqualTo(501), "500 whole bins and the rest");
        Assert.That(double.Parse(rows[^1][0], CultureInfo.InvariantCulture), Is.EqualTo(1.001).Within(1e-12));
        Assert.That(probabilities, Has.Length.GreaterThan(30).And.All.InRange(0, 1).And.Some.GreaterThan(0));
        double spikes = rows.Select((r, i) => double.Parse(r[2], CultureInfo.InvariantCulture) * 40 * (i < 500 ? 2e-3 : 1e-3)).Sum();
        Assert.That(spikes, Is.EqualTo((double)network.Population("output").SpikeCount).Within(1e-6), "every spike is in a bin");
    }
}
