using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Spiking.Files;

namespace Spiking.Runs;

/// <summary>
/// The files that an export adds to the folder of a run. They are written into a new folder within it, and moved into place when all are
/// complete and all can be moved. An export that fails before, or is stopped, leaves earlier files as they were.
/// </summary>
/// <remarks>
/// The name of the new folder, .export-MACHINE-PROCESS-START-RANDOM, says which process uses it, so a later export on the same machine
/// removes the folder of one that was killed, and leaves that of one that is running. No two exports use the same name.
/// </remarks>
internal sealed partial class ExportFolder : IDisposable
{
    private const string Prefix = ".export-";

    private readonly Lock _moving = new();
    private readonly string _run;
    private readonly bool _replace;
    private readonly PosixSignalRegistration[] _registrations;
    private bool _isStopped;

    private ExportFolder(string run, bool replace)
    {
        (_run, _replace) = (run, replace);
        Working = Path.Combine(run, string.Create(CultureInfo.InvariantCulture,
            $"{Prefix}{Environment.MachineName}-{FolderClaim.Own.Process}-{FolderClaim.Own.Started}-{Guid.NewGuid():N}"));
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop),
        ];
    }

    /// <summary>Where the files are to be written.</summary>
    public string Working { get; }

    /// <summary>Writes files into the folder of a run.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="replace">Whether files that are already there may be replaced.</param>
    /// <param name="names">Names of the files that the export alone writes.</param>
    /// <param name="write">Writes them, and perhaps others that the run can have left itself, into the folder that it is given.</param>
    /// <returns>Paths of the files, in alphabetical order.</returns>
    /// <exception cref="CommandException">A file or folder is there already, or a file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string run, bool replace, IReadOnlyList<string> names, Action<string> write)
    {
        using ExportFolder folder = new(run, replace);
        folder.RefuseFolders(names);
        folder.RefuseReplaced(names.Where(name => Path.Exists(Path.Combine(run, name))));
        try
        {
            RemoveStale(run);
            Directory.CreateDirectory(folder.Working);
            write(folder.Working);
            return folder.Finish();
        }
        catch (Exception e) when (FileFailure.Is(CauseOf(e)))
        {
            throw new CommandException(
                folder._isStopped ? "the export was stopped." : $"the recordings of {run} could not be exported: {CauseOf(e).Message}");
        }
    }

    /// <summary>Removes what could not be completed.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        Delete(Working);
    }

    // The library of HDF5 writes by reflection, which hands over what went wrong within another exception.
    private static Exception CauseOf(Exception failure) =>
        failure is TargetInvocationException { InnerException: Exception cause } ? cause : failure;

    // The process ends when this returns, as if nobody listened to the signal. Moves that have begun come to their end first.
    private void Stop(PosixSignalContext context)
    {
        lock (_moving)
        {
            _isStopped = true;
            Delete(Working);
        }
    }

    // Of exports on this machine whose process was killed. Those of other machines may be running.
    private static void RemoveStale(string run)
    {
        foreach (string folder in Directory.GetDirectories(run, Prefix + "*"))
        {
            if (WorkingName().Match(Path.GetFileName(folder)) is { Success: true } name
                && name.Groups["machine"].Value == Environment.MachineName
                && int.TryParse(name.Groups["process"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                && long.TryParse(name.Groups["start"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long start)
                && new FolderClaim(process, start).IsStale()) Delete(folder);
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stopped the export (a full or vanished disk) may stop this, too; the message about it is on its way.
        }
    }

    // A file that the run has left with the same content is as good as a new one.
    private IReadOnlyList<string> Finish()
    {
        lock (_moving)
        {
            (string Written, string Place)[] files =
            [
                .. Directory.GetFiles(Working).Order(StringComparer.Ordinal)
                    .Select(file => (file, Path.Combine(_run, Path.GetFileName(file)))),
            ];
            RefuseFolders(files.Select(file => Path.GetFileName(file.Place)));
            RefuseReplaced(files.Where(file => Path.Exists(file.Place) && !AreEqual(file.Written, file.Place))
                .Select(file => Path.GetFileName(file.Place)));
            foreach ((string written, string place) in files) File.Move(written, place, overwrite: true);
            return [.. files.Select(file => file.Place)];
        }
    }

    private void RefuseFolders(IEnumerable<string> names)
    {
        if (names.Select(name => Path.Combine(_run, name)).FirstOrDefault(Directory.Exists) is string folder)
            throw new CommandException($"{folder} is a folder, where a file of the export is needed. Nothing was written: move it.");
    }

    private void RefuseReplaced(IEnumerable<string> names)
    {
        string[] present = _replace ? [] : [.. names.Select(name => Path.Combine(_run, name))];
        if (present.Length == 0) return;
        (string are, string them) = present.Length == 1 ? ("is", "it") : ("are", "them");
        throw new CommandException($"{RunBatch.Listing(present)} {are} there already. Nothing was overwritten: use --force to replace "
            + $"{them}, or move {them}.");
    }

    private static bool AreEqual(string first, string second) =>
        File.Exists(second) && new FileInfo(first).Length == new FileInfo(second).Length
            && File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second));

    // A machine's name can have hyphens, too.
    [GeneratedRegex(@"^\.export-(?<machine>.+)-(?<process>[0-9]+)-(?<start>[0-9]+)-[0-9a-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex WorkingName();
}
