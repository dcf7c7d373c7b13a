using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Tests.Engine;

public sealed class ScheduleTests
{
    private const string Text = """
        {
          "name": "schedule", "duration": "30 ms", "learningOnset": "20 ms",
          "neuronModels": { "cell": { "type": "active-pyramidal" }, "source": { "type": "poisson-source", "rate": "1 kHz" } },
          "populations": { "source": { "size": 50, "neuron": "source" }, "cell": { "size": 20, "neuron": "cell" } },
          "projections": [
            {
              "from": "source", "to": "cell", "receptor": "dendrite-ampa", "probability": 1, "weight": 0.5,
              "weightSteps": [{ "from": "5 ms", "factor": 3 }, { "from": "10 ms", "factor": 0 }]
            },
            {
              "from": "source", "to": "cell", "transmits": "events", "receptor": "soma-ampa", "probability": 0.5, "weight": 0.01,
              "plasticity": { "rule": "burstccn", "learningRate": 1, "baselineBurstProbability": 0.5, "homeostasis": { "minimumRate": "10 Hz", "maximumRate": "20 Hz" } }
            }
          ]
        }
        """;

    [Test]
    public void Weights_of_fixed_synapses_follow_their_steps()
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(Text, "schedule.json"));
        UniformProjection projection = (UniformProjection)network.Projections[0];
        List<double> weights = [];
        for (int step = 0; step < 300; step++)
        {
            // The weight with which the spikes of the step are delivered.
            weights.Add(projection.Weight);
            network.Step();
        }

        Assert.That(weights[..50], Is.All.EqualTo(0.5));
        Assert.That(weights[50..100], Is.All.EqualTo(1.5));
        Assert.That(weights[100..], Is.All.EqualTo(0));
    }

    // Silent targets are strengthened at every pre-synaptic event (homeostasis), so weights move as soon as they may.
    [Test]
    public void Weights_stand_still_until_learning_begins()
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(Text, "schedule.json"));
        Learner learner = network.Learners[0];
        for (int step = 0; step < 200; step++) network.Step();
        Assert.That(learner.Weights.ToArray(), Is.All.EqualTo(0.01f));
        Assert.That(network.Learning, Is.False);
        for (int step = 200; step < 300; step++) network.Step();
        Assert.That(learner.Weights.ToArray().Max(), Is.GreaterThan(0.01f));
    }

    [TestCase("projections[1].weightSteps=[{\"from\": \"1 ms\", \"factor\": 2}]", "projections[1].weightSteps: these synapses learn, so "
        + "their weights cannot follow a schedule; take away either weightSteps or plasticity.")]
    [TestCase("projections[0].weightSteps[1].from=5ms",
        "projections[0].weightSteps[1].from: found \"5ms\"; it must be later than that of the step before, \"5 ms\".")]
    [TestCase("projections[0].weightSteps[1].from=50ms",
        "projections[0].weightSteps[1].from: found \"50ms\", but the network runs for \"30 ms\" only.")]
    [TestCase("projections[1]=null", "learningOnset: no projection of this network can learn; leave it out.")]
    [TestCase("learningOnset=1s", "found \"1s\", but the network runs for \"30 ms\" only.")]
    [TestCase("projections[0].to=source",
        "projections[0].to: found \"source\", but the neurons of \"source\" are sources of spikes and have no receptors.")]
    [TestCase("populations.source.initialPotentialSpread=1 mV", "populations.source.initialPotentialSpread: the neuron model of this "
        + "population is a source of spikes, on which nothing can act; leave this out.")]
    [TestCase("neuronModels.source.rate=5 kHz", "neuronModels.source.rate: found \"5 kHz\"; a source gives at most one spike per time step "
        + "of \"0.1 ms\", so its rate can be at most \"3 kHz\": take several sources or a smaller timeStep.")]
    [TestCase("neuronModels.source.ampaDecay=5 ms", "there is no \"ampaDecay\" in neuronModels.source; there are \"type\" and \"rate\".")]
    public void What_makes_no_sense_is_refused(string change, string message)
    {
        var exception = Assert.Throws<NetworkFileException>(() => NetworkDescription.File.Parse(Text, "schedule.json", [change]));
        Assert.That(exception.Message, Does.EndWith(message));
    }

    [Test]
    public void Sources_may_fire_at_most_once_per_step() =>
        Assert.That(NetworkDescription.File.Parse(Text, "schedule.json", ["neuronModels.source.rate=3 kHz"]).NeuronModels["source"],
            Is.TypeOf<PoissonSourceModelDescription>());
}
