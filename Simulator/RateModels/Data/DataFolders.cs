using Spiking.Text;

namespace Spiking.RateModels.Data;

/// <summary>The folders in which data sets are looked for.</summary>
internal sealed class DataFolders
{
    /// <summary>The environment variable that names a folder of data sets.</summary>
    public const string Variable = "SPIKING_DATA";

    private readonly List<(string Folder, string Origin)> _folders = [];
    private readonly bool _variableIsSet;

    /// <summary>The folder that a user gives, that of the environment variable, then the usual ones.</summary>
    /// <param name="given">The folder of the option --data; null if there is none.</param>
    /// <exception cref="DataSetException">The given folder, or that of the variable, does not exist.</exception>
    public DataFolders(string? given = null)
        : this(given, Environment.GetEnvironmentVariable(Variable), UsualFolders())
    {
    }

    internal DataFolders(string? given, string? variable, IReadOnlyList<string> usual)
    {
        _variableIsSet = !string.IsNullOrEmpty(variable);
        if (given is not null) Add(given, "--data");
        if (_variableIsSet) Add(variable!, "the environment variable " + Variable);
        _folders.AddRange(usual.Select(folder => (folder, "a usual folder")));
    }

    /// <summary>
    /// The paths of the files of a set, all in one folder, in their order; null for a file that is not there. A file may be there as NAME
    /// or NAME.gz.
    /// </summary>
    /// <exception cref="DataSetException">No folder has enough of them; the message says where people get them.</exception>
    internal string?[] Find(PublishedSet set)
    {
        List<string> searched = [];
        string[] names = [.. set.Files.Select(file => file.Name)];
        foreach ((string folder, string origin) in _folders)
        {
            foreach (string candidate in set.Folders.Select(name => Path.Combine(folder, name)).Append(folder).Where(Directory.Exists))
            {
                string?[] paths = [.. names.Select(name => FindFile(candidate, name))];
                if (set.IsEnough(paths)) return paths;
                string[] missing = [.. names.Where((_, i) => paths[i] is null)];
                searched.Add(missing.Length == names.Length
                    ? $"  {candidate} ({origin})"
                    : $"  {candidate} ({origin}): {Names.All(missing)} {(missing.Length == 1 ? "is" : "are")} missing");
            }
        }

        throw new DataSetException(Missing(set, searched));
    }

    private static string? FindFile(string folder, string name) =>
        new[] { name, name + ".gz" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    private static string[] UsualFolders() =>
    [
        "data",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "datasets"),
        "/usr/local/share/datasets",
        "/usr/share/datasets",
    ];

    private string Missing(PublishedSet set, List<string> searched)
    {
        List<string> lines =
        [
            $"the data set \"{set.Name}\" was not found. Its files (plain, or gzipped with the ending .gz):",
            .. set.Files.Select(file => "  " + file),
        ];
        if (set.Citation.Length > 0) lines.Add($"{set.Citation}. {set.Source}");
        lines.Add($"Put the files into one folder and name it with --data FOLDER or the environment variable {Variable}.");
        lines.Add(searched.Count > 0 ? "Looked for in:" : "There was no folder to look into.");
        lines.AddRange(searched);
        if (!_variableIsSet) lines.Add($"  ({Variable} is not set)");
        return string.Join(Environment.NewLine, lines);
    }

    private void Add(string folder, string origin)
    {
        if (!Directory.Exists(folder))
            throw new DataSetException($"the folder \"{folder}\" of data sets, given by {origin}, does not "
                + $"exist{(File.Exists(folder) ? ": it is a file." : ".")}");
        _folders.Add((folder, origin));
    }
}
