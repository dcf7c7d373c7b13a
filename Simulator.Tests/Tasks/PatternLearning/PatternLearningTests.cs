using Spiking.Engine;
using Spiking.Tasks.PatternLearning;
using Spiking.Tests.Engine;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>The schedule of pattern learning, on a network of 5 x 21 neurons with short examples.</summary>
public class PatternLearningTests
{
    private const double Zero = -350e-12;
    private const double One = 150e-12;
    private const int Burn = 300, Example = 500, Learning = 100;

    private static readonly string[] Short =
    [
        "task.burnIn=30 ms", "task.exampleDuration=50 ms", "task.teachingSchemes.two-phase.learningDuration=10 ms",
        "task.testDiscard=10 ms",
        "task.decisionWindow=20 ms",
    ];

    [TestCase(0)]
    [TestCase(3)]
    public void The_number_of_steps_is_the_duration(int epochs)
    {
        (Network network, _, PatternLearningDescription task) = Run($"task.epochs={epochs}");
        Assert.That(network.StepsTaken, Is.EqualTo(Burn + (epochs + 2) * 4 * Example));
        Assert.That(network.Time, Is.EqualTo(task.Duration(network.Description)).Within(1e-9));
    }

    [Test]
    public void Weights_learn_in_learning_phases_only_and_the_teacher_teaches_then()
    {
        (_, ScheduleRecorder schedule, _) = Run("task.epochs=3");
        int training = Burn + 4 * Example;
        for (int step = 0; step < schedule.Steps.Count; step++)
        {
            int inTraining = step - training;
            bool learning = inTraining >= 0 && inTraining < 3 * 4 * Example && inTraining % Example >= Example - Learning;
            Assert.That(schedule.Steps[step].Learning, Is.EqualTo(learning), $"learning in step {step}");
            Assert.That(schedule.Steps[step].Taught, Is.EqualTo(learning), $"teacher in step {step}");
        }
    }

    [Test]
    public void In_a_single_phase_teacher_and_plasticity_are_on_for_whole_examples()
    {
        (_, ScheduleRecorder schedule, _) = Run("task.epochs=3", "task.teachingScheme=single-phase", "task.testEvery=2");
        int training = Burn + 4 * Example, epoch = 4 * Example;
        for (int step = 0; step < schedule.Steps.Count; step++)
        {
            // Epochs 1 and 2, a test, epoch 3, the test after learning.
            int inTraining = step - training;
            bool learning = inTraining >= 0 && (inTraining < 2 * epoch || (inTraining >= 3 * epoch && inTraining < 4 * epoch));
            Assert.That(schedule.Steps[step].Learning, Is.EqualTo(learning), $"learning in step {step}");
            Assert.That(schedule.Steps[step].Taught, Is.EqualTo(learning), $"teacher in step {step}");
        }

        Assert.That(schedule.Steps, Has.Count.EqualTo(training + 5 * epoch));
    }

    [TestCase("task.testEvery=1", "1 2")]
    [TestCase("task.testEvery=2", "2")]
    [TestCase("task.testEvery=3", "")]
    [TestCase("task.epochs=3", "")]
    public void Tests_between_epochs_come_as_often_as_asked(string change, string epochs)
    {
        Network network = SmallNetworks.Build(21, [.. Short, "task.epochs=3", change]);
        PatternLearningDescription task = (PatternLearningDescription)network.Description.Task!;
        Simulation simulation = new Simulation(network, [], 1);
        PatternLearningTask learning = new(simulation, task);
        simulation.Run(learning);
        Assert.That(string.Join(' ', learning.Result.Between.Select(t => t.Epoch)), Is.EqualTo(epochs));
        Assert.That(network.Time, Is.EqualTo(task.Duration(network.Description)).Within(1e-9));
    }

    [Test]
    public void The_learning_rate_factor_of_the_teaching_scheme_is_on_all_rules()
    {
        Network network = SmallNetworks.Build(21, [.. Short, "task.teachingScheme=single-phase"]);
        _ = new PatternLearningTask(new Simulation(network, [], 1), (PatternLearningDescription)network.Description.Task!);
        Assert.That(network.Learners.Select(l => l.Rate), Is.Not.Empty.And.All.EqualTo(0.5));
    }

    [Test]
    public void Patterns_come_as_listed_between_a_burn_in_without_input()
    {
        (_, ScheduleRecorder schedule, _) = Run("task.epochs=2");
        Assert.That(schedule.Steps.Take(Burn).SelectMany(s => s.Currents), Is.All.Zero);
        double[][] expected = [[Zero, Zero], [One, Zero], [Zero, One], [One, One]];
        for (int step = Burn; step < schedule.Steps.Count; step++)
            Assert.That(schedule.Steps[step].Currents, Is.EqualTo(expected[(step - Burn) / Example % 4]), $"step {step}");
    }

    [Test]
    public void Random_order_is_a_new_permutation_every_epoch()
    {
        const int Epochs = 12;
        (_, ScheduleRecorder schedule, _) = Run($"task.epochs={Epochs}", "task.order=random");
        List<string> orders = [];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            int[] order = [.. Enumerable.Range(0, 4).Select(i => PatternAt(schedule, Burn + (4 + 4 * epoch + i) * Example))];
            Assert.That(order.Order(), Is.EqualTo(new[] { 0, 1, 2, 3 }), $"epoch {epoch} shows every pattern once");
            orders.Add(string.Concat(order));
        }

        // 12 of 24 equally likely orders: fewer than 5 different ones have a probability below C(24,4) (4/24)^12 = 5e-6.
        Assert.That(orders.Distinct().Count(), Is.GreaterThanOrEqualTo(5));

        // Tests keep the listed order.
        Assert.That(Enumerable.Range(0, 4).Select(i => PatternAt(schedule, Burn + i * Example)), Is.Ordered.Ascending);
    }

    [Test]
    public void Outcomes_stand_in_the_order_of_the_patterns_whatever_the_order_of_presentation()
    {
        Network network = SmallNetworks.Build(21, [.. Short, "task.epochs=2", "task.order=random"]);
        PatternLearningDescription task = (PatternLearningDescription)network.Description.Task!;
        Simulation simulation = new Simulation(network, [], 1);
        PatternLearningTask learning = new(simulation, task);
        simulation.Run(learning);
        PatternLearningResult result = learning.Result;
        Assert.That(result.Epochs.Select(e => e.Epoch), Is.EqualTo(new[] { 1, 2 }));
        foreach (EpochOutcome epoch in result.Epochs)
        {
            Assert.That(epoch.Examples.Select(e => e.PatternIndex), Is.EqualTo(new[] { 0, 1, 2, 3 }));
            double cost = epoch.Examples.Sum(
                e => PatternCost.Of(task.Cost, task.Patterns[e.PatternIndex].Target, e.OutputRate));
            Assert.That(epoch.Cost, Is.EqualTo(cost));
            Assert.That(epoch.MeanWeights, Has.Count.EqualTo(network.Learners.Count));
        }

        Assert.That(result.Before!.Responses.Select(r => r.Pattern), Is.EqualTo(task.Patterns));
        Assert.That(result.After!.Responses.Select(r => r.Pattern), Is.EqualTo(task.Patterns));
    }

    [Test]
    public void A_stopped_run_keeps_what_was_completed()
    {
        Network network = SmallNetworks.Build(21, [.. Short, "task.epochs=50"]);
        PatternLearningDescription task = (PatternLearningDescription)network.Description.Task!;
        using CancellationTokenSource stop = new();
        Simulation simulation = new(network, [], 1, new StopAt(1.1, stop), stop.Token);
        PatternLearningTask learning = new(simulation, task);
        Assert.Throws<OperationCanceledException>(() => simulation.Run(learning));

        // Progress is reported every 0.1 s, so the run stops at 1.1 s: 0.23 s for burn-in and test, then epochs of 0.2 s.
        Assert.That(network.Time, Is.EqualTo(1.1).Within(1e-9));
        Assert.That(learning.Result.Epochs, Has.Count.EqualTo(4));
        Assert.That(learning.Result.Before, Is.Not.Null);
        Assert.That(learning.Result.After, Is.Null);
    }

    private static int PatternAt(ScheduleRecorder schedule, int step) =>
        schedule.Steps[step].Currents switch { [Zero, Zero] => 0, [One, Zero] => 1, [Zero, One] => 2, _ => 3 };

    private static (Network Network, ScheduleRecorder Schedule, PatternLearningDescription Task) Run(params string[] changes)
    {
        Network network = SmallNetworks.Build(21, [.. Short, .. changes]);
        PatternLearningDescription task = (PatternLearningDescription)network.Description.Task!;
        ScheduleRecorder schedule = new(network, task.Inputs, task.Output);
        Simulation simulation = new(network, [schedule], task.Duration(network.Description));
        simulation.Run(task.Create(simulation));
        return (network, schedule, task);
    }

    private sealed class StopAt(double time, CancellationTokenSource stop) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value)
        {
            if (value.Time >= time - 1e-9) stop.Cancel();
        }
    }
}
