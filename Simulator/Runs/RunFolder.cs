using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Spiking.Runs;

/// <summary>
/// The folder of one run's results. It is claimed when the run begins; files are written under a temporary name beside it, NAME.running,
/// and moved into place at the end, so that a run that was killed never leaves a folder that looks finished. What a run leaves that did not
/// reach its end is kept in NAME.incomplete.
/// </summary>
internal sealed partial class RunFolder : IDisposable
{
    /// <summary>Name of the file in an incomplete folder that says why the run is incomplete.</summary>
    public const string ReasonFile = "incomplete.txt";

    // Bytes that the smallest block of a file system in use has, so that a file that is not empty can become as long.
    private const int SmallestBlock = 512;

    private readonly bool _replace;
    private bool _finished;

    /// <summary>Claims a folder.</summary>
    /// <param name="destination">Where the results will be.</param>
    /// <param name="replace">Whether results that are already there may be replaced.</param>
    /// <exception cref="CommandException">
    /// There are results already, another run is on its way to the same folder, or the folder cannot be written to.
    /// </exception>
    public RunFolder(string destination, bool replace)
    {
        Destination = destination;
        _replace = replace;
        Working = destination + ".running";
        try
        {
            if (File.Exists(destination)) throw new CommandException($"{destination} is a file; a folder for results is needed there.");
            if (Directory.Exists(destination) && !replace)
            {
                throw new CommandException(
                    $"{destination} already holds results. Nothing was overwritten: use --force to replace them, or --run "
                    + "NAME for another folder.");
            }

            Claim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = FileAbove(destination) is string file ? $"{file} is a file, where a folder is needed." : e.Message;
            throw new CommandException($"results cannot be written to {destination}: {reason}");
        }
    }

    private RunFolder(string destination, bool replace, string found)
    {
        (Destination, Working, _replace) = (destination, destination + ".running", replace);
        if (found == Working) TakeOver();
        else Continue(found);
        File.Delete(Path.Combine(Working, ReasonFile));
    }

    /// <summary>Claims the folder of a run that was killed or stopped, to continue it from its snapshot.</summary>
    /// <param name="path">The folder (NAME.running or NAME.incomplete), or the one where the results would be.</param>
    /// <param name="replace">Whether results that are already where they would be may be replaced.</param>
    /// <exception cref="CommandException">There is no such run, it is running, or there are results already.</exception>
    public static RunFolder Resume(string path, bool replace)
    {
        if (path.Length == 0) throw new CommandException("the folder of an unfinished run is needed; the name that was given is empty.");

        // The name of the folder is needed, and "." and ".." have none.
        string named = Path.TrimEndingDirectorySeparator(path);
        if (Path.GetFileName(named) is "." or "..") named = Path.GetFullPath(named);
        (string destination, string found) = Unfinished(named);
        if (Directory.Exists(destination) && !replace)
        {
            throw new CommandException(
                $"{destination} holds the results of another run, where those of {found} would be. Nothing was overwritten: use --force to "
                + "replace them, or move them.");
        }

        try
        {
            return new RunFolder(destination, replace, found);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{found} cannot be continued: {e.Message}");
        }
    }

    /// <summary>Whether a name is one of what stands beside the folder of a run while it lasts, or is left of an unfinished one.</summary>
    public static bool IsReserved(string name) => ReservedName().IsMatch(name);

    /// <summary>Refuses what is no folder.</summary>
    /// <param name="path">What was typed.</param>
    /// <param name="owner">What the folder is needed of.</param>
    /// <exception cref="CommandException">There is no such folder.</exception>
    public static void Require(string path, string owner = "a run")
    {
        if (path.Length == 0) throw new CommandException("the name of a folder is needed; found an empty one.");
        if (File.Exists(path)) throw new CommandException($"{path} is a file; the folder of {owner} is needed.");
        if (!Directory.Exists(path)) throw new CommandException($"there is no folder {path}.");
    }

    /// <summary>Where the results will be.</summary>
    public string Destination { get; }

    /// <summary>Where files are to be written while the run lasts.</summary>
    public string Working { get; }

    /// <summary>Remark on remains of an earlier run that was killed; null: there are none.</summary>
    public string? Remark { get; private set; }

    /// <summary>The folder in which these remains are kept; null: there are none.</summary>
    public string? Left { get; private set; }

    /// <summary>
    /// Makes the working folder again if somebody has removed it, so that what is still in memory can be written.
    /// </summary>
    /// <returns>What is lost, as a sentence; null: the folder is as it was claimed.</returns>
    public string? Restore()
    {
        if (FolderClaim.Own.IsIn(Working)) return null;
        Directory.CreateDirectory(Working);
        FolderClaim.Own.Write(Working);
        return $"the folder {Working} was removed while the run went on: the files that it held are lost.";
    }

    /// <summary>Moves the results into place.</summary>
    /// <returns>The folder where they are.</returns>
    /// <exception cref="IOException">They cannot be moved, or they have been removed meanwhile.</exception>
    public string Finish()
    {
        if (!FolderClaim.Own.IsIn(Working)) throw new IOException($"the folder {Working} was removed while the run went on.");
        if (!Directory.Exists(Destination)) return MoveTo(Destination);
        if (!_replace) throw new IOException($"{Destination} has appeared while the run went on; it was left alone.");

        // Earlier results are deleted only when the new ones are in their place.
        string earlier = Free(Destination + ".replaced");
        Directory.Move(Destination, earlier);
        try
        {
            MoveTo(Destination);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Directory.Move(earlier, Destination);
            throw;
        }

        Delete(earlier);
        return Destination;
    }

    /// <summary>Moves what a run left that did not reach its end to a folder whose name says so. Earlier ones are kept.</summary>
    /// <param name="reason">Why it did not reach its end: sentences for a file in the folder.</param>
    /// <returns>The folder where it is; the working folder if it cannot be moved.</returns>
    public string FinishIncomplete(string reason)
    {
        try
        {
            Directory.CreateDirectory(Working);
            WriteReason(Working, reason);
            return MoveTo(Free(Destination + ".incomplete"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not even that is possible. What there is stays where it is.
            _finished = true;
            return Working;
        }
    }

    /// <summary>Keeps what a failed run has written, if it has written anything.</summary>
    /// <param name="failure">What went wrong, as a sentence.</param>
    /// <returns>The folder where it is; null: nothing was written.</returns>
    public string? Keep(string failure) => HoldsFiles(Working) ? FinishIncomplete(failure) : null;

    /// <summary>Keeps what has been written of results that cannot be completed.</summary>
    /// <param name="what">The results, as the subject of a sentence.</param>
    /// <param name="reason">Why they cannot be completed.</param>
    /// <returns>What the user is to be told.</returns>
    public CommandException Incomplete(string what, string reason) => new(
        $"{what} could not be written: {reason}"
            + (Keep(reason) is string kept ? $"{Environment.NewLine}What was written is kept in {kept}." : ""));

    /// <summary>Gives the claim up and removes the working folder, unless its content has been moved into a place of its own.</summary>
    public void Dispose()
    {
        if (!_finished) Delete(Working);
        _finished = true;
    }

    /// <summary>The file that stands where a folder would have to be made above results; null: there is none.</summary>
    /// <param name="destination">The folder of the results.</param>
    internal static string? FileAbove(string destination)
    {
        string? path = destination;
        while (!string.IsNullOrEmpty(path) && !File.Exists(path)) path = Path.GetDirectoryName(path);
        return string.IsNullOrEmpty(path) ? null : path;
    }

    private void Claim()
    {
        // Several tries, because a folder can be finished or taken over by another process between two calls.
        for (int tries = 0; tries < 10; tries++)
        {
            if (TryClaim()) return;
            if (FolderClaim.On(Working) is not FolderClaim claim)
            {
                throw new CommandException(
                    $"{Working} is in the way: a folder that no running process has claimed. Move or remove it, or choose another folder "
                    + "with --run NAME or --output FOLDER.");
            }

            string machine = claim.MachineOf(Working);
            string who = string.Create(CultureInfo.InvariantCulture, $"process {claim.Process} on {machine}");
            if (machine != Environment.MachineName || !claim.IsStale())
            {
                throw new CommandException(
                    $"{who} is writing results for {Destination} at this moment, into {Working}. Nothing was run: wait for "
                    + "its end, or choose another folder with --run NAME or --output FOLDER."
                    + (machine == Environment.MachineName ? "" : " If that process is dead, remove the folder."));
            }

            if (!claim.TryTakeOver(Working)) continue;
            bool canContinue = RunSnapshots.AreIn(Working);
            string? kept =
                Keep($"the run ({who}) ended without finishing: it was killed, or the machine stopped. Some files may be cut off.");
            Dispose();
            _finished = false;
            Left = kept;
            Remark = kept is null ? null : $"an earlier run for {Destination} ({who}) was killed; what it left is kept in {kept}"
                + (canContinue ? $", and '{RunSnapshots.CallToResume(kept)}' would continue it." : ".");
        }

        throw new CommandException($"{Working} could not be claimed: other processes come and go there.");
    }

    private void TakeOver()
    {
        if (FolderClaim.On(Working) is not FolderClaim claim) FolderClaim.Own.Write(Working);
        else if (claim.MachineOf(Working) is string machine && (machine != Environment.MachineName || !claim.IsStale()))
        {
            throw new CommandException(
                $"process {claim.Process} on {machine} is running it at this moment. If that process is dead, remove the file "
                + $"{Path.Combine(Working, claim.FileName)}.");
        }
        else if (!claim.TryTakeOver(Working)) throw new CommandException($"another process has begun to continue {Working}.");
    }

    private void Continue(string found)
    {
        if (Directory.Exists(Working))
        {
            throw new CommandException(
                $"{Working} is in the way: another run for {Destination} is running or was killed. Continue that "
                + "one, or move or remove it.");
        }

        FolderClaim.Own.Write(found);
        Directory.Move(found, Working);
    }

    /// <summary>The folders of unfinished runs with a snapshot whose results would be in a folder.</summary>
    /// <param name="destination">The folder of the results.</param>
    public static IReadOnlyList<string> UnfinishedOf(string destination)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(destination))!, name = Path.GetFileName(destination);
        if (!Directory.Exists(folder)) return [];
        return
        [
            .. Directory.EnumerateDirectories(folder, name + ".*")
                .Where(d => UnfinishedName().Match(Path.GetFileName(d)) is { Success: true } m && m.Groups[1].Value == name)
                .Where(RunSnapshots.AreIn).Select(d => Path.Combine(Path.GetDirectoryName(destination) ?? "", Path.GetFileName(d)))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The unfinished run that somebody means by a folder: where its results would be, and where it is.</summary>
    private static (string Destination, string Found) Unfinished(string path)
    {
        if (UnfinishedName().Match(path) is { Success: true } match)
        {
            if (RunSnapshots.AreIn(path)) return (match.Groups[1].Value, path);
            throw Directory.Exists(path) ? NoSnapshot(path) : new CommandException($"there is no folder {path}.");
        }

        IReadOnlyList<string> found = UnfinishedOf(path);
        return found.Count switch
        {
            1 => (path, found[0]),
            0 when (Directory.Exists(path + ".running") ? path + ".running" : path + ".incomplete") is string left
                && Directory.Exists(left) => throw NoSnapshot(left),
            0 => throw new CommandException(
                $"there is no unfinished run of {path} with a snapshot: neither {path}.running nor {path}.incomplete."),
            _ => throw new CommandException($"there are {found.Count} unfinished runs of {path}: {string.Join(", ", found)}. Say which."),
        };
    }

    private static CommandException NoSnapshot(string folder) =>
        new($"{folder} holds no snapshot, so it cannot be continued: run it again.");

    [GeneratedRegex(@"^(.*[^/\\])\.(?:running|incomplete(?:-\d+)?)$")]
    private static partial Regex UnfinishedName();

    // With the state of a training (UnfinishedTraining).
    [GeneratedRegex(@"\.(running|state|replaced|incomplete)(-\d+)?$")]
    private static partial Regex ReservedName();

    private bool TryClaim()
    {
        string prepared =
            Free(string.Create(CultureInfo.InvariantCulture, $"{Working}-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}"));
        Directory.CreateDirectory(prepared);
        try
        {
            FolderClaim.Own.Write(prepared);
            if (Directory.Exists(Working)) return false;
            Directory.Move(prepared, Working);
            return true;
        }
        catch (IOException) when (Directory.Exists(Working))
        {
            return false;
        }
        finally
        {
            Delete(prepared);
        }
    }

    private static bool HoldsFiles(string folder) =>
        Directory.Exists(folder)
            && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any(f => Path.GetFileName(f) != FolderClaim.Own.FileName);

    private static void WriteReason(string folder, string reason)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, ReasonFile), reason + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteOverClaim(folder, reason);
        }
    }

    /// <summary>On a full disk there is no room for one more file, but the claim has a block of the disk already: it becomes the
    /// reason.</summary>
    private static void WriteOverClaim(string folder, string reason)
    {
        try
        {
            string claim = Path.Combine(folder, FolderClaim.Own.FileName);
            byte[] text = Encoding.UTF8.GetBytes(reason + "\n");
            using (FileStream file = new(claim, FileMode.Open, FileAccess.Write))
            {
                file.Write(text.AsSpan(0, Math.Min(text.Length, SmallestBlock)));
                file.SetLength(file.Position);
            }

            File.Move(claim, Path.Combine(folder, ReasonFile), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The name of the folder still says that it is incomplete.
        }
    }

    private static string Free(string name)
    {
        string free = name;
        for (int i = 2; Directory.Exists(free) || File.Exists(free); i++) free = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        return free;
    }

    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stopped the run (a full or vanished disk) may stop this too; the message about it is on its way.
        }
    }

    private string MoveTo(string folder)
    {
        FolderClaim.Own.Remove(Working);
        Directory.Move(Working, folder);
        _finished = true;
        return folder;
    }
}
