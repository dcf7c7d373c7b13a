using System.Globalization;
using Extension;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Runs;

// Runs the network of a file and one that is described here, with the parts that this project adds, and writes both under a folder.
Kinds.AddFrom(typeof(IzhikevichDescription).Assembly);
using (Simulation fromFile = Simulation.Load(args[0]))
{
    fromFile.RunTask().WriteTo(Path.Combine(args[1], "from-file"));
    Console.WriteLine($"file: {string.Join(' ', fromFile.Result.Task!.Sentences)} spikes "
        + $"{fromFile.Result.SpikesHash.ToString("X16", CultureInfo.InvariantCulture)}");
}

using Simulation fromCode = Simulation.Create(new NetworkDescription
{
    Name = "from-code",
    Duration = 0.5,
    LearningOnset = 0,
    NeuronModels =
        new Dictionary<string, NeuronModelDescription> { ["chattering"] = new IzhikevichDescription { ResetPotential = -50e-3, D = 2 } },
    Populations = new Dictionary<string, PopulationDescription>
    {
        ["cells"] = new()
        {
            Size = 10,
            Neuron = "chattering",
            InitialPotentialSpread = 1e-3,
            Currents = [new ConstantCurrentDescription { Compartment = Compartment.Soma, Amplitude = 10e-12 }],
        },
    },
    Projections =
    [
        new()
        {
            From = ["cells"], To = ["cells"], Receptor = Receptor.SomaDelta, Probability = 0.5, Amplitude = 0.1e-3,
            Plasticity = new CoincidenceDescription { LearningRate = 1e-6 },
        },
        new()
        {
            From = ["cells"], To = ["cells"], Receptor = Receptor.SomaDelta, Amplitude = 0.1e-3, Delay = 1e-3,
            Connectivity = new SmallWorldDescription { Reach = 2 },
            ShortTermPlasticity = new VesicleDescription { Probability = 0.5, RecoveryTime = 50e-3 },
        },
    ],
});
fromCode.Record(new IntervalRecorderDescription { Population = "cells" }).Run(0.5).WriteTo(Path.Combine(args[1], "from-code"));
Console.WriteLine($"code: {string.Join(' ', fromCode.Result.Findings.SelectMany(found => found.Sentences))}");
