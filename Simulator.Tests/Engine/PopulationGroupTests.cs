using NUnit.Framework.Constraints;
using Spiking.Engine;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

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
            if (before < step - 1) throw new InvalidOperationException($"population {population} takes step {step}, the one before it {before}");
            InterlockedMax(ref furthest, before - step);
        });
        group.Divide(3);
        using Crew crew = new(3);
        for (int block = 0; block < 300; block++) crew.Run(thread => group.Take(thread, block * Steps, (block + 1) * Steps, false, crew));
        Assert.That(at, Is.All.EqualTo(300 * Steps - 1));

        // Around a loop of three the one before can be ahead by two steps, not by more: it needs the third, which needs this one.
        Assert.That(furthest, Is.InRange(0, 2));
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
    public void Who_comes_after_a_failure_is_told_its_cause()
    {
        // Nobody else comes: the thread takes all three populations, and the second fails at step 7.
        PopulationGroup group = FailingLoop();
        Assert.That(() => group.Take(1, 0, Steps, false, null), FailureOfPopulation1);
        Assert.That(() => group.Take(0, 0, Steps, false, null), FailureOfPopulation1, "late in the same block");
        Assert.That(() => group.Take(0, Steps, 2 * Steps, false, null), FailureOfPopulation1, "in the next, as nothing can go on from there");
    }

    private static IResolveConstraint FailureOfPopulation1 => Throws.InvalidOperationException.With.Message.EqualTo("population 1");

    private static PopulationGroup FailingLoop()
    {
        PopulationGroup group = Loop((population, step) =>
        {
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

    /// <summary>Three populations without delays, each of which hears the one before it; what they do in a step is asked for.</summary>
    private static PopulationGroup Loop(Action<int, int> inStep)
    {
        ScriptedPopulation[] populations =
        [
            .. Enumerable.Range(0, 3).Select(i => new ScriptedPopulation(
                new PopulationSettings { Name = $"p{i}", Size = 1, RememberedSteps = 2 * Steps },
                (step, _) =>
                {
                    inStep(i, step);
                    return step % 5 == i;
                })),
        ];
        return new PopulationGroup([.. populations.Select((p, i) => Driven(populations[(i + 2) % 3], p, i))]);
    }

    private static DrivenPopulation Driven(Population source, Population target, int index)
    {
        PopulationParts parts = new(target, new InjectedCurrents(target, []));
        parts.Projections.Add(new AllToAllProjection(
            new ProjectionSettings { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = 1 }, source, target));
        return new DrivenPopulation(parts, index);
    }
}
