using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Recording.State;
using Spiking.Tasks.PatternLearning;
using Spiking.Tests.Engine;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Recording;

/// <summary>Injected currents in tables of states: those of the description, of a task and of its teacher.</summary>
public sealed class RecordedCurrentsTests
{
    private const int Burn = 300, Example = 500, Learning = 100, Cells = 21;

    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    // The teacher's currents into the recorded neurons, as they were when a step had been taken.
    private sealed class TeacherWatch(Population output) : IObserver
    {
        public List<float[]> Currents { get; } = [];

        // The mean over all neurons: of the teacher, and as recorders find it.
        public List<double> Means { get; } = [];

        public List<double> Seen { get; } = [];

        public int NextLook(Network network) => network.StepsTaken + 1;

        public void AfterSteps(Network network)
        {
            AlignedArray<float>? currents = ((IDendriteInjection)output).DendriteCurrents;
            Currents.Add(currents is null ? [0, 0] : [currents.Span[0], currents.Span[20]]);
            double sum = 0;
            foreach (float current in currents is null ? [] : currents.Span) sum += current;
            Means.Add(sum / output.Size);
            Seen.Add(InjectedCurrent.Of(output, "dendriteCurrent").Mean);
        }
    }

    [Test]
    public void A_state_table_has_the_currents_of_a_task_and_of_its_teacher_in_the_steps_in_which_they_act()
    {
        NetworkDescription description = SmallNetworks.Describe(
            Cells, "task.epochs=1", "task.burnIn=30 ms", "task.exampleDuration=50 ms", "task.testDiscard=10 ms",
            "task.decisionWindow=20 ms", "task.teachingSchemes.two-phase.learningDuration=10 ms");
        PatternLearningDescription task = (PatternLearningDescription)description.Task!;
        Network network = NetworkBuilder.Build(description with
        {
            Recorders =
            [
                new StateRecorderDescription
                    { Population = task.Output, Variables = ["dendriteCurrent", "somaPotential"], Neurons = [0, 20], Every = 1e-4 },
                new StateRecorderDescription { Population = task.Inputs[0], Variables = ["somaCurrent"], Neurons = [20], Every = 1e-4 },
            ],
        });
        IReadOnlyList<IRecorder> recorders = new RecordingContext(network, _folder.Path).CreateAll();
        Population output = network.Population(task.Output);
        TeacherWatch watch = new(output);
        Simulation simulation = new(network, recorders, 1);
        simulation.Run(task.Create(simulation), watch);
        foreach (IRecorder recorder in recorders)
        {
            recorder.Finish(network);
            recorder.Dispose();
        }

        string[][] taught = Rows("state.csv"), shown = Rows("state-2.csv");
        Assert.That(taught[0], Is.EqualTo(new[]
        {
            "time_s", $"{task.Output}.dendriteCurrent_a[0]", $"{task.Output}.dendriteCurrent_a[20]",
            $"{task.Output}.somaPotential_v[0]", $"{task.Output}.somaPotential_v[20]",
        }));
        Assert.That(shown[0], Is.EqualTo(new[] { "time_s", $"{task.Inputs[0]}.somaCurrent_a[20]" }));
        Assert.That(taught, Has.Length.EqualTo(1 + network.StepsTaken));
        int training = Burn + 4 * Example, ofTeacher = 0;
        double constant = Constant(task.Output, Compartment.Dendrite), ofInput = Constant(task.Inputs[0], Compartment.Soma);
        for (int step = 0; step < network.StepsTaken; step++)
        {
            int inTraining = step - training;
            bool isTaught = inTraining >= 0 && inTraining < 4 * Example && inTraining % Example >= Example - Learning;
            for (int i = 0; i < 2; i++)
            {
                float current = Number(taught[step + 1][1 + i]);
                Assert.That(current, Is.EqualTo((float)(constant + watch.Currents[step][i])), $"teacher in step {step}");
                if (!isTaught) Assert.That(current, Is.EqualTo((float)constant), $"without teacher in step {step}");
                if (current != (float)constant) ofTeacher++;
            }

            // A teacher's currents are up to 1 nA, and their sum over 21 neurons is rounded in its sixteenth digit, at 1e-24 A.
            Assert.That(watch.Seen[step], Is.EqualTo(constant + watch.Means[step]).Within(1e-23), $"mean in step {step}");

            PatternDescription? pattern = step < Burn ? null : task.Patterns[(step - Burn) / Example % 4];
            double expected = pattern is null ? 0 : pattern.Inputs[0] == 1 ? task.InputCurrentOne : task.InputCurrentZero;
            Assert.That(Number(shown[step + 1][1]), Is.EqualTo((float)(ofInput + expected)), $"input in step {step}");
        }

        Assert.That(ofTeacher, Is.GreaterThan(Learning), "the teacher has something to say");

        double Constant(string name, Compartment compartment) =>
            description.Populations[name].Currents.Where(current => current.Compartment == compartment).Sum(current => current.At(0));

        string[][] Rows(string file) => [.. File.ReadLines(_folder.File(file)).Select(line => line.Split(','))];

        static float Number(string cell) => float.Parse(cell, CultureInfo.InvariantCulture);
    }

    [Test]
    public void The_current_of_a_neuron_is_that_of_all_and_its_own()
    {
        File.WriteAllText(_folder.File("cells.csv"), "time_ms,current_pa[0],current_pa[1]\n0,100,-50\n");
        ScriptedPopulation population = ScriptedPopulation.Silent("p", 2);
        InjectedCurrents currents = new(population,
        [
            new SeriesCurrentDescription { Compartment = Compartment.Soma, File = _folder.File("cells.csv") },
            new StepCurrentDescription
                { Compartment = Compartment.Soma, Steps = [new CurrentStepDescription { From = 0, Amplitude = 30e-12 }] },
        ]);
        currents.Stimulus = 5e-12;
        currents.Advance(1);
        InjectedCurrent soma = InjectedCurrent.Of(population, "somaCurrent"), dendrite = InjectedCurrent.Of(population, "dendriteCurrent");

        // 1e-17 A: the currents of neurons are numbers of single precision.
        Assert.That(new[] { soma[0], soma[1] }, Is.EqualTo(new[] { 135e-12, -15e-12 }).Within(1e-17));
        Assert.That(soma.Mean, Is.EqualTo(60e-12).Within(1e-17));
        Assert.That((dendrite[0], dendrite[1], dendrite.Mean), Is.EqualTo((0f, 0f, 0.0)));
    }

    [Test]
    public void Sources_of_spikes_are_said_to_have_no_state()
    {
        string file = _folder.File("sources.json");
        File.WriteAllText(file, """
            {
              "name": "sources", "duration": "1 s", "neuronModels": { "source": { "type": "poisson-source", "rate": "5 Hz" } },
              "populations": { "inputs": { "size": 2, "neuron": "source" } },
              "recorders": [{ "type": "state", "population": "inputs", "variables": ["somaCurrent"], "neurons": [0] }]
            }
            """);
        Assert.That(() => NetworkDescription.Load(file), Throws.TypeOf<NetworkFileException>().With.Message.Contains(
            "found \"somaCurrent\", which the neurons of \"inputs\" do not have; they are sources of spikes, which have no state; record "
            + "their spikes."));
    }

    [Test]
    public void Cells_without_a_dendrite_have_no_dendritic_current_and_sources_none_at_all() => Assert.Multiple(() =>
    {
        Assert.That(InjectedCurrent.NamesOf(new AdExModelDescription()), Is.EqualTo(new[] { "somaCurrent" }));
        Assert.That(InjectedCurrent.NamesOf(new ActivePyramidalModelDescription()), Is.EqualTo(new[] { "somaCurrent", "dendriteCurrent" }));
        Assert.That(InjectedCurrent.NamesOf(new PoissonSourceModelDescription { Rate = 1 }), Is.Empty);
    });
}
