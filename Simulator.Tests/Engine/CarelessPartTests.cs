using Spiking.Engine;
using Spiking.Engine.Checking;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Runs;
using Spiking.Synapses;
using Spiking.Tests.Neurons;
using Spiking.Text;

namespace Spiking.Tests.Engine;

/// <summary>Mistakes of those who write parts of their own are named, each with its place.</summary>
public class CarelessPartTests
{
    [Test]
    public void A_segment_of_less_than_no_steps_is_refused_where_it_is_made() =>
        Assert.That(() => new Segment(-5),
            Throws.ArgumentException.With.Message.EqualTo("a segment has -5 steps, but it must have at least 0."));

    [Test]
    public void A_row_of_a_table_has_a_cell_for_every_column() =>
        Assert.That(() => new TextTable("Answer", ["a", "b", "c"], [["1", "2", "3"], ["1", "2"]]),
            Throws.ArgumentException.With.Message.EqualTo("a row of the table \"Answer\" has 2 cells instead of 3, one for every column."));

    // 0.25 s are 2500 steps. One segment and the duration may each be rounded by half a step.
    [TestCase(2500, 0.25)]
    [TestCase(2501, 0.25)]
    [TestCase(2502, double.NaN)]
    [TestCase(4000, double.NaN)]
    public void A_schedule_lasts_as_long_as_its_description_says(int steps, double lasts)
    {
        using Simulation simulation = Simulation.Create(DescriptionCheck.Note(Network(new GivenTask { Seconds = 0.25, Steps = steps })));
        if (double.IsNaN(lasts))
            Assert.That(() => simulation.RunTask(), Throws.TypeOf<SimulationException>().With.Message.EqualTo(
                $"task (\"given\"): Duration of GivenTask gives 0.25 s, but the segments of its schedule last {steps * 1e-4:0.####} s "
                + "together."));
        else
            Assert.That(simulation.RunTask().Network.Time, Is.EqualTo(lasts).Within(1.1e-4));
    }

    [TestCase(double.NaN, "NaN")]
    [TestCase(double.PositiveInfinity, "Infinity")]
    [TestCase(-1, "-1")]
    [TestCase(0, "0")]
    public void A_duration_that_is_none_is_a_mistake_of_the_network(double seconds, string shown) =>
        Assert.That(Problems(Network(new GivenTask { Seconds = seconds })),
            Is.EqualTo(new[] { $"Duration of GivenTask gives {shown} s, but a finite time above 0 is needed." }));

    [Test]
    public void A_key_that_a_connectivity_has_not_is_named_with_the_method_that_says_it() =>
        Assert.That(
            Problems(Network() with
            {
                Projections =
                [
                    new() { From = ["cells"], To = ["cells"], Receptor = Receptor.SomaAmpa, Weight = 0.1, Delay = 1e-3,
                        Connectivity = new WrongKey() },
                ],
            }),
            Is.EqualTo(new[] { "Misfit of WrongKey names the key \"Nonsense\", which it has not: from \"cells\" to \"cells\" is wrong." }));

    [Test]
    public void A_problem_of_a_property_that_there_is_not_is_refused() =>
        Assert.That(() => Problems(Network(new GivenTask { Seconds = 1, Reports = "Nonsense" })),
            Throws.ArgumentException.With.Message.EqualTo("GivenTask has no property \"Nonsense\" that files can give."));

    [Test]
    public void Two_numbers_of_one_name_are_refused()
    {
        Network network = NetworkBuilder.Build(DescriptionCheck.Note(Network()));
        Assert.That(() => Measurements.Of(network, null, [new Found(), new Found()]),
            Throws.TypeOf<SimulationException>().With.Message.StartsWith(
                "two of the numbers that the run measures are called \"found_hz\", so that the second would be lost"));
        Assert.That(Measurements.Of(network, null, [new Found()]).Select(m => m.Name), Has.Member("found_hz"));
    }

    // Not on all file systems are names that differ in capitals two names.
    [Test]
    public void A_figure_does_not_take_the_files_of_another()
    {
        using TemporaryFolder folder = new();
        using Simulation simulation = Simulation.Create(DescriptionCheck.Note(Network() with { Recorders = [new Sketch()] }));
        Assert.That(() => simulation.Run(1e-3).WriteTo(folder.File("out")),
            Throws.TypeOf<IOException>().With.Message.Contains(
                "The figure Network could not be written: the run has another figure of this name, whose files it would replace"));
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(-5)]
    public void A_look_in_the_past_is_refused(int ahead)
    {
        static NetworkDescription Looking(int ahead) => DescriptionCheck.Note(Network() with { Recorders = [new Hasty { Ahead = ahead }] });
        using Simulation simulation = Simulation.Create(Looking(ahead));
        Assert.That(() => simulation.Run(5e-3), Throws.TypeOf<SimulationException>().With.Message.EqualTo(
            $"recorders[0]: NextLook of HastyLooks gives {ahead}, but 0 steps have been taken. A later step is needed; 2147483647, the "
            + "largest int, asks for none."));
        using Simulation sound = Simulation.Create(Looking(1));
        Assert.That(() => sound.Run(5e-3), Throws.Nothing);
    }

    private static IEnumerable<TestCaseData> Failing()
    {
        NetworkDescription network = Network();
        IReadOnlyList<RecorderDescription> recorders = [new Sketch(), new Hasty { Ahead = 1, FailsIn = nameof(IObserver.AfterSteps) }];
        PopulationDescription cells = network.Populations["cells"];
        (string Place, NetworkDescription Network)[] cases =
        [
            ("recorders[0] (\"hasty\")", network with { Recorders = [new Hasty { FailsIn = "Create" }] }),
            ("recorders[1]", network with { Recorders = recorders }),
            ("recorders[0]", network with { Recorders = [new Hasty { FailsIn = nameof(IObserver.NextLook) }] }),
            ("populations.cells.currents[1] (\"thorn\")", network with
            {
                Populations = new Dictionary<string, PopulationDescription>
                {
                    ["cells"] = cells with { Currents = [Thorn(1), Thorn(1e-3)] },
                },
            }),
            ("population \"thorns\"", network with
            {
                NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = new ThornModel() },
                Populations = new Dictionary<string, PopulationDescription> { ["thorns"] = new() { Size = 2, Neuron = "cell" } },
            }),
        ];
        return cases.Select(c => new TestCaseData(c.Network, c.Place).SetArgDisplayNames(c.Place));

        static ThornCurrent Thorn(double time) => new() { Compartment = Compartment.Soma, FailsAt = time };
    }

    [TestCaseSource(nameof(Failing))]
    public void The_failure_of_a_part_tells_its_place_in_the_file(NetworkDescription network, string place)
    {
        DescriptionCheck.Note(network);
        NotSupportedException failure = Assert.Throws<NotSupportedException>(() =>
        {
            using Simulation simulation = Simulation.Create(network);
            simulation.Run(5e-3);
        })!;
        Assert.That(AddedPart.PlaceOf(failure), Is.EqualTo(place));
    }

    [Test]
    public void The_failure_of_a_task_tells_its_place()
    {
        using Simulation simulation =
            Simulation.Create(DescriptionCheck.Note(Network(new GivenTask { Seconds = 1e-3, Steps = 10, Fails = true })));
        NotSupportedException failure = Assert.Throws<NotSupportedException>(() => simulation.RunTask())!;
        Assert.That(AddedPart.PlaceOf(failure), Is.EqualTo("task"));
    }

    private static IEnumerable<string> Problems(NetworkDescription network)
    {
        List<Problem> problems = [];
        NetworkValidator.Check(network, new SourceMap(), "file", problems);
        return problems.Select(problem => problem.Message);
    }

    private static NetworkDescription Network(TaskDescription? task = null) => new()
    {
        Name = "careless",
        Duration = task is null ? 0.1 : null,
        NeuronModels = new Dictionary<string, NeuronModelDescription> { ["cell"] = new AdExModelDescription() },
        Populations = new Dictionary<string, PopulationDescription> { ["cells"] = new() { Size = 2, Neuron = "cell" } },
        Task = task,
    };

    /// <summary>A task of one segment, with a duration, and a problem that it reports, of one's choice.</summary>
    [VariantName("given")]
    private sealed record GivenTask : TaskDescription
    {
        [Quantity(Dimension.Time)]
        public double Seconds { get; init; }

        public int Steps { get; init; }

        public string? Reports { get; init; }

        public bool Fails { get; init; }

        public override double Duration(NetworkDescription network) => Seconds;

        public override void Check(NetworkFindings findings)
        {
            if (Reports is not null) findings.Report(this, Reports, "is wrong.");
        }

        public override ITask Create(Simulation simulation) => new OneSegment(Steps, Fails);
    }

    private sealed class OneSegment(int steps, bool fails) : ITask, ITaskResult
    {
        public ITaskResult Result => this;

        public IEnumerable<Segment> Schedule =>
            [new Segment(steps) { Begin = () => { if (fails) throw new NotSupportedException("the task"); } }];
    }

    [VariantName("wrong-key")]
    private sealed record WrongKey : ConnectivityDescription
    {
        public override (string? Property, string Message)? Misfit(PairSize size) => ("Nonsense", "is wrong.");

        public override double SynapsesOf(PairSize size) => 0;

        protected override IEnumerable<(int Source, int Target)> Pairs(PairSize size, RandomStream random) => [];
    }

    private sealed class Found : IResult
    {
        public IReadOnlyList<(string Name, double Value)> Measured => [("found_hz", 1)];
    }

    /// <summary>A recorder that wants to look a number of steps ahead, and fails where it is told to.</summary>
    [VariantName("hasty")]
    private sealed record Hasty : RecorderDescription
    {
        public int Ahead { get; init; } = 1;

        public string? FailsIn { get; init; }

        public override IRecorder Create(RecordingContext context) =>
            FailsIn == "Create" ? throw new NotSupportedException(FailsIn) : new HastyLooks(this);
    }

    private sealed class HastyLooks(Hasty description) : IRecorder
    {
        public int NextLook(Network network)
        {
            FailIn(nameof(NextLook));
            return network.StepsTaken + description.Ahead;
        }

        public void AfterSteps(Network network) => FailIn(nameof(AfterSteps));

        public void Finish(Network network)
        {
        }

        public void Dispose()
        {
        }

        private void FailIn(string method)
        {
            if (description.FailsIn == method) throw new NotSupportedException(method);
        }
    }

    [VariantName("thorn")]
    private sealed record ThornCurrent : CurrentDescription
    {
        [Quantity(Dimension.Time)]
        public double FailsAt { get; init; }

        public override double At(double time) => time < FailsAt ? 0 : throw new NotSupportedException("the current");
    }

    [VariantName("thorns")]
    private sealed record ThornModel : NeuronModelDescription
    {
        public override IReadOnlyList<Receptor> Receptors => [];

        public override bool HasDendrite => false;

        public override IReadOnlyList<string> StateVariables => [];

        public override Population Create<T>(PopulationSettings settings) => new ScriptedPopulation(
            settings, (step, neuron) => step < 5 ? false : throw new NotSupportedException("the cells"));
    }

    [VariantName("sketch")]
    private sealed record Sketch : RecorderDescription
    {
        public override IRecorder Create(RecordingContext context) => new Sketches();
    }

    private sealed class Sketches : IRecorder, IResult
    {
        public IResult Result => this;

        public IEnumerable<(string Name, Func<Figure> Draw)> Figures() => [("Network", () => throw new NotSupportedException())];

        public void AfterSteps(Network network)
        {
        }

        public void Finish(Network network)
        {
        }

        public void Dispose()
        {
        }
    }
}
