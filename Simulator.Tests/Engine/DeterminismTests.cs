using Spiking.Engine;

namespace Spiking.Tests.Engine;

/// <summary>The same description and seed give the same spikes, weights and state, bit for bit; another seed gives others.</summary>
public class DeterminismTests
{
    private const int Steps = 10_000;

    [Test]
    public void Two_networks_of_the_same_description_run_alike()
    {
        Network first = SmallNetworks.Build(101).Run(Steps), second = SmallNetworks.Build(101).Run(Steps);
        Assert.That(first.Populations.Sum(p => p.SpikeCount), Is.GreaterThan(500), "something must have happened");
        Assert.That(second.SpikesHash, Is.EqualTo(first.SpikesHash));
        Assert.That(second.WeightsHash(), Is.EqualTo(first.WeightsHash()));
        Assert.That(second.StateHash(), Is.EqualTo(first.StateHash()));
    }

    [Test]
    public void Networks_do_not_disturb_one_another_when_they_run_at_the_same_time()
    {
        ulong[] alone = [.. Enumerable.Range(1, 4).Select(seed => SmallNetworks.Build(101, $"seed={seed}").Run(Steps).SpikesHash)];
        ulong[] together = new ulong[4];
        Parallel.For(0, 4, i => together[i] = SmallNetworks.Build(101, $"seed={i + 1}").Run(Steps).SpikesHash);
        Assert.That(together, Is.EqualTo(alone));
        Assert.That(alone, Is.Unique);
    }

    // With 300 neurons in a population the loop of BurstCCN is shared among up to four threads, however many processors there are.
    [TestCase("xor-burstprop.json", 2)]
    [TestCase("xor-burstccn.json", 5)]
    public void The_number_of_threads_does_not_matter(string file, int most)
    {
        string[] ccn =
        [
            "projections[0].plasticity.baselineBurstProbability=0.3", "projections[2].plasticity.baselineBurstProbability=0.3",
            "projections[4].cancellation.burstProbability=0.3", "projections[5].cancellation.burstProbability=0.3",
        ];
        (ulong, ulong, ulong) Hashes(int threads)
        {
            Network network = file == "xor-burstccn.json" ? SmallNetworks.BuildCcn(300, ccn) : SmallNetworks.Build(300);
            using Crew? crew = Crew.For(network, threads);
            Assert.That(crew?.Threads ?? 1, Is.EqualTo(Math.Min(threads, most)));
            for (int call = 0; network.StepsTaken < 8000; call++)
            {
                network.Learning = network.StepsTaken / 2000 % 2 == 1;
                network.Advance(Math.Min(1 + call * 7 % 97, 2000 - network.StepsTaken % 2000));
            }

            Assert.That(network.Populations.Sum(p => p.BurstCount), Is.GreaterThan(500), "something must have happened");
            return (network.SpikesHash, network.WeightsHash(), network.StateHash());
        }

        (ulong, ulong, ulong) alone = Hashes(1);
        for (int threads = 2; threads <= 5; threads++) Assert.That(Hashes(threads), Is.EqualTo(alone), $"{threads} threads");
    }

    [Test]
    public void Another_seed_gives_other_spikes_weights_and_connections()
    {
        Network first = SmallNetworks.Build(101).Run(Steps), second = SmallNetworks.Build(101, "seed=2").Run(Steps);
        Assert.That(second.SpikesHash, Is.Not.EqualTo(first.SpikesHash));
        Assert.That(second.WeightsHash(), Is.Not.EqualTo(first.WeightsHash()));
        Assert.That(
            second.Projections[0].Connectivity!.TargetOf.Span.SequenceEqual(first.Projections[0].Connectivity!.TargetOf.Span), Is.False);
    }

    [Test]
    public void Learning_changes_weights_and_only_then()
    {
        Network network = SmallNetworks.Build(101);
        ulong start = network.WeightsHash();
        for (int i = 0; i < Steps; i++) network.Step();
        Assert.That(network.WeightsHash(), Is.EqualTo(start));
        network.Learning = true;
        for (int i = 0; i < 2000; i++) network.Step();
        Assert.That(network.WeightsHash(), Is.Not.EqualTo(start));
    }

    [Test]
    public void Projections_do_not_share_connections()
    {
        // Excitation and inhibition between the same populations are drawn independently.
        Network network = SmallNetworks.Build(101);
        var connections = network.Projections.Select(p => string.Join(',', p.Connectivity!.TargetOf.Span.ToArray()));
        Assert.That(connections, Is.Unique);
    }

    [Test]
    public void What_is_connected_does_not_depend_on_the_place_in_the_file()
    {
        Network all = SmallNetworks.Build(101), fewer = SmallNetworks.Build(101, "projections[1]=null");
        foreach (var projection in fewer.Projections)
        {
            var same = all.Projections.Single(p => p.Settings.Name == projection.Settings.Name);
            Assert.That(projection.Connectivity!.TargetOf.Span.SequenceEqual(same.Connectivity!.TargetOf.Span), projection.Settings.Name);
        }

        Assert.That(fewer.Projections, Has.Count.EqualTo(all.Projections.Count - 4));
    }

    [Test]
    public void A_single_flipped_bit_changes_the_fingerprint()
    {
        float[] weights = [0.1f, 0.2f, 0.3f];
        Fingerprint before = Fingerprint.Empty, after = Fingerprint.Empty, moved = Fingerprint.Empty;
        before.Add(weights);
        weights[1] = MathF.BitIncrement(weights[1]);
        after.Add(weights);
        moved.Add([0.2f, 0.1f, 0.3f]);
        Assert.That(new[] { before.Value, after.Value, moved.Value, Fingerprint.Empty.Value }, Is.Unique);

        Fingerprint spike = Fingerprint.Empty, otherStep = Fingerprint.Empty, otherPopulation = Fingerprint.Empty,
            otherNeuron = Fingerprint.Empty;
        spike.Add(5, 1, [7]);
        otherStep.Add(6, 1, [7]);
        otherPopulation.Add(5, 2, [7]);
        otherNeuron.Add(5, 1, [8]);
        Assert.That(new[] { spike.Value, otherStep.Value, otherPopulation.Value, otherNeuron.Value }, Is.Unique);
    }
}
