using System.Text.RegularExpressions;

namespace Spiking.Runs;

/// <summary>
/// Remains of a stopped training of a rate model, beside the folder of its results: its state, from which it continues, in NAME.state, and
/// the tables of what was learned so far in NAME.incomplete. The state notes that folder, because newer tables take its place.
/// </summary>
/// <param name="destination">The folder of the results.</param>
internal sealed class UnfinishedTraining(string destination)
{
    private const string FoundName = "tables.txt", Ending = ".state";

    /// <summary>The folder of the state.</summary>
    public string State => StateOf(destination);

    /// <summary>The folder with the state of an unfinished training whose results belong into a folder.</summary>
    public static string StateOf(string destination) => destination + Ending;

    /// <summary>The folder of the results whose state is in a folder.</summary>
    public static string DestinationOf(string state) => state[..^Ending.Length];

    /// <summary>Keeps tables of what was learned when the training was stopped, in the place of those of an earlier stop.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="reason">Why it is incomplete, as sentences.</param>
    /// <param name="write">Writes the tables into a folder.</param>
    /// <returns>The folder where they are.</returns>
    /// <exception cref="IOException">They cannot be written.</exception>
    public string KeepFound(RunFolder folder, string reason, Action<string> write)
    {
        write(folder.Working);
        DropFound();
        string kept = folder.FinishIncomplete(reason);
        File.WriteAllText(Path.Combine(State, FoundName), Path.GetFileName(kept));
        return kept;
    }

    /// <summary>Whether a state has been kept.</summary>
    public bool HasState => Directory.Exists(State) && Directory.EnumerateFiles(State, "*" + Ending).Any();

    /// <summary>
    /// Removes what a process that was killed while it wrote results left of them: from the state they are all written again. What can be
    /// continued, or has been appended to while a network ran, is left alone.
    /// </summary>
    /// <param name="folder">The folder of the run, which has kept the remains.</param>
    /// <returns>Whether there were such remains.</returns>
    public bool TryDropCut(RunFolder folder)
    {
        if (folder.Left is not string left || !HasState) return false;
        if (Directory.EnumerateFiles(left).Any(file => RunSnapshots.Is(Path.GetFileName(file)))) return false;
        Directory.Delete(left, recursive: true);
        return true;
    }

    /// <summary>Removes the state, and the tables of an earlier stop, because the results are complete.</summary>
    public void Remove()
    {
        DropFound();
        if (Directory.Exists(State)) Directory.Delete(State, recursive: true);
    }

    // The note is a file that anybody can write. So it says a name only, which must be that of incomplete tables of this run, and a folder
    // is removed only if it is beside that of the results, is no link to another, and says that it is incomplete.
    private void DropFound()
    {
        string note = Path.Combine(State, FoundName);
        if (!File.Exists(note)) return;
        string name = Path.GetFileName(File.ReadAllText(note).Trim()), results = Path.GetFileName(destination);
        DirectoryInfo found = new(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(destination))!, name));
        if (Regex.IsMatch(name, $@"^{Regex.Escape(results)}\.incomplete(-[0-9]+)?$", RegexOptions.CultureInvariant)
            && found is { Exists: true, LinkTarget: null } && File.Exists(Path.Combine(found.FullName, RunFolder.ReasonFile)))
            found.Delete(recursive: true);
        File.Delete(note);
    }
}
