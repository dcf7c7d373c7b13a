using NUnit.Framework.Constraints;
using Spiking.Engine;

namespace Spiking.Tests.Engine;

/// <summary>Populations in a loop, shared among threads.</summary>
public class PopulationGroupTests
{
    private const int Steps = 32;

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Every_population_takes_every_step_of_every_block_once_whoever_comes(int comes)
    {
        // Of three threads only some come: the others' populations are taken by those that do.
        List<int>[] taken = [[], [], []];
        PopulationGroup group = Loop((population, step) => taken[population].Add(step));
        group.Divide(3);
        using Crew crew = new(comes);
        for (int block = 0; block < 50; block++) crew.Run(thread => group.Take(thread, block * Steps, (block + 1) * Steps, false, crew));
        Assert.That(taken, Is.All.EqualTo(Enumerable.Range(0, 50 * Steps)));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void What_threads_leave_when_others_use_their_processors_is_taken_once(int leaves)
    {
        // Every so many looks a thread is told that another program has used its processor. A step takes some time now and then, so that
        // threads do wait, and the last one is told so as well.
        List<int>[] taken = [[], [], []];
        PopulationGroup group = Loop((population, step) =>
        {
            taken[population].Add(step);
            if ((step + population) % 7 == 0) Thread.SpinWait(2000);
        });
        group.Divide(3);
        int looks = 0, left = 0;
        bool IsFree()
        {
            if (Interlocked.Increment(ref looks) % leaves != 0) return true;
            Interlocked.Increment(ref left);
            return false;
        }

        using Crew crew = new(3, null, IsFree);
        for (int block = 0; block < 200; block++) crew.Run(thread => group.Take(thread, block * Steps, (block + 1) * Steps, false, crew));
        Assert.That(taken, Is.All.EqualTo(Enumerable.Range(0, 200 * Steps)));
        Assert.That(left, Is.Positive);
    }

    [Test]
    public void Nobody_is_ahead_of_what_it_needs()
    {
        int[] at = [-1, -1, -1];
        int furthest = 0;
        PopulationGroup group = Loop((population, step) =>
        {
            Volatile.Write(ref at[population], step);

            // To have begun this step, the population before must have completed the last one.
            int before = Volatile.Read(ref at[(population + 2) % 3]);
            if (before < step - 1)
                throw new InvalidOperationException($"population {population} takes step {step}, the one before it {before}");
            InterlockedMax(ref furthest, before - step);
        });
        group.Divide(3);
        using Crew crew = new(3);
        for (int block = 0; block < 300; block++) crew.Run(thread => group.Take(thread, block * Steps, (block + 1) * Steps, false, crew));
        Assert.That(at, Is.All.EqualTo(300 * Steps - 1));

        // Around a loop of three: while this one takes step k, the third, which needs its steps before, has come to step k at most,
        // and the one before, which needs those of the third, to step k + 1.
        Assert.That(furthest, Is.InRange(0, 1));
    }

    [Test]
    public void When_one_fails_the_others_do_not_wait_for_it()
    {
        // Who comes to the block before the failure and who after it is different every time; what is reported is not.
        for (int time = 0; time < 50; time++)
        {
            PopulationGroup group = FailingLoop();
            using Crew crew = new(3);
            Assert.That(() => crew.Run(thread => group.Take(thread, 0, Steps, false, crew)), FailureOfPopulation1);
        }
    }

    [Test]
    public void Who_comes_after_a_failure_takes_nothing()
    {
        // Nobody else comes: the thread takes all three populations, and the second fails at step 7.
        int taken = 0;
        PopulationGroup group = FailingLoop(() => taken++);
        Assert.That(() => group.Take(1, 0, Steps, false, null), FailureOfPopulation1);
        int before = taken;
        group.Take(0, 0, Steps, false, null);
        group.Take(2, 0, Steps, false, null);
        Assert.That(taken, Is.EqualTo(before).And.Positive);
    }

    private static IResolveConstraint FailureOfPopulation1 => Throws.InvalidOperationException.With.Message.EqualTo("population 1");

    private static PopulationGroup FailingLoop(Action? inStep = null)
    {
        PopulationGroup group = Loop((population, step) =>
        {
            inStep?.Invoke();
            if (population == 1 && step == 7) throw new InvalidOperationException("population 1");
        });
        group.Divide(3);
        return group;
    }

    private static void InterlockedMax(ref int location, int value)
    {
        for (int seen = Volatile.Read(ref location); value > seen; seen = Volatile.Read(ref location))
            if (Interlocked.CompareExchange(ref location, value, seen) == seen) return;
    }

    private static PopulationGroup Loop(Action<int, int> inStep) =>
        new([.. ScriptedLoop.Create(1, 2 * Steps, inStep).Select((parts, i) => new DrivenPopulation(parts, i))]);
}
