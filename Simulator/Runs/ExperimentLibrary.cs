using Spiking.Files;
using Spiking.Text;

namespace Spiking.Runs;

/// <summary>An experiment of the library.</summary>
/// <param name="Name">Its name: "xor-burstccn", "examples/one-cell".</param>
/// <param name="Path">The path of its file.</param>
internal sealed record KnownExperiment(string Name, string Path)
{
    /// <summary>The last part of the name, which is enough to call it.</summary>
    public string ShortName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>The first sentence of its description; empty: it has none, or the file cannot be read.</summary>
    public string Summary
    {
        get
        {
            try
            {
                Node? root = TreeReader.Read(FileText.Read(Path, "network"), Path, []);
                return root is ObjectNode file && file.Find("description")?.Value is TextNode { Value: string text }
                    ? FirstSentence(text)
                    : "";
            }
            catch (NetworkFileException)
            {
                return "";
            }
        }
    }

    // A full stop after an abbreviation is not followed by a capital: "Payeur et al. 2021, Fig. 4".
    private static string FirstSentence(string text)
    {
        for (int end = text.IndexOf(". ", StringComparison.Ordinal); end >= 0; end = text.IndexOf(". ", end + 1, StringComparison.Ordinal))
            if (end + 2 < text.Length && char.IsUpper(text[end + 2])) return text[..end];
        return text.TrimEnd('.');
    }
}

/// <summary>
/// Finds experiments by name: in the folder networks of a clone, if the present folder is in one, and in the one that comes with the
/// program.
/// </summary>
internal static class ExperimentLibrary
{
    /// <summary>Name of the folder.</summary>
    public const string FolderName = "networks";

    private const string Extension = ".json";

    /// <summary>The folder beside the program.</summary>
    public static string OfProgram { get; } = Path.Combine(AppContext.BaseDirectory, FolderName);

    /// <summary>
    /// All experiments: those at the top first, then examples and studies, each group in alphabetical order. A name stands once.
    /// </summary>
    public static IReadOnlyList<KnownExperiment> All() =>
    [
        .. Folders().SelectMany(Of).DistinctBy(known => known.Name).OrderBy(known => known.Name.Contains('/'))
            .ThenBy(known => known.Name, StringComparer.Ordinal),
    ];

    /// <summary>The studies.</summary>
    public static IReadOnlyList<KnownExperiment> Studies() =>
        [.. All().Where(known => known.Name.StartsWith("studies/", StringComparison.Ordinal))];

    /// <summary>
    /// The path that somebody means: what was typed if there is such a file, else the experiment of that name. "xor-burstccn",
    /// "xor-burstccn.json" and "networks/xor-burstccn.json" name the same, and so do "one-cell" and "examples/one-cell".
    /// </summary>
    /// <param name="typed">A path or a name.</param>
    /// <exception cref="NetworkFileException">There is neither; the message has the nearest name.</exception>
    public static string Find(string typed)
    {
        if (!IsMissing(typed)) return typed;
        string name = NameIn(typed);
        IReadOnlyList<KnownExperiment> all = All();
        if ((all.FirstOrDefault(known => known.Name == name)
            ?? all.FirstOrDefault(known => known.ShortName == name)) is KnownExperiment found) return found.Path;
        string nearest = Names.DidYouMean(name, all.SelectMany(known => new[] { known.Name, known.ShortName }));
        throw new NetworkFileException(
            [new Problem { File = typed,
                Message = $"there is no such file, and no experiment of this name{nearest} 'spiking list' lists all {all.Count}." }]);
    }

    /// <summary>Copies the files that come with the program into a folder that must not be there yet.</summary>
    /// <returns>The number of files.</returns>
    /// <exception cref="CommandException">The folder is there already, or the program has come without its files.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static int CopyTo(string folder)
    {
        if (Directory.Exists(folder) || File.Exists(folder))
            throw new CommandException($"{folder} is there already; nothing was copied. Name another folder.");
        if (!Directory.Exists(OfProgram))
            throw new CommandException($"the folder {OfProgram}, in which the experiments come with the program, is not there.");
        string[] files = Directory.GetFiles(OfProgram, "*", SearchOption.AllDirectories);
        foreach (string file in files)
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(OfProgram, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return files.Length;
    }

    private static string NameIn(string typed)
    {
        string name = typed.Replace('\\', '/');
        if (name.StartsWith("./", StringComparison.Ordinal)) name = name[2..];
        if (name.StartsWith(FolderName + "/", StringComparison.Ordinal)) name = name[(FolderName.Length + 1)..];
        return name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? name[..^Extension.Length] : name;
    }

    // A file that is there but may not be read, a folder or a pipe is answered when it is read.
    private static bool IsMissing(string path)
    {
        if (path.Length == 0 || File.Exists(path) || Directory.Exists(path)) return false;
        try
        {
            File.GetAttributes(path);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Folders()
    {
        string here = Directory.GetCurrentDirectory();
        for (DirectoryInfo? folder = new(here); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, FolderName);
            if (!Directory.Exists(candidate)) continue;
            yield return Path.GetRelativePath(here, candidate);
            break;
        }

        if (Directory.Exists(OfProgram)) yield return OfProgram;
    }

    private static IEnumerable<KnownExperiment> Of(string folder)
    {
        foreach (string group in new[] { "", "examples", "studies" })
        {
            string path = Path.Combine(folder, group);
            if (!Directory.Exists(path)) continue;
            foreach (string file in Directory.EnumerateFiles(path, "*" + Extension))
            {
                string name = Path.GetFileNameWithoutExtension(file);
                if (name != "schema" && !name.EndsWith(".schema", StringComparison.Ordinal))
                    yield return new KnownExperiment(group.Length == 0 ? name : $"{group}/{name}", file);
            }
        }
    }
}
