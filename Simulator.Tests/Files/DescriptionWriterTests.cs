using System.Collections;
using System.Text.Json;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Recording.State;
using Spiking.Tests.Engine;

namespace Spiking.Tests.Files;

public sealed class NetworkWriterTests
{
    public static IEnumerable<string> NetworkFiles => NetworkFileTests.NetworkFiles;

    [TestCaseSource(nameof(NetworkFiles))]
    public void A_written_network_reads_back_with_the_same_values(string name) =>
        AssertRoundTrip(NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, name)));

    [Test]
    public void Every_variant_and_unusual_numbers_read_back_exactly()
    {
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
            AssertRoundTrip(Everything(random));
    }

    [Test]
    public void Quantities_carry_suitable_units()
    {
        var network = NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "xor-burstprop.json"));
        var model = DescriptionWriter.Write(network)["neuronModels"]!["pyramidal"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string)model["type"]!, Is.EqualTo("burst-poisson-pyramidal"));
            Assert.That((string)model["somaCapacitance"]!, Is.EqualTo("370 pF"));
            Assert.That((string)model["dendriteAdaptationConductance"]!, Is.EqualTo("-13 nS"));
            Assert.That((string)model["excitatoryReversal"]!, Is.EqualTo("0 mV"));
            Assert.That((string)model["dendriticDrive"]!, Is.EqualTo("soma"));
        }
    }

    private static NetworkDescription Everything(Random random)
    {
        double Near(double value) => value * (1 + random.NextDouble() / 3);
        return new NetworkDescription
        {
            Name = "everything",
            Description = "quotes \" and \u00b5",
            Seed = long.MaxValue - random.Next(),
            Duration = 16070,
            NeuronModels = new Dictionary<string, NeuronModelDescription>
            {
                ["active"] = new ActivePyramidalModelDescription { RegenerativeCurrent = -Near(1e-9), DendriteCapacitance = Near(1e-10) },
                ["adex"] = new AdExModelDescription
                {
                    Capacitance = Near(1e-10),
                    LeakConductance = Near(1e-8),
                    SubthresholdAdaptation = Near(3e-22)
                },
            },
            Populations = new Dictionary<string, PopulationDescription>
            {
                ["a"] = new()
                {
                    Size = 10,
                    Neuron = "active",
                    Background = [new() { Receptor = Receptor.DendriteGaba, Rate = Near(1e-3), Weight = Near(1e-7) }],
                    Currents =
                    [
                        new StepCurrentDescription { Compartment = Compartment.Soma,
                            Steps = [new() { From = Near(1), Amplitude = -Near(1e-12) }] },
                        new SineCurrentDescription { Compartment = Compartment.Dendrite, Amplitude = Near(1e-10),
                            Frequency = Near(1000), Until = Near(1e5) },
                    ],
                },
            },
            Projections =
            [
                new()
                {
                    From = ["a"],
                    To = ["a"],
                    Receptor = Receptor.SomaAmpa,
                    Probability = Near(0.1),
                    Weight = Near(0.1),
                    Delay = 8e-4,
                    Transmits = SpikeFilter.Bursts,
                    Plasticity =
                        new BurstCcnDescription { LearningRate = Near(1e-9), BaselineBurstProbability = Near(0.3), Homeostasis = new() },
                },
            ],
            Recorders = [new StateRecorderDescription { Population = "a", Variables = ["threshold"], Neurons = [0, 9], Until = Near(2) }],
        };
    }

    private static void AssertRoundTrip(NetworkDescription network)
    {
        string text = DescriptionWriter.Write(network).ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        AssertSame(NetworkDescription.File.Parse(text, "written.json"), network, "");
    }

    /// <summary>Compares all public properties, entries of lists and entries of maps; doubles bit by bit.</summary>
    private static void AssertSame(object? actual, object? expected, string path)
    {
        if (expected is null or string or ValueType)
        {
            Assert.That(actual, Is.EqualTo(expected), path);
            return;
        }
        if (expected is IEnumerable)
        {
            var (actualItems, expectedItems) = (Items(actual!), Items(expected));
            Assert.That(actualItems, Has.Count.EqualTo(expectedItems.Count), path);
            for (int i = 0; i < expectedItems.Count; i++)
                AssertSame(actualItems[i], expectedItems[i], $"{path}[{i}]");
            return;
        }
        Assert.That(actual, Is.TypeOf(expected.GetType()), path);
        foreach (var property in expected.GetType().GetProperties())
            AssertSame(property.GetValue(actual), property.GetValue(expected), $"{path}.{property.Name}");
    }

    // The entries of a map alternate with their keys.
    private static List<object?> Items(object collection) =>
        [.. ((IEnumerable)collection).Cast<object>()
            .SelectMany(item => item.GetType() is { IsGenericType: true } type && type.GetProperty("Key") is { } key
                ? new[] { key.GetValue(item), type.GetProperty("Value")!.GetValue(item) }
                : [item])];
}
