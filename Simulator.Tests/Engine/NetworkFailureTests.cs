using NUnit.Framework.Constraints;
using Spiking.Engine;

namespace Spiking.Tests.Engine;

/// <summary>A network in which something has gone wrong.</summary>
public class NetworkFailureTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void It_does_not_go_on_from_a_block_that_is_half_taken(int threads)
    {
        Network network = Build((population, step) =>
        {
            if (population == 1 && step == 40) throw new InvalidOperationException("population 1 at step 40");
        });
        using (Crew? crew = Crew.For(network, threads))
        {
            Assert.That(crew?.Threads ?? 1, Is.EqualTo(threads));
            Assert.That(() => network.Advance(100), TheFailure);
            Assert.That(() => network.Advance(100), TheFailure);
        }

        // Now the caller's thread alone has the work, divided in another way; the populations would go on in the middle of the block.
        network.Crew = null;
        Assert.That(() => network.Advance(100), TheFailure);
    }

    // A new constraint for every use: one that has been resolved cannot be asked again.
    private static IResolveConstraint TheFailure => Throws.InvalidOperationException.With.Message.EqualTo("population 1 at step 40");

    private static Network Build(Action<int, int> inStep)
    {
        NetworkParts parts = new(SmallNetworks.Describe(50) with { LearningOnset = null });
        parts.Populations.AddRange(ScriptedLoop.Create(400, 64, inStep));
        parts.Projections.AddRange(parts.Populations.SelectMany(p => p.Projections));
        return new Network(parts);
    }
}
