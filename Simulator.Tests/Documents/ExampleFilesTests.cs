using System.Globalization;
using System.Text.RegularExpressions;
using Spiking.Engine;
using Spiking.Tests.Commands;
using Spiking.Text;

namespace Spiking.Tests.Documents;

/// <summary>The files in networks/examples run and show what they say.</summary>
public sealed partial class ExampleFilesTests
{
    private static readonly string s_examples = Path.Combine(TestFiles.Networks, "examples");

    private static readonly Dictionary<string, Action<string>> s_claims = new()
    {
        ["one-cell"] = folder => Assert.That(Numbers(folder, "state.csv", "cell.somaPotential").Count(v => v > -0.055), Is.GreaterThan(10)),
        ["f-i-curve"] = folder =>
        {
            double[] rates = Numbers(folder, "transfer.csv", "event_rate");
            Assert.That(rates, Is.Ordered);
            Assert.That((rates[0], rates[^1]), Is.EqualTo((0.0, 110.0)).Within(10));
        },
        ["adaptation"] = folder =>
        {
            // Bins of 100 ms; the current flows from 0.5 to 1.5 s.
            double[] adapting = Numbers(folder, "rates.csv", "spike_rate", "adapting"),
                plain = Numbers(folder, "rates.csv", "spike_rate", "plain");
            Assert.That(adapting[5], Is.GreaterThan(2 * adapting[14]));
            Assert.That(plain[5], Is.EqualTo(plain[14]).Within(10));
        },
        ["burst-cell"] = folder =>
        {
            // Bins of 250 ms; the current flows from 1 to 2 s.
            double[] bursts = Numbers(folder, "rates.csv", "burst_probability"), events = Numbers(folder, "rates.csv", "event_rate");
            Assert.That(bursts[4..8].Min(), Is.GreaterThan(2 * bursts[..4].Concat(bursts[8..]).Max()));
            Assert.That(events[4..8].Average(), Is.EqualTo(events[..4].Average()).Within(15).Percent);
        },
        ["two-messages"] = folder => Assert.That(Numbers(folder, "decoding.csv", "correlation"), Has.All.GreaterThan(0.85)),
        ["balanced-network"] = folder =>
        {
            Assert.That(Numbers(folder, "decoding.csv", "correlation"), Has.All.GreaterThan(0.8));
            Assert.That(Numbers(folder, "decoding-signals.csv", "excitatory").Average(), Is.InRange(5, 50));
        },
        ["short-term-plasticity"] = folder =>
        {
            double[] depressed = Jumps(folder, "depressed"), facilitated = Jumps(folder, "facilitated"), plain = Jumps(folder, "plain");
            Assert.That(depressed[0], Is.GreaterThan(1.5 * depressed[1]));
            Assert.That(facilitated[0], Is.LessThan(facilitated[1]));
            Assert.That(plain[1], Is.EqualTo(plain[0]).Within(20).Percent);
        },
        ["burst-dependent-plasticity"] = folder =>
        {
            // Samples every 0.5 s from the learning onset; bursts are rarest after 11 s and most frequent before.
            double[] weights = Numbers(folder, "weights.csv", "mean_weight");
            double[] times = Numbers(folder, "weights.csv", "time");
            double At(double time) => weights[Array.FindIndex(times, t => t >= time)];
            Assert.That(At(11) - At(6), Is.GreaterThan(5 * Math.Abs(At(6) - At(1))));
            Assert.That(At(16), Is.LessThan(At(11)));
        },
        ["recorded-weights"] = folder =>
        {
            double[] rates = Numbers(folder, "rates.csv", "event_rate"), weights = Numbers(folder, "weights.csv", "mean_weight");
            Assert.That(rates[0], Is.GreaterThan(12));
            Assert.That(rates[^8..].Average(), Is.EqualTo(8).Within(1));
            Assert.That(weights[^1], Is.LessThan(0.8 * weights[0]));
        },
        ["stdp-pair"] = folder =>
        {
            // 50 pairs: the early synapse gains 0.1 * 0.01 exp(-s/20 ms) in each, the late one loses as much with its own s. The cell
            // spikes within 2 ms.
            double[] early = Numbers(folder, "weights.csv", "mean_weight", "early -> cell soma-ampa"),
                late = Numbers(folder, "weights.csv", "mean_weight", "late -> cell soma-ampa");
            Assert.That(early[^1] - early[0], Is.InRange(50 * 0.001 * Math.Exp(-12.0 / 20), 50 * 0.001 * Math.Exp(-10.0 / 20)));
            Assert.That(late[0] - late[^1], Is.InRange(50 * 0.001 * Math.Exp(-10.0 / 20), 50 * 0.001 * Math.Exp(-8.0 / 20)));
        },
        ["rates-from-file"] = folder =>
        {
            // Bins of 100 ms; the rate of the sources is 1 Hz until 0.5 s and 20 Hz from 1 to 1.5 s.
            double[] sources = Numbers(folder, "rates.csv", "spike_rate", "sources"),
                cells = Numbers(folder, "rates.csv", "spike_rate", "cells");
            Assert.That(sources[..5].Average(), Is.EqualTo(1).Within(0.5));
            Assert.That(sources[10..15].Average(), Is.EqualTo(20).Within(1));
            Assert.That(cells[11..15].Average(), Is.GreaterThan(10 + 2 * cells[..5].Average()));
        },
        ["pattern-task"] = folder => Assert.That(File.ReadAllText(Path.Combine(folder, "run.json")), Does.Match("\"solved\": *true")),
    };

    private static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(s_examples, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order();

    [TestCaseSource(nameof(Names))]
    public void An_example_runs_and_shows_what_it_says(string name)
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(s_examples, name + ".json");
        NetworkDescription network = NetworkDescription.File.Load(file);
        Assert.That(network.Name, Is.EqualTo(name), "name and file name");
        SimulatorProcess.Here("run", file, "--output", folder.Path, "--figures", "svg", "--threads", "1").Ended(0);
        string run = Path.Combine(folder.Path, name, "seed-1");
        Assert.That(Path.Combine(run, "report.html"), Does.Exist);
        using (Assert.EnterMultipleScope())
        {
            s_claims[name](run);
            Assert.That(TimesOfTables(run, network.TimeStep), Is.GreaterThan(0), "times in tables");
        }
    }

    /// <summary>
    /// Looks at all times of all tables of a run, those of figures included: each is the shortest text of its number and has no more digits
    /// than half a step, so none that rounding has left. Returns how many there are.
    /// </summary>
    private static int TimesOfTables(string folder, double timeStep)
    {
        int decimals = Decimals(timeStep / 2), times = 0;
        foreach (string path in Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories))
        {
            List<string[]> rows = CsvText.Rows(File.ReadAllText(path));
            int[] columns = [.. rows[0].Index().Where(column => TimeHeading().IsMatch(column.Item)).Select(column => column.Index)];
            string[] cells = [.. rows.Skip(1).SelectMany(row => columns.Select(column => row[column]))];
            times += cells.Length;
            Assert.That(cells.Where(cell => Text(Number(cell)) != cell || Decimals(Number(cell)) > decimals), Is.Empty, path);
        }

        return times;
    }

    // time_s, bin_end_s, lag_s; in tables of figures "Time (s)".
    [GeneratedRegex(@"_s$|^Time \(s\)$")]
    private static partial Regex TimeHeading();

    private static int Decimals(double value) => decimal.Parse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture).Scale;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    // The first jump of a conductance, at the first spike, and that at the last spike before the source falls silent at 1 s. Samples every
    // 1 ms.
    private static double[] Jumps(string folder, string population)
    {
        string file = Directory.EnumerateFiles(folder, "state*.csv")
            .Single(path => File.ReadLines(path).First().Contains(population + ".ampa"));
        double[] ampa = Numbers(folder, Path.GetFileName(file), population);
        double[] jumps = [.. Enumerable.Range(1, 1000).Select(i => ampa[i] - ampa[i - 1] * Math.Exp(-1.0 / 5)).Where(jump => jump > 1e-5)];
        return [jumps[0], jumps[^1]];
    }

    // The column whose heading contains a text, of the rows of one population if there are several.
    private static double[] Numbers(string folder, string file, string heading, string? population = null)
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(folder, file)).Select(line => line.Split(','))];
        int column = Array.FindIndex(rows[0], name => name.Contains(heading));
        Assert.That(column, Is.GreaterThanOrEqualTo(0), $"{heading} in {file}");
        return [.. rows.Skip(1).Where(row => population is null || row.Contains(population))
            .Select(row => Number(row[column]))];
    }
}
