using System.Globalization;
using Spiking.Engine;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Recording.Overview;
using Spiking.Recording.Rates;
using Spiking.Recording.Spikes;
using Spiking.Recording.State;
using Spiking.Recording.Weights;
using Spiking.Tests.Engine;
using Spiking.Tests.Files;

namespace Spiking.Tests.Recording;

/// <summary>Every recorder against what the test counts itself, step by step.</summary>
[NonParallelizable]
public class RecorderTests
{
    private const int Steps = 7350;

    private static readonly RecorderDescription[] Recorders =
    [
        new RateRecorderDescription { Bin = 0.1 },
        new SpikeRecorderDescription(),
        new SpikeRecorderDescription { Populations = ["hidden1"], NeuronCount = 10, From = 0.2, Until = 0.5 },
        new StateRecorderDescription
        {
            Population = "hidden2",
            Variables = ["somaPotential", "threshold"],
            Neurons = [3, 0],
            Every = 0.0005,
            From = 0.1,
            Until = 0.6,
        },
        new WeightRecorderDescription { Every = 0.2 },
    ];

    private TemporaryFolder _folder = null!;
    private Network _network = null!;

    // The spikes of every population as this test saw them; states of hidden2; mean weights.
    private Dictionary<string, List<(int Step, int Neuron, byte Kind)>> _spikes = null!;
    private List<float[]> _states = null!;
    private List<double[]> _weights = null!;
    private Dictionary<string, Figure> _figures = null!;

    [OneTimeSetUp]
    public void Record()
    {
        _folder = new TemporaryFolder();
        _network = NetworkBuilder.Build(SmallNetworks.Describe(50) with { Recorders = Recorders });
        _spikes = _network.Populations.ToDictionary(p => p.Name, _ => new List<(int, int, byte)>());
        _states = [];
        _weights = [Means()];
        IReadOnlyList<IRecorder> recorders =
        [
            .. new RecordingContext(_network, _folder.Path).CreateAll(),
            new RateRecorder(_folder.File("rates-2.csv"), _network, ["output"], 0.25),
        ];
        _network.Learning = true;
        Population hidden = _network.Population("hidden2");
        for (int step = 0; step < Steps; step++)
        {
            _network.Step();
            foreach (IRecorder recorder in recorders) recorder.AfterSteps(_network);
            foreach (Population p in _network.Populations)
            {
                foreach (int neuron in p.Spikes.Present)
                {
                    int kind = p.Events.Present.Contains(neuron) ? 1 : p.Bursts.Present.Contains(neuron) ? 2 : 0;
                    _spikes[p.Name].Add((step, neuron, (byte)kind));
                }
            }

            float[] potential = hidden.Variable("somaPotential").Span.ToArray(), threshold = hidden.Variable("threshold").Span.ToArray();
            _states.Add([potential[3], potential[0], threshold[3], threshold[0]]);
            _weights.Add(Means());
        }

        foreach (IRecorder recorder in recorders)
        {
            recorder.Finish(_network);
            recorder.Dispose();
        }

        _figures = recorders.SelectMany(recorder => recorder.Result?.Figures() ?? []).ToDictionary(f => f.Name, f => f.Draw());
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_files_have_their_names() =>
        Assert.That(
            Directory.GetFiles(_folder.Path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal),
            Is.EqualTo(new[] { "rates-2.csv", "rates.csv", "spikes-2.npz", "spikes-2.stream", "spikes.npz", "spikes.stream",
                "state.csv", "weights.csv" }));

    [TestCase("rates.csv", 1000, new[] { "input1", "input2", "hidden1", "hidden2", "output" })]
    [TestCase("rates-2.csv", 2500, new[] { "output" })]
    public void Rates_are_counts_per_neuron_and_second(string file, int bin, string[] populations)
    {
        List<string[]> rows = Rows(file, "bin_end_s,population,spike_rate_hz,event_rate_hz,burst_rate_hz,burst_probability");
        int row = 0;
        for (int start = 0; start < Steps; start += bin)
        {
            // The last bin is cut off where the run ends.
            int end = Math.Min(start + bin, Steps);
            foreach (string population in populations)
            {
                var counted = _spikes[population].Where(s => s.Step >= start && s.Step < end).ToList();
                double neuronSeconds = 50 * (end - start) * 1e-4;
                double events = counted.Count(s => s.Kind == 1), bursts = counted.Count(s => s.Kind == 2);
                Assert.That(Number(rows[row][0]), Is.EqualTo(end * 1e-4).Within(1e-12));
                Assert.That(rows[row][1], Is.EqualTo(population));
                Assert.That(Number(rows[row][2]), Is.EqualTo(counted.Count / neuronSeconds).Within(1e-9));
                Assert.That(Number(rows[row][3]), Is.EqualTo(events / neuronSeconds).Within(1e-9));
                Assert.That(Number(rows[row][4]), Is.EqualTo(bursts / neuronSeconds).Within(1e-9));
                double probability = BurstProbability(population, start, end);
                if (double.IsNaN(probability)) Assert.That(rows[row][5], Is.Empty);
                else Assert.That(Number(rows[row][5]), Is.EqualTo(probability).Within(1e-12));
                row++;
            }
        }

        Assert.That(rows, Has.Count.EqualTo(row));
    }

    /// <summary>
    /// The share of a bin's events whose neuron's next spike is the second of a burst; those of the run's last 16 ms do not count.
    /// </summary>
    private double BurstProbability(string population, int start, int end)
    {
        double events = 0, bursting = 0;
        foreach (var train in _spikes[population].GroupBy(s => s.Neuron))
        {
            (int Step, int, byte Kind)[] spikes = [.. train];
            for (int i = 0; i < spikes.Length; i++)
            {
                if (spikes[i].Kind != 1 || spikes[i].Step < start || spikes[i].Step >= Math.Min(end, Steps - 160)) continue;
                events++;
                if (i + 1 < spikes.Length && spikes[i + 1].Kind == 2) bursting++;
            }
        }

        return bursting / events;
    }

    [Test]
    public void All_spikes_read_back_with_their_kinds()
    {
        Dictionary<string, (string, byte[])> arrays = Npz.Read(_folder.File("spikes.npz"));
        Assert.That(arrays, Has.Count.EqualTo(15));
        foreach ((string name, List<(int Step, int Neuron, byte Kind)> spikes) in _spikes) AssertSpikes(arrays, name, spikes);
        Assert.That(_spikes.Values.Sum(s => s.Count(x => x.Kind == 2)), Is.GreaterThan(20), "bursts occurred");
    }

    [Test]
    public void Spikes_of_some_neurons_in_a_stretch_of_time_read_back()
    {
        Dictionary<string, (string, byte[])> arrays = Npz.Read(_folder.File("spikes-2.npz"));
        Assert.That(arrays, Has.Count.EqualTo(3));
        AssertSpikes(arrays, "hidden1", [.. _spikes["hidden1"].Where(s => s.Neuron < 10 && s.Step >= 2000 && s.Step < 5000)]);
    }

    [Test]
    public void What_a_recorder_has_appended_can_be_read_while_the_network_runs_and_lacks_what_its_buffers_hold_only()
    {
        using TemporaryFolder folder = new();
        Network network = NetworkBuilder.Build(SmallNetworks.Describe(50));
        network.Learning = true;
        using SpikeRecorder recorder = new(folder.File("spikes-now.npz"), network, new SpikeRecorderDescription());
        for (int step = 0; step < Steps; step++)
        {
            network.Step();
            recorder.AfterSteps(network);
        }

        Assert.That(Appended(), Is.Zero, "the spikes of this short run fit into the buffers");
        recorder.Finish(network);
        Assert.That(Appended(), Is.EqualTo(_spikes.Values.Sum(train => train.Count)));

        long Appended()
        {
            using SpikeStreamReader reader = new(folder.File("spikes-now.stream"));
            return Enumerable.Range(0, reader.Populations.Count).Sum(reader.CountOf);
        }
    }

    // 4 million spikes as lists would be 36 MB and more. What the collector has left after a recording may differ by some hundred kilobytes
    // of whatever else runs.
    [Test]
    public void Memory_does_not_grow_with_the_number_of_recorded_spikes()
    {
        using TemporaryFolder folder = new();
        using SpikeStreamWriter writer = new(folder.File("many.stream"), 1e-4, [new("cells", 1000)]);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int step = 0; step < 1_000_000; step++)
            for (int spike = 0; spike < 4; spike++) writer.Add(0, step, 250 * spike, 1);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.That(writer.Count, Is.EqualTo(4_000_000));
        Assert.That(after - before, Is.LessThan(5_000_000));
    }

    [Test]
    public void States_are_those_after_the_step_of_their_time()
    {
        List<string[]> rows =
            Rows("state.csv", "time_s,hidden2.somaPotential_v[3],hidden2.somaPotential_v[0],hidden2.threshold_v[3],hidden2.threshold_v[0]");
        Assert.That(rows, Has.Count.EqualTo(1000));
        for (int i = 0; i < rows.Count; i++)
        {
            int step = 1000 + 5 * i;
            Assert.That(Number(rows[i][0]), Is.EqualTo(step * 1e-4).Within(1e-12));
            Assert.That(rows[i][1..].Select(v => (float)Number(v)), Is.EqualTo(_states[step]), $"row {i}");
        }
    }

    [Test]
    public void Mean_weights_are_written_at_the_start_and_at_every_interval()
    {
        List<string[]> rows =
            Rows("weights.csv", "time_s,projection,mean_weight_leaks,standard_deviation_leaks,minimum_leaks,maximum_leaks");
        int projections = _network.Learners.Count;
        Assert.That(rows, Has.Count.EqualTo(4 * projections), "at 0, 0.2, 0.4 and 0.6 s");
        for (int i = 0; i < rows.Count; i++)
        {
            int step = i / projections * 2000;
            Assert.That(Number(rows[i][0]), Is.EqualTo(step * 1e-4).Within(1e-12));
            Assert.That(rows[i][1], Is.EqualTo(_network.Learners[i % projections].Projection.Settings.Name));
            Assert.That(Number(rows[i][2]), Is.EqualTo(_weights[step][i % projections]).Within(1e-12));
            Assert.That(Number(rows[i][4]), Is.LessThanOrEqualTo(Number(rows[i][2]) + 1e-7));
            Assert.That(Number(rows[i][5]), Is.GreaterThanOrEqualTo(Number(rows[i][2]) - 1e-7));
            Assert.That(Number(rows[i][3]) > 1e-5, Is.EqualTo(step > 0), "equal weights at the start, different ones later");
        }
    }

    [Test]
    public void Traces_show_the_states_in_millivolts_below_the_spikes_of_the_cells()
    {
        List<string[]> rows =
            Rows("state.csv", "time_s,hidden2.somaPotential_v[3],hidden2.somaPotential_v[0],hidden2.threshold_v[3],hidden2.threshold_v[0]");
        (int Step, int Neuron, byte)[] spikes = [.. _spikes["hidden2"].Where(s => s.Neuron is 0 or 3 && s.Step is >= 1000 and <= 5995)];
        Panel[] panels = [.. _figures["state"].Panels];
        Panel[] traces = [.. panels.Where(panel => panel.Series.All(series => series is LineSeries))];

        Assert.That(traces.Select(panel => panel.Y.Heading), Is.EqualTo(new[] { "Somatic potential (mV)", "Threshold (mV)" }));
        Assert.That(traces[0].Series.Select(series => series.Name), Is.EqualTo(new[] { "cell 3", "cell 0" }));
        for (int column = 0; column < 4; column++)
        {
            LineSeries line = (LineSeries)traces[column / 2].Series[column % 2];
            Assert.That(line.X, Is.EqualTo(rows.Select(row => Number(row[0]))));
            Assert.That(line.Y, Is.EqualTo(rows.Select(row => Number(row[column + 1] + "e3"))), "the decimal point is moved");
        }

        Assert.That(spikes, Is.Not.Empty);
        Assert.That(panels[0].Series.Cast<RasterSeries>().SelectMany(raster => raster.Times).Order(),
            Is.EqualTo(spikes.Select(s => s.Step * 1e-4)).Within(1e-9));
    }

    [Test]
    public void The_course_of_the_weights_shows_means_and_standard_deviations()
    {
        LineSeries[] lines = [.. _figures["weights"].Panels.Single().Series.Cast<LineSeries>()];

        Assert.That(lines, Has.Length.EqualTo(_network.Learners.Count)
            .And.All.Property("Error").Null,
            "six bands would hide each other");
        Assert.That(lines[0].Name, Is.EqualTo("input1 → hidden1"));
        for (int i = 0; i < lines.Length; i++)
        {
            Assert.That(lines[i].X, Is.EqualTo(new[] { 0, 0.2, 0.4, 0.6 }).Within(1e-9));
            Assert.That(lines[i].Y, Is.EqualTo(lines[i].X.Select(t => _weights[(int)Math.Round(t / 1e-4)][i])).Within(1e-12));
        }

        // Projections onto one population have its colour in the sketch of the network, and a style of line each.
        string[] populations = [.. _network.Populations.Select(population => population.Name)];
        Colour[] inSketch = [.. NetworkFigure.Create(_network.Description)!.Panels.Single().Series.OfType<BoxSeries>()
            .Select(box => box.Colour)];
        Assert.That(lines.Select(line => line.Colour), Is.EqualTo(_network.Learners.Select(learner =>
            inSketch[Array.IndexOf(populations, learner.Projection.Target.Name)])));
        Assert.That(lines.Select(line => (line.Colour, line.Style)), Is.Unique);

        // The same of one projection alone.
        using TemporaryFolder folder = new();
        string name = _network.Learners[0].Projection.Settings.Name;
        File.WriteAllLines(folder.File("one.csv"), File.ReadLines(_folder.File("weights.csv"))
            .Where((line, i) => i == 0 || line.Contains($",{name},", StringComparison.Ordinal)));
        Panel Drawn() =>
            new WeightFindings(folder.File("one.csv"), [_network.Learners[0].Projection], _network.Description).Figures().Single().Draw()
                .Panels.Single();
        LineSeries band = (LineSeries)Drawn().Series.Single();
        Assert.That(band.Y, Is.EqualTo(lines[0].Y));
        Assert.That(band.Error![0] < 1e-5 && band.Error[3] > 1e-5);

        // Where currents flow that begin and end, before the course ends, it is shaded.
        Assert.That(Drawn().Spans, Is.Empty);
        NetworkDescription stimulated = _network.Description with
        {
            Description = "Words",
            Populations = _network.Description.Populations.ToDictionary(p => p.Key, p => p.Value with
            {
                Currents = p.Key == populations[0] ? [Pulse(0.1, 0.3), Pulse(7, 8)] : [],
            }),
        };
        Figure shaded = new WeightFindings(folder.File("one.csv"), [_network.Learners[0].Projection], stimulated).Figures().Single().Draw();
        Assert.That(shaded.Panels.Single().Spans.Select(span => (span.From, span.To)), Is.EqualTo(new[] { (0.1, 0.3) }));
        Assert.That(shaded.Caption, Does.StartWith("Words. Weights of").And.Contain("Yellow"));

        static SineCurrentDescription Pulse(double from, double until) =>
            new() { Compartment = Compartment.Dendrite, Amplitude = 1e-10, Frequency = 5, From = from, Until = until };

        // Courses that span less than two fifths of their mean would be straight lines on an axis from 0.
        foreach ((string last, double? least) in new (string, double?)[] { ("1.1", null), ("1.5", 0) })
        {
            File.WriteAllLines(folder.File("one.csv"), ["time_s,projection,mean,deviation", $"0,{name},1,0", $"1,{name},{last},0"]);
            Assert.That(Drawn().Y.Minimum, Is.EqualTo(least), last);
        }
    }

    [Test]
    public void Histograms_of_weights_hold_all_synapses_and_the_weight_before()
    {
        Network network = NetworkBuilder.Build(SmallNetworks.Describe(50));
        WeightHistograms histograms = new(network);
        Assert.That(histograms.Finish(network).Figures(), Is.Empty, "nothing has changed");
        network.Learning = true;
        for (int step = 0; step < 2000; step++) network.Step();

        Figure figure = histograms.Finish(network).Figures().Single().Draw();

        foreach (Panel panel in figure.Panels)
        {
            Assert.That(((LineSeries)panel.Series.Single()).Y.Sum(), Is.EqualTo(1).Within(1e-9));
            Assert.That(_weights[0].Min(weight => Math.Abs(weight - panel.Lines.Single().Value)), Is.LessThan(1e-6),
                "all weights were equal");
        }
    }

    // Q is negative where Y is positive, and both are in mV beside weights in units of g_L.
    [Test]
    public void Histograms_of_weights_have_a_range_for_every_unit_and_show_what_is_negative()
    {
        const string Learning = "\"learning\": { \"rate\": 0.05 }";
        Network network = NetworkBuilder.Build(SmallNetworks.DescribeCcn(
            50, $"projections[4].cancellation={{ \"burstProbability\": 0.1, {Learning} }}",
            $"projections[5].cancellation={{ \"burstProbability\": 0.3, {Learning} }}"));
        WeightHistograms histograms = new(network);
        network.Learning = true;
        network.Advance(3000);
        Figure figure = histograms.Finish(network).Figures().Single().Draw();
        Assert.That(figure.Panels.Select(panel => panel.X.Unit).Distinct(), Is.EquivalentTo(new[] { "mV", "$g_L$" }));
        double[] means = [.. network.Learners.Select(learner => learner.Weights.ToArray().Average(weight => (double)weight))];
        Assert.That(means, Has.Length.EqualTo(figure.Panels.Count).And.Some.Negative);
        foreach ((Panel panel, double mean) in figure.Panels.Zip(means))
        {
            LineSeries after = (LineSeries)panel.Series[^1];
            double width = after.X[1] - after.X[0];
            double shown = after.X.Zip(after.Y, (x, share) => share * (x + width / 2)).Sum();
            Assert.That(after.Y.Sum(), Is.EqualTo(1).Within(1e-9));
            Assert.That(shown, Is.EqualTo(panel.X.Unit == "mV" ? mean * 1e3 : mean).Within(width / 2), "mean of the middles of the bins");
        }
    }

    private static void AssertSpikes(
        Dictionary<string, (string, byte[])> arrays, string name, IReadOnlyList<(int Step, int Neuron, byte Kind)> spikes)
    {
        Assert.That(spikes, Is.Not.Empty);
        Assert.That(arrays[name + "_time_s"].As<double>("<f8"), Is.EqualTo(spikes.Select(s => s.Step * 1e-4)).Within(1e-12));
        Assert.That(arrays[name + "_neuron"].As<int>("<i4"), Is.EqualTo(spikes.Select(s => s.Neuron)));
        Assert.That(arrays[name + "_kind"].As<byte>("|u1"), Is.EqualTo(spikes.Select(s => s.Kind)));
    }

    private double[] Means() => [.. _network.Learners.Select(l => l.Weights.ToArray().Average(w => (double)w))];

    private List<string[]> Rows(string file, string header)
    {
        string[] lines = File.ReadAllLines(_folder.File(file));
        Assert.That(lines[0], Is.EqualTo(header));
        return [.. lines.Skip(1).Select(line => line.Split(','))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
