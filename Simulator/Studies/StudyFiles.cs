using Spiking.Files;
using Spiking.Runs;

namespace Spiking.Studies;

/// <summary>Finds the study files that come with the program.</summary>
internal static class StudyFiles
{
    private const string Extension = ".json";
    private static readonly string s_folder = Path.Combine("networks", "studies");

    /// <summary>Names of the studies that can be found, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names =>
        Folder() is string folder
            ? [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)]
            : [];

    /// <summary>The names with what each shows, for the help.</summary>
    public static string Listing()
    {
        int width = Names.Select(name => name.Length).DefaultIfEmpty(0).Max();
        return string.Join("\n", Names.Select(name => $"  {name.PadRight(width)}  {Summary(name)}"));
    }

    /// <summary>The path of a study: of a file, or of the study of that name.</summary>
    /// <exception cref="CommandException">There is no such study.</exception>
    public static string Find(string nameOrPath)
    {
        if (File.Exists(nameOrPath)) return nameOrPath;
        if (Names.Contains(nameOrPath)) return Path.Combine(Folder()!, nameOrPath + Extension);
        throw new CommandException(Names.Count == 0
            ? $"there is no file '{nameOrPath}', and no folder {s_folder} here or above in which to look for a study of that name."
            : $"there is no study '{nameOrPath}', nor a file of this name; {Text.Names.ThereAre(Names)}{Text.Names.DidYouMean(nameOrPath, Names)}");
    }

    private static string Summary(string name)
    {
        try
        {
            return StudyDescription.File.Load(Find(name)).Description.Split(". ")[0].TrimEnd('.');
        }
        catch (NetworkFileException)
        {
            return "(the file has mistakes)";
        }
    }

    // In the present folder or one above it, as in a clone; else beside or above the program.
    private static string? Folder() => Above(Directory.GetCurrentDirectory()) ?? Above(AppContext.BaseDirectory);

    private static string? Above(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, s_folder);
            if (Directory.Exists(candidate)) return Path.GetRelativePath(Directory.GetCurrentDirectory(), candidate);
        }

        return null;
    }
}
