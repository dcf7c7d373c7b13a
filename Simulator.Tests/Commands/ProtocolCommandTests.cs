namespace Spiking.Tests.Commands;

/// <summary>The command protocol as a user calls it.</summary>
public sealed class ProtocolCommandTests
{
    private static readonly string s_file = Path.Combine(TestFiles.Networks, "pairing-periodic.json");

    [Test]
    public void Results_are_not_overwritten_without_force()
    {
        using TemporaryFolder folder = new();
        string[] call = ["protocol", s_file, "-o", folder.Path, "--set", "trains.epochs=2"];
        SimulatorProcess.Here(call).Ended(0);
        string run = Path.Combine(folder.Path, "pairing-periodic", "seed-1");
        string[] before = RunFolders.Contents(run);
        Assert.That(SimulatorProcess.Here(call).Ended(1).Error, Does.Contain("Nothing was overwritten"));
        Assert.That(RunFolders.Contents(run), Is.EqualTo(before));
        SimulatorProcess.Here([.. call, "--force"]).Ended(0);
        RunFolders.AssertTidy(folder.Path);
    }

    [Test]
    public void The_number_of_realizations_of_a_pairing_can_be_given_too()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(TestFiles.Networks, "pairing-burst-poisson.json");
        SimulatorProcess.Here("protocol", file, "-o", folder.Path, "--realizations", "7").Ended(0);
        string[] rows = File.ReadAllLines(Path.Combine(folder.Path, "pairing-burst-poisson", "seed-1", "curves.csv"));
        Assert.That(rows[1].Split(',')[^2], Is.EqualTo("7"));
    }
}
