using System.Globalization;

namespace Spiking.Runs;

/// <summary>
/// The files that an export adds to the folder of a run. They are written into a folder within it, and moved into place when all are
/// complete, so that an export that fails leaves earlier files as they were.
/// </summary>
internal sealed class ExportFolder : IDisposable
{
    private readonly string _run;
    private readonly bool _replace;

    private ExportFolder(string run, bool replace)
    {
        (_run, _replace) = (run, replace);
        Working = Path.Combine(run, string.Create(CultureInfo.InvariantCulture, $".export-{Environment.ProcessId}"));
    }

    /// <summary>Where the files are to be written.</summary>
    public string Working { get; }

    /// <summary>Writes files into the folder of a run.</summary>
    /// <param name="run">The folder of the run.</param>
    /// <param name="replace">Whether files that are already there may be replaced.</param>
    /// <param name="names">Names of the files that the export alone writes.</param>
    /// <param name="write">Writes them, and perhaps others that the run can have left itself, into the folder that it is given.</param>
    /// <returns>Paths of the files, in alphabetical order.</returns>
    /// <exception cref="CommandException">A file is there already, or cannot be written.</exception>
    public static IReadOnlyList<string> Write(string run, bool replace, IReadOnlyList<string> names, Action<string> write)
    {
        using ExportFolder folder = new(run, replace);
        folder.RefuseReplaced(names.Where(name => Path.Exists(Path.Combine(run, name))));
        try
        {
            Directory.CreateDirectory(folder.Working);
            write(folder.Working);
            return folder.Finish();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the recordings of {run} could not be exported: {e.Message}");
        }
    }

    /// <summary>Removes what could not be completed.</summary>
    public void Dispose()
    {
        try
        {
            if (Directory.Exists(Working)) Directory.Delete(Working, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What stopped the export (a full or vanished disk) may stop this, too; the message about it is on its way.
        }
    }

    // A file that the run has left with the same content is as good as a new one.
    private IReadOnlyList<string> Finish()
    {
        (string Written, string Place)[] files =
        [
            .. Directory.GetFiles(Working).Order(StringComparer.Ordinal)
                .Select(file => (file, Path.Combine(_run, Path.GetFileName(file)))),
        ];
        RefuseReplaced(files.Where(file => Path.Exists(file.Place) && !AreEqual(file.Written, file.Place))
            .Select(file => Path.GetFileName(file.Place)));
        foreach ((string written, string place) in files) File.Move(written, place, overwrite: true);
        return [.. files.Select(file => file.Place)];
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
}
