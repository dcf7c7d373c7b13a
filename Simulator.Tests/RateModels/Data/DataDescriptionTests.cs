using Spiking.Files;
using Spiking.RateModels.Data;

namespace Spiking.Tests.RateModels.Data;

public class DataDescriptionTests
{
    private static readonly DescriptionFile<Experiment> s_reader = new("test", Check, ("other", "none"));

    private static void Check(Experiment experiment, SourceMap source, string file, List<Problem> problems)
    {
        Findings findings = new(source, file, problems);
        if (findings.IsSound(experiment, nameof(experiment.Data))) DataChecks.Check(findings, experiment.Data);
    }

    private static DataDescription Parse(string data) => s_reader.Parse($"{{ \"data\": {data} }}", "test.json", null).Data;

    [Test]
    public void A_data_set_is_chosen_by_its_name()
    {
        Assert.That(Parse("""{ "set": "digits" }"""), Is.EqualTo(new DigitsDataDescription()));
        Assert.That(Parse("""{ "set": "mnist", "standardization": "mnist", "validationExamples": 10000 }"""),
            Is.EqualTo(new MnistDataDescription { Standardization = Standardization.Mnist, ValidationExamples = 10_000 }));
        Assert.That(Parse("""{ "set": "cifar10", "standardization": "imagenet", "augmentation": false, "trainingExamples": 20000 }"""),
            Is.EqualTo(new Cifar10DataDescription
            {
                Standardization = Standardization.Imagenet,
                Augmentation = false,
                TrainingExamples = 20_000
            }));
    }

    [TestCase("""{ "set": "mnits" }""", "did you mean \"mnist\"?")]
    [TestCase("""{ "set": "idx" }""", "the key \"folder\" is missing")]
    [TestCase("""{ "set": "idx", "folder": "../mine" }""",
        "found \"../mine\"; it is the name of a folder within the folder given by --data")]
    [TestCase("""{ "set": "mnist", "standardization": "cifar10" }""",
        "has a mean for each of 3 colours, but these images have one channel")]
    [TestCase("""{ "set": "cifar10", "standardization": "mnist" }""", "it must be \"none\", \"imagenet\" or \"cifar10\"")]
    [TestCase("""{ "set": "mnist", "trainingExamples": 50001, "validationExamples": 10000 }""",
        "would be at least 60,001, but there are 60,000 images")]
    [TestCase("""{ "set": "mnist", "validationExamples": 60000 }""", "found 60000; together the examples")]
    [TestCase("""{ "set": "digits", "testExamples": 1797 }""",
        "for tests, validation and training would be at least 1,798, but there are 1,797 images")]
    [TestCase("""{ "set": "fashion-mnist", "testExamples": 10001 }""", "found 10001, but the test set has 10,000 images")]
    [TestCase("""{ "set": "digits", "splitSeed": -1 }""", "splitSeed")]
    public void What_cannot_be_is_said(string data, string message) =>
        Assert.That(() => Parse(data), Throws.TypeOf<NetworkFileException>().With.Message.Contains(message));

    internal sealed record Experiment
    {
        public required DataDescription Data { get; init; }
    }
}
