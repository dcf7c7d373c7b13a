using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Protocols;
using Spiking.RateModels.Experiments;
using Spiking.Recording.Decoding;
using Spiking.Runs;

namespace Spiking.Tests.Runs;

/// <summary>Published data are drawn over the experiments that come with the program only.</summary>
public sealed class PublishedExperimentsTests
{
    [TestCase(true)]
    [TestCase(true, "seed=3", "task.epochs=2", "recorders=null")]
    [TestCase(false, "name=\"other\"")]
    [TestCase(false, "timeStep=0.2 ms")]
    [TestCase(false, "populations.output.size=499")]
    [TestCase(false, "projections[0].plasticity.learningRate=0.003")]
    public void A_copy_that_was_edited_is_another_experiment(bool same, params string[] edits)
    {
        // The description of an edited copy does not say that it was edited.
        NetworkDescription edited = Network("xor-burstprop", edits) with { Description = "A copy." };
        Assert.That(HasCircles(edited, "learning"), Is.EqualTo(same));
    }

    [TestCase(true)]
    [TestCase(true, "realizations=2")]
    [TestCase(false, "plasticity.averagingTime=20 s")]
    public void So_is_that_of_a_protocol(bool same, params string[] edits)
    {
        ProtocolDescription edited = ProtocolDescription.File.Load(TestFiles.Of("networks", "pairing-poisson.json"), edits);
        Assert.That(Circles(PublishedExperiments.Over(edited, "weight-change", Empty())), same ? Is.Not.Empty : Is.Empty);
    }

    [TestCase(true, "epochs=2", "measureEvery=0", "realizations=3")]
    [TestCase(false, "repeat=2")]
    [TestCase(false, "rule.learning.rate=0.2")]
    public void And_that_of_a_rate_model(bool same, params string[] edits)
    {
        ExperimentDescription edited = ExperimentDescription.File.Load(TestFiles.Of("networks", "mnist-burstccn.json"), edits);
        Assert.That(Circles(PublishedExperiments.Over(edited, "learning", Empty())), same ? Is.Not.Empty : Is.Empty);
    }

    [TestCase(true, "propagation", "decoding")]
    [TestCase(true, "propagation", "decoding", "seed=7", "recorders[0].bin=25 ms")]
    [TestCase(false, "propagation", "decoding", "recorders[1].bin=25 ms")]
    [TestCase(false, "propagation", "decoding", "recorders[1].raster=null")]
    [TestCase(false, "propagation", "decoding", "recorders[1].readouts[0].signal.quantity=burstRate")]
    [TestCase(true, "dendritic-transfer", "transfer", "seed=7", "recorders[0].bin=50 ms")]
    [TestCase(false, "dendritic-transfer", "transfer", "recorders[1].window=0.25 s")]
    [TestCase(true, "burstccn-target-rate", "rates", "recorders=null")]
    [TestCase(true, "burstccn-target-rate", "rates", "recorders[0].bin=1 s")]
    [TestCase(false, "burstccn-target-rate", "rates", "populations.output.size=99")]
    public void A_figure_belongs_to_its_recorder_and_to_no_other(bool same, string experiment, string figure, params string[] edits) =>
        Assert.That(HasCircles(Network(experiment, edits), figure), Is.EqualTo(same));

    [Test]
    public void Of_two_recorders_of_a_type_the_first_draws_the_figure_of_its_name()
    {
        NetworkDescription network = Network("propagation");
        DecodingRecorderDescription known = network.Recorders.OfType<DecodingRecorderDescription>().Single();
        DecodingRecorderDescription other = known with { Bin = 0.1 };

        Assert.That(HasCircles(network with { Recorders = [known, other] }, "decoding"), Is.True);
        Assert.That(HasCircles(network with { Recorders = [other, known] }, "decoding"), Is.False);
        Assert.That(HasCircles(network with { Recorders = [other] }, "decoding"), Is.False);
    }

    [Test]
    public void Weights_belong_to_the_recorder_that_draws_them()
    {
        NetworkDescription network = Network("learning-rule"), edited = Network("learning-rule", "recorders[1].every=5 s");

        Assert.That(PublishedExperiments.AreSame(edited, network, "weights"), Is.False);
        Assert.That(PublishedExperiments.AreSame(edited, network, "rates"), Is.True);
    }

    private static NetworkDescription Network(string name, params string[] edits) =>
        NetworkDescription.File.Load(TestFiles.Of("networks", name + ".json"), edits);

    private static bool HasCircles(NetworkDescription network, string figure) =>
        Circles(PublishedExperiments.Over(network, figure, Empty())).Any();

    private static IEnumerable<Series> Circles(Figure figure) => figure.Panels.SelectMany(panel => panel.Series);

    private static Figure Empty() => new("", [.. "abcdefgh".Select(letter => new Panel($"{letter}", new Axis("x"), new Axis("y"), []))]);
}
