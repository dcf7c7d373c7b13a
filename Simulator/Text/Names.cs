using System.Globalization;
using System.Text.Json;

namespace Spiking.Text;

/// <summary>Lists of names in messages, and the name that a person probably meant.</summary>
internal static class Names
{
    // Names that a list gives; of more it says how many.
    private const int MostListed = 40;

    // Nobody mistypes a longer name; the comparison takes time and memory with the product of the lengths.
    private const int LongestCompared = 100;

    // What is shorter is a part of names that have nothing to do with it, and more names than this are no proposal.
    private const int ShortestPart = 3;
    private const int MostProposed = 3;

    /// <summary>A key of a file, or a name of a type, in words: "presynaptic trace time" for presynapticTraceTime.</summary>
    public static string Words(string key) => JsonNamingPolicy.KebabCaseLower.ConvertName(key).Replace('-', ' ');

    /// <summary>"a", "b" or "c".</summary>
    public static string Either(IReadOnlyList<string> names) => Joined(names, "or");

    /// <summary>"a", "b" and "c".</summary>
    public static string All(IReadOnlyList<string> names) => Joined(names, "and");

    /// <summary>All words of a list as they are: a, b and c.</summary>
    public static string Enumerated(IReadOnlyList<string> words, string last = "and") =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} {last} {words[^1]}";

    /// <summary>"there is" or "there are", with the names; "there are none".</summary>
    public static string ThereAre(IReadOnlyList<string> names) =>
        names.Count == 0 ? "there are none" : (names.Count == 1 ? "there is " : "there are ") + All(names);

    /// <summary>
    /// The end of a sentence: it proposes the nearest of some names, or else the few of which the written one is a part; a full stop if
    /// there are none.
    /// </summary>
    public static string DidYouMean(string written, IEnumerable<string> names)
    {
        string[] known = [.. names];
        if (Nearest(written, known) is { } nearest) return $"; did you mean \"{nearest}\"?";
        string[] longer = written.Length < ShortestPart
            ? []
            : [.. known.Where(name => name.Contains(written, StringComparison.OrdinalIgnoreCase)).Distinct()];
        return longer.Length is 0 or > MostProposed ? "." : $"; did you mean {Either(longer)}?";
    }

    /// <summary>The end of a sentence about a name that is not known: those that are known, and the nearest.</summary>
    public static string Instead(string written, IReadOnlyList<string> known) => ThereAre(known) + DidYouMean(written, known);

    /// <summary>The end of a sentence about a name that is not known: the name in quotes, and <see cref="Instead"/>.</summary>
    public static string Unknown(string written, IReadOnlyList<string> known) =>
        $"\"{Shown.Value(written)}\"; {Instead(written, known)}";

    /// <summary>The sentence about a key that an object cannot have, with the nearest of those that it lacks.</summary>
    /// <param name="key">The key.</param>
    /// <param name="known">The keys that the object can have.</param>
    /// <param name="present">The keys that it has.</param>
    public static string UnknownKey(string key, IReadOnlyList<string> known, IEnumerable<string> present)
    {
        // A key that is there already is not what was meant.
        string? nearest = Nearest(key, known.Except(present));
        return $"the key \"{Shown.Value(key)}\" is not known here; "
            + (nearest is null ? $"known are {All(known)}." : $"did you mean \"{nearest}\"? Known are {All(known)}.");
    }

    /// <summary>The nearest name, if it is so near that the written one is probably a slip.</summary>
    public static string? Nearest(string written, IEnumerable<string> names)
    {
        if (written.Length > LongestCompared)
            return null;
        string? nearest = null;
        // One slip per three letters; a single letter has nothing in common with another.
        int smallest = (written.Length < 2 ? 0 : Math.Max(1, written.Length / 3)) + 1;
        foreach (string name in names)
        {
            // At least the difference of the lengths.
            if (Math.Abs(written.Length - name.Length) >= smallest)
                continue;
            int distance = Distance(written.ToUpperInvariant(), name.ToUpperInvariant());
            if (distance < smallest)
                (smallest, nearest) = (distance, name);
        }
        return nearest;
    }

    /// <summary>
    /// How many letters have to be inserted, deleted, replaced or exchanged with their neighbours to turn one text into the other
    /// (Damerau-Levenshtein distance in its optimal string alignment form).
    /// </summary>
    public static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }
        return cost[a.Length, b.Length];
    }

    private static string Joined(IReadOnlyList<string> names, string word)
    {
        List<string> quoted = names.Take(names.Count <= MostListed ? MostListed : MostListed - 1)
            .Select(name => $"\"{Shown.Value(name)}\"").ToList();
        if (names.Count > MostListed)
            quoted.Add(string.Create(CultureInfo.InvariantCulture, $"{names.Count - MostListed + 1} others"));
        return Enumerated(quoted, word);
    }
}
