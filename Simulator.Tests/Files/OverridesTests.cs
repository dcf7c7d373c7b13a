using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Plasticity;
using Spiking.Recording.Weights;
using Spiking.Tasks.PatternLearning;

namespace Spiking.Tests.Files;

public sealed class OverridesTests
{
    private static NetworkDescription Load(params string[] overrides) =>
        NetworkDescription.File.Parse(File.ReadAllText(Path.Combine(TestFiles.Networks, "xor-burstprop.json")), "xor.json", overrides);

    private static string[] Problems(params string[] overrides) =>
        [.. Assert.Throws<NetworkFileException>(() => Load(overrides))!.Problems.Select(problem => problem.ToString())];

    [Test]
    public void A_star_sets_every_entry()
    {
        Assert.That(Load("populations.*.size=2000").Populations.Values.Select(population => population.Size), Is.All.EqualTo(2000));
        Assert.That(Load("projections[*].weight=0.5").Projections.Select(projection => projection.Weight), Is.All.EqualTo(0.5));
    }

    [Test]
    public void A_star_leaves_out_entries_that_have_no_such_value()
    {
        var projections = Load("projections[*].plasticity.learningRate=0").Projections;
        Assert.That(projections.Where(projection => projection.Plasticity is not null)
            .Select(projection => ((BurstpropDescription)projection.Plasticity!).LearningRate), Is.All.Zero);
        Assert.That(projections.Count(projection => projection.Plasticity is not null), Is.EqualTo(2));
    }

    [Test]
    public void Numbers_quantities_and_words_need_no_quotes()
    {
        var network =
            Load("seed=3", "populations.hidden2.currents[0].amplitude=0 pA", "task.order=random", "projections[4].to=\"hidden2\"");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(network.Seed, Is.EqualTo(3));
            Assert.That(((ConstantCurrentDescription)network.Populations["hidden2"].Currents[0]).Amplitude, Is.Zero);
            Assert.That(((PatternLearningDescription)network.Task!).Order, Is.EqualTo(PatternOrder.Random));
            Assert.That(network.Projections[4].To, Is.EqualTo(new[] { "hidden2" }));
        }
    }

    [Test]
    public void Whole_objects_and_lists_can_be_set()
    {
        var network = Load("projections[0].from=[\"input1\"]", "populations.output.background=[]", "recorders[0]={ type: 1 }",
            "recorders[0]={ \"type\": \"rates\" }");
        Assert.That(network.Projections[0].From, Is.EqualTo(new[] { "input1" }));
        Assert.That(network.Populations["output"].Background, Is.Empty);
    }

    [Test]
    public void Null_removes_a_key_or_an_entry_and_later_indices_stay()
    {
        var network = Load("task=null", "duration=1 s", "recorders[0]=null", "recorders[2]=null", "recorders[1].every=2 s");
        Assert.That(network.Task, Is.Null);
        Assert.That(network.Recorders, Is.EqualTo(new[] { new WeightRecorderDescription { Every = 2 } }));
    }

    [Test]
    public void Absent_keys_of_absent_objects_can_be_set()
    {
        NetworkDescription network =
            NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "examples", "pattern-task.json"), ["task.cost.zeroRate=1 Hz"]);
        Assert.That(((PatternLearningDescription)network.Task!).Cost, Is.EqualTo(new CostDescription { ZeroRate = 1 }));
    }

    [Test]
    public void A_later_override_wins() => Assert.That(Load("seed=3", "seed=4").Seed, Is.EqualTo(4));

    [TestCase("populations.*.size=0",
        "--set populations.*.size: populations.input1.size: found 0; it must be at least 1 and at most 10000000.")]
    [TestCase("seed=1.5", "--set seed: found 1.5; a whole number is needed.")]
    [TestCase("seed=1e-300", "--set seed: found 1e-300; a whole number is needed.")]
    [TestCase("seed=1.0000000000000000000000000000000000001",
        "--set seed: found 1.0000000000000000000000000000000000001; a whole number is needed.")]
    [TestCase("recorders[0].bin=1e-12 s", "--set recorders[0].bin: found \"1e-12 s\", which is shorter than the time step \"0.1 ms\"; "
        + "the smallest possible is \"0.1 ms\".")]
    [TestCase("recorders[99999999999].bin=1 s",
        "--set recorders[99999999999].bin: there is no such entry in recorders, which has 3 entries, counted from [0].")]
    [TestCase("populatoins.*.size=3",
        "--set populatoins.*.size: there is no \"populatoins\" in the network; did you mean \"populations\"?")]
    [TestCase("populations.hiden1.size=3",
        "--set populations.hiden1.size: there is no \"hiden1\" in populations; did you mean \"hidden1\"?")]
    [TestCase("populations.other={}", "--set populations.other: there is no \"other\" in populations; there are \"input1\", \"input2\", "
        + "\"hidden1\", \"hidden2\" and \"output\".")]
    [TestCase("populations.*.sise=3", "--set populations.*.sise: there is no \"sise\" in populations.input1; did you mean \"size\"?")]
    [TestCase("recorders[3].bin=1 s", "--set recorders[3].bin: there is no entry [3] in recorders, which has 3 entries, counted from [0].")]
    [TestCase("recorders[1].bin=1 s", "--set recorders[1].bin: there is no \"bin\" in recorders[1]; there are \"type\" and \"every\".")]
    [TestCase("projections[1].plasticity.learningRate=0.1", "--set projections[1].plasticity.learningRate: there is no \"plasticity\" in "
        + "projections[1] yet; give it as a whole, for example { \"rule\": \"bcm\", ... }.")]
    [TestCase("seed.x=3", "--set seed.x: seed is 1 and has no key \"x\".")]
    [TestCase("populations[0].size=3", "--set populations[0].size: populations is an object { ... } and not a list.")]
    [TestCase("seed",
        "--set seed: an override has the form path=value, for example populations.hidden1.size=200 or recorders[0].bin=\"50 ms\".")]
    [TestCase("a..b=1",
        "--set a..b=1: an override has the form path=value, for example populations.hidden1.size=200 or recorders[0].bin=\"50 ms\".")]
    [TestCase("task.protocol=single-phase", "--set task.protocol: the key \"protocol\" of task is now called \"teachingScheme\".")]
    [TestCase("task.protocols.two-phase.learningDuration=1 s",
        "--set task.protocols.two-phase.learningDuration: the key \"protocols\" of task is now called \"teachingSchemes\".")]
    [TestCase("burstInterval=null", "--set burstInterval: found null, but \"burstInterval\" always has a value; give the one that is meant "
        + "(\"16 ms\" if the key is left out).")]
    [TestCase("task.order=rnd", "--set task.order: found \"rnd\"; it must be \"fixed\" or \"random\".")]
    [TestCase("populations.output.neuron=pyramidla", "--set populations.output.neuron: found \"pyramidla\", but there is no such neuron "
        + "model; there is \"pyramidal\"; did you mean \"pyramidal\"?")]
    public void What_is_wrong_with_an_override_is_said(string change, string message) =>
        Assert.That(Problems(change), Is.EqualTo(new[] { message }));

    [Test]
    public void Mistakes_of_several_overrides_are_reported_at_once() => Assert.That(Problems("seed=x", "tasc=null"), Has.Length.EqualTo(2));

    [Test]
    public void A_value_of_the_file_that_an_override_makes_wrong_is_reported_at_its_line() =>
        Assert.That(Problems("populations.input1.size=50")[0],
            Does.Match("^xor.json:[0-9]+:[0-9]+: projections\\[0\\].meanInDegree: found 100; \"input1\" has 50 neurons"));
}
