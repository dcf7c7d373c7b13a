using System.Text.Json;
using Spiking.Engine;
using Spiking.Recording.Spikes;
using Spiking.Runs;
using Spiking.Snapshots;
using Spiking.Tests.Files;

namespace Spiking.Tests.Snapshots;

/// <summary>Save and Restore of simulations in C#.</summary>
public sealed class SimulationStateTests
{
    private static string File => TestFiles.Of("networks", "xor-burstprop.json");

    private static readonly string[] s_changes =
        ["task=null", "recorders=null", "duration=1 s", "learningOnset=100 ms", "populations.*.size=60", "projections.*.meanInDegree=20"];

    [TestCase(1, 2)]
    [TestCase(2, 1)]
    public void A_simulation_continues_where_another_was_saved(int threads, int threadsAfter)
    {
        using TemporaryFolder folder = new();
        using Simulation whole = Simulation.Load(File, s_changes);
        using Simulation first = Simulation.Load(File, s_changes), second = Simulation.Load(File, s_changes);
        (whole.Threads, first.Threads, second.Threads) = (threads, threads, threadsAfter);
        whole.Run(0.3);
        first.Run(0.3).Save(folder.File("state"));
        whole.Network.Stimulate(whole.Network.Population("input1"), 300e-12);

        second.Record(new SpikeRecorderDescription()).Restore(folder.File("state"));
        Assert.That(second.Threads, Is.EqualTo(threadsAfter));
        second.Network.Stimulate(second.Network.Population("input1"), 300e-12);
        whole.Record(new SpikeRecorderDescription()).Run(0.4);
        second.Run(0.4);

        SimulationResult expected = whole.Result, result = second.Result;
        Assert.That(result.Time, Is.EqualTo(0.7).Within(1e-9));
        Assert.That((result.SpikesHash, result.WeightsHash), Is.EqualTo((expected.SpikesHash, expected.WeightsHash)));
        Assert.That(whole.Network.WeightsHash, Is.Not.EqualTo(first.Network.WeightsHash), "something was learned");
        Assert.That(Spikes(second), Is.EqualTo(Spikes(whole)), "recorders have what followed the state");
    }

    [Test]
    public void The_state_of_another_network_is_refused()
    {
        using TemporaryFolder folder = new();
        using (Simulation other = Simulation.Load(File, [.. s_changes, "seed=2"])) other.Save(folder.File("state"));
        using Simulation simulation = Simulation.Load(File, s_changes);
        Assert.That(() => simulation.Restore(folder.File("state")),
            Throws.TypeOf<SnapshotException>().With.Message.Contains("seed is 2 in the snapshot and 1 here"));
    }

    [Test]
    public void A_finished_simulation_is_not_restored()
    {
        using TemporaryFolder folder = new();
        using Simulation simulation = Simulation.Load(File, s_changes);
        simulation.Save(folder.File("state"));
        _ = simulation.Result;
        Assert.That(() => simulation.Restore(folder.File("state")), Throws.InvalidOperationException);
    }

    // The time of the state was not simulated here: with it the speed would be that of 0.31 s.
    [Test]
    public void The_speed_of_a_simulation_that_was_restored_is_that_of_what_followed()
    {
        using TemporaryFolder folder = new();
        using (Simulation first = Simulation.Load(File, s_changes)) first.Run(0.3).Save(folder.File("state"));
        using Simulation second = Simulation.Load(File, s_changes).Run(0.2);
        second.Restore(folder.File("state")).Run(0.01);
        SimulationResult result = second.Result;
        Assert.That(result.RealTimeFactor * second.RunTime.TotalSeconds, Is.EqualTo(0.01).Within(1e-9));
        second.WriteTo(folder.File("out"));
        using JsonDocument run = JsonDocument.Parse(System.IO.File.ReadAllText(folder.File("out/run.json")));
        Assert.That(run.RootElement.GetProperty("realTimeFactor").GetDouble(), Is.EqualTo(result.RealTimeFactor).Within(0.005));

        using Simulation idle = Simulation.Load(File, s_changes).Restore(folder.File("state"));
        Assert.That(idle.Result.RealTimeFactor, Is.NaN);
        idle.WriteTo(folder.File("idle"));
        using JsonDocument none = JsonDocument.Parse(System.IO.File.ReadAllText(folder.File("idle/run.json")));
        Assert.That(none.RootElement.GetProperty("realTimeFactor").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    private static string[] Spikes(Simulation simulation) =>
        [.. Npz.Read(Path.Combine(simulation.RecordedIn!, "spikes.npz"))
            .Select(array => $"{array.Key} {Convert.ToHexString(array.Value.Data)}").Order()];
}
