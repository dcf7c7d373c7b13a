using Spiking.Engine;
using Spiking.Tasks.PatternLearning;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>The schedule of a pattern-learning task.</summary>
public sealed class PatternScheduleTests
{
    // Cancellations and baselines are left open in BurstCCN's network, nothing in Burstprop's.
    [TestCase("xor-burstprop.json", "task.epochs=0")]
    [TestCase("xor-burstprop.json", "task.epochs=5", "task.testEvery=2")]
    [TestCase("xor-burstccn.json", "task.epochs=1", "task.testEvery=1")]
    [TestCase("xor-burstccn.json", "task.epochs=0", "task.calibration.learning={ \"rounds\": 3, \"patternDuration\": \"1.5 s\" }")]
    public void The_segments_take_the_time_of_the_task(string file, params string[] changes)
    {
        (NetworkDescription network, Segment[] schedule) = Schedule(file, [.. changes, "populations.*.size=100"]);
        Assert.That(schedule.Sum(segment => segment.Steps * network.TimeStep), Is.EqualTo(network.Task!.Duration(network)).Within(1e-6));
    }

    [Test]
    public void Tests_come_between_epochs_and_once_after_the_last()
    {
        (_, Segment[] schedule) = Schedule("xor-burstprop.json", ["task.epochs=4", "task.testEvery=2", "populations.*.size=100"]);
        Assert.That(schedule.Select(segment => segment.Stage).OfType<string>(), Is.EqualTo(new[]
        {
            "burn-in", "test before learning", "epoch 1 of 4", "epoch 2 of 4", "test after epoch 2", "epoch 3 of 4", "epoch 4 of 4",
            "test after learning",
        }));
    }

    private static (NetworkDescription Network, Segment[] Schedule) Schedule(string file, string[] changes)
    {
        NetworkDescription network = NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, file), changes);
        Simulation simulation = new(NetworkBuilder.Build(network), [], 1);
        return (network, [.. new PatternLearningTask(simulation, (PatternLearningDescription)network.Task!).Schedule]);
    }
}
