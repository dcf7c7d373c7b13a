using MyParts;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Recording.Spikes;
using Spiking.Runs;
using Spiking.Synapses;

namespace Spiking.Tests.Documents;

/// <summary>The C# of the documents. What is between the markers of a name is in a document word by word, which a test compares.</summary>
internal static class DocumentedCode
{
    /// <summary>docs/getting-started.md; needs first.json in the working folder.</summary>
    public static void FirstProgram()
    {
        // <first-program>
        using Simulation simulation = Simulation.Load("first.json", "populations.cell.currents[0].amplitude=600 pA");
        simulation.Record(new SpikeRecorderDescription()).Run(1.0);
        Population cell = simulation.Network.Population("cell");
        Console.WriteLine($"{cell.SpikeCount} spikes, of which {cell.BurstCount} made a burst");
        simulation.WriteTo("results/first-in-code");
        // </first-program>
    }

    /// <summary>docs/getting-started.md; needs first.json in the working folder.</summary>
    public static void SaveAndRestore()
    {
        // <save-and-restore>
        using (Simulation first = Simulation.Load("first.json")) first.Run(0.5).Save("after-half-a-second.state");

        foreach (double current in new[] { 400e-12, 600e-12 })
        {
            using Simulation branch = Simulation.Load("first.json").Restore("after-half-a-second.state");
            Population cell = branch.Network.Population("cell");
            long before = cell.SpikeCount;
            branch.Network.Stimulate(cell, current);
            branch.Run(0.5);
            Console.WriteLine($"{cell.SpikeCount - before} spikes with {current * 1e12:F0} pA more");
        }
        // </save-and-restore>
    }

    /// <summary>docs/add-a-synapse.md; needs first.json of docs/getting-started.md in the working folder.</summary>
    public static void TestOfASynapse()
    {
        // <test-of-a-synapse>
        using Simulation simulation = Simulation.Load("first.json");
        Population cells = simulation.Network.Population("cell");
        ShortTermSynapses synapses = new DepressionDescription { Use = 0.5 }.Create(cells, null);
        double[] efficacy = new double[1];
        synapses.Transmit(0, 1000, efficacy);
        Console.WriteLine(efficacy[0] == 1);
        synapses.Transmit(0, 3000, efficacy);
        Console.WriteLine(Math.Abs(efficacy[0] - (1 - 0.5 * Math.Exp(-1))) < 1e-12);
        // </test-of-a-synapse>
    }

    /// <summary>docs/getting-started.md; needs the folder networks in the working folder.</summary>
    public static void TaskInCode()
    {
        // <task-in-code>
        NetworkDescription network = NetworkDescription.Load("networks/examples/pattern-task.json", "populations.*.size=50");
        network = network with
        {
            Seed = 7,
            Task = Kinds.Read<TaskDescription>("""
                {
                  "type": "pattern-learning", "inputs": ["input1", "input2"], "output": "output",
                  "patterns": [{ "inputs": [0, 1], "target": 0 }, { "inputs": [1, 0], "target": 1 }],
                  "inputCurrentZero": "-900 pA", "inputCurrentOne": "700 pA",
                  "epochs": 1, "burnIn": "1 s", "exampleDuration": "1.5 s", "testDiscard": "0.5 s", "decisionWindow": "1 s",
                  "calibration": {
                    "cancellation": { "patternDuration": "1 s", "discard": "0.5 s" }, "baseline": { "patternDuration": "1.5 s", "discard": "0.5 s" }
                  },
                  "teachingScheme": "single-phase",
                  "teachingSchemes": {
                    "single-phase": { "teacher": { "type": "population-rate-error", "gain": "80 pA/Hz", "limit": "600 pA" } }
                  }
                }
                """),
        };
        using Simulation simulation = Simulation.Create(network).RunTask();
        foreach ((string name, double value) in simulation.Result.Task!.Measured) Console.WriteLine($"{name} {value:G3}");
        // </task-in-code>
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
        using Simulation simulation = Simulation.Create(description);
        Population cells = simulation.Network.Population("cells");
        cells.SomaCurrent = 400e-12;
        simulation.Threads = 2;
        simulation.Run(0.5);
        Console.WriteLine($"{cells.SpikeCount / (0.5 * 100):F1} Hz, spikes {simulation.Result.SpikesHash:X16}");
        // </described-in-code>
    }
}
