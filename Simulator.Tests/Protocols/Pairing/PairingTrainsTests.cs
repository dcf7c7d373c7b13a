using Spiking.Neurons;
using Spiking.Protocols.Pairing;

namespace Spiking.Tests.Protocols.Pairing;

public sealed class PairingTrainsTests
{
    [Test]
    public void Events_and_bursts_are_told_apart_in_the_order_of_the_list()
    {
        // 16 ms is within a burst; the third spike of one is neither; a time before its predecessor is within the burst too.
        MarkedSpike[] spikes = MarkedSpike.Mark([0.1, 0.116, 0.12, 0.2, 0.19, 0.3], 0.016 + 1e-12);
        Assert.That(spikes, Is.EqualTo(new MarkedSpike[]
        {
            new(0.1, SpikeKind.Event),
            new(0.116, SpikeKind.Burst),
            new(0.12, SpikeKind.Later),
            new(0.19, SpikeKind.Burst),
            new(0.2, SpikeKind.Event),
            new(0.3, SpikeKind.Event),
        }));
    }

    // A renewal process of N spikes has its rate within 1/sqrt(N) at worst: intervals here are less variable than exponential ones.
    [Test]
    public void Trains_have_the_rates_of_their_closed_forms()
    {
        foreach (PairingProtocolDescription protocol in new[]
        {
            Protocols.Load("pairing-poisson", "trains.duration=4000s"),
            Protocols.Load("pairing-burst-poisson", "trains.duration=4000s"),
        })
        {
            PairingTrains trains = PairingTrains.Of(protocol);
            for (int i = 0; i < protocol.Trains.Conditions.Count; i++)
            {
                StationaryRates expected = StationaryRates.Of(protocol, protocol.Trains.Conditions[i])!.Value;
                foreach (MarkedSpike[] train in new[] { trains.Draw(i, 0)[0].Pre, trains.Draw(i, 0)[0].Post })
                {
                    double events = train.Count(spike => spike.Kind == SpikeKind.Event);
                    double bursts = train.Count(spike => spike.Kind == SpikeKind.Burst);
                    double expectedEvents = expected.EventRate * expected.Duration, expectedBursts = expected.BurstRate * expected.Duration;

                    // 80 counts: 3.9 standard deviations are passed by chance in less than 1 % of such families.
                    Assert.That(events, Is.EqualTo(expectedEvents).Within(3.9 * Math.Sqrt(expectedEvents)));
                    Assert.That(bursts, Is.EqualTo(expectedBursts).Within(3.9 * Math.Sqrt(expectedBursts) + 1e-9));
                }
            }
        }
    }

    [Test]
    public void Trains_depend_on_seed_realization_condition_and_side_and_on_nothing_else()
    {
        PairingProtocolDescription protocol = Protocols.Load("pairing-poisson");
        var trains = (PoissonTrainsDescription)protocol.Trains;
        MarkedSpike[] Pre(PairingProtocolDescription p, int condition, int realization) =>
            PairingTrains.Of(p).Draw(condition, realization)[0].Pre;
        MarkedSpike[] first = Pre(protocol, 1, 3);
        PairingProtocolDescription alone =
            protocol with { Trains = trains with { Rates = [trains.Rates[1]] }, Plasticity = new() { LearningRate = 7 } };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Pre(alone, 0, 3), Is.EqualTo(first));
            Assert.That(PairingTrains.Of(protocol).Draw(1, 3)[0].Post[0], Is.Not.EqualTo(first[0]));
            Assert.That(Pre(protocol, 1, 4)[0], Is.Not.EqualTo(first[0]));
            Assert.That(Pre(protocol with { Seed = 2 }, 1, 3)[0], Is.Not.EqualTo(first[0]));
        }
    }

    [Test]
    public void Results_do_not_depend_on_threads()
    {
        PairingProtocolDescription protocol = Protocols.Load("pairing-sjostrom", "realizations=10");
        ProtocolResult one = ProtocolRunner.Run(protocol, threads: 1), three = ProtocolRunner.Run(protocol, threads: 3);
        Assert.That(Numbers(three), Is.EqualTo(Numbers(one)));

        static IEnumerable<double> Numbers(ProtocolResult result) => result.Curves.SelectMany(curve => curve.Points)
            .SelectMany(point => (double[])[point.Condition, point.Mean, point.StandardDeviation, .. point.Realizations]);
    }
}
