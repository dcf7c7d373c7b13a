namespace Spiking.Files;

/// <summary>
/// Files of one kind, which are read into the record that stands for them: text, nodes (with the files that it extends), overrides, record,
/// checks. The kinds differ in the record and in the checks. All mistakes of a file are found together.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="kind">What such a file describes, for messages: "network".</param>
/// <param name="check">Adds what is wrong with a record (placeholders where the map says so) in the file of that name.</param>
/// <param name="others">Other kinds of files, for which such files are taken most easily, each with a key at the top that only they have.
/// </param>
internal sealed class DescriptionFile<T>(
    string kind, Action<T, SourceMap, string, List<Problem>> check, params (string Kind, string Key)[] others)
    where T : class
{
    /// <summary>
    /// Whether such a file holds all of its values itself: it extends no other and has no blocks, whose keys are unknown in it.
    /// </summary>
    public bool IsSelfContained { get; init; }

    /// <summary>Whether such a text is no file, but part of a program.</summary>
    public bool IsText { get; init; }

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes in the form path=value, for example "populations.*.size=2000"; null removes a key.</param>
    /// <exception cref="NetworkFileException">The file cannot be read, or it has mistakes: all of them are listed.</exception>
    public T Load(string path, IReadOnlyList<string>? overrides = null) => Parse(FileText.Read(path, kind), path, overrides);

    /// <summary>Checks a file that has been read already.</summary>
    /// <param name="file">The file.</param>
    /// <param name="overrides">Changes in the form path=value; null removes a key.</param>
    /// <exception cref="NetworkFileException">The file has mistakes: all of them are listed.</exception>
    public T Load(SourceFile file, IReadOnlyList<string>? overrides = null) => Read(file.Path, file.Take, Typed(overrides), out _);

    /// <summary>Checks a file that has been read already, and says where its records were read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="changes">Changes in the form path=value; null removes a key.</param>
    /// <param name="source">The places of the records.</param>
    /// <exception cref="NetworkFileException">The file has mistakes: all of them are listed.</exception>
    public T Load(SourceFile file, IReadOnlyList<PlacedChange> changes, out SourceMap source) =>
        Read(file.Path, file.Take, changes, out source);

    /// <summary>Checks a file that has been read already, as one of several cases.</summary>
    /// <param name="file">The file.</param>
    /// <param name="set">Changes that make the case, path=value: all must fit.</param>
    /// <param name="changes">Changes to all cases, after those: applied where the case has their path, which they note.</param>
    /// <param name="source">The places of the records.</param>
    /// <exception cref="NetworkFileException">The case has mistakes: all of them are listed.</exception>
    public T LoadCase(SourceFile file, IReadOnlyList<PlacedChange> set, OptionalChanges changes, out SourceMap source) =>
        Read(file.Path, file.Take, set, out source, changes);

    /// <summary>Reads and checks the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">How messages call the file.</param>
    /// <param name="overrides">Changes in the form path=value; null removes a key.</param>
    /// <exception cref="NetworkFileException">The text has mistakes: all of them are listed.</exception>
    public T Parse(string text, string fileName, IReadOnlyList<string>? overrides = null) =>
        Read(fileName, problems => TreeReader.Read(text, fileName, problems), Typed(overrides), out _);

    /// <summary>The JSON Schema (draft 2020-12) of such files, from the record and its documentation.</summary>
    /// <exception cref="MissingDocumentationException">The documentation file Simulator.xml is not beside the program.</exception>
    public string Schema() => JsonSchema.Generate(typeof(T), $"{char.ToUpperInvariant(kind[0])}{kind[1..]} file");

    private string What => IsText ? kind : $"{kind} file";

    private static PlacedChange[] Typed(IReadOnlyList<string>? overrides) => [.. (overrides ?? []).Select(change =>
        change ?? throw new ArgumentException("a change is null; it has the form path=value.", nameof(overrides)))];

    private T Read(
        string fileName, Func<List<Problem>, Node?> parse, IReadOnlyList<PlacedChange> overrides, out SourceMap source,
        OptionalChanges? optional = null)
    {
        List<Problem> problems = [];
        source = new SourceMap();
        T? description = null;
        ValueShape shape = ValueShape.Of(typeof(T), null);
        Node? read = parse(problems);
        if ((IsSelfContained ? read : FileTree.Complete(read, fileName, shape, kind, problems)) is { } root)
        {
            if (root is ObjectNode file) RefuseOthers(file, fileName);
            Overrides.Apply(root, shape, kind, overrides, fileName, problems, optional);
            Changes.Note(root, [.. overrides.Select(change => change.Text), .. optional?.Changes ?? []]);
            description = new Binder(fileName, problems, source).BindFile<T>(root, What);
            if (description is not null) check(description, source, fileName, problems);
        }

        return description is not null && problems.Count == 0 ? description : throw new NetworkFileException(InOrder(problems, fileName));
    }

    private void RefuseOthers(ObjectNode root, string fileName)
    {
        if (RunRecord.KeyIn(root) is Member run)
            throw new NetworkFileException([Node.ProblemAt(
                fileName, run.Place, run.Key,
                $"this is the record of a run, not a {What}; what was run is in it under the key \"{run.Key}\".")]);
        foreach ((string otherKind, string key) in others)
            if (root.Find(key) is { } stranger)
                throw new NetworkFileException([Node.ProblemAt(
                    fileName, stranger.Place, key,
                    $"this is a {otherKind} file, not a {kind} file; the command run takes files of both kinds.")]);
    }

    // By place, the file itself before those that it extends. What many values share - a block, an override with a * - is reported once for
    // each different message, not once for each value.
    private static List<Problem> InOrder(List<Problem> problems, string fileName) =>
    [.. problems
        .DistinctBy(problem =>
            (problem.File, problem.Line, problem.Column, problem.Override, problem.Message, IsPlaced(problem) ? "" : problem.Path))
        .OrderBy(problem => problem.File == fileName ? "" : problem.File, StringComparer.Ordinal)
        .ThenBy(problem => problem.Line ?? int.MaxValue)
        .ThenBy(problem => problem.Column)];

    private static bool IsPlaced(Problem problem) => problem.Line is not null || problem.Override is not null;
}
