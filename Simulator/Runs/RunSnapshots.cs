using System.Diagnostics;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Snapshots;
using Spiking.Text;

namespace Spiking.Runs;

/// <summary>
/// The snapshots of a run: one when it begins, then one after every interval of computing time, in its folder, where the one before is
/// kept, too. They go when the run has finished.
/// </summary>
/// <param name="folder">The folder of the run.</param>
/// <param name="every">The interval; null: none are taken.</param>
/// <param name="visit">Visits the whole state of the run, between steps.</param>
internal sealed class RunSnapshots(string folder, TimeSpan? every, Action<StateVisitor> visit)
{
    /// <summary>Name of the last snapshot in the folder of a run.</summary>
    public const string FileName = "snapshot";

    /// <summary>Name of the file with the state of a network at the end of its run.</summary>
    public const string StateName = "state";

    // A copy of the state that the network of a run has taken over: a continuation of the run begins with it, too.
    private const string TakenOver = FileName + ".from";

    private readonly SnapshotFile _file = FileIn(folder);
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private bool _isPossible = every is not null;

    /// <summary>Why the latest snapshot could not be taken, as a sentence; null: it could.</summary>
    private string? Problem { get; set; }

    /// <summary>Warnings about snapshots that could not be taken, in sentences.</summary>
    public IEnumerable<string> Warnings => Problem is null ? [] : [$"if the run stops, it cannot be continued: {Problem}"];

    /// <summary>
    /// Whether a file of a run's folder is there only until the run has finished: a snapshot, or what a recorder appends to.
    /// </summary>
    public static bool Is(string fileName) =>
        fileName.StartsWith(FileName, StringComparison.Ordinal)
            || fileName.EndsWith(RecordingContext.WorkingExtension, StringComparison.Ordinal);

    /// <summary>Whether there is a snapshot in a folder.</summary>
    public static bool AreIn(string folder) => FileIn(folder).Paths.Take(2).Any(File.Exists);

    /// <summary>
    /// The call that continues a run, quoted for a shell. It repeats the assemblies that were loaded, because the network may name their
    /// kinds: "resume results/ring/seed-1.incomplete --load /home/me/My.dll".
    /// </summary>
    /// <param name="folder">The folder of the run.</param>
    public static string CallToResume(string folder) =>
        string.Join(' ', TypedCommand.Loading(Kinds.AddedFiles).Prepend($"resume {ShellText.Quoted(folder)}"));

    /// <summary>The description of the run that a folder has a snapshot of, and how it was run.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="remark">Is told of a snapshot that cannot be used.</param>
    /// <exception cref="SnapshotException">There is none that can be used.</exception>
    public static (NetworkDescription Network, RunHeader Header) Read(string folder, Action<string> remark)
    {
        SavedDescription description = new();
        RunHeader header = new();
        FileIn(folder).Read(
            reader =>
            {
                reader.Part(SavedDescription.Part, description);
                reader.Part(RunHeader.Part, header);
                return 0;
            },
            remark);
        return (NetworkDescription.File.Parse(description.Text, $"the network in the snapshot of {folder}"), header);
    }

    /// <summary>Lets a network that has just been built take over a state, in a run that begins or continues.</summary>
    /// <param name="network">The network.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="options">Where the state is, and whether the run continues.</param>
    /// <exception cref="SnapshotException">It does not fit.</exception>
    public static void TakeOver(Network network, string folder, RunOptions options)
    {
        string copy = Path.Combine(folder, TakenOver);
        if (options.Resumes)
        {
            if (File.Exists(copy)) network.TakeOver(copy);
        }
        else if (options.From is string from)
        {
            network.TakeOver(from);

            // As a snapshot: complete under its name, whatever happens to the machine.
            using (FileStream source = File.OpenRead(from), target = new(copy + ".new", FileMode.Create, FileAccess.Write))
            {
                source.CopyTo(target);
                target.Flush(flushToDisk: true);
            }

            File.Move(copy + ".new", copy);
        }
    }

    /// <summary>Restores the state of the last snapshot that can be used.</summary>
    public void Restore() => _file.Read(
        reader =>
        {
            visit(reader);
            reader.Finish();
            return 0;
        },
        _ => { });

    /// <summary>Takes a snapshot if the interval is over.</summary>
    public void TakeIfDue()
    {
        if (_isPossible && _since.Elapsed >= every) Take();
    }

    /// <summary>Takes a snapshot. A run goes on without it if it cannot be taken.</summary>
    public void Take()
    {
        if (!_isPossible) return;
        try
        {
            _file.Write(visit);
            Problem = null;
        }
        catch (SnapshotException e)
        {
            (_isPossible, Problem) = (false, e.Message);
        }
        catch (Exception e)
        {
            // Mostly that of a full disk. Whatever it is, the run is worth more than its snapshot.
            Problem = e.Message;
        }

        _since.Restart();
    }

    /// <summary>Removes the snapshots of a run that has finished, and what its recorders have appended to.</summary>
    public static void Remove(string folder)
    {
        FileIn(folder).Remove();
        File.Delete(Path.Combine(folder, TakenOver));
        foreach (string file in Directory.EnumerateFiles(folder, "*" + RecordingContext.WorkingExtension)) File.Delete(file);
    }

    private static SnapshotFile FileIn(string folder) => new(Path.Combine(folder, FileName));
}
