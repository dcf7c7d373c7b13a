using System.Globalization;
using System.Text.RegularExpressions;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Tests.Commands;

namespace Spiking.Tests.Recording.Signals;

/// <summary>Signals of populations in tables and figures, against what the test counts itself.</summary>
public sealed class SignalRecorderTests
{
    private const string Text = """
        {
          "name": "signals", "duration": "0.35 s", "burstInterval": "16 ms",
          "neuronModels": { "cell": { "type": "active-pyramidal" }, "source": { "type": "poisson-source", "rate": "100 Hz" } },
          "populations": {
            "source": { "size": 50, "neuron": "source" },
            "cell": {
              "size": 30, "neuron": "cell",
              "currents": [
                {
                  "type": "sine", "compartment": "dendrite", "amplitude": "200 pA", "frequency": "25 Hz", "from": "100 ms", "until": "230 ms"
                },
                { "type": "constant", "compartment": "soma", "amplitude": "900 pA" }
              ]
            }
          },
          "projections": [{ "from": "source", "to": "cell", "receptor": "dendrite-ampa", "probability": 1, "weight": 0.01 }],
          "recorders": [{
            "type": "signals", "bin": "20 ms",
            "signals": [
              { "population": "cell", "quantity": "dendriteCurrent" }, { "population": "source", "quantity": "spikeRate" },
              { "population": "cell", "quantity": "spikeRate" }, { "population": "cell", "quantity": "somaPotential" }
            ]
          }]
        }
        """;

    // 17 whole bins of 200 steps, and half of one, which has no row.
    private const int Steps = 3500, BinSteps = 200, Bins = 17;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Every_row_has_the_means_of_a_bin_and_every_quantity_a_panel()
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(Text, "signals.json"));
        using IRecorder recorder = new RecordingContext(network, _folder.Path).CreateAll().Single();
        Population cell = network.Population("cell"), source = network.Population("source");
        double[] potential = new double[Bins + 1], sources = new double[Bins + 1], cells = new double[Bins + 1];
        for (int step = 0; step < Steps; step++)
        {
            network.Step();
            recorder.AfterSteps(network);
            potential[step / BinSteps] += cell.Variable("somaPotential").Span.ToArray().Average(v => (double)v) / BinSteps;
            sources[step / BinSteps] += source.Spikes.Present.Length / (50 * 20e-3);
            cells[step / BinSteps] += cell.Spikes.Present.Length / (30 * 20e-3);
        }

        recorder.Finish(network);
        string[] lines = File.ReadAllLines(_folder.File("signals.csv"));
        Assert.That(lines[0],
            Is.EqualTo("bin_end_s,cell.dendriteCurrent_a,source.spikeRate_hz,cell.spikeRate_hz,cell.somaPotential_v"));
        double[][] rows = [.. lines.Skip(1).Select(line =>
            line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        double[] Column(int column) => [.. rows.Select(row => row[column])];
        Assert.That(Column(0), Is.EqualTo(Enumerable.Range(1, Bins).Select(bin => bin * 20e-3)).Within(1e-12));

        // Half waves, up and down, from the sixth bin on; the last one is cut in the middle of the twelfth.
        Assert.That(Column(1), Is.EqualTo(Enumerable.Range(0, Bins).Select(bin => Enumerable.Range(bin * BinSteps, BinSteps).Average(step =>
            step is >= 1000 and < 2300 ? 200e-12 * Math.Sin(2 * Math.PI * 25 * step * 1e-4) : 0))).Within(1e-16));
        Assert.That(Column(2), Is.EqualTo(sources[..Bins]).Within(1e-9));
        Assert.That(Column(3), Is.EqualTo(cells[..Bins]).Within(1e-9));
        Assert.That(cells[..Bins], Has.Some.GreaterThan(0));
        Assert.That(Column(4), Is.EqualTo(potential[..Bins]).Within(1e-9));

        Figure figure = recorder.Result!.Figures().Single().Draw();
        LineSeries[][] panels = [.. figure.Panels.Select(panel => panel.Series.Cast<LineSeries>().ToArray())];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(figure.Panels.Select(panel => (panel.Y.Label, panel.Y.Unit)), Is.EqualTo(new[]
                { ("Dendritic current", "pA"), ("Spike rate", "Hz"), ("Somatic potential", "mV") }));
            Assert.That(panels.Select(lines => string.Join(' ', lines.Select(line => line.Column))),
                Is.EqualTo(new[] { "cell", "source cell", "cell" }));
            Assert.That(panels.SelectMany(lines => lines).Select(line => line.Name), Is.EqualTo(new[] { "cell", "source", "", "" }));
            Assert.That(panels[0][0].Y, Is.EqualTo(Column(1).Select(current => current * 1e12)).Within(1e-6));
            Assert.That(panels[0][0].X[0], Is.EqualTo(10e-3).Within(1e-12), "the middle of the bin");
            Assert.That(panels[0][0].Colour, Is.EqualTo(panels[1][1].Colour).And.Not.EqualTo(panels[1][0].Colour));
            Assert.That(figure.Panels.Select(panel => panel.Spans.Single().From), Is.All.EqualTo(0.1));
            Assert.That(figure.Caption, Does.Contain("over bins of 0.02 s").And.Contain("Yellow").And.EndWith("n = 1 seed."));
        }
    }

    [Test]
    public void Realizations_are_drawn_as_mean_and_standard_error()
    {
        string file = _folder.File("signals.json");
        File.WriteAllText(file, Text);
        SimulatorProcess.Here("run", file, "--realizations", "3", "-o", _folder.Path, "--figures", "svg").Ended(0);
        string summary = Path.GetDirectoryName(
            Directory.EnumerateFiles(_folder.Path, "summary.csv", SearchOption.AllDirectories).Single())!;
        string[] means = File.ReadAllLines(Path.Combine(summary, "figures", "signals-b.csv"));
        Assert.That(means[0], Does.StartWith("Time (s),source: Spike rate (Hz),source: s.e. of Spike rate (Hz),")
            .And.Contain("source, single seeds: Spike rate (Hz)").And.Contain("cell: s.e. of Spike rate (Hz)"));
        double[] seeds = [.. Enumerable.Range(1, 3).Select(seed => double.Parse(
            File.ReadLines(_folder.File($"signals/seed-{seed}/signals.csv")).ElementAt(4).Split(',')[2], CultureInfo.InvariantCulture))];
        double mean = seeds.Average(), error = Math.Sqrt(seeds.Sum(rate => (rate - mean) * (rate - mean)) / 2 / 3);

        // The fourth bin, whose middle is at 70 ms; rows of single seeds have no mean.
        string[] fourth = means.Skip(1).Select(row => row.Split(','))
            .Single(row => row[1].Length > 0 && Math.Abs(double.Parse(row[0], CultureInfo.InvariantCulture) - 70e-3) < 1e-9);
        Assert.That(fourth[1..3].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)),
            Is.EqualTo(new[] { mean, error }).Within(1e-9));
        Assert.That(File.ReadAllText(Path.Combine(summary, "report.html")), Does.Contain("mean ± s.e.m. of n = 3 seeds"));
    }

    // The 50 sources of 100 Hz have five spikes in a bin of 1 ms, the only cell at most one, because it is refractory for longer.
    [Test]
    public void Rates_of_single_spikes_stand_in_the_table_alone()
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(
            Text.Replace("\"20 ms\"", "\"1 ms\"", StringComparison.Ordinal)
                .Replace("\"size\": 30", "\"size\": 1", StringComparison.Ordinal),
            "signals.json"));
        using IRecorder recorder = new RecordingContext(network, _folder.Path).CreateAll().Single();
        for (int step = 0; step < Steps; step++)
        {
            network.Step();
            recorder.AfterSteps(network);
        }

        recorder.Finish(network);
        Figure figure = recorder.Result!.Figures().Single().Draw();
        Assert.That(figure.Panels.Single(panel => panel.Y.Label == "Spike rate").Series.Cast<LineSeries>().Single().Column,
            Is.EqualTo("source"));
        Assert.That(figure.Caption, Does.Contain("no bin holds more than one spike, event or burst: cell.spikeRate. "));
        Assert.That(File.ReadLines(_folder.File("signals.csv")).First(), Does.Contain("cell.spikeRate_hz"));
    }

    // The potentials of sources and bursts of cells that have none are refused; cells that burst but are silent have no burst probability.
    [Test]
    public void What_has_no_value_is_not_drawn_and_bins_longer_than_the_run_are_refused()
    {
        string silent = Text.Replace("\"900 pA\"", "\"-900 pA\"", StringComparison.Ordinal)
            .Replace("\"cell\", \"quantity\": \"spikeRate\"", "\"cell\", \"quantity\": \"burstProbability\"", StringComparison.Ordinal);
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(silent, "signals.json"));
        using (IRecorder recorder = new RecordingContext(network, _folder.Path).CreateAll().Single())
        {
            for (int step = 0; step < Steps; step++)
            {
                network.Step();
                recorder.AfterSteps(network);
            }

            recorder.Finish(network);
            Assert.That(recorder.Result!.Figures().Single().Draw().Panels.Select(panel => panel.Y.Label),
                Is.EqualTo(new[] { "Dendritic current", "Spike rate", "Somatic potential" }));
        }

        Assert.That(() => NetworkDescription.File.Parse(Text.Replace("\"20 ms\"", "\"0.4 s\"", StringComparison.Ordinal), "signals.json"),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("recorders[0].bin").And.Message.Contains("the run ends before"));
        string unburst = Text.Replace(
            "\"source\", \"quantity\": \"spikeRate\"", "\"source\", \"quantity\": \"burstRate\"", StringComparison.Ordinal);
        Assert.That(() => NetworkDescription.File.Parse(unburst, "signals.json"),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("\"source\" has no such quantity"));
    }

    [TestCase("dendriteCurent", "recorders[0].signals[0].quantity", "dendriteCurrent")]
    [TestCase("spikeRate", "recorders[0].signals[2]", "this signal is given twice here; once is enough.")]
    public void A_quantity_that_there_is_not_or_a_signal_twice_is_refused(string quantity, string place, string says)
    {
        string text = new Regex(Regex.Escape("\"cell\", \"quantity\": \"dendriteCurrent\"")).Replace(Text,
            $"\"cell\", \"quantity\": \"{quantity}\"", 1);
        NetworkFileException found =
            Assert.Throws<NetworkFileException>(() => NetworkDescription.File.Parse(text, "signals.json"))!;
        Assert.That(found.Message, Does.Contain(place).And.Contain(says));
    }
}
