using System.Globalization;
using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Recording;
using Spiking.Recording.Decoding;
using Spiking.Recording.Transfer;

namespace Spiking.Tests.Recording;

/// <summary>The recorders that analyse responses, against what the test counts itself.</summary>
public class AnalysisRecorderTests
{
    private const string Text = """
        {
          "name": "analysis", "duration": "1.2 s",
          "neuronModels": { "cell": { "type": "active-pyramidal" }, "source": { "type": "poisson-source", "rate": "100 Hz" } },
          "populations": {
            "source": { "size": 50, "neuron": "source" },
            "cell": {
              "size": 80, "neuron": "cell", "initialPotentialSpread": "5 mV",
              "background": [{ "receptor": "soma-ampa", "rate": "500 Hz", "weight": 0.3 }],
              "currents": [
                { "type": "constant", "compartment": "soma", "amplitude": "500 pA" },
                { "type": "staircase", "compartment": "dendrite", "first": "0 pA", "increment": "200 pA", "levels": 3, "levelDuration": "300 ms", "from": "200 ms" }
              ]
            }
          },
          "projections": [{ "from": "source", "to": "cell", "receptor": "dendrite-ampa", "probability": 1, "weight": 0.01 }],
          "recorders": [
            { "type": "transfer", "population": "cell", "window": "200 ms", "bin": "50 ms" },
            {
              "type": "decoding", "bin": "20 ms", "from": "0.1 s", "longestLag": "40 ms",
              "raster": { "populations": "cell", "neuronCount": 7 },
              "readouts": [
                {
                  "name": "drive",
                  "signal": { "population": "cell", "quantity": "dendriteAmpa" },
                  "predictors": [{ "population": "source", "quantity": "spikeRate" }]
                },
                {
                  "name": "bursts",
                  "signal": { "population": "cell", "quantity": "burstProbability" },
                  "predictors": [{ "population": "cell", "quantity": "dendriteCurrent" }, { "population": "cell", "quantity": "eventRate" }]
                },
                {
                  "name": "bursts per event",
                  "signal": { "population": "cell", "quantity": "burstsPerEvent" },
                  "predictors": [{ "population": "cell", "quantity": "burstProbability" }]
                }
              ]
            }
          ]
        }
        """;

    private TemporaryFolder _folder = null!;
    private TransferRecorder _transfer = null!;
    private DecodingRecorder _decoding = null!;

    // What this test saw: spikes by kind of the cells, spikes of the sources, and the mean conductance, per step; and how many events of
    // each step were the first spikes of bursts.
    private List<(int Events, int Bursts, int Sources, double Conductance)> _steps = null!;
    private int[] _bursting = null!;
    private List<(double Time, int Neuron, bool IsEvent)> _first = null!;

    [OneTimeSetUp]
    public void Record()
    {
        _folder = new TemporaryFolder();
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(Text, "analysis.json"));
        IReadOnlyList<IRecorder> recorders = new RecordingContext(network, _folder.Path).CreateAll();
        _transfer = recorders.OfType<TransferRecorder>().Single();
        _decoding = recorders.OfType<DecodingRecorder>().Single();
        (_steps, _first) = ([], []);
        Population cell = network.Population("cell"), source = network.Population("source");
        _bursting = new int[12_000];
        int[] lastEvent = new int[cell.Size];
        for (int step = 0; step < 12_000; step++)
        {
            network.Step();
            foreach (int neuron in cell.Events.Present) lastEvent[neuron] = step;
            foreach (int neuron in cell.Bursts.Present) _bursting[lastEvent[neuron]]++;
            foreach (IRecorder recorder in recorders) recorder.AfterSteps(network);
            double conductance = cell.Variable("dendriteAmpa").Span.ToArray().Average(g => (double)g);
            _steps.Add((cell.Events.Present.Length, cell.Bursts.Present.Length, source.Spikes.Present.Length, conductance));
            foreach (int neuron in cell.Spikes.Present)
                if (neuron < 7) _first.Add((step / 1e4, neuron, cell.Events.Present.Contains(neuron)));
        }

        foreach (IRecorder recorder in recorders) recorder.Finish(network);
    }

    [OneTimeTearDown]
    public void Delete()
    {
        _transfer.Dispose();
        _decoding.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Transfer_is_the_response_in_the_last_stretch_of_every_level()
    {
        Assert.That(_transfer.Points.Select(p => p.Current), Is.EqualTo(new[] { 0, 200e-12, 400e-12 }).Within(1e-20));
        for (int level = 0; level < 3; level++)
        {
            int end = 2000 + 3000 * (level + 1), begin = end - 2000;
            var window = _steps[begin..end];
            TransferPoint point = _transfer.Points[level];
            Assert.That(point.EventRate, Is.EqualTo(window.Sum(s => s.Events) / 80.0 / 0.2).Within(1e-9));
            Assert.That(point.BurstRate, Is.EqualTo(window.Sum(s => s.Bursts) / 80.0 / 0.2).Within(1e-9));
            int[] bursting = [.. _bursting[begin..end].Chunk(500).Select(bin => bin.Sum())];
            double[] ratios =
                [.. window.Chunk(500).Select((bin, i) => (double)bursting[i] / bin.Sum(s => s.Events)).Where(double.IsFinite)];
            Assert.That(point.BurstProbability, Is.EqualTo(ratios.Average()).Within(1e-12));
        }

        Assert.That(_transfer.Points[2].BurstProbability, Is.GreaterThan(_transfer.Points[0].BurstProbability + 0.1),
            "the current has an effect");
        Assert.That(File.ReadLines(Path.Combine(_folder.Path, "transfer.csv")).Select(line => line.Split(',')[0]),
            Is.EqualTo(new[] { "current_a", "0", "2E-10", "4E-10" }));
    }

    [Test]
    public void Signals_are_means_over_bins()
    {
        var bins = _steps.Chunk(200).ToArray();
        Assert.That(
            _decoding.Signals.Values(Signal("source", "spikeRate")),
            Is.EqualTo(bins.Select(bin => bin.Sum(s => s.Sources) / 50.0 / 0.02)).Within(1e-9));
        Assert.That(_decoding.Signals.Values(Signal("cell", "dendriteAmpa")),
            Is.EqualTo(bins.Select(bin => bin.Average(s => s.Conductance))).Within(1e-7));
        double[] current = [.. Enumerable.Range(0, 60).Select(bin => bin < 10 ? 0 : Math.Min((bin - 10) / 15, 2) * 200e-12)];
        Assert.That(_decoding.Signals.Values(Signal("cell", "dendriteCurrent")), Is.EqualTo(current).Within(1e-20));
        Assert.That(_decoding.Signals.Values(Signal("cell", "burstsPerEvent")), Is.EqualTo(bins.Select(bin =>
            bin.Sum(s => s.Events) == 0 ? double.NaN : bin.Sum(s => s.Bursts) / (double)bin.Sum(s => s.Events))).Within(1e-12));
        string[] lines = File.ReadAllLines(Path.Combine(_folder.Path, "decoding-signals.csv"));
        Assert.That(lines, Has.Length.EqualTo(61));
        Assert.That(lines[0].Split(','), Is.SupersetOf(new[]
            { "bin_end_s", "source.spikeRate_hz", "cell.dendriteAmpa_leaks", "cell.dendriteCurrent_a", "cell.burstsPerEvent" }));
        Assert.That(lines.Skip(1).Select(line => line.Split(',')[0]),
            Is.EqualTo(Enumerable.Range(1, 60).Select(bin => (0.02m * bin).ToString("0.##", CultureInfo.InvariantCulture))));
    }

    [Test]
    public void Readouts_are_fitted_from_the_given_time_on_at_the_best_lag()
    {
        DecodingAnalysis decoding = _decoding.Analysis;
        double[] conductance = [.. _decoding.Signals.Values(Signal("cell", "dendriteAmpa"))],
            rate = [.. _decoding.Signals.Values(Signal("source", "spikeRate"))];

        // Bins of 20 ms from 0.1 s on, behind the longest lag of two bins: from the seventh. AMPA decays within 5 ms: no lag is best.
        LinearFit[] lags = [.. Enumerable.Range(0, 3).Select(lag => LinearFit.Of(conductance[7..], [rate[(7 - lag)..(60 - lag)]]))];
        Assert.That(decoding.Readouts[0].Lag, Is.Zero);
        Assert.That(decoding.Readouts[0].Fit.ExplainedVariance, Is.EqualTo(lags.Max(f => f.ExplainedVariance)).Within(1e-12));

        // A source rate r drives the conductance to 50 r 0.01 5 ms; of what a bin of T = 20 ms receives, 1 - 5 ms/T (1 - exp(-T/5 ms)) =
        // 0.755 decays within it. With 53 bins and r = 0.9 the coefficient has a standard error of 0.067 of itself, sqrt((1 - r^2)/52)/r.
        double coefficient = 50 * 0.01 * 5e-3 * 0.755;
        Assert.That(decoding.Readouts[0].Correlations[0], Is.GreaterThan(0.85));
        Assert.That(decoding.Readouts[0].Fit.Coefficients[0], Is.EqualTo(coefficient).Within(3 * 0.067 * coefficient));
        Assert.That(decoding.Readouts[1].Fit.Coefficients, Has.Count.EqualTo(2));
        Assert.That(decoding.Readouts[1].Fit.Standardized[0], Is.GreaterThan(0.3), "bursts follow the dendritic current");
        Assert.That(((IResult)decoding).Sentences.Single(), Is.EqualTo(string.Create(CultureInfo.InvariantCulture,
            $"Read off other signals: drive (r = {decoding.Readouts[0].Correlations[0]:F2}), bursts (R² = "
            + $"{decoding.Readouts[1].Fit.ExplainedVariance:F2}), bursts per event (r = {decoding.Readouts[2].Correlations[0]:F2}).")));
        decoding.WriteTables(_folder.Path);
        string[][] rows = [.. File.ReadLines(Path.Combine(_folder.Path, "decoding.csv")).Select(line => line.Split(','))];
        Assert.That(rows, Has.Length.EqualTo(5));
        Assert.That(rows.Select(row => (row[^2], row[^1])), Is.EqualTo(new[]
            { ("signal_unit", "predictor_unit"), ("leaks", "hz"), ("", "a"), ("", "hz"), ("", "") }));
    }

    [Test]
    public void A_recorder_that_is_made_later_begins_there()
    {
        using TemporaryFolder folder = new();
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(Text, "analysis.json"));
        network.Advance(2100);
        using DecodingRecorder later = new RecordingContext(network, folder.Path).CreateAll().OfType<DecodingRecorder>().Single();
        while (network.StepsTaken < 12_000)
        {
            network.Step();
            later.AfterSteps(network);
        }

        later.Finish(network);
        Assert.That(later.Signals.Values(Signal("source", "spikeRate")),
            Is.EqualTo(_steps[2100..].Chunk(200).Where(bin => bin.Length == 200).Select(bin => bin.Sum(s => s.Sources) / 50.0 / 0.02))
                .Within(1e-9));
        Assert.That(later.Analysis.Readouts[0].Times[0], Is.EqualTo(0.22).Within(1e-12));
    }

    [Test]
    public void Rasters_hold_the_spikes_of_the_first_neurons()
    {
        RasterSpikes raster = _decoding.Rasters.Single();
        Assert.That(raster.EventTimes.Zip(raster.EventNeurons), Is.EqualTo(_first.Where(s => s.IsEvent).Select(s => (s.Time, s.Neuron))));
        Assert.That(raster.LaterTimes.Zip(raster.LaterNeurons), Is.EqualTo(_first.Where(s => !s.IsEvent).Select(s => (s.Time, s.Neuron))));
        Assert.That(_first, Has.Count.GreaterThan(20));
    }

    private static SignalDescription Signal(string population, string quantity) => new() { Population = population, Quantity = quantity };
}
