using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Snapshots;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Engine;

/// <summary>
/// Parts of another assembly (here: of the tests) that do not keep what they promise are named, with their place in the file.
/// </summary>
public class OwnPartTests
{
    private static readonly PairSize s_size = new(4, 5, IsRecurrent: false, "pre -> post soma-ampa");

    private static IEnumerable<TestCaseData> WithoutAnObject()
    {
        (Func<NetworkDescription, NetworkDescription> Change, string Sentence)[] cases =
        [
            (n => n with { NeuronModels = new Dictionary<string, NeuronModelDescription> { ["my cell"] = new NoModel() },
                    Populations = n.Populations.ToDictionary(p => p.Key, p => p.Value with { Neuron = "my cell" }) },
                "neuronModels.my cell (\"none\"): Create of NoModel returns null; an object of the type Population is needed."),
            (n => n with { Projections = [n.Projections[0], n.Projections[0] with { Plasticity = new NoRule() }] },
                "projections[1].plasticity (\"none\"): Create of NoRule returns null; an object of the type Learner is needed."),
            (n => n with { Projections = [n.Projections[0] with { ShortTermPlasticity = new NoSynapses() }] },
                "projections[0].shortTermPlasticity (\"none\"): Create of NoSynapses returns null; an object of the type "
                + "ShortTermSynapses is needed."),
            (n => n with { Projections = [n.Projections[0] with { Probability = null, Connectivity = new NoPairs() }] },
                "projections[0].connectivity (\"none\"): Pairs returns null; a connectivity without synapses returns an empty list."),
            (n => n with { Recorders = [new NoRecorder()] },
                "recorders[0] (\"none\"): Create of NoRecorder returns null; an object of the type IRecorder is needed."),
            (n => n with { Task = new NoTask() }, "task (\"none\"): Create of NoTask returns null; an object of the type ITask is needed."),
        ];
        return cases.Select(c => new TestCaseData(c.Change, c.Sentence).SetArgDisplayNames(c.Sentence.Split(' ')[0]));
    }

    [TestCaseSource(nameof(WithoutAnObject))]
    public void A_part_that_creates_nothing_is_not_left_out_in_silence(Func<NetworkDescription, NetworkDescription> change, string sentence)
    {
        NetworkDescription network = DescriptionCheck.Note(change(Network()));
        Assert.That(
            () =>
            {
                using Simulation simulation = Simulation.Create(network);
                simulation.RunTask();
            },
            Throws.TypeOf<SimulationException>().With.Message.EqualTo(sentence));
    }

    // The spike of step 52, 5.2 ms, arrives 1 ms later.
    [TestCase(-0.5, false, "-0.5 of")]
    [TestCase(double.NaN, false, "NaN of")]
    [TestCase(double.PositiveInfinity, false, "Infinity of")]
    [TestCase(1e39, false, "1E+39 of")]
    [TestCase(double.NaN, true, "NaN for synapse 1 of 5 of")]
    public void An_efficacy_that_is_none_is_refused_with_its_spike(double efficacy, bool differs, string found)
    {
        Network network = Build(new GivenEfficacy { Efficacy = efficacy, Differs = differs });
        network.Advance(62);
        Assert.That(() => network.Advance(1), Throws.TypeOf<SimulationException>().With.Message.EqualTo(
            $"projections[0].shortTermPlasticity (\"given\"): Transmit writes the efficacy {found} neuron 2 of \"pre\", for the spike that "
            + "arrives at 0.0062 s in pre -> post soma-ampa. An efficacy must be a number from 0 to 3.4e38, the largest float32: it "
            + "multiplies the weight, so 1 transmits all of it, and more than 1 is possible."));
    }

    [TestCase(0, false)]
    [TestCase(2.5, false)]
    [TestCase(2.5, true)]
    public void Every_other_efficacy_is_transmitted(double efficacy, bool differs)
    {
        Network network = Build(new GivenEfficacy { Efficacy = efficacy, Differs = differs });
        network.Advance(63);
        float one = (float)(0.1 * efficacy);
        Assert.That(network.Population("post").Conductance(Receptor.SomaAmpa).Span.ToArray(),
            Is.EqualTo(differs ? [0, one, 0, 0, 0] : new[] { one, one, one, one, one }));
    }

    [Test]
    public void A_snapshot_that_cannot_be_made_names_the_kind_and_the_class()
    {
        using TemporaryFolder folder = new();
        Network network = Build(new GivenEfficacy());
        Assert.That(
            () => SnapshotFile.Save(folder.File("state"), visitor => visitor.Part("projection", network.Projections[0])),
            Throws.TypeOf<SnapshotException>().With.Message.EqualTo(
                "the state of projection cannot be saved: the short-term plasticity \"given\" does not say what its state is: its class "
                + "GivenSynapses lacks VisitState."));
    }

    [Test]
    public void Pairs_with_a_source_of_chance_of_their_own_are_found_by_a_second_draw()
    {
        NetworkDescription Own(ConnectivityDescription kind) => DescriptionCheck.Note(
            Network() with { Projections = [Network().Projections[0] with { Probability = null, Connectivity = kind }] });
        Assert.That(() => NetworkBuilder.Build(Own(new OwnChance())),
            Throws.TypeOf<SimulationException>().With.Message.EqualTo(
                "projections[0].connectivity (\"own-chance\"): Pairs gives other pairs for pre -> post soma-ampa when it is called a "
                + "second time with the same random numbers, so that no run could be repeated. It must take all its chance from "
                + "\"random\", and keep nothing from one call to the next."));
        Assert.That(NetworkBuilder.Build(Own(new OwnChance { Given = true })).Projections[0].Connectivity!.Count, Is.EqualTo(4));
    }

    // What two draws in a row do not show: a kind that looks at the time or at its machine.
    [Test]
    public void A_state_that_meets_other_pairs_names_a_chance_of_their_own_as_a_cause()
    {
        using TemporaryFolder folder = new();
        Network Build(int elsewhere) => NetworkBuilder.Build(DescriptionCheck.Note(Network() with
        {
            Projections = [Network().Projections[0] with { Probability = null, Connectivity = new Elsewhere(elsewhere) }],
        }));
        SnapshotFile.Save(folder.File("state"), visitor => visitor.Part("projection", Build(0).Projections[0]));
        using SnapshotReader reader = new(folder.File("state"));
        Assert.That(() => reader.Part("projection", Build(1).Projections[0]),
            Throws.TypeOf<SnapshotException>().With.Message.Contains(
                "because its connectivity takes chance from elsewhere than \"random\""));
    }

    [Test]
    public void Two_draws_may_differ_in_the_order_of_the_pairs_but_not_in_how_often_one_comes()
    {
        (int, int)[] pairs = [(3, 0), (0, 4), (0, 1), (0, 1)];
        Connectivity found = Draws(pairs, [.. pairs.Reverse()]);
        Assert.That(found.Rows.Span.ToArray(), Is.EqualTo(new[] { 0, 3, 3, 3, 4 }));
        Assert.That(found.TargetOf.Span.ToArray(), Is.EqualTo(new[] { 1, 1, 4, 0 }));
        Assert.That(() => Draws(pairs, [(3, 0), (0, 4), (0, 4), (0, 1)]), Throws.TypeOf<ConnectivityException>());
        Assert.That(() => Draws(pairs, [(3, 0), (0, 4), (0, 1)]), Throws.TypeOf<ConnectivityException>());
        Assert.That(() => Draws(pairs, [(0, 3), (4, 0), (1, 0), (1, 0)]), Throws.TypeOf<ConnectivityException>());
    }

    [TestCase(4, 0)]
    [TestCase(-1, 0)]
    [TestCase(0, 5)]
    [TestCase(0, -1)]
    public void A_pair_outside_the_populations_is_refused_with_the_neurons_that_there_are(int source, int target) =>
        Assert.That(() => Draws([(0, 0), (source, target)], []),
            Throws.TypeOf<ConnectivityException>().With.Message.EqualTo(
                $"Pairs gives the pair of source {source} and target {target}, but in pre -> post soma-ampa the sources are numbered from "
                + "0 to 3 and the targets from 0 to 4."));

    // Of a mean of 100, a sum of independent pairs is off by more than 70.3 once in 2e8 networks; a tenth of the mean is allowed besides.
    [TestCase(100, 20, true)]
    [TestCase(100, 19, false)]
    [TestCase(100, 180, true)]
    [TestCase(100, 181, false)]
    [TestCase(0, 14, false)]
    [TestCase(1e6, 1_106_000, true)]
    [TestCase(1e6, 1_110_000, false)]
    [TestCase(1e6, 890_000, false)]
    public void Another_number_of_synapses_than_the_promised_one_is_noted_if_chance_does_not_explain_it(
        double promised, int found, bool possible) =>
        Assert.That(
            new AddedPart("projections[0].connectivity", new OwnChance()).Miscount(promised, found, "pre -> post soma-ampa"),
            possible ? Is.Null : Does.Contain($"has {found:N0} synapses, but SynapsesOf of OwnChance says {promised:N0}"));

    private static Connectivity Draws(IEnumerable<(int, int)> first, IEnumerable<(int, int)> second)
    {
        Queue<IEnumerable<(int, int)>> draws = new([first, second]);
        return ListedConnectivity.Create(draws.Dequeue, s_size);
    }

    private static Network Build(ShortTermPlasticityDescription synapses) =>
        NetworkBuilder.Build(DescriptionCheck.Note(Network(synapses)));

    private static NetworkDescription Network(ShortTermPlasticityDescription? synapses = null) => new()
    {
        Name = "own",
        Duration = 1,
        NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = new OneSpike() },
        Populations = new Dictionary<string, PopulationDescription>
        {
            ["pre"] = new() { Size = 4, Neuron = "cell" },
            ["post"] = new() { Size = 5, Neuron = "cell" },
        },
        Projections =
        [
            new()
            {
                From = ["pre"], To = ["post"], Receptor = Receptor.SomaAmpa, Weight = 0.1, Probability = 1, Delay = 1e-3,
                ShortTermPlasticity = synapses,
            },
        ],
    };

    /// <summary>Neuron 2 spikes in step 52.</summary>
    [VariantName("one-spike")]
    private sealed record OneSpike : NeuronModelDescription
    {
        public override IReadOnlyList<string> StateVariables => [];

        public override IReadOnlyList<Receptor> Receptors => [Receptor.SomaAmpa];

        public override bool HasDendrite => false;

        public override Population Create<T>(PopulationSettings settings) =>
            new ScriptedPopulation(settings, (step, neuron) => step == 52 && neuron == 2);
    }

    [VariantName("none")]
    private sealed record NoModel : NeuronModelDescription
    {
        public override IReadOnlyList<string> StateVariables => [];

        public override bool HasDendrite => false;

        public override Population Create<T>(PopulationSettings settings) => null!;
    }

    [VariantName("none")]
    private sealed record NoRule : PlasticityDescription
    {
        public override Learner Create(LearningContext context) => null!;
    }

    [VariantName("none")]
    private sealed record NoSynapses : ShortTermPlasticityDescription
    {
        public override ShortTermSynapses Create(Population source, Connectivity? connectivity) => null!;
    }

    [VariantName("none")]
    private sealed record NoPairs : ConnectivityDescription
    {
        public override double SynapsesOf(PairSize size) => 0;

        protected override IEnumerable<(int Source, int Target)> Pairs(PairSize size, RandomStream random) => null!;
    }

    [VariantName("none")]
    private sealed record NoRecorder : RecorderDescription
    {
        public override IRecorder Create(RecordingContext context) => null!;
    }

    [VariantName("none")]
    private sealed record NoTask : TaskDescription
    {
        public override double Duration(NetworkDescription network) => 1;

        public override ITask Create(Simulation simulation) => null!;
    }

    /// <summary>The same efficacy at every spike, or of one synapse of the neuron alone.</summary>
    [VariantName("given")]
    private sealed record GivenEfficacy : ShortTermPlasticityDescription
    {
        public double Efficacy { get; init; }

        public bool Differs { get; init; }

        public override bool DiffersBySynapse => Differs;

        public override ShortTermSynapses Create(Population source, Connectivity? connectivity) => new GivenSynapses(Efficacy);
    }

    private sealed class GivenSynapses(double efficacy) : ShortTermSynapses
    {
        public override void Transmit(int source, int step, Span<double> efficacies) =>
            efficacies[efficacies.Length > 1 ? 1 : 0] = efficacy;
    }

    /// <summary>Every source has the target that something outside the description decides.</summary>
    [VariantName("elsewhere")]
    private sealed record Elsewhere(int Target) : ConnectivityDescription
    {
        public override double SynapsesOf(PairSize size) => size.Sources;

        protected override IEnumerable<(int Source, int Target)> Pairs(PairSize size, RandomStream random) =>
            Enumerable.Range(0, size.Sources).Select(source => (source, Target));
    }

    /// <summary>Every source has one target: one that a generator outside the kind gives, or, as it should be, the given one.</summary>
    [VariantName("own-chance")]
    private sealed record OwnChance : ConnectivityDescription
    {
        private readonly Random _own = new(1);

        public bool Given { get; init; }

        public override double SynapsesOf(PairSize size) => size.Sources;

        protected override IEnumerable<(int Source, int Target)> Pairs(PairSize size, RandomStream random)
        {
            for (int source = 0; source < size.Sources; source++)
                yield return (source, (int)((Given ? random.NextUniform() : _own.NextDouble()) * size.Targets));
        }
    }
}
