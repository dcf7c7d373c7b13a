using Spiking.Files;
using Spiking.Snapshots;

namespace Spiking.RateModels.Experiments;

/// <summary>
/// The state of an unfinished run of an experiment with one seed in a file: everything that the rest of the run depends on, and what it has
/// found so far. The file is a snapshot (<see cref="SnapshotFormat"/>): its checksum is compared before any value is used, and it replaces
/// the state before only once it is on the disk, whatever stops the program or the machine.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="experiment">The experiment in the form of its file, and the seed: a state of another experiment is refused.</param>
/// <param name="remark">Is told, in a sentence, of a state that cannot be kept, and null of one that could be kept again.</param>
internal sealed class StateFile(string path, string experiment, Action<string?> remark)
{
    private const string Part = "the training";

    private bool _isLost;

    /// <summary>How often the state is kept while the program runs.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Writes a state. If it cannot be written the run goes on without it.</summary>
    /// <param name="state">What has the state.</param>
    /// <exception cref="SnapshotException">A part of it does not say what its state is.</exception>
    public void Keep(IHasState state)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            SnapshotFile.Save(path, visitor => visitor.Part(Part, new State(state, experiment)));
            if (_isLost) remark(null);
            _isLost = false;
        }
        catch (Exception e) when (FileFailure.Is(e))
        {
            // The training is worth more than its state.
            _isLost = true;
            remark($"the state of the training could not be kept: {e.Message.TrimEnd('.')}. If the run stops, it cannot be continued "
                + "from there.");
        }
    }

    /// <summary>Restores a state, if the file is there.</summary>
    /// <param name="state">What has the state.</param>
    /// <exception cref="SnapshotException">The file is damaged, of another version of the program, or of another experiment.</exception>
    public void TryRestore(IHasState state)
    {
        if (!File.Exists(path)) return;
        using SnapshotReader reader = new(path);
        reader.Part(Part, new State(state, experiment));
        reader.Finish();
    }

    private sealed class State(IHasState state, string experiment) : IHasState
    {
        public void VisitState(StateVisitor visitor)
        {
            string written = experiment;
            visitor.Text("experiment", ref written);
            visitor.Require(written == experiment, "it is that of another experiment, because the file or a change to it is not the same");
            state.VisitState(visitor);
        }
    }
}
