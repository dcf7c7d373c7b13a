using System.Globalization;
using System.Text.RegularExpressions;

namespace Spiking.Tests.Commands;

/// <summary>What the figures of a run cost: the size of its page, and the time to draw them.</summary>
public sealed partial class DrawingCostTests
{
    private const double MostSeconds = 1.5;
    private const int MostBytes = 5_000_000;

    // XOR as it comes with the program, with all its cells, recorders and figures, and shorter examples. The page grows with the length of
    // a run by the points of the learning curves alone: 14 lines of 500 epochs have 7,000 points of about 12 bytes.
    [Test]
    public void All_figures_of_XOR_take_little_time_and_its_page_little_room()
    {
        using TemporaryFolder folder = new();
        SimulatorProcess.Apart(
        [
            "run", Path.Combine(TestFiles.Networks, "xor-burstprop.json"), "-o", folder.Path,
            .. new[]
            {
                "task.epochs=2", "task.burnIn=0.2 s", "task.exampleDuration=2 s", "task.testDiscard=0.5 s", "task.decisionWindow=1 s",
                "task.teachingSchemes.two-phase.learningDuration=0.5 s",
            }.SelectMany(change => new[] { "--set", change }),
        ]).Ended(0);
        string run = folder.File("xor-burstprop/seed-1");
        Assert.That(Directory.GetFiles(Path.Combine(run, "figures"), "*.svg"), Has.Length.EqualTo(8));
        Assert.That(new FileInfo(Path.Combine(run, "report.html")).Length, Is.LessThan(MostBytes - (14 * 500 * 12)));

        // Processor time of the whole program, start and compilation included, which is 0.9 s on an idle machine. By the clock it could be
        // any time on a busy one; a processor that shares its core with another can take twice as much.
        string shell = "\"$@\" > /dev/null && times; exit $?";
        string times = SimulatorProcess.Apart(["figures", "redraw", run, "--figures", "svg,png"], shell: shell).Ended(0).Output;
        double[] seconds = [.. Times().Matches(times.Trim().Split('\n')[^1]).Select(match =>
            (60 * double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
                + double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))];
        Assert.That(seconds, Has.Length.EqualTo(2), $"user and system: {times}");
        Assert.That(seconds.Sum(), Is.InRange(0.1, 2 * MostSeconds));
    }

    [GeneratedRegex(@"(\d+)m([\d.]+)s")]
    private static partial Regex Times();
}
