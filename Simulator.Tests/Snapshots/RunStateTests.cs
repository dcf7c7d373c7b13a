using Spiking.Engine;
using Spiking.Numerics;
using Spiking.Recording.Spikes;
using Spiking.Snapshots;
using Spiking.Tests.Engine;

namespace Spiking.Tests.Snapshots;

/// <summary>
/// The state of a run, with its recorders and its task, that is saved between any two blocks of steps is the whole state.
/// </summary>
public class RunStateTests
{
    // Where files are, the open files themselves (what is written into them is compared in the end), and what pauses the runs.
    private static readonly string[] s_circumstances =
    [
        "CsvWriter._stream", "CsvWriter._writer", "SpikeStreamWriter._file", "*._path", "*._streamPath", "SynapseRecorder._times",
        "SynapseRecorder._last", "PausedRun._folder",
        "PausedRun._pause",
    ];

    private static IEnumerable<TestCaseData> AllNetworks() => NetworksOfEveryKey.All
        .Select((network, i) => new TestCaseData(network.File, network.Changes).SetArgDisplayNames($"every key {i}, {network.File}"));

    [TestCaseSource(nameof(AllNetworks))]
    public void No_part_forgets_a_field_and_both_runs_leave_the_same_files(string file, string[] changes)
    {
        NetworkDescription description = NetworkDescription.File.Load(TestFiles.Of("networks", file + ".json"), [.. changes]);
        RandomStream random = new(RandomKey.Of(1, RandomPurpose.Protocol).Derive(string.Concat(changes)));
        for (int trial = 0; trial < 4; trial++)
        {
            using TemporaryFolder folder = new();
            using PausedRun first = new(description, folder.File("first"));
            first.RunTo((int)(random.NextUniform() * first.Steps));
            string state = folder.File("state");
            SnapshotFile.Save(state, first.Visit);

            // As after a kill, the files that are being written are longer than they were when the snapshot was taken.
            Directory.CreateDirectory(folder.File("second"));
            foreach (string path in Directory.EnumerateFiles(folder.File("first")))
            {
                string copy = path.Replace("first", "second", StringComparison.Ordinal);
                File.Copy(path, copy);
                if (Path.GetExtension(path) is not (".npz" or ".h5")) File.AppendAllText(copy, "1,2,3");
            }

            using PausedRun second = new(description, folder.File("second"));
            second.Visit(new PerturbingVisitor());
            Assert.That(new StateComparison(s_circumstances).Differences(first, second), Has.Count.GreaterThan(100),
                "the comparison sees the differences");
            using (SnapshotReader reader = new(state))
            {
                second.Visit(reader);
                reader.Finish();
            }

            Assert.That(new StateComparison(s_circumstances).Differences(first, second), Is.Empty);
            first.Finish();
            second.Finish();
            Assert.That(second.Network.SpikesHash, Is.EqualTo(first.Network.SpikesHash));
            Assert.That(ResultComparison.Differences(folder.File("first"), folder.File("second")), Is.Empty, $"trial {trial}");
        }
    }

    /// <summary>A run that stands still after the first block that ends at a step or later, and goes on from there.</summary>
    private sealed class PausedRun : IDisposable
    {
        private readonly string _folder;
        private readonly IReadOnlyList<IRecorder> _recorders;
        private readonly Simulation _simulation;
        private readonly ITask? _task;
        private readonly ShownActivity _shown;
        private int _pause;

        public PausedRun(NetworkDescription description, string folder)
        {
            _folder = Directory.CreateDirectory(folder).FullName;
            Network = NetworkBuilder.Build(description);
            _recorders = new RecordingContext(Network, folder).CreateAll();
            _simulation = new Simulation(Network, _recorders, 1) { BetweenBlocks = () => Pause() };
            _task = description.Task?.Create(_simulation);
            double duration = description.Task?.Duration(description) ?? description.Duration!.Value;
            Steps = Network.Steps(duration);
            _shown = new ShownActivity(Network, description.Task?.Shown(description) ?? ShownStretch.Of(duration), duration);
        }

        public Network Network { get; }

        public int Steps { get; }

        public void RunTo(int step)
        {
            _pause = step;
            try
            {
                if (_task is not null) _simulation.Run(_task.Schedule, _task, _shown);
                else _simulation.Run([new Segment(Steps)], _shown);
            }
            catch (PauseException)
            {
            }
        }

        public void Finish()
        {
            RunTo(int.MaxValue);
            foreach (IRecorder recorder in _recorders) recorder.Finish(Network);
            foreach (IRecorder recorder in _recorders) recorder.Dispose();
            foreach (IRecorder recorder in _recorders) recorder.Result?.WriteTables(_folder);
            _task?.Result.WriteTables(_folder);
        }

        public void Visit(StateVisitor visitor)
        {
            _simulation.VisitParts(visitor);
            visitor.Part("shown activity", _shown);
            if (_task is IHasState task) visitor.Part("task", task);
        }

        public void Dispose()
        {
            foreach (IRecorder recorder in _recorders) recorder.Dispose();
        }

        private void Pause()
        {
            if (Network.StepsTaken >= _pause) throw new PauseException();
        }
    }

    private sealed class PauseException : Exception;
}
