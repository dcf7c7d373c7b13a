using System.Text.RegularExpressions;

namespace Spiking.Tests.Architecture;

/// <summary>Which folder of the simulator may use which: a reader who knows the list knows what a change can reach.</summary>
public partial class NamespaceTests
{
    private static readonly string[] s_words = ["Text", "Numerics"];
    private static readonly string[] s_files = [.. s_words, "Quantities", "Files"];
    private static readonly string[] s_state = [.. s_files, "Snapshots"];
    private static readonly string[] s_parts = [.. s_state, "Neurons", "Inputs", "Synapses", "Plasticity"];
    private static readonly string[] s_network = [.. s_parts, "Engine"];
    private static readonly string[] s_looks = [.. s_network, "Recording", "Plotting"];

    // A folder uses only what stands here. Within Recording, Tasks and Protocols every folder is a slice that knows its neighbours not at
    // all.
    private static readonly Dictionary<string, string[]> s_arrows = new()
    {
        ["Text"] = [],
        ["Numerics"] = [],
        ["Snapshots"] = [],
        ["Quantities"] = s_words,
        ["Files"] = [.. s_words, "Quantities", "Snapshots"],
        ["Plotting"] = s_files,
        ["Neurons"] = s_state,
        ["Synapses"] = [.. s_state, "Neurons"],
        ["Inputs"] = [.. s_state, "Neurons"],
        ["Plasticity"] = [.. s_state, "Neurons", "Synapses"],
        ["Engine"] = [.. s_parts, "Plotting"],
        ["Recording"] = [.. s_network, "Plotting"],
        ["Reports"] = ["Text", "Plotting"],
        ["Mpi"] = ["Engine"],
        ["RateModels"] = [.. s_looks, "Reports"],
        ["Tasks"] = s_looks,
        ["Protocols"] = [.. s_looks, "Reports"],
        ["Runs"] = [.. s_looks, "Reports", "Protocols", "RateModels"],
        ["Papers"] = [.. s_looks, "Reports", "RateModels", "Runs"],
        ["Studies"] = [.. s_network, "Plotting", "Reports", "Runs"],
        ["Sweeps"] = [.. s_looks, "Reports", "Runs"],
        ["Commands"] = [.. s_looks, "Reports", "Tasks", "Protocols", "RateModels", "Runs", "Papers", "Studies", "Sweeps", "Mpi"],
    };

    private static readonly string[] s_sliced = ["Recording", "Tasks", "Protocols"];

    private static IEnumerable<string> Folders() =>
        Directory.EnumerateDirectories(Path.Combine(SourceFiles.Root, "Simulator")).Select(path => Path.GetFileName(path)!)
            .Where(name => name is not ("bin" or "obj")).Order();

    [TestCaseSource(nameof(Folders))]
    public void A_folder_uses_what_the_list_allows(string folder)
    {
        Assert.That(s_arrows, Contains.Key(folder), $"{folder} is not in the list yet: decide what it may use");
        foreach ((string file, string[] own, string[] other) in Uses(folder))
        {
            Assert.That(own[0], Is.EqualTo(folder), $"namespace of {file}");
            if (other[0] != folder) Assert.That(s_arrows[folder], Contains.Item(other[0]), $"{file} uses Spiking.{other[0]}");
        }
    }

    [TestCaseSource(nameof(s_sliced))]
    public void A_slice_does_not_know_its_neighbours(string folder)
    {
        foreach ((string file, string[] own, string[] other) in Uses(folder))
        {
            if (other[0] != folder || own.Length == 1 || other.Length == 1) continue;
            Assert.That(own.Skip(1).FirstOrDefault(), Is.EqualTo(other[1]), $"{file} uses Spiking.{string.Join('.', other)}");
        }
    }

    [Test]
    public void The_arrows_of_the_list_make_no_loop_and_the_list_names_no_folder_that_is_gone() => Assert.Multiple(() =>
    {
        Assert.That(s_arrows.Keys.Order(), Is.EqualTo(Folders()));
        List<string> left = [.. s_arrows.Keys];
        while (left.Find(folder => !s_arrows[folder].Intersect(left).Any()) is string free) left.Remove(free);
        Assert.That(left, Is.Empty);
    });

    [Test]
    public void Only_the_entry_point_stands_outside_the_namespaces() =>
        Assert.That(
            SourceFiles.Of("Simulator").Select(path => Path.GetRelativePath(Path.Combine(SourceFiles.Root, "Simulator"), path))
                .Where(path => !path.Contains(Path.DirectorySeparatorChar)),
            Is.EqualTo(new[] { "Program.cs" }));

    // Both `using Spiking.X` and names written out in full.
    private static IEnumerable<(string File, string[] Own, string[] Other)> Uses(string folder)
    {
        foreach (string file in SourceFiles.Of(Path.Combine("Simulator", folder)))
        {
            string text = File.ReadAllText(file);
            string[] own = Namespace().Match(text).Groups[1].Value.Split('.');
            foreach (Match use in Use().Matches(text)) yield return (file, own, use.Groups[1].Value.Split('.'));
        }
    }

    [GeneratedRegex(@"^namespace Spiking\.([\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\bSpiking\.([A-Z]\w+(?:\.[A-Z]\w+)*)")]
    private static partial Regex Use();
}
