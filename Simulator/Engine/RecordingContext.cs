using System.Globalization;

namespace Spiking.Engine;

/// <summary>The network that the recorders of a run look at, and the folder of their files.</summary>
/// <param name="network">The network, before its first step.</param>
/// <param name="folder">The folder, which is there.</param>
public sealed class RecordingContext(Network network, string folder)
{
    /// <summary>
    /// Ending of files from which recorders make their results at the end of a run: they are there while it runs, and go when it has
    /// finished.
    /// </summary>
    public const string WorkingExtension = ".stream";

    private readonly Dictionary<string, int> _taken = [];

    /// <summary>The network.</summary>
    public Network Network { get; } = network;

    /// <summary>
    /// A name for a file or figure that no recorder has yet: the name that is asked for, with a number from the second on ("state-2").
    /// </summary>
    public string NameOf(string name)
    {
        int count = _taken[name] = _taken.GetValueOrDefault(name) + 1;
        return count == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{count}");
    }

    /// <summary>The path of a file that no recorder has yet.</summary>
    /// <param name="name">Its name; see <see cref="NameOf"/>.</param>
    /// <param name="extension">The ending: ".csv".</param>
    public string PathOf(string name, string extension) => FileOf(name, extension).Path;

    /// <summary>The path of a file that no recorder has yet, and its name without ending, for figures.</summary>
    /// <param name="name">Its name; see <see cref="NameOf"/>.</param>
    /// <param name="extension">The ending: ".csv".</param>
    public (string Name, string Path) FileOf(string name, string extension)
    {
        string free = NameOf(name);
        return (free, Path.Combine(folder, free + extension));
    }

    /// <summary>Creates a recorder.</summary>
    /// <param name="recorder">The recorder.</param>
    /// <param name="index">Its index in the file, for messages.</param>
    internal IRecorder Create(RecorderDescription recorder, int index) =>
        AddedPart.OfRecorder(index, recorder).Created(() => recorder.Create(this));

    /// <summary>Creates all recorders of the network, in the order of its description.</summary>
    public IReadOnlyList<IRecorder> CreateAll() => CreateAll(keepsFiles: false);

    /// <summary>Creates all recorders of the network, in the order of its description.</summary>
    /// <param name="keepsFiles">Whether files hold what was recorded before, which must not be lost if a recorder fails.</param>
    internal IReadOnlyList<IRecorder> CreateAll(bool keepsFiles)
    {
        List<IRecorder> recorders = [];
        try
        {
            foreach (RecorderDescription recorder in Network.Description.Recorders) recorders.Add(Create(recorder, recorders.Count));
            return recorders;
        }
        catch
        {
            // Files that are open would keep the folder from being removed. But who closes a file cuts it where the rows of now end.
            if (!keepsFiles) foreach (IRecorder recorder in recorders) recorder.Dispose();
            throw;
        }
    }
}
