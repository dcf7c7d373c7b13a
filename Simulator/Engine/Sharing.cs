using Spiking.Quantities;

namespace Spiking.Engine;

/// <summary>Which networks several processes can simulate together, and which of the populations they share.</summary>
internal static class Sharing
{
    /// <summary>Whether processes can share the neurons of a population; if not, each of them advances all of it.</summary>
    public static bool IsPossible(NetworkDescription network, string population) => Obstacle(network, population) is null;

    /// <summary>Refuses a network that several processes cannot simulate together.</summary>
    /// <param name="network">The network, checked.</param>
    /// <exception cref="SimulationException">The message says why.</exception>
    public static void Require(NetworkDescription network)
    {
        if (network.Task is not null) throw Refusal(network, "it has a task, which looks at one network in one process");
        for (int i = 0; i < network.Recorders.Count; i++)
        {
            if (network.Recorders[i].ReadsSpikesAlone) continue;
            throw Refusal(
                network,
                $"recorders[{i}] reads more than spikes, of which a process has a part only; --set 'recorders=[]' leaves the "
                + "recorders out");
        }

        string[] obstacles = [.. network.Populations.Keys.Select(name => Obstacle(network, name) ?? "")];
        if (obstacles.Contains("")) return;
        string reasons = string.Join("; ", network.Populations.Keys.Zip(obstacles, (name, obstacle) => $"{name}: {obstacle}"));
        throw Refusal(network, $"no population can be shared ({reasons})");
    }

    /// <summary>Why the neurons of a population cannot be shared; null: they can.</summary>
    private static string? Obstacle(NetworkDescription network, string name)
    {
        PopulationDescription population = network.Populations[name];
        IEnumerable<ProjectionDescription> onto = network.Projections.Where(p => p.To.Contains(name));
        bool arrivesAtOnce = network.Projections.Any(
            p => p.From.Contains(name) && !p.HasDelays && TimeGrid.StepsOfRun(p.Delay, network.TimeStep) < 1);
        return !network.NeuronModels[population.Neuron].IsDivisible ? "its neurons are not point neurons"
            : onto.Any(p => p.Plasticity is not null || p.Cancellation is not null) ? "synapses onto it learn"
            : onto.Any(p => p.ShortTermPlasticity is { DiffersBySynapse: true }) ? "synapses onto it differ in their short-term plasticity"
            : population.Currents.Any(current => current.FollowsPopulation) ? "a current follows its rate"
            : arrivesAtOnce ? "its spikes arrive without an axonal delay"
            : null;
    }

    private static SimulationException Refusal(NetworkDescription network, string reason) =>
        new($"several processes cannot simulate the network {network.Name}: {reason}.");
}
