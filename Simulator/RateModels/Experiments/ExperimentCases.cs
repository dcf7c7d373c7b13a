using System.Globalization;
using Spiking.Engine.Checking;
using Spiking.Files;
using Spiking.Text;

namespace Spiking.RateModels.Experiments;

/// <summary>The cases of an experiment with rate models: one file, read once for each case with its changes.</summary>
internal static class ExperimentCases
{
    // More trainings than anybody runs as one experiment.
    private const int MostPoints = 1000;

    // The values that the whole experiment has, not its cases.
    private static readonly string[] s_sharedKeys = ["cases", "scan", "description"];

    // What a case could have, but then it were no case of the same experiment.
    private static readonly string[] s_commonKeys = ["name", "experiment", "seed", "realizations", "$schema", "extends", "blocks"];

    /// <summary>Reads a file once for each of its cases.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes to every case, after its own.</param>
    /// <param name="only">Names of the cases that are wanted; empty: all.</param>
    /// <returns>The cases; one without changes if the file has none.</returns>
    /// <exception cref="NetworkFileException">The file, or a change, has mistakes: those of all cases are listed.</exception>
    /// <exception cref="ArgumentException">A case that is wanted does not exist.</exception>
    public static IReadOnlyList<RunnableCase> Load(string path, IReadOnlyList<string> overrides, IReadOnlyList<string> only) =>
        Load(SourceFile.Read(path, "rate model"), overrides, only);

    /// <summary>Checks a file that has been read already, once for each of its cases.</summary>
    /// <param name="file">The file.</param>
    /// <param name="overrides">Changes to every case that has their path, after its own.</param>
    /// <param name="only">Names of the cases that are wanted; empty: all.</param>
    /// <param name="tell">Receives a sentence for every change that only some of the cases have; null: nobody wants to know.</param>
    /// <returns>The cases; one without changes if the file has none.</returns>
    /// <exception cref="NetworkFileException">The file, or a change, has mistakes: those of all cases are listed.</exception>
    /// <exception cref="ArgumentException">A case that is wanted does not exist.</exception>
    public static IReadOnlyList<RunnableCase> Load(
        SourceFile file, IReadOnlyList<string> overrides, IReadOnlyList<string> only, Action<string>? tell = null)
    {
        ExperimentDescription experiment = LoadShared(file, overrides, out SourceMap source);
        Point[] points = [.. PointsOf(experiment, source, file.Path)];

        // Of a case that is scanned all points can be asked for, or one.
        string[] known = [.. points.Select(point => point.Case).Concat(points.Select(point => point.Name)).OfType<string>().Distinct()];
        if (only.FirstOrDefault(name => !known.Contains(name)) is string unknown)
        {
            throw new ArgumentException(known.Length == 0
                ? $"\"{unknown}\" is no case of {experiment.Name}, which has no cases."
                : $"\"{unknown}\" is no case of {experiment.Name}; {Names.Instead(unknown, known)}");
        }

        if (known.Length == 0) return [new RunnableCase(experiment.Name, experiment.Name, experiment.Name, null, experiment)];
        bool isOverridden = experiment.Scan is { } scan
            && overrides.Any(change => OverridePath.Replaces(OverridePath.Of(change), scan.Path.Trim(), wholly: true));
        if (isOverridden)
            tell?.Invoke($"--set {experiment.Scan!.Path} takes the place of what the scan sets: all points of a case are alike. "
                + "Which values are run is chosen with --set 'scan.values=[...]'.");
        CaseReading reading = new(overrides);
        List<RunnableCase> cases = [];
        foreach (Point point in points.Where(point => only.Count == 0 || only.Any(name => name == point.Name || name == point.Case)))
        {
            if (reading.Read(point.Name, changes => ExperimentDescription.File.LoadCase(file, point.Set, changes, out _)) is { } one)
            {
                // The description is that of all cases. What each of them changes is told with its name.
                one = one with { Description = experiment.Description };
                cases.Add(isOverridden
                    ? new RunnableCase(point.Name, $"{point.Model} ({point.Name}, changed)", point.Model, null, one)
                    : new RunnableCase(point.Name, point.Title, point.Model, point.Value, one));
            }
        }

        reading.Check();
        if (tell is not null)
            foreach (string remark in reading.Remarks()) tell(remark);
        return cases;
    }

    /// <summary>
    /// Reads the part of a file that its cases share. It is not run if there are cases, so that changes that only they can have are left
    /// out.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="overrides">Changes, path=value.</param>
    /// <param name="source">The places of the records.</param>
    /// <exception cref="NetworkFileException">The file, or a change, has mistakes.</exception>
    public static ExperimentDescription LoadShared(SourceFile file, IReadOnlyList<string> overrides, out SourceMap source)
    {
        if (overrides.Count == 0) return ExperimentDescription.File.Load(file, [], out source);
        if (Try(overrides, out source) is { Cases.Count: > 0 } shared) return shared;

        // A value that is right for the cases only is left out, unless it says which cases there are.
        ILookup<bool, string> changes = overrides.ToLookup(change =>
            s_sharedKeys.Any(key => change.TrimStart().StartsWith(key, StringComparison.Ordinal)));
        return Try([.. changes[true]], out source) is { Cases.Count: > 0 } plain
            ? plain with { Description = Changes.Describe(plain.Description, [.. changes[false]]) }
            : ExperimentDescription.File.Load(file, [.. overrides], out source);

        ExperimentDescription? Try(IReadOnlyList<string> some, out SourceMap places)
        {
            try
            {
                return ExperimentDescription.File.LoadCase(file, [], new OptionalChanges(some), out places);
            }
            catch (NetworkFileException)
            {
                places = new SourceMap();
                return null;
            }
        }
    }

    /// <summary>Adds what is wrong with the names, seeds and values of an experiment.</summary>
    public static void Check(ExperimentDescription experiment, SourceMap source, string file, List<Problem> problems)
    {
        Findings findings = new(source, file, problems);
        RunChecks.CheckFolderName(findings, experiment, nameof(experiment.Name), experiment.Name);
        RunChecks.CheckCaseNames(findings, experiment, nameof(experiment.Cases), experiment.Cases.Keys);
        CheckCases(findings, experiment);
        CheckScan(findings, experiment, source, file);
        findings.Require(experiment.Seed <= long.MaxValue - (experiment.Realizations - 1), experiment, [nameof(experiment.Seed)], () =>
            $"{findings.Found(experiment, nameof(experiment.Seed))}, but there are no {experiment.Realizations} "
            + "consecutive seeds from there.");
        experiment.Check(findings);
    }

    private static string KeyOf(string change) => OverridePath.Of(change).Split('.', '[')[0];

    // Two cases of one title would be two rows of a table, and two lines of a figure, that nobody can tell apart; cases with other seeds
    // could not be compared.
    private static void CheckCases(Findings findings, ExperimentDescription experiment)
    {
        Dictionary<string, string> titles = [];
        foreach ((string name, ExperimentCaseDescription part) in experiment.Cases)
        {
            string title = RichText.Plain(part.Title ?? name);
            findings.Require(titles.TryAdd(title, name), part, [nameof(part.Title)], () =>
                $"found \"{Shown.Value(title)}\", which is what the case \"{Shown.Value(titles[title])}\" is called, too.");
            string? common = part.Set.FirstOrDefault(change => KeyOf(change) != "realizations" && s_commonKeys.Contains(KeyOf(change)));
            findings.Require(common is null, part, [nameof(part.Set)], () =>
                $"found \"{Shown.Value(common!)}\", but all cases have the same {KeyOf(common!)}: the file says it once.");
        }
    }

    private static void CheckScan(Findings findings, ExperimentDescription experiment, SourceMap source, string file)
    {
        if (experiment.Scan is not { } scan) return;
        findings.Require(scan.Values.Distinct().Count() == scan.Values.Count, scan, [nameof(scan.Values)], () =>
            $"{findings.Found(scan, nameof(scan.Values))}, but each value is run once.");
        string key = scan.Path.Trim().Split('.', '[')[0];
        findings.Require(!s_sharedKeys.Contains(key) && !s_commonKeys.Contains(key) && !scan.Path.Contains('*'), scan, [nameof(scan.Path)],
            () => $"{findings.Found(scan, nameof(scan.Path))}, but a number of a case is needed that not all of them share, one and not "
                + "several; an example is \"repeat\".");
        foreach (ExperimentCaseDescription part in experiment.Cases.Values)
        {
            string? taken = part.Set.FirstOrDefault(change =>
                OverridePath.Of(change) == scan.Path || s_sharedKeys.Contains(KeyOf(change)));
            findings.Require(taken is null, part, [nameof(part.Set)], () =>
                $"found \"{Shown.Value(taken!)}\", but what is scanned is the same for all cases: \"scan\" says it.");
        }

        Point[] points = [.. PointsOf(experiment, source, file)];
        findings.Require(points.Length <= MostPoints, scan, [nameof(scan.Values)], () => string.Create(CultureInfo.InvariantCulture,
            $"the cases and values make {points.Length} trainings, and at most {MostPoints} are possible."));
        RunChecks.CheckCaseNames(findings, scan, nameof(scan.Name), points.Select(point => point.Name).Take(MostPoints));
        string? twice = points.GroupBy(point => point.Name).FirstOrDefault(same => same.Count() > 1)?.Key;
        findings.Require(twice is null, scan, [nameof(scan.Values)], () =>
            $"two of the cases and values have the name \"{Shown.Value(twice!)}\"; call one of the cases otherwise.");
    }

    /// <summary>All that is run: every case with every value that is scanned. Mistakes in their changes are reported where they are
    /// written.</summary>
    private static IEnumerable<Point> PointsOf(ExperimentDescription experiment, SourceMap source, string file)
    {
        IEnumerable<(string? Name, ExperimentCaseDescription Case)> cases =
            experiment.Cases.Select(entry => ((string?)entry.Key, entry.Value));
        if (experiment.Cases.Count == 0 && experiment.Scan is not null) cases = [(null, new ExperimentCaseDescription())];
        foreach ((string? name, ExperimentCaseDescription part) in cases)
        {
            string model = part.Title ?? name ?? experiment.Name;
            Node? set = source.ValueOf(part, nameof(part.Set));
            PlacedChange[] own = [.. part.Set.Select((text, i) => PlacedChange.In(file, text, Entry(set, i)))];
            if (experiment.Scan is not { } scan)
            {
                yield return new Point(name, name!, model, model, null, own);
                continue;
            }

            Node? path = source.ValueOf(scan, nameof(scan.Path)), values = source.ValueOf(scan, nameof(scan.Values));
            for (int i = 0; i < scan.Values.Count; i++)
            {
                string text = scan.Values[i].ToString(CultureInfo.InvariantCulture);
                yield return new Point(
                    name,
                    $"{name ?? scan.Name}-{text}",
                    $"{(name is null ? "" : model + ", ")}{scan.Name} {text}",
                    model,
                    scan.Values[i],
                    [.. own, PlacedChange.In(file, $"{scan.Path}={text}", path, Entry(values, i))]);
            }
        }
    }

    // An entry that could not be read is missing among the values; then the place does not matter, because nothing is run.
    private static Node? Entry(Node? list, int index) =>
        list is not ListNode { Items: var items } ? list : index < items.Count ? items[index] : null;

    /// <summary>A case with one of the values, not read yet.</summary>
    private sealed record Point(string? Case, string Name, string Title, string Model, double? Value, IReadOnlyList<PlacedChange> Set);
}
