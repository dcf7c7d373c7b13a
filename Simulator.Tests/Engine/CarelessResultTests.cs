using Spiking.Engine;
using Spiking.Engine.Checking;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Plotting;
using Spiking.Runs;
using Spiking.Snapshots;
using Spiking.Text;

namespace Spiking.Tests.Engine;

/// <summary>
/// Values that parts of other assemblies must not give, such as null for a list, are refused with a sentence that names the part.
/// </summary>
public class CarelessResultTests
{
    private static IEnumerable<TestCaseData> Results()
    {
        (string Sentence, GivenResult Result)[] cases =
        [
            ("Sentences gives null; a list without entries says that there are none", new() { Sentences = null! }),
            ("Sentences gives an entry that is null", new() { Sentences = [null!] }),
            ("Tables gives null; a list without entries says that there are none", new() { Tables = null! }),
            ("Measured gives null; a list without entries says that there are none", new() { Measured = null! }),
            ("Measured has a number without a name", new() { Measured = [("", 1)] }),
            ("Figures gives null; a list without entries says that there are none", new() { Drawn = null! }),
            ("Figures gives a figure whose name or drawing is null", new() { Drawn = [("f", null!)] }),
            ("the figure \"f\" is null", new() { Drawn = [("f", () => null!)] }),
        ];
        return cases.Select(c => new TestCaseData(c.Result, c.Sentence).SetArgDisplayNames(c.Sentence));
    }

    [TestCaseSource(nameof(Results))]
    public void A_result_that_gives_nothing_where_something_is_needed_is_named(GivenResult given, string sentence)
    {
        IResult result = CheckedResult.Of(given);
        Assert.That(
            () =>
            {
                _ = result.Sentences.Count() + result.Tables.Count() + result.Measured.Count;
                foreach ((string _, Func<Figure> draw) in result.Figures()) draw();
            },
            Throws.TypeOf<SimulationException>().With.Message.EqualTo($"GivenResult of Simulator.Tests: {sentence}."));
    }

    [Test]
    public void A_table_does_not_take_the_place_of_a_file_of_the_run()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("rates.csv"), "of the run");
        IResult result = CheckedResult.Of(new GivenResult { Files = ["rates.csv", "mine.csv"] });
        Assert.That(() => result.WriteTables(folder.Path), Throws.TypeOf<SimulationException>().With.Message.EqualTo(
            "GivenResult of Simulator.Tests: WriteTables writes \"rates.csv\", but the run has a file of this name already; it needs "
            + "another name."));
        Assert.That(File.ReadAllText(folder.File("rates.csv")), Is.EqualTo("of the run"));
        Assert.That(
            Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName), Is.EquivalentTo(new[] { "rates.csv", "mine.csv" }));
    }

    // What was written before a failure is kept, as of other parts.
    [Test]
    public void Tables_that_were_written_before_a_failure_are_kept()
    {
        using TemporaryFolder folder = new();
        IResult result = CheckedResult.Of(new GivenResult { Files = ["mine.csv", "no such folder/other.csv"] });
        Assert.That(() => result.WriteTables(folder.Path), Throws.InstanceOf<IOException>());
        Assert.That(Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "mine.csv" }));
    }

    [Test]
    public void A_weight_that_is_no_number_is_said_of_its_rule_and_not_of_the_neurons()
    {
        Network network = NetworkBuilder.Build(DescriptionCheck.Note(new NetworkDescription
        {
            Name = "learning",
            Duration = 1,
            LearningOnset = 0,
            NeuronModels = new Dictionary<string, NeuronModelDescription>
            {
                ["source"] = new RegularSourceModelDescription { Rate = 100 },
                ["cell"] = new ConductanceLifModelDescription { Drive = 20e-3 },
            },
            Populations = new Dictionary<string, PopulationDescription>
            {
                ["sources"] = new() { Size = 2, Neuron = "source" },
                ["cells"] = new() { Size = 2, Neuron = "cell" },
            },
            Projections =
            [
                new()
                {
                    From = ["sources"], To = ["cells"], Receptor = Receptor.SomaAmpa, Weight = 0.1, Probability = 1,
                    Plasticity = new RuinousRule(),
                },
            ],
        }));
        Assert.That(() => network.Advance(network.Steps(1)), Throws.TypeOf<NonFiniteWeightException>().With.Message.EqualTo(
            $"a weight of {network.Projections[0].Settings.Name} is NaN after 1 s of simulated time. The learning rule \"ruinous\" of "
            + "another assembly has a fault, or its rates are too large."));
    }

    [TestCase(true, "Receptors of ListlessModel gives null; a list without entries says that there are none.")]
    [TestCase(false, "StateVariables of ListlessModel gives null; a list without entries says that there are none.")]
    public void A_model_without_a_list_is_a_mistake_of_the_network(bool receptors, string message)
    {
        List<Problem> problems = [];
        NetworkDescription network = Network(new ListlessModel { HasReceptorsOnly = !receptors });
        NetworkValidator.Check(network, new SourceMap(), "file", problems);
        Assert.That(problems.Select(problem => problem.Message), Is.EqualTo(new[] { message }));
    }

    [TestCase(Fault.NoConductances, typeof(SimulationException),
        "the neuron model \"faulty-cell\" of population \"cells\" gives no conductances of the receptor SomaDelta, but 2 are needed, one "
        + "for every neuron.")]
    [TestCase(Fault.SameName, typeof(ArgumentException), "the state variable \"potential\" is added twice. (Parameter 'name')")]
    [TestCase(Fault.NameOfCurrent, typeof(ArgumentException),
        "a state variable cannot be called \"somaCurrent\", as recorders call the injected current. (Parameter 'name')")]
    [TestCase(Fault.OtherStep, typeof(ArgumentException), "a spike of step 1 is listed in step 0. (Parameter 'step')")]
    public void A_population_that_breaks_its_word_is_told(Fault fault, Type exception, string message) =>
        Assert.That(
            () =>
            {
                using Simulation simulation = Simulation.Create(DescriptionCheck.Note(Network(new FaultyModel { Fault = fault })));
                simulation.Run(1e-3);
            },
            Throws.TypeOf(exception).With.Message.EqualTo(message));

    [TestCase(true, "task (\"absent\"): Schedule of Absence gives null.")]
    [TestCase(false, "task (\"absent\"): segment 1 of Schedule of Absence is null.")]
    public void A_task_without_a_schedule_is_told(bool lacksAll, string message)
    {
        using Simulation simulation = Simulation.Create(DescriptionCheck.Note(Network(new AdExModelDescription()) with
        {
            Duration = null,
            Task = new AbsentTask { LacksAll = lacksAll },
        }));
        Assert.That(() => simulation.RunTask(), Throws.TypeOf<SimulationException>().With.Message.EqualTo(message));
    }

    private static NetworkDescription Network(NeuronModelDescription model) => new()
    {
        Name = "faulty",
        Duration = 0.1,
        NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = model },
        Populations = new Dictionary<string, PopulationDescription> { ["cells"] = new() { Size = 2, Neuron = "cell" } },
    };

    /// <summary>A mistake that a population makes on purpose.</summary>
    public enum Fault
    {
        /// <summary>It gives no array for a receptor.</summary>
        NoConductances,

        /// <summary>It adds two state variables of one name.</summary>
        SameName,

        /// <summary>It calls a state variable as recorders call the injected current.</summary>
        NameOfCurrent,

        /// <summary>It lists a spike of the next step.</summary>
        OtherStep,
    }

    /// <summary>A result of one's choice.</summary>
    public sealed class GivenResult : IResult
    {
        public IEnumerable<string> Sentences { get; init; } = [];

        public IEnumerable<TextTable> Tables { get; init; } = [];

        public IReadOnlyList<(string Name, double Value)> Measured { get; init; } = [];

        public IEnumerable<(string Name, Func<Figure> Draw)> Drawn { get; init; } = [];

        public IReadOnlyList<string> Files { get; init; } = [];

        public IEnumerable<(string Name, Func<Figure> Draw)> Figures() => Drawn;

        public void WriteTables(string folder)
        {
            foreach (string file in Files) File.WriteAllText(Path.Combine(folder, file), "of the part");
        }
    }

    [VariantName("ruinous")]
    private sealed record RuinousRule : PlasticityDescription
    {
        public override Learner Create(LearningContext context) => new Ruin(context);

        private sealed class Ruin(LearningContext context) : Learner(context.Projection)
        {
            public override void OnArrivals(int step)
            {
                context.Projection.Weights.Span[0] = float.NaN;
                context.Projection.NoteChange();
            }

            protected override void VisitState(StateVisitor visitor)
            {
            }
        }
    }

    [VariantName("listless")]
    private sealed record ListlessModel : NeuronModelDescription
    {
        public bool HasReceptorsOnly { get; init; }

        public override bool HasDendrite => false;

        public override IReadOnlyList<Receptor> Receptors => HasReceptorsOnly ? [] : null!;

        public override IReadOnlyList<string> StateVariables => null!;

        public override Population Create<T>(PopulationSettings settings) => throw new NotSupportedException();
    }

    [VariantName("faulty-cell")]
    private sealed record FaultyModel : NeuronModelDescription
    {
        public Fault Fault { get; init; }

        public override bool HasDendrite => false;

        public override IReadOnlyList<Receptor> Receptors => [Receptor.SomaDelta];

        public override IReadOnlyList<string> StateVariables => ["potential"];

        public override Population Create<T>(PopulationSettings settings) => new FaultyCells(this, settings);
    }

    private sealed class FaultyCells : Population
    {
        private readonly AlignedArray<float> _potential;
        private readonly Fault _fault;

        public FaultyCells(FaultyModel model, PopulationSettings settings)
            : base(settings)
        {
            (_fault, _potential) = (model.Fault, AddState("potential", 0));
            if (_fault == Fault.SameName) AddState("potential", 1);
            if (_fault == Fault.NameOfCurrent) AddState("somaCurrent", 1);
        }

        public override AlignedArray<float> Conductance(Receptor receptor) => _fault == Fault.NoConductances ? null! : _potential;

        protected override void AdvanceNeurons(int step) => Emit(0, _fault == Fault.OtherStep ? step + 1 : step);
    }

    [VariantName("absent")]
    private sealed record AbsentTask : TaskDescription
    {
        public bool LacksAll { get; init; }

        public override double Duration(NetworkDescription network) => 1e-3;

        public override ITask Create(Simulation simulation) => new Absence(LacksAll);
    }

    private sealed class Absence(bool lacksAll) : ITask, ITaskResult
    {
        public ITaskResult Result => this;

        public IEnumerable<Segment> Schedule => lacksAll ? null! : [new Segment(10), null!];
    }
}
