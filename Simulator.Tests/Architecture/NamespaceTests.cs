using System.Text.RegularExpressions;

namespace Spiking.Tests.Architecture;

/// <summary>The arrows between the namespaces of the simulator point one way.</summary>
public partial class NamespaceTests
{
    // A namespace may use those of lower levels only; within a level they do not know each other.
    private static readonly string[][] Levels =
    [
        ["Text", "Numerics"],
        ["Quantities", "Plotting"],
        ["Files"],
        ["Neurons"],
        ["Synapses", "Networks"],
        ["Plasticity", "Inputs"],
        ["Engine"],
        ["Recording"],
        ["Experiments"],
        ["Figures"],
        ["RateModels"],
        ["Commands"],
    ];

    private static IEnumerable<string> Folders() =>
        Directory.EnumerateDirectories(Path.Combine(SourceFiles.Root, "Simulator")).Select(path => Path.GetFileName(path)!)
            .Where(name => name is not ("bin" or "obj")).Order();

    [TestCaseSource(nameof(Folders))]
    public void A_namespace_uses_lower_levels_only(string folder)
    {
        int level = LevelOf(folder);
        Assert.That(level, Is.GreaterThanOrEqualTo(0), $"{folder} has no level yet: decide what it may use");
        foreach (string file in SourceFiles.Of(Path.Combine("Simulator", folder)))
        {
            string text = File.ReadAllText(file);
            Assert.That(Namespace().Match(text).Groups[1].Value, Is.EqualTo(folder), $"namespace of {file}");
            foreach (Match use in Use().Matches(text))
            {
                string other = use.Groups[1].Value;
                if (other == folder) continue;
                Assert.That(LevelOf(other), Is.InRange(0, level - 1), $"{file} uses Spiking.{other}");
            }
        }
    }

    [Test]
    public void Only_the_entry_point_stands_outside_the_namespaces() =>
        Assert.That(
            SourceFiles.Of("Simulator").Select(path => Path.GetRelativePath(Path.Combine(SourceFiles.Root, "Simulator"), path))
                .Where(path => !path.Contains(Path.DirectorySeparatorChar)),
            Is.EqualTo(new[] { "Program.cs" }));

    private static int LevelOf(string name) => Array.FindIndex(Levels, level => level.Contains(name));

    [GeneratedRegex(@"^namespace Spiking\.(\w+)(?:\.\w+)*\s*;", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    // Both `using Spiking.X` and names written out in full.
    [GeneratedRegex(@"\bSpiking\.([A-Z]\w+)")]
    private static partial Regex Use();
}
