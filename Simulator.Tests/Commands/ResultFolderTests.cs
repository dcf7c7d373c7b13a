using System.Text;
using System.Text.RegularExpressions;
using Spiking.Numerics;

namespace Spiking.Tests.Commands;

/// <summary>Everything that a run leaves, except times, is the same for any number of threads and any vector width.</summary>
public partial class ResultFolderTests
{
    // Recorders of all kinds. The sizes are no multiples of a vector.
    private static readonly string[] s_xor =
    [
        .. SimulatorProcess.TinyXorWithFigures, "--set", "populations.*.size=43", "--set",
        """
        recorders=[
          { "type": "rates", "bin": "20 ms" }, { "type": "weights", "every": "0.1 s" }, { "type": "spikes", "neuronCount": 20 },
          { "type": "state", "population": "output", "variables": ["somaPotential"], "neurons": [0, 41], "every": "1 ms" }
        ]
        """,
    ];

    private static readonly string[] s_propagation =
    [
        "run", Path.Combine(TestFiles.Networks, "propagation.json"),
        .. new[]
        {
            "duration=0.8 s", "populations.*.size=203", "projections.*.probability=0.4", "recorders[1].from=0.2 s",
            "recorders[1].raster.neuronCount=20",
            "recorders[1].readouts[0].signal={ \"population\": \"pyr1\", \"quantity\": \"dendriteAmpa\" }",
        }.SelectMany(change => new[] { "--set", change }),
    ];

    private static readonly Dictionary<string, string> s_withoutAvx2 = new() { ["DOTNET_EnableAVX2"] = "0" };

    [TestCase("xor")]
    [TestCase("propagation")]
    public void Every_file_is_the_same_but_for_times(string name)
    {
        using TemporaryFolder folder = new();
        string[] call = [.. name == "xor" ? s_xor : s_propagation, "-o", folder.Path, "--force", "--threads"];
        SimulatorProcess.Here([.. call, "1"]).Ended(0);
        SortedDictionary<string, string> expected = Contents(folder.Path);
        string[] kinds = name == "xor" ? ["rates.csv", "weights.csv", "spikes.npz", "epochs.csv"]
            : ["rates.csv", "decoding.csv", "decoding-signals.csv"];
        foreach (string kind in kinds) Assert.That(expected.Keys, Has.Some.EndsWith(kind));
        SimulatorProcess.Here([.. call, "2"]).Ended(0);
        AssertSame(folder.Path, expected, "two threads");
        foreach (int bits in LaneWidth.Possible.Where(bits => bits != LaneWidth.Bits))
        {
            SimulatorProcess.Apart([.. call, "2", "--vector", $"{bits}"]).Ended(0);
            Assert.That(Bits(), Is.EqualTo(bits));
            AssertSame(folder.Path, expected, $"vectors of {bits} bits");
        }

        // Statistics, tables and figures use vectors that no option chooses.
        if (name == "xor") return;
        SimulatorProcess.Apart([.. call, "2"], s_withoutAvx2).Ended(0);
        Assert.That(Bits(), Is.EqualTo(128), "the instructions are switched off");
        AssertSame(folder.Path, expected, "no AVX2");

        int Bits() => RunFolders.Json(Path.Combine(Directory.GetDirectories(folder.Path).Single(), "seed-1")).GetProperty("machine")
            .GetProperty("vectorBits").GetInt32();
    }

    private static void AssertSame(string folder, SortedDictionary<string, string> expected, string how)
    {
        SortedDictionary<string, string> found = Contents(folder);
        Assert.That(found.Keys, Is.EqualTo(expected.Keys), how);
        foreach ((string file, string text) in expected) Assert.That(found[file], Is.EqualTo(text), $"{file} with {how}");
    }

    /// <summary>All files under a folder by their relative paths, times and machine left out.</summary>
    private static SortedDictionary<string, string> Contents(string folder)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            // Latin-1 keeps the bytes of files that are not text.
            string text = File.ReadAllText(path, Encoding.Latin1);
            bool isText = !path.EndsWith(".npz", StringComparison.Ordinal);
            files.Add(Path.GetRelativePath(folder, path), isText ? Times().Replace(text, "") : text);
        }

        return files;
    }

    // Lines of run.json, and the rows of the report about the call, which names threads, and about times.
    [GeneratedRegex(
        """^ *"(buildTime_s|runTime_s|threads|realTimeFactor|finished|vectorBits)":.*\n"""
        + """|<tr><th scope="row">(command|run time|speed|threads|vectorBits)</th><td>[^<]*</td></tr>""",
        RegexOptions.Multiline)]
    private static partial Regex Times();
}
