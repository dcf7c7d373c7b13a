namespace Spiking.Snapshots;

/// <summary>
/// A snapshot on disk, and the one before it. A snapshot is written under another name, flushed to the disk and then renamed, so at any
/// moment, whatever stops the program or the machine, there is a complete one. The one before it is kept, in case the disk damages the
/// last.
/// </summary>
/// <param name="path">The file of the last snapshot.</param>
internal sealed class SnapshotFile(string path)
{
    /// <summary>The file of the last snapshot, the one before it, and the one that is being written.</summary>
    public IReadOnlyList<string> Paths { get; } = [path, path + ".previous", path + ".new"];

    /// <summary>Writes a snapshot.</summary>
    /// <param name="visit">Visits the state.</param>
    /// <exception cref="SnapshotException">The state cannot be saved; the snapshots before are as they were.</exception>
    /// <exception cref="IOException">The file cannot be written; the snapshots before are as they were.</exception>
    public void Write(Action<StateVisitor> visit)
    {
        WriteNew(Paths[2], visit);
        if (File.Exists(Paths[0])) File.Move(Paths[0], Paths[1], overwrite: true);
        File.Move(Paths[2], Paths[0]);
    }

    /// <summary>Writes a state into a file of its own, which replaces the file that was there once it is complete.</summary>
    /// <inheritdoc cref="Write"/>
    public static void Save(string path, Action<StateVisitor> visit)
    {
        WriteNew(path + ".new", visit);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Reads the last snapshot, or if that is damaged the one before it.</summary>
    /// <param name="read">Reads the state.</param>
    /// <param name="remark">Is told of a snapshot that cannot be used.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="SnapshotException">There is no snapshot that can be used.</exception>
    public T Read<T>(Func<SnapshotReader, T> read, Action<string> remark)
    {
        using SnapshotReader reader = Open(Paths[0], remark) ?? Open(Paths[1], remark)
            ?? throw new SnapshotException($"There is no snapshot in {Path.GetDirectoryName(path)} that can be used.");
        return read(reader);
    }

    /// <summary>Removes all files.</summary>
    public void Remove()
    {
        foreach (string file in Paths) File.Delete(file);
    }

    private static void WriteNew(string path, Action<StateVisitor> visit)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            using SnapshotWriter writer = new(stream);
            visit(writer);
            writer.Finish();
            stream.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static SnapshotReader? Open(string path, Action<string> remark)
    {
        try
        {
            return File.Exists(path) ? new SnapshotReader(path) : null;
        }
        catch (Exception e) when (e is SnapshotException or IOException or UnauthorizedAccessException)
        {
            remark(e.Message);
            return null;
        }
    }
}
