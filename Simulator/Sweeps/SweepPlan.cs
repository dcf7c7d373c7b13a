using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Sweeps;

/// <summary>One run of a sweep.</summary>
/// <param name="Point">The values of the axes, in their order.</param>
/// <param name="Seed">The seed; null: that of the file.</param>
/// <param name="Folder">Folder of its results below that of the sweep.</param>
internal sealed record SweptRun(IReadOnlyList<string> Point, long? Seed, string Folder);

/// <summary>How the values of the axes are combined.</summary>
internal enum Combination
{
    /// <summary>Every value with every other.</summary>
    Grid,

    /// <summary>The first values together, the second values together, ...</summary>
    Zip,

    /// <summary>A Latin hypercube.</summary>
    Sample,
}

/// <summary>Runs of a sweep: every point of its axes with every seed.</summary>
/// <param name="File">The file of the experiment.</param>
/// <param name="Fixed">Overrides that are the same in all runs, path=value.</param>
/// <param name="Axes">Paths of the swept values.</param>
/// <param name="Points">The values of the axes at every point.</param>
/// <param name="Seeds">The seeds; none: the seed of the file.</param>
internal sealed record SweepPlan(
    string File, IReadOnlyList<string> Fixed, IReadOnlyList<string> Axes, IReadOnlyList<IReadOnlyList<string>> Points,
    IReadOnlyList<long> Seeds)
{
    /// <summary>The largest number of runs.</summary>
    public const int MostRuns = 1_000_000;

    // Names of folders stay within what file systems take, with room for the files in them.
    private const int LongestName = 80;

    /// <summary>Combines axes and seeds.</summary>
    /// <param name="file">The file of the experiment.</param>
    /// <param name="settings">What was typed after every --set. One with a single value is the same in all runs.</param>
    /// <param name="seeds">The seeds; empty: the seed of the file.</param>
    /// <param name="combination">How the axes are combined.</param>
    /// <param name="samples">Number of points of a sample.</param>
    /// <exception cref="CommandException">The axes cannot be combined so.</exception>
    public static SweepPlan Create(
        string file, IReadOnlyList<string> settings, IReadOnlyList<long> seeds, Combination combination, int samples = 0)
    {
        List<string> same = [];
        List<SweepAxis> axes = [];
        foreach (string setting in settings)
        {
            SweepAxis axis = SweepAxis.Parse(setting);
            if (!axis.IsRange && axis.Values.Count == 1) same.Add($"{axis.Path}={axis.Values[0]}");
            else if (axes.Any(other => other.Path == axis.Path)) throw new CommandException($"--set {axis.Path} is swept twice.");
            else axes.Add(axis);
        }

        RefuseLost(same, axes, seeds);
        if (axes.Any(axis => axis.Path == "seed"))
            throw new CommandException("--set seed=...: seeds are given by --seeds, for example --seeds 1..20.");
        if (combination != Combination.Sample && axes.Find(axis => axis.IsRange) is SweepAxis range)
        {
            throw new CommandException(
                $"--set {range.Path}: of a range the number of values is needed: low..high:5 for five evenly spaced ones, or "
                + "--sample N for N random points.");
        }

        IReadOnlyList<IReadOnlyList<string>> points = combination switch
        {
            Combination.Zip => Zip(axes),
            Combination.Sample => Sample(axes, samples),
            _ => Grid(axes),
        };
        long runs = points.Count * Math.Max(1L, seeds.Count);
        if (runs > MostRuns)
            throw new CommandException(
                string.Create(CultureInfo.InvariantCulture, $"the sweep would have {runs} runs; at most {MostRuns} are allowed."));
        return new SweepPlan(file, same, [.. axes.Select(axis => axis.Path)], points, seeds);
    }

    /// <summary>
    /// This sweep with the values and seeds of an earlier one of the same folder, which come first and keep their spelling, because it
    /// names the folders of their runs; null: the earlier one varies or fixes something else.
    /// </summary>
    /// <param name="earlier">The earlier sweep.</param>
    public SweepPlan? JoinedTo(SweepPlan earlier) =>
        earlier.Axes.SequenceEqual(Axes) && earlier.Fixed.SequenceEqual(Fixed) && (earlier.Seeds.Count == 0) == (Seeds.Count == 0)
            ? this with
            {
                Points = [.. earlier.Points.Concat(Points).DistinctBy(Canonical)],
                Seeds = [.. earlier.Seeds.Union(Seeds)],
            }
            : null;

    /// <summary>The runs of a joined sweep that this one asks for.</summary>
    /// <param name="joined">The sweep that this one was joined to an earlier one in.</param>
    public IEnumerable<SweptRun> RunsOf(SweepPlan joined)
    {
        HashSet<string> points = [.. Points.Select(Canonical)];
        HashSet<long> seeds = [.. Seeds];
        return joined.Runs().Where(run => points.Contains(Canonical(run.Point)) && (run.Seed is not long seed || seeds.Contains(seed)));
    }

    /// <summary>What the sweep varies and what it fixes, for messages: "over task.epochs, with duration=2s and --seeds".</summary>
    public string Kind() => $"over {(Axes.Count == 0 ? "seeds alone" : string.Join(" and ", Axes))}, with "
        + string.Join(" and ", [.. Fixed, Seeds.Count == 0 ? "the seed of the file" : "--seeds"]);

    /// <summary>Reads seeds: "1..20", "1,4,7" or both.</summary>
    /// <exception cref="CommandException">The text has no such form.</exception>
    public static IReadOnlyList<long> ParseSeeds(string text)
    {
        List<long> seeds = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split("..", StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !TrySeed(ends[0], out long first) || !TrySeed(ends[^1], out long last) || last < first)
                throw new CommandException($"--seeds: found '{Shown.Value(part)}'; seeds are whole numbers from 0 on, as 1..20 or 1,4,7.");
            if (last - first >= MostRuns) throw new CommandException($"--seeds: {Shown.Value(part)} are more than {MostRuns} seeds.");
            for (long seed = first; ; seed++)
            {
                seeds.Add(seed);
                if (seed == last) break;
            }
        }

        return seeds.Distinct().Count() == seeds.Count
            ? seeds
            : throw new CommandException($"--seeds: a seed is given twice in '{Shown.Value(text)}'.");
    }

    /// <summary>
    /// All runs: the points in their order, of each all seeds. The folder of a run says its values, so a sweep with more values or seeds
    /// finds those that an earlier one has left.
    /// </summary>
    public IEnumerable<SweptRun> Runs()
    {
        foreach (IReadOnlyList<string> point in Points)
        {
            string name = FolderOf(point);
            if (Seeds.Count == 0) yield return new SweptRun(point, null, Path.Combine(name, "run"));
            foreach (long seed in Seeds)
                yield return new SweptRun(point, seed, Path.Combine(name, "seed-" + seed.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>The overrides of a run besides its seed, path=value.</summary>
    public IReadOnlyList<string> Overrides(SweptRun run) =>
    [
        .. Fixed,
        .. Axes.Zip(run.Point, (path, value) => $"{path}={value}"),
    ];

    /// <summary>Label of a run: "exampleDuration 4 s, seed 3".</summary>
    public string Label(SweptRun run) => string.Join(", ", [
        .. ShortNames.Zip(run.Point, (name, value) => $"{name} {value}"),
        .. run.Seed is long seed ? [string.Create(CultureInfo.InvariantCulture, $"seed {seed}")] : Array.Empty<string>()]);

    /// <summary>
    /// The axes as people read them: the ends of their paths, as long as is needed to tell them apart: "projections[0].weight", "size".
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> ShortNames =>
    [
        .. Axes.Select(path =>
        {
            string[] keys = path.Split('.');
            string[] ends = [.. Enumerable.Range(1, keys.Length).Select(length => string.Join('.', keys[^length..]))];
            return ends.FirstOrDefault(end => Axes.Count(other => other == end || other.EndsWith("." + end, StringComparison.Ordinal)) == 1,
                path);
        }),
    ];

    // Two points never share a folder: what was left out or replaced in the name, or has a path in common, is told apart by the hash of the
    // whole.
    private string FolderOf(IReadOnlyList<string> point)
    {
        if (point.Count == 0) return "";
        string whole = string.Join('\n', Axes.Zip(point, (path, value) => $"{path}={value}"));
        StringBuilder name = new();
        foreach (char c in string.Join(',', ShortNames.Zip(point, (name, value) => $"{name}={value}")))
            name.Append(char.IsAsciiLetterOrDigit(c) || "=,.+-_".Contains(c, StringComparison.Ordinal) ? c : c == ' ' ? "" : '_');
        if (name.Length > LongestName) name.Length = LongestName;
        RandomKey hash = default(RandomKey).Derive(whole);
        return string.Create(CultureInfo.InvariantCulture, $"{name}-{hash.Low:x8}");
    }

    // What a later change replaces would be typed in vain, and the tables would call runs by values that they do not have.
    private static void RefuseLost(IReadOnlyList<string> same, List<SweepAxis> axes, IReadOnlyList<long> seeds)
    {
        for (int i = 1; i < axes.Count; i++)
        {
            if (axes.Take(i).FirstOrDefault(axis => OverridePath.Replaces(axes[i].Path, axis.Path, wholly: false)) is SweepAxis lost)
                throw new CommandException($"--set {axes[i].Path} changes {lost.Path}, too, which is swept: the runs would not have the "
                    + "values by which the tables call them. Sweep one of the two, or name what each of them changes.");
        }

        foreach (string change in same)
        {
            string path = change[..change.IndexOf('=', StringComparison.Ordinal)];
            if (axes.FirstOrDefault(axis => OverridePath.Replaces(axis.Path, path, wholly: true)) is SweepAxis axis)
                throw new CommandException(
                    $"--set {Shown.Value(change)} would change nothing, because {axis.Path}, which is swept, sets it in every run. Leave "
                    + "one of the two out.");
            if (path == "seed" && seeds.Count > 0)
                throw new CommandException($"--set {Shown.Value(change)} would change nothing, because --seeds gives the seeds.");
        }
    }

    private static string Canonical(IReadOnlyList<string> point) => string.Join('\n', point.Select(Quantity.Canonical));

    private static List<IReadOnlyList<string>> Grid(List<SweepAxis> axes)
    {
        double count = axes.Aggregate(1.0, (product, axis) => product * axis.Values.Count);
        if (count > MostRuns)
            throw new CommandException(
                string.Create(CultureInfo.InvariantCulture, $"the grid would have {count:G6} points; at most {MostRuns} are allowed."));
        List<IReadOnlyList<string>> points = [[]];
        foreach (SweepAxis axis in axes)
            points = [.. points.SelectMany(point => axis.Values.Select(value => (IReadOnlyList<string>)[.. point, value]))];
        return points;
    }

    private static IReadOnlyList<IReadOnlyList<string>> Zip(List<SweepAxis> axes)
    {
        if (axes.Count == 0) return [[]];
        if (axes.Find(axis => axis.Values.Count != axes[0].Values.Count) is SweepAxis other)
        {
            throw new CommandException(
                $"--zip takes one value of each together, so all need as many: {axes[0].Path} has {axes[0].Values.Count}, {other.Path} "
                + $"has {other.Values.Count}.");
        }

        return [.. Enumerable.Range(0, axes[0].Values.Count).Select(i => (IReadOnlyList<string>)[.. axes.Select(axis => axis.Values[i])])];
    }

    // The points depend on their number and on the ranges only, so that every process of an array job draws the same.
    private static IReadOnlyList<IReadOnlyList<string>> Sample(List<SweepAxis> axes, int samples)
    {
        if (axes.Count == 0) throw new CommandException("--sample needs a range, for example --set 'populations.*.size=200..800'.");
        string[][] columns = [.. axes.Select(axis =>
        {
            RandomStream random = new(RandomKey.Of(samples, RandomPurpose.ParameterSample).Derive(axis.Path));
            return axis.Sample(samples, ref random);
        })];

        // From few values the same point can be drawn several times. Its run would be the same one.
        return [.. Enumerable.Range(0, samples).Select(i => (IReadOnlyList<string>)[.. columns.Select(column => column[i])])
            .DistinctBy(Canonical)];
    }

    private static bool TrySeed(string text, out long seed) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);
}
