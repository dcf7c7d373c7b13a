using Spiking.Numerics;
using Spiking.Protocols.TargetRate;
using Spiking.Tests.Commands;

namespace Spiking.Tests.Protocols.TargetRate;

public sealed class TargetRateDeterminismTests
{
    private static readonly string[] s_short = ["duration=4 s", "teacher[1]=null", "teacher[0].from=1 s", "teacher[0].until=2 s", "phaseWindow=1 s"];

    [Test]
    public void Vector_width_and_number_of_threads_change_nothing()
    {
        TargetRateProtocolDescription protocol = TargetRateTasks.Load([.. s_short, "realizations=3"]);
        TargetRateResult one = TargetRateResult.Run(protocol, threads: 1), several = TargetRateResult.Run(protocol, threads: 3);
        Assert.That(several.Courses.Select(Identity), Is.EqualTo(one.Courses.Select(Identity)));
        Assert.That(several.Courses.SelectMany(course => course.Samples), Is.EqualTo(one.Courses.SelectMany(course => course.Samples)));
        string[] widths =
        [
            Identity(TargetRateTasks.Run<Lanes128>(protocol)), Identity(TargetRateTasks.Run<Lanes256>(protocol)), Identity(TargetRateTasks.Run<Lanes512>(protocol)),
        ];
        Assert.That(widths, Is.All.EqualTo(Identity(one.Courses[0])));
        Assert.That(one.Courses.Select(course => course.SpikesHash), Is.Unique, "seeds differ");
    }

    [Test]
    public void The_realisation_of_a_seed_does_not_depend_on_where_the_seeds_begin()
    {
        TargetRateProtocolDescription protocol = TargetRateTasks.Load([.. s_short, "realizations=2"]);
        TargetRateCourse second = TargetRateResult.Run(protocol).Courses[1];
        Assert.That(Identity(TargetRateResult.Run(protocol with { Seed = 2, Realizations = 1 }).Courses[0]), Is.EqualTo(Identity(second)));
    }

    [Test]
    public void Processes_without_vector_instructions_compute_the_same()
    {
        using TemporaryFolder folder = new();
        string[] call = ["protocol", TargetRateTasks.File, "-o", folder.Path, "--force", .. s_short.SelectMany(change => new[] { "--set", change })];
        string expected = HashesOf(SimulatorProcess.Apart(call).Ended(0).Output);
        foreach (string off in new[] { "DOTNET_EnableAVX512F", "DOTNET_EnableAVX2", "DOTNET_EnableAVX" })
        {
            ProgramResult result = SimulatorProcess.Apart(call, new Dictionary<string, string> { [off] = "0" }).Ended(0);
            Assert.That(HashesOf(result.Output), Is.EqualTo(expected), off);
        }
    }

    [Test]
    public void A_step_allocates_nothing()
    {
        TargetRateSimulation simulation = new(TargetRateTasks.Load(), 1);
        for (int i = 0; i < 3000; i++) simulation.Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 3000; i++) simulation.Step();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(simulation.OutputRates.EventRate, Is.GreaterThan(1), "spikes were handled meanwhile");
    }

    private static string Identity(TargetRateCourse course) => $"{course.Seed}: {course.SpikesHash:X16} {course.WeightsHash:X16}";

    private static string HashesOf(string output) => output[output.IndexOf("spikes ", StringComparison.Ordinal)..].Split('\n')[0];
}
