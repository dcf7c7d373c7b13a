using System.Globalization;
using System.Text;

namespace Spiking.Tests.Fingerprints;

/// <summary>
/// The table of fingerprints as text, one line for every run: <c>name | events and bursts | spikes | learned</c>. The committed one is
/// <c>Simulator.Tests/Reference/fingerprints.txt</c>.
/// </summary>
internal static class FingerprintTable
{
    private const string Separator = " | ";

    /// <summary>The committed lines, by the name of the run.</summary>
    public static IReadOnlyDictionary<string, string> Expected { get; } =
        Read(File.ReadAllLines(TestFiles.Of("Reference", "fingerprints.txt")));

    /// <summary>The lines of a table, by the name of the run; comments are left out.</summary>
    public static Dictionary<string, string> Read(IEnumerable<string> lines) => lines.Where(line => line.Length > 0 && line[0] != '#')
        .ToDictionary(line => line[..line.IndexOf(Separator, StringComparison.Ordinal)].TrimEnd());

    /// <summary>The line of a run.</summary>
    public static string Line(ShortRun run, ShortRunOutcome outcome) => string.Join(
        Separator,
        run.Name.PadRight(34),
        string.Create(CultureInfo.InvariantCulture, $"{outcome.Events,6} {outcome.Bursts,5}"),
        outcome.Spikes.ToString("X16", CultureInfo.InvariantCulture),
        outcome.Learned?.ToString("X16", CultureInfo.InvariantCulture) ?? "-");

    /// <summary>Computes the whole table, or the lines of some runs.</summary>
    /// <param name="threads">Number of threads.</param>
    /// <param name="names">Names of the runs; none: all of them.</param>
    public static string Compute(int threads, params IReadOnlyList<string> names)
    {
        StringBuilder table = new();
        foreach (ShortRun run in ShortRun.All)
            if (names.Count == 0 || names.Contains(run.Name)) table.AppendLine(Line(run, ShortRunOutcome.Of(run, threads)));
        return table.ToString();
    }

    /// <summary>The whole table with its heading, as it is committed. Computed with one thread.</summary>
    public static string Text() =>
        """
        # Fingerprints of short runs of all files in the folder networks that need no download. Simulator.Tests/Fingerprints prints them.
        # Name, events and bursts, fingerprint of spikes, fingerprint of what was learned. Protocols and rate models: number of results, theirs.

        """ + Compute(1);

    /// <summary>Differences between a computed table and the committed one.</summary>
    public static string Differences(IReadOnlyDictionary<string, string> found)
    {
        StringBuilder text = new();
        foreach (string name in Expected.Keys.Union(found.Keys))
        {
            (string? expected, string? actual) = (Expected.GetValueOrDefault(name), found.GetValueOrDefault(name));
            if (expected == actual) continue;
            text.AppendLine(name).AppendLine($"  expected {expected ?? "nothing"}").AppendLine($"  found    {actual ?? "nothing"}");
        }

        return text.ToString();
    }
}
