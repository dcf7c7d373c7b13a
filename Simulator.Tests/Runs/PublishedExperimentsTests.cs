using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Protocols;
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
        NetworkDescription edited = NetworkDescription.File.Load(TestFiles.Of("networks", "xor-burstprop.json"), edits)
            with
        { Description = "A copy." };
        Assert.That(PublishedExperiments.Over(edited, "learning", Empty()).Panels.Single().Series,
            same ? Has.Count.GreaterThan(0) : Is.Empty);
    }

    [TestCase(true)]
    [TestCase(true, "realizations=2")]
    [TestCase(false, "plasticity.averagingTime=20 s")]
    public void So_is_that_of_a_protocol(bool same, params string[] edits)
    {
        ProtocolDescription edited = ProtocolDescription.File.Load(TestFiles.Of("networks", "pairing-poisson.json"), edits);
        Assert.That(PublishedExperiments.Over(edited, "weight-change", Empty()).Panels.Single().Series,
            same ? Has.Count.GreaterThan(0) : Is.Empty);
    }

    private static Figure Empty() => new("", [new Panel("a", new Axis("x"), new Axis("y"), [])]);
}
