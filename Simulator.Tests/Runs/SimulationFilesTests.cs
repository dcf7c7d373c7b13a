using Spiking.Engine;
using Spiking.Runs;
using Spiking.Tests.Commands;

namespace Spiking.Tests.Runs;

/// <summary>The files and figures that a simulation in C# leaves.</summary>
public sealed class SimulationFilesTests
{
    private static readonly string[] s_small = ["populations.*.size=60", "projections.*.meanInDegree=20", "recorders=null"];
    private static readonly string[] s_untaught = ["task=null", "duration=1 s", "learningOnset=100 ms"];
    private static readonly string[] s_taught = ["task.epochs=1"];

    private static string File => TestFiles.Of("networks", "xor-burstprop.json");

    [TestCase(false)]
    [TestCase(true)]
    public void A_simulation_in_code_has_the_figures_of_the_command_run(bool hasTask)
    {
        using TemporaryFolder folder = new();
        string[] changes = [.. s_small, .. hasTask ? s_taught : s_untaught];
        SimulatorProcess.Here(["run", File, .. changes.SelectMany(change => new[] { "--set", change }), "--figures", "svg", "-o",
            folder.Path, "--run", "typed"]).Ended(0);

        using (Simulation simulation = Simulation.Load(File, changes))
            (hasTask ? simulation.RunTask() : simulation.Run(1)).WriteTo(folder.File("coded"));

        Dictionary<string, string> typed = Drawn(folder.File("xor-burstprop/typed")), coded = Drawn(folder.File("coded"));
        Assert.That(typed.Keys, Is.SupersetOf(new[] { "spikes.svg", "spikes-statistics.svg", "weight-histograms.svg" }));
        Assert.That(coded, Is.EquivalentTo(typed));
    }

    [Test]
    public void Of_several_runs_the_last_is_drawn_and_the_weights_before_are_those_before_all()
    {
        using TemporaryFolder folder = new();
        using Simulation simulation = Simulation.Load(File, [.. s_small, .. s_untaught]);

        simulation.Run(0.4).Run(0.3).WriteTo(folder.File("out"));

        Dictionary<string, string> drawn = Drawn(folder.File("out"));
        Assert.That(drawn["spikes.svg"], Does.Contain(", 0.4–0.7 s of 0.7 s: "));
        Assert.That(drawn, Contains.Key("weight-histograms.svg"), "learning began in the first run");
    }

    private static Dictionary<string, string> Drawn(string results) =>
        Directory.EnumerateFiles(Path.Combine(results, "figures"), "*.svg")
            .ToDictionary(path => Path.GetFileName(path), System.IO.File.ReadAllText);
}
