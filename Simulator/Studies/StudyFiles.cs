using Spiking.Runs;

namespace Spiking.Studies;

/// <summary>Finds the study and paper files that come with the program.</summary>
internal static class StudyFiles
{
    /// <summary>The names with what each shows, for the help.</summary>
    public static string Listing()
    {
        IReadOnlyList<KnownExperiment> studies = ExperimentLibrary.Studies();
        int width = studies.Select(study => study.ShortName.Length).DefaultIfEmpty(0).Max();
        return string.Join("\n", studies.Select(study => $"  {study.ShortName.PadRight(width)}  {study.Summary}"));
    }

    /// <summary>The path of a study: of a file, or of the study of that name.</summary>
    /// <exception cref="CommandException">There is no such study.</exception>
    public static string Find(string nameOrPath)
    {
        if (File.Exists(nameOrPath)) return nameOrPath;
        IReadOnlyList<KnownExperiment> studies = ExperimentLibrary.Studies();
        if (studies.FirstOrDefault(study => study.ShortName == nameOrPath) is KnownExperiment found) return found.Path;
        string[] names = [.. studies.Select(study => study.ShortName)];
        throw new CommandException(names.Length == 0
            ? $"there is no file '{nameOrPath}', and the folder {ExperimentLibrary.OfProgram}, in which studies come with "
                + "the program, is not there."
            : $"there is no study or paper '{nameOrPath}', nor a file of this name; {Text.Names.Instead(nameOrPath, names)}");
    }
}
