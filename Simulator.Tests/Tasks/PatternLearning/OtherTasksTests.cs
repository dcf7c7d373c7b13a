using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plasticity;
using Spiking.Tasks.PatternLearning;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>
/// Nothing about XOR is in the program: another function, more inputs and more layers are other files. They are made of the BurstCCN's file
/// here, small and short, and must calibrate, learn and be tested like it; whether they learn the function is not asked.
/// </summary>
public class OtherTasksTests
{
    private static readonly string[] Short =
    [
        "populations.*.size=30", "projections.*.meanInDegree=8", "recorders=null",
        "task.burnIn=200 ms", "task.exampleDuration=200 ms", "task.testDiscard=20 ms", "task.decisionWindow=100 ms", "task.epochs=2",
        "task.testEvery=null",
        "task.calibration.cancellation={ \"patternDuration\": \"200 ms\", \"discard\": \"50 ms\" }",
        "task.calibration.baseline={ \"patternDuration\": \"200 ms\", \"discard\": \"50 ms\" }",
    ];

    [TestCase("single-phase")]
    [TestCase("two-phase")]
    public void And(string scheme)
    {
        PatternLearningResult result = Run(
            Load("task.patterns[1].target=0", "task.patterns[2].target=0", "task.patterns[3].target=1",
                $"task.teachingScheme={scheme}", "task.teachingSchemes.two-phase.learningDuration=100 ms"));
        Assert.That(result.After!.Responses.Select(r => r.Pattern.Target), Is.EqualTo(new[] { 0, 0, 0, 1 }));
        Assert.That(result.After.Margin, Is.Not.NaN);
    }

    [Test]
    public void Three_inputs()
    {
        JsonObject file = DescriptionWriter.Write(Load());
        file["populations"]!["input3"] = file["populations"]!["input1"]!.DeepClone();
        foreach (JsonNode? projection in file["projections"]!.AsArray().Take(2)) projection!["from"]!.AsArray().Add("input3");
        file["task"]!["inputs"]!.AsArray().Add("input3");
        file["task"]!["patterns"] = new JsonArray([.. Enumerable.Range(0, 8).Select(i => new JsonObject
        {
            ["inputs"] = new JsonArray(i & 1, (i >> 1) & 1, (i >> 2) & 1),
            ["target"] = int.PopCount(i) % 2,
        })]);
        PatternLearningResult result = Run(Parse(file));
        Assert.That(result.After!.Responses.Select(r => PatternLearningTables.Digits(r.Pattern)),
            Is.EqualTo(new[] { "000", "100", "010", "110", "001", "101", "011", "111" }));
        Assert.That(result.Epochs[^1].Examples, Has.Count.EqualTo(8));
        Assert.That(result.PlasticProjections, Has.Member("input3 -> hidden1 soma-ampa"));
    }

    [Test]
    public void Two_hidden_layers()
    {
        // input -> lower -> hidden1, hidden2 -> output, with feedback from both hidden populations to the lower layer.
        JsonObject file = DescriptionWriter.Write(Load());
        file["populations"]!["lower"] = file["populations"]!["hidden1"]!.DeepClone();
        JsonArray projections = file["projections"]!.AsArray();
        foreach (JsonNode? projection in projections.Take(2).ToArray())
        {
            JsonNode below = projection!.DeepClone();
            below["to"] = new JsonArray("lower");
            projection["from"] = new JsonArray("lower");
            projections.Add(below);
        }

        JsonNode feedback = projections[4]!.DeepClone();
        feedback["from"] = new JsonArray("hidden1", "hidden2");
        feedback["to"] = new JsonArray("lower");
        projections.Add(feedback);

        NetworkDescription description = Parse(file);
        Network network = NetworkBuilder.Build(description);
        PatternLearningResult result = Run(network);

        // The hidden populations' burst probability is measured once the feedback they get themselves is cancelled.
        Assert.That(result.Calibration.Select(m => string.Join(' ', m.Used)),
            Is.EqualTo(new[] { "output", "hidden1 hidden2", "hidden1 hidden2 output lower" }));
        double?[] cancelled = [.. network.Projections.OfType<CancellingFeedback>().Select(p => p.BurstProbability)];
        Assert.That(cancelled, Has.Length.EqualTo(4));
        Assert.That(cancelled, Is.All.InRange(0.05, 0.95));
    }

    private static NetworkDescription Load(params string[] changes) =>
        NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "xor-burstccn.json"), [.. Short, .. changes]);

    private static NetworkDescription Parse(JsonObject file) => NetworkDescription.File.Parse(file.ToJsonString(), "made.json");

    private static PatternLearningResult Run(NetworkDescription description) => Run(NetworkBuilder.Build(description));

    private static PatternLearningResult Run(Network network)
    {
        double[] initial = [.. network.Learners.Select(l => (double)l.Weights[0])];
        Simulation simulation = new Simulation(network, [], 1);
        PatternLearningTask learning = new(simulation, (PatternLearningDescription)network.Description.Task!);
        simulation.Run(learning);
        Assert.That(network.Time, Is.EqualTo(network.Description.Task!.Duration(network.Description)).Within(1e-9));
        Assert.That(learning.Result.Epochs, Has.Count.EqualTo(2));
        for (int i = 0; i < initial.Length; i++)
        {
            Assert.That(network.Learners[i].Weights.IndexOfAnyExcept((float)initial[i]), Is.Not.Negative, "every projection learns");
            Assert.That(network.Learners[i].Weights.IndexOf(float.NaN), Is.Negative);
        }

        return learning.Result;
    }
}
