using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Tasks.PatternLearning;

namespace Spiking.Tests.Engine;

public sealed class NetworkFileTests
{
    public static IEnumerable<string> NetworkFiles =>
        Directory.EnumerateFiles(TestFiles.Networks, "*.json")
            .Where(path => !new[] { "protocol", "rate" }.Any(kind =>
                File.ReadAllText(path).Contains($"\"$schema\": \"{kind}.schema.json\"", StringComparison.Ordinal)))
            .Select(path => Path.GetFileName(path)!)
            .Where(name => !name.EndsWith("schema.json", StringComparison.Ordinal));

    [TestCaseSource(nameof(NetworkFiles))]
    public void Every_network_file_loads(string name)
    {
        var network = NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, name));
        Assert.That(network.Populations, Is.Not.Empty);
    }

    [Test]
    public void Values_are_in_SI_units_and_exact()
    {
        var network = NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "xor-burstprop.json"));
        var model = (BurstPoissonModelDescription)network.NeuronModels["pyramidal"];
        var task = (PatternLearningDescription)network.Task!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(network.TimeStep, Is.EqualTo(1e-4));
            Assert.That(model.SomaCapacitance, Is.EqualTo(370e-12));
            Assert.That(model.DendriteAdaptationConductance, Is.EqualTo(-13e-9));
            Assert.That(model.DendriticDrive, Is.EqualTo(DendriticDrive.Soma));
            Assert.That(network.Populations.Keys, Is.EqualTo(new[] { "input1", "input2", "hidden1", "hidden2", "output" }));
            Assert.That(network.Populations["hidden2"].Currents, Is.EqualTo(new[]
            {
                new ConstantCurrentDescription { Compartment = Compartment.Dendrite, Amplitude = 500e-12 },
            }));
            Assert.That(network.Projections[4].To, Is.EqualTo(new[] { "hidden1" }));
            Assert.That(network.Projections[0].Plasticity, Is.EqualTo(new BurstpropDescription
            {
                LearningRate = 8e-3,
                Homeostasis = new HomeostasisDescription(),
            }));
            Assert.That(task.Patterns[1].Inputs, Is.EqualTo(new[] { 1, 0 }));
            Assert.That(task.TeachingSchemes["two-phase"].Teacher, Is.EqualTo(new EventAverageTeacherDescription()));
        }
    }

    [Test]
    public void A_missing_file_is_a_problem_of_the_same_kind()
    {
        string path = Path.Combine(TestFiles.Networks, "nothing.json");
        var exception = Assert.Throws<NetworkFileException>(() => NetworkDescription.File.Load(path));
        Assert.That(exception.Message, Is.EqualTo(path + ": there is no such file."));
    }

    [Test]
    public void A_folder_is_not_a_file()
    {
        var exception = Assert.Throws<NetworkFileException>(() => NetworkDescription.File.Load(TestFiles.Networks));
        Assert.That(exception.Message, Is.EqualTo(TestFiles.Networks + ": this is a folder; the path of a network file is needed."));
    }
}
