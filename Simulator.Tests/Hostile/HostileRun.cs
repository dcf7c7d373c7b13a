using System.Diagnostics;
using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Papers;
using Spiking.Protocols;
using Spiking.RateModels.Experiments;
using Spiking.Recording.Spikes;
using Spiking.Runs;
using Spiking.Snapshots;
using Spiking.Studies;
using Spiking.Synapses;
using Spiking.Tests.Files;

namespace Spiking.Tests.Hostile;

/// <summary>
/// Reads mutated files of every kind, in a process of its own. A reader that crashes, needs more memory than the process is allowed, or
/// throws another exception than the documented one, is reported with the seed of the file. Some of the networks that are still sound
/// are run.
/// </summary>
internal sealed class HostileRun : IDisposable
{
    // Processor time for one file (s): a reader that needs more seems to hang.
    private const double Longest = 2;
    private const double SimulatedTime = 1;
    // Neurons times steps of a network that is run.
    private const double MostNeuronSteps = 2e7;
    private const double MostMemory = 100e6;
    private const double HighestRate = 1900;

    private readonly TemporaryFolder _folder = new();
    private readonly List<(string Path, string Text)> _files;
    private readonly List<(string Name, byte[] Bytes, Action<string> Read)> _data;
    private readonly List<string> _faults = [];
    private readonly SortedDictionary<string, (int Read, int Refused)> _counts = new(StringComparer.Ordinal);
    private double _slowest;
    private TimeSpan _before = Environment.CpuUsage.TotalTime;
    private int _runs;
    private int _nonFinite;
    private int _warned;
    private bool _lastWasRead;

    public HostileRun()
    {
        _files =
        [
            .. Directory.EnumerateFiles(TestFiles.Networks, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Where(path => !path.EndsWith("schema.json", StringComparison.Ordinal)
                    && Path.GetFileName(Path.GetDirectoryName(path)) != "figures")
                .Select(path => (path, File.ReadAllText(path))),
        ];
        _data = [.. SoundData()];
    }

    /// <summary>Reads a number of mutated files, and tells what came of them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="toRun">How many networks are run at most.</param>
    /// <param name="seed">Seed of the first.</param>
    /// <param name="output">Where it is told.</param>
    /// <returns>The faults.</returns>
    public IReadOnlyList<string> Execute(int count, int toRun, int seed, TextWriter output)
    {
        // A reader that refused everything would find no fault below.
        foreach ((string name, byte[] bytes, Action<string> read) in _data)
        {
            string path = _folder.File("mutated");
            File.WriteAllBytes(path, bytes);
            Try(name, 0, () => read(path), _ => false, "the sound file");
        }

        for (int i = 0; i < count; i++)
        {
            int file = seed + i;
            Mutations mutations = new(file);
            if (i % 4 == 3) ReadData(mutations, file);
            else ReadText(mutations, file, _runs < toRun);
        }

        foreach ((string kind, (int read, int refused)) in _counts)
            if (read == 0 || refused == 0) _faults.Add($"{kind}: {read} files were read and {refused} refused");
        foreach ((string kind, (int read, int refused)) in _counts)
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{kind}: {read + refused} files, {refused} refused, {read} read"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_runs} networks ran, {_nonFinite} stopped with a state that is not finite, {_warned} ended with a warning; slowest file "
            + $"{_slowest:F2} s, peak memory {PeakMemory() / 1e6:F0} MB"));
        foreach (string fault in _faults) output.WriteLine("FAULT " + fault);
        return _faults;
    }

    public void Dispose() => _folder.Dispose();

    private static long PeakMemory()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private void ReadText(Mutations mutations, int seed, bool mayRun)
    {
        (string path, string sound) = _files[mutations.Next(_files.Count)];
        string text = mutations.OfText(sound, _files[mutations.Next(_files.Count)].Text);
        NetworkDescription? network = null;
        (string kind, Action read) =
            sound.Contains("paper.schema.json\"", StringComparison.Ordinal)
                ? ("paper", (Action)(() => PaperDescription.File.Parse(text, path)))
            : path.Contains("studies", StringComparison.Ordinal) ? ("study", () => StudyDescription.File.Parse(text, path))
            : sound.Contains("\"protocol.schema.json\"", StringComparison.Ordinal)
                ? ("protocol", () => ProtocolDescription.File.Parse(text, path))
            : sound.Contains("\"rate.schema.json\"", StringComparison.Ordinal)
                ? ("rate model", (Action)(() => ExperimentDescription.File.Parse(text, path)))
            : ("network", () => network = NetworkDescription.File.Parse(text, path));
        Try(kind, seed, read, e => e is NetworkFileException { Problems.Count: > 0 }, text);
        if (network is not null && mayRun && text != sound && CanBeRun(network)) Run(network, seed);
    }

    private void ReadData(Mutations mutations, int seed)
    {
        (string name, byte[] sound, Action<string> read) = _data[mutations.Next(_data.Count)];
        byte[] bytes = mutations.OfBytes(sound);
        string path = _folder.File("mutated");
        File.WriteAllBytes(path, bytes);
        bool isSnapshot = name == "snapshot", isSame = bytes.AsSpan().SequenceEqual(sound);
        bool IsDocumented(Exception e) =>
            isSnapshot ? e is SnapshotException : name == "spike stream" ? e is FormatException : e is DataFileException;
        Try(name, seed, () => read(path), IsDocumented, Convert.ToHexString(bytes.AsSpan(0, Math.Min(40, bytes.Length))));
        if (isSnapshot && !isSame && _lastWasRead) _faults.Add($"{name} of seed {seed} was damaged and accepted");
    }

    private void Try(string kind, int seed, Action read, Func<Exception, bool> isDocumented, string content)
    {
        (int known, int refused) = _counts.GetValueOrDefault(kind);
        _lastWasRead = false;
        try
        {
            read();
            _lastWasRead = true;
            known++;
        }
        catch (Exception e) when (isDocumented(e))
        {
            refused++;
        }
        catch (Exception e)
        {
            refused++;
            _faults.Add($"{kind} of seed {seed}: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()} in "
                + $"{content[..Math.Min(content.Length, 200)]}");
        }

        // Since the last file: its own mutations are part of it, which take little.
        TimeSpan now = Environment.CpuUsage.TotalTime;
        double seconds = (now - _before).TotalSeconds;
        _before = now;
        _slowest = Math.Max(_slowest, seconds);
        if (seconds > Longest) _faults.Add(string.Create(CultureInfo.InvariantCulture, $"{kind} of seed {seed} took {seconds:F1} s"));
        _counts[kind] = (known, refused);
    }

    private static bool CanBeRun(NetworkDescription network) =>
        MemoryEstimate.OfNetwork(network) < MostMemory
        && network.Populations.Values.Sum(p => (double)p.Size) * SimulatedTime / network.TimeStep < MostNeuronSteps
        && SimulatedTime / network.TimeStep < MostNeuronSteps;

    // A network that is built and run ends with finite states, or says which are not; where it fires as no neuron does, it warns.
    private void Run(NetworkDescription description, int seed)
    {
        try
        {
            Network network = NetworkBuilder.Build(description);
            _runs++;
            network.Advance(network.Steps(SimulatedTime));
            IReadOnlyList<string> warnings = ActivityWarnings.Of(network);
            if (warnings.Count > 0) _warned++;
            foreach (Population population in network.Populations)
            {
                foreach (var state in population.State)
                    if (state.Values.Span.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
                        _faults.Add($"seed {seed}: {state.Name} of {population.Name} is not finite, and nobody says so");
                double rate = population.SpikeCount / (population.Size * network.Time);
                if (rate > HighestRate && description.NeuronModels[description.Populations[population.Name].Neuron].HasReceptors
                    && !warnings.Any(warning => warning.Contains(population.Name, StringComparison.Ordinal)))
                    _faults.Add(string.Create(CultureInfo.InvariantCulture,
                        $"seed {seed}: {population.Name} fires at {rate:F0} Hz, and nobody says so"));
            }
        }
        catch (NonFiniteStateException)
        {
            _nonFinite++;
        }
        catch (Exception e) when (Failures.Explain(e) is null)
        {
            _faults.Add($"network of seed {seed} does not run: {e.GetType().Name}: {e.Message} "
                + $"{e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}");
        }
        catch (Exception)
        {
            // It says why it cannot be run.
            _warned++;
        }
    }

    private IEnumerable<(string Name, byte[] Bytes, Action<string> Read)> SoundData()
    {
        string spikes = _folder.File("spikes.npz"), synapses = _folder.File("synapses.npz"), state = _folder.File("state");
        using (NpzWriter npz = new(spikes))
        {
            npz.Add("a_time_s", [0.0, 0.1, 0.2]);
            npz.Add("a_neuron", [0, 1, 2]);
        }

        using (NpzWriter npz = new(synapses))
        {
            npz.Add("source", [0, 1, 2, 2]);
            npz.Add("target", [1, 0, 1, 0]);
            npz.Add("weight", [0.5f, 0.25f, 1, 2]);
        }

        NetworkDescription small = NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "examples", "one-cell.json"));
        Network network = NetworkBuilder.Build(small);
        network.Advance(50);
        network.Save(state);
        string stream = _folder.File("spikes.stream"), edges = _folder.File("edges.h5"), times = _folder.File("spikes.h5");
        using (SpikeStreamWriter writer = new(stream, 1e-4, [new StreamedPopulation("a", 10), new StreamedPopulation("b", 20)]))
        {
            for (int step = 0; step < 200; step++) writer.Add(step % 2, step, step % 7, (byte)(step % 3));
            writer.Flush();
        }

        SonataFiles.WriteEdges(edges, "a -> b", [0, 1, 2, 2], [1, 0, 1, 0], [0.5f, 0.25f, 1, 2]);
        SonataFiles.WriteSpikes(times, "a", [.. Enumerable.Range(0, 300).Select(i => i * 0.1)],
            [.. Enumerable.Range(0, 300).Select(i => (ulong)(i % 5))]);
        string text = "population,time_s,rate_hz\na,0,1\na,0.5,2\n\"b, c\",1,3\n";
        yield return ("npz", File.ReadAllBytes(spikes), path => ReadAll(path, "a", "time_s", "neuron"));
        yield return ("csv", System.Text.Encoding.UTF8.GetBytes(text), path => ReadAll(path, "a", "time_s", "rate_hz"));
        yield return ("synapses", File.ReadAllBytes(synapses), path => SynapseTable.Read(path, "a -> b", new PairSize(3, 2, false), null));
        yield return ("spike stream", File.ReadAllBytes(stream), ReadStream);
        yield return ("edges", File.ReadAllBytes(edges), path =>
            SynapseTable.Read(path, "a -> b", new PairSize(3, 2, false), new WeightBounds(0, 5)));
        yield return ("spikes", File.ReadAllBytes(times), path => ReadAll(path, "a", "time_s|time_ms", "neuron"));
        yield return ("snapshot", File.ReadAllBytes(state), path => NetworkBuilder.Build(small).Restore(path));
    }

    private static void ReadStream(string path)
    {
        using SpikeStreamReader reader = new(path);
        for (int i = 0; i < reader.Populations.Count; i++)
            foreach (RecordedSpike spike in reader.Spikes(i))
                if (spike.Neuron < 0 || spike.Neuron >= reader.Populations[i].Neurons || spike.Step < 0)
                    throw new InvalidOperationException($"{spike} is no spike of {reader.Populations[i]}");
    }

    private static void ReadAll(string path, string group, params string[] columns)
    {
        using DataFile file = DataFile.Open(path, group, "population", columns);
        double[][] piece = DataFile.Piece(columns.Length);
        while (file.Read(piece) > 0) continue;
    }
}
