namespace Spiking.Files;

/// <summary>
/// Reads files of one kind into the record that stands for them: text, nodes (with the files that it extends), overrides, record, checks. The kinds differ in the record
/// and in what is checked; all mistakes of a file are found together.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="kind">What such a file describes, for messages: "network".</param>
/// <param name="check">Adds what is wrong with a record (placeholders where the map says so) in the file of that name.</param>
/// <param name="otherKey">A key at the top that only files of another kind have.</param>
/// <param name="otherMessage">What to tell whoever gives such a file, in place of all that this kind misses in it.</param>
internal sealed class DescriptionReader<T>(
    string kind, Action<T, SourceMap, string, List<Problem>> check, string otherKey, string otherMessage)
    where T : class
{
    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="NetworkFileException">The file cannot be read, or it has mistakes: all of them are listed.</exception>
    public T Load(string path, IReadOnlyList<string>? overrides) => Parse(FileText.Read(path, kind), path, overrides);

    /// <summary>Reads and checks the text of a file.</summary>
    /// <exception cref="NetworkFileException">The text has mistakes: all of them are listed.</exception>
    public T Parse(string text, string fileName, IReadOnlyList<string>? overrides) =>
        Read(fileName, problems => TreeReader.Read(text, fileName, problems), overrides);

    /// <summary>Checks a file that has been read already.</summary>
    /// <exception cref="NetworkFileException">The file has mistakes: all of them are listed.</exception>
    public T Read(SourceFile file, IReadOnlyList<string>? overrides) => Read(file.Path, file.Take, overrides);

    private T Read(string fileName, Func<List<Problem>, Node?> parse, IReadOnlyList<string>? overrides)
    {
        var problems = new List<Problem>();
        var source = new SourceMap();
        T? description = null;
        ValueShape shape = ValueShape.Of(typeof(T), null);
        if (FileTree.Complete(parse(problems), fileName, shape, kind, problems) is { } root)
        {
            if ((root as ObjectNode)?.Find(otherKey) is { } stranger)
                throw new NetworkFileException([Node.ProblemAt(fileName, stranger.Place, otherKey, otherMessage)]);
            Overrides.Apply(root, shape, kind, overrides ?? [], fileName, problems);
            Changes.Note(root, overrides ?? []);
            description = new Binder(fileName, problems, source).BindFile<T>(root, kind);
            if (description is not null)
                check(description, source, fileName, problems);
        }
        return description is not null && problems.Count == 0 ? description : throw new NetworkFileException(InOrder(problems, fileName));
    }

    // By place, the file itself before those that it extends. What many values share - a block, an override with a * - is reported once for each different
    // message, not once for each value.
    private static List<Problem> InOrder(List<Problem> problems, string fileName) =>
    [.. problems
        .DistinctBy(problem => (problem.File, problem.Line, problem.Column, problem.Override, problem.Message, IsPlaced(problem) ? "" : problem.Path))
        .OrderBy(problem => problem.File == fileName ? "" : problem.File, StringComparer.Ordinal)
        .ThenBy(problem => problem.Line ?? int.MaxValue)
        .ThenBy(problem => problem.Column)];

    private static bool IsPlaced(Problem problem) => problem.Line is not null || problem.Override is not null;
}
