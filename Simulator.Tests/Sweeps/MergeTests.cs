using Spiking.Tests.Commands;

namespace Spiking.Tests.Sweeps;

/// <summary>The command merge in other folders than that of the sweep, and with the assemblies of the sweep.</summary>
[Platform(Exclude = "Win")]
public class MergeTests
{
    [Test]
    public void Merge_compares_with_the_file_of_the_sweep_in_whatever_folder_it_is_called()
    {
        using TemporaryFolder folder = new();
        string[] folders = [folder.File("a"), folder.File("b"), folder.File("c")];
        Array.ForEach(folders, name => Directory.CreateDirectory(name));
        string one = File.ReadAllText(Path.Combine(TestFiles.Networks, "examples", "one-cell.json"));
        string changed = one.Replace("\"500 pA\"", "\"400 pA\"", StringComparison.Ordinal);
        string file = Path.Combine(folders[0], "net.json"), other = Path.Combine(folders[1], "net.json");
        string sweep = Path.Combine("..", "a", "out", "one-cell", "sweep"), plan = folder.File("a/out/one-cell/sweep/sweep.json");
        File.WriteAllText(file, one);
        File.WriteAllText(other, changed);
        In(folders[0], "sweep", "net.json", "--set", "duration=20 ms", "--seeds", "1..2", "--figures", "none", "-o", "out").Ended(0);
        foreach (string place in folders) Assert.That(Merge(place).Ended(0).Error, Is.Empty, place);
        File.WriteAllText(file, changed);
        Assert.That(Merge(folders[2]).Ended(1).Error, Does.Contain("hold results of other values of " + file));
        File.WriteAllText(file, one);

        // As earlier versions wrote it.
        File.WriteAllText(plan, File.ReadAllText(plan).Replace(file, "net.json", StringComparison.Ordinal));
        Assert.That(Merge(folders[0]).Ended(0).Error, Is.Empty);
        Assert.That(Merge(folders[1]).Ended(1).Error, Does.Contain("hold results of other values of " + other)
            .And.Contain("if the sweep was called in another folder, where net.json is its file, call merge there"));
        Assert.That(Merge(folders[2]).Ended(0).Error, Does.StartWith($"note: {Path.Combine(folders[2], "net.json")}, the file")
            .And.EndWith("Its path was typed as net.json: call merge in the folder in which the sweep was called.\n"));

        ProgramResult Merge(string place) => In(place, "merge", sweep, "--figures", "none");
    }

    [Test]
    public void Merge_of_kinds_of_another_assembly_is_called_with_it()
    {
        using TemporaryFolder folder = new();
        string assembly = folder.File("my kinds/Extension.dll");
        Directory.CreateDirectory(folder.File("my kinds"));
        File.Copy(TestFiles.Of("Extension.dll"), assembly);
        string[] sweep = ["sweep", TestFiles.Of("izhikevich.json"), "--seeds", "1..2", "--load", "my kinds/Extension.dll", "-o", "out"];
        string merged = $"merge {Path.Combine(folder.Path, "out", "izhikevich", "sweep")} --load '{assembly}'";
        Assert.That(Apart([.. sweep, "--slurm", "2"]).Ended(0).Output, Does.Contain(merged + "\n"));

        // Shares make no tables and figures, so what these should be is asked of the call that joins them.
        Assert.That(
            Apart([.. sweep, "--shard", "1/2", "--figures", "none", "--measure", "rates.cells.spike_rate_hz"]).Ended(0).Output,
            Does.EndWith($" --load '{assembly}' --measure rates.cells.spike_rate_hz --figures none\n"));
        SimulatorProcess.Apart(["merge", folder.File("out/izhikevich/sweep"), "--load", assembly, "--figures", "none"]).Ended(0);

        // An assembly is loaded once in a process, from the place of the first call.
        ProgramResult Apart(string[] arguments) => SimulatorProcess.Apart(arguments, shell: $"cd '{folder.Path}'");
    }

    private static ProgramResult In(string folder, params string[] arguments) => SharedProcess.Call(arguments, folder);
}
