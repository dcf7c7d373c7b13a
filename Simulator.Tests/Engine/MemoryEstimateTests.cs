using Spiking.Engine;
using Spiking.Networks;

namespace Spiking.Tests.Engine;

/// <summary>What a network is said to need is what it needs.</summary>
[NonParallelizable]
public class MemoryEstimateTests
{
    // Live objects are counted exactly. The estimate leaves out what does not grow with neurons or synapses and rounds the number of state
    // variables of a model to one number for all: a tenth.
    [TestCase("propagation.json")]
    [TestCase("xor-burstprop.json")]
    [TestCase("xor-burstccn.json")]
    [TestCase("brunel.json")]
    public void The_estimate_is_within_a_tenth_of_the_live_memory(string file)
    {
        NetworkDescription description = NetworkFile.Load(Path.Combine(TestFiles.Networks, file));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Network network = NetworkBuilder.Build(description);
        long added = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(network);
        double estimated = description.Populations.Keys.Sum(name => MemoryEstimate.OfPopulation(description, name));
        foreach (ProjectionDescription p in description.Projections)
        {
            foreach (string from in p.From)
            {
                double probability = NetworkBuilder.ConnectionProbability(description, p, from);
                int sources = description.Populations[from].Size;
                foreach (int targets in p.To.Select(to => description.Populations[to].Size))
                    estimated += probability * sources * targets * MemoryEstimate.OfSynapse(p, probability, sources, targets);
            }
        }

        Assert.That(estimated, Is.EqualTo(added).Within(10).Percent);
    }
}
