using Spiking.Files;
using Spiking.RateModels.Experiments;

namespace Spiking.Tests.RateModels;

/// <summary>The plan of trainings that the command describe shows.</summary>
public class ClassificationPlanTests
{
    [Test]
    public void Layers_weights_images_and_updates_are_counted_for_every_case()
    {
        PlannedCases plan = Plan("""
            "data": { "set": "mnist" }, "hidden": [{ "type": "dense", "units": 500 }], "repeat": 3, "epochs": 2, "realizations": 5,
            "cases": { "a": {}, "b": { "set": ["repeat=1", "batch=50"] } }
            """);

        // 784 x 500 + 2 x 500 x 500 + 500 x 10 weights and 1510 biases; 60,000 images in batches of 32.
        Assert.That(plan.Rows[0], Is.EqualTo(
            new[] { "a", "backprop", "784-500-500-500-10", "898,510", "60,000, 10,000", "2", "3,750" }));
        Assert.That(plan.Rows[1][2], Is.EqualTo("784-500-10"));
        Assert.That(plan.Rows[1][6], Is.EqualTo("2,400"));
        Assert.That(plan.Sentence, Does.StartWith("10 trainings (2 cases, 5 seeds each)."));
    }

    [Test]
    public void Trainings_are_counted_where_cases_have_seeds_of_their_own()
    {
        PlannedCases plan = Plan("""
            "data": { "set": "digits" }, "cases": { "a": {}, "b": { "set": ["realizations=3"] } }
            """);
        Assert.That(plan.Sentence, Does.StartWith("4 trainings (2 cases). The forward passes"));
    }

    [TestCase("{ \"type\": \"edn\" }", "dense")]
    [TestCase("{ \"type\": \"node-perturbation\" }", "dense")]
    [TestCase("{ \"type\": \"burstccn\" }", "")]
    public void An_error_signal_needs_hidden_layers_and_a_rule_whose_signal_follows_the_error(string rule, string hidden)
    {
        string layers = hidden.Length > 0 ? """{ "type": "dense", "units": 10 }""" : "";
        NetworkFileException problems = Assert.Throws<NetworkFileException>(() => Load(
            $$"""  "data": { "set": "digits" }, "hidden": [{{layers}}], "errorSignal": {}  """, rule))!;
        Assert.That(problems.Problems, Has.Count.EqualTo(1), problems.Message);
        Assert.That(problems.Message, Does.Contain("error signal"));
    }

    [Test]
    public void A_convolution_is_counted_with_its_positions()
    {
        // 3 x 3 kernels on 8 x 8 pixels in steps of 2: 3 x 3 positions of 4 channels; 1,797 images, of which 360 are for tests.
        PlannedCases plan = Plan("""
            "data": { "set": "digits", "validationExamples": 37 },
            "hidden": [{ "type": "convolution", "channels": 4, "kernel": 3, "stride": 2 }]
            """);
        Assert.That(plan.Rows[0][2], Is.EqualTo("64-36-10"));
        Assert.That(plan.Rows[0][3], Is.EqualTo("410"), "4 x (9 + 1) + 10 x (36 + 1)");
        Assert.That(plan.Rows[0][4], Is.EqualTo("1,400, 360"));
    }

    [Test]
    public void Images_of_one_s_own_are_not_known_before_they_are_read()
    {
        PlannedCases plan = Plan("""  "data": { "set": "idx", "folder": "letters" }  """);
        Assert.That(plan.Rows[0][2], Is.Empty);
        Assert.That(plan.Sentence, Does.Contain("not known before the files of the data set are read"));
    }

    [Test]
    public void A_convolution_that_does_not_fit_the_images_is_a_mistake_of_the_file()
    {
        NetworkFileException problems = Assert.Throws<NetworkFileException>(() => Load("""
            "data": { "set": "digits" }, "hidden": [{ "type": "convolution", "channels": 4, "kernel": 9 }]
            """))!;
        Assert.That(problems.Message, Does.Contain("hidden").And.Contain("8 x 8"));
    }

    [TestCase("\"kernel\": 0")]
    [TestCase("\"kernel\": 3, \"stride\": 0")]
    [TestCase("\"kernel\": \"three\"")]
    public void A_size_that_is_not_allowed_is_the_only_mistake(string size)
    {
        NetworkFileException problems = Assert.Throws<NetworkFileException>(() => Load(
            $$"""  "data": { "set": "digits" }, "hidden": [{ "type": "convolution", "channels": 4, {{size}} }]  """))!;
        Assert.That(problems.Problems, Has.Count.EqualTo(1), problems.Message);
    }

    private static PlannedCases Plan(string values)
    {
        IReadOnlyList<RunnableCase> cases = Load(values);
        return cases[0].Description.Plan(cases)!;
    }

    private static IReadOnlyList<RunnableCase> Load(string values, string rule = "{ \"type\": \"backprop\" }")
    {
        string text = "{ \"experiment\": \"classification\", \"name\": \"x\", \"rule\": " + rule + ", " + values + " }";
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "x.json");
        File.WriteAllText(path, text);
        return ExperimentCases.Load(path, [], []);
    }
}
