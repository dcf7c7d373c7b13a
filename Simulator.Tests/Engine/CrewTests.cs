using Spiking.Engine;
using Spiking.Inputs;

namespace Spiking.Tests.Engine;

/// <summary>Threads that work side by side, round after round.</summary>
public class CrewTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void Every_thread_works_once_in_every_round_and_all_are_done_before_the_next(int threads)
    {
        using Crew crew = new(threads);
        int[] rounds = new int[threads];
        for (int round = 1; round <= 2000; round++)
        {
            crew.Run(thread => rounds[thread]++);
            Assert.That(rounds, Is.All.EqualTo(round));

            // Now and then long enough for the workers to fall asleep.
            if (round % 500 == 0) Thread.Sleep(30);
        }
    }

    [Test]
    public void Threads_that_wait_do_something_else_meanwhile()
    {
        int pieces = 0;
        using Crew crew = new(2, () => Interlocked.Increment(ref pieces) <= 100);
        Assert.That(() => Volatile.Read(ref pieces), Is.GreaterThan(100).After(60).Seconds.PollEvery(1), "before the first round");
        int done = 0;
        crew.Run(_ => Interlocked.Increment(ref done));
        Assert.That(done, Is.EqualTo(2), "and work when there is some");
    }

    [TestCase(0)]
    [TestCase(2)]
    public void What_goes_wrong_in_a_thread_reaches_the_caller(int failing)
    {
        using Crew crew = new(3);
        int done = 0;
        void Work(int thread)
        {
            if (thread == failing) throw new InvalidOperationException("thread " + thread);
            Interlocked.Increment(ref done);
        }

        Assert.That(() => crew.Run(Work), Throws.InvalidOperationException.With.Message.EqualTo("thread " + failing));
        Assert.That(done, Is.EqualTo(2), "the others end their work");
        crew.Run(_ => Interlocked.Increment(ref done));
        Assert.That(done, Is.EqualTo(5), "and the crew goes on");
    }

    [Test]
    public void When_several_fail_the_next_round_does_not()
    {
        Crew crew = new(3);
        Assert.That(() => crew.Run(share => throw new InvalidOperationException("share " + share)), Throws.InvalidOperationException);
        Assert.That(() => crew.Run(_ => { }), Throws.Nothing);
        crew.Dispose();
        Assert.That(() => crew.Run(_ => { }), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void A_second_thread_draws_noise_for_a_network_of_one_population()
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Load(
            Path.Combine(TestFiles.Networks, "xor-burstprop.json"),
            ["populations={ \"alone\": { \"size\": 500, \"neuron\": \"pyramidal\", \"background\": [{ \"receptor\": \"soma-ampa\", "
                + "\"rate\": \"500 Hz\", \"weight\": 0.1 }] } }", "projections=[]", "task=null", "recorders=[]", "duration=1 s"]));
        int caller = Environment.CurrentManagedThreadId, drawn = 0;
        using Crew crew = new(2, () =>
        {
            if (Environment.CurrentManagedThreadId == caller || !network.DrawNoiseAhead()) return false;
            Interlocked.Increment(ref drawn);
            return true;
        });
        network.Crew = crew;

        // Long enough for the worker to fall asleep: it has to be woken by the rounds.
        network.Advance(100);
        Thread.Sleep(100);
        int before = Volatile.Read(ref drawn);
        Assert.That(
            () =>
            {
                network.Advance(PoissonBackground.BlockSteps);
                return Volatile.Read(ref drawn) > before + 3;
            },
            Is.True.After(60).Seconds.PollEvery(1));
    }

    [Test]
    public void A_network_gets_no_more_threads_than_it_can_use()
    {
        Network network = SmallNetworks.Build(50);
        using Crew? crew = Crew.For(network, 1_000_000_000);
        Assert.That(crew!.Threads, Is.EqualTo(network.MostThreads));
        Assert.That(Crew.For(SmallNetworks.Build(50), 1), Is.Null);
    }
}
