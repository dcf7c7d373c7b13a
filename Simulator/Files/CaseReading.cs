using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Changes to all cases of an experiment that one case is read with. It has them where it has their paths, and notes the others.
/// </summary>
/// <param name="changes">The changes, path=value.</param>
internal sealed class OptionalChanges(IReadOnlyList<string> changes)
{
    private readonly Dictionary<string, Problem> _misfits = [];

    /// <summary>The changes, path=value.</summary>
    public IReadOnlyList<string> Changes => changes;

    /// <summary>The changes whose path the case does not have, with the reason.</summary>
    public IReadOnlyDictionary<string, Problem> Misfits => _misfits;

    /// <summary>Notes that the case does not have the path of a change.</summary>
    public void Note(string change, Problem misfit) => _misfits.TryAdd(change, misfit);
}

/// <summary>
/// Reads the cases that are run together. A change to all of them is right if one has its path: the rule of a case, for example, can have
/// keys that those of the others lack. It is wrong if none has it, or if a case that has it cannot have the value.
/// </summary>
/// <param name="changes">Changes to all cases, path=value.</param>
/// <param name="of">What the cases are of, for messages: " of study.json"; empty: that is known.</param>
internal sealed class CaseReading(IReadOnlyList<string> changes, string of = "")
{
    private readonly List<(string Name, OptionalChanges Changes, IReadOnlyList<Problem> Problems)> _cases = [];

    /// <summary>Reads a case.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="read">Reads it with the changes.</param>
    /// <returns>The case; null: it has mistakes.</returns>
    public T? Read<T>(string name, Func<OptionalChanges, T> read)
        where T : class
    {
        OptionalChanges optional = new(changes);
        try
        {
            T found = read(optional);
            _cases.Add((name, optional, []));
            return found;
        }
        catch (NetworkFileException e)
        {
            _cases.Add((name, optional, e.Problems));
            return null;
        }
    }

    /// <summary>Checks all cases that were read.</summary>
    /// <exception cref="NetworkFileException">
    /// There are mistakes: those of all cases are listed, each with the names of its cases.
    /// </exception>
    public void Check()
    {
        IEnumerable<(string Name, Problem Problem)> found = _cases.SelectMany(one => one.Problems
            .Concat(changes.Where(FitsNone).Distinct().Select(change => one.Changes.Misfits[change]))
            .Select(problem => (one.Name, problem)));

        // A mistake of a change is the same one in every file.
        List<Problem> problems =
        [
            .. found.GroupBy(entry => entry.Problem.Override is null ? entry.Problem : entry.Problem with { File = "" })
                .Select(group => Named(group.First().Problem, [.. group.Select(entry => entry.Name).Distinct()])),
        ];
        if (problems.Count > 0) throw new NetworkFileException(problems);
    }

    /// <summary>Sentences about the changes that only some of the cases have.</summary>
    public IEnumerable<string> Remarks()
    {
        foreach (string change in changes.Distinct())
        {
            string[] lacking = [.. _cases.Where(one => one.Changes.Misfits.ContainsKey(change)).Select(one => one.Name)];
            if (lacking.Length > 0)
                yield return $"--set {Shown.Value(change)} does not change {Cases(lacking)}, which "
                    + $"{(lacking.Length == 1 ? "has" : "have")} no such value.";
        }
    }

    private bool FitsNone(string change) => _cases.Count > 0 && _cases.All(one => one.Changes.Misfits.ContainsKey(change));

    // A mistake of all cases, of which there are several, is one of what they have in common.
    private Problem Named(Problem problem, string[] names) =>
        of.Length == 0 && names.Length > 1 && names.Length == _cases.Count
            ? problem
            : problem with { Message = $"{problem.Message} ({Cases(names)}{of})" };

    private static string Cases(string[] names) => $"{(names.Length == 1 ? "case" : "cases")} {Names.All(names)}";
}
