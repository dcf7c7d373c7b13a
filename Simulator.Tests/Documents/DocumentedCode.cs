using Spiking.Engine;
using Spiking.Networks;
using Spiking.Neurons;

namespace Spiking.Tests.Documents;

/// <summary>The C# of the documents. What is between the markers of a name is in a document word by word, which a test compares.</summary>
internal static class DocumentedCode
{
    /// <summary>docs/getting-started.md; needs first.json in the working folder.</summary>
    public static void FirstProgram()
    {
        // <first-program>
        NetworkDescription description = NetworkFile.Load("first.json");
        Network network = NetworkBuilder.Build(description);
        Population cell = network.Population("cell");
        for (int step = 0; step < network.Steps(1.0); step++)
        {
            network.Step();
            if (cell.Spikes.At(step).Length > 0) Console.WriteLine($"spike at {step * network.TimeStep:F4} s");
        }

        Console.WriteLine($"{cell.SpikeCount} spikes, of which {cell.BurstCount} made a burst");
        // </first-program>
    }

    /// <summary>docs/getting-started.md.</summary>
    public static void DescribedInCode()
    {
        // <described-in-code>
        NetworkDescription description = new()
        {
            Name = "in-code",
            Duration = 0.5,
            NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = new AdExModelDescription() },
            Populations = new Dictionary<string, PopulationDescription> { ["cells"] = new() { Size = 100, Neuron = "cell" } },
            Projections =
            [
                new() { From = ["cells"], To = ["cells"], Receptor = Receptor.SomaAmpa, Probability = 0.1, Weight = 0.05, Delay = 1e-3 },
            ],
        };
        Network network = NetworkBuilder.Build(description);
        network.Population("cells").SomaCurrent = 400e-12;
        network.Advance(network.Steps(0.5));
        Console.WriteLine($"{network.Population("cells").SpikeCount / (0.5 * 100):F1} Hz");
        // </described-in-code>
    }
}
