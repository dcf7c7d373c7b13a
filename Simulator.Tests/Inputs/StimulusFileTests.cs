using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Tests.Neurons;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Inputs;

/// <summary>Stimuli from files: spikes, currents and rates; and the noise that is drawn.</summary>
public sealed class StimulusFileTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    private string Csv(string text)
    {
        File.WriteAllText(_folder.File("data.csv"), text);
        return _folder.File("data.csv");
    }

    private static PopulationSettings Settings(int size, string name = "p") => new() { Name = name, Size = size };

    // More spikes than are read at a time.
    [Test]
    public void Neurons_spike_in_the_steps_of_the_file()
    {
        Random random = new(1);
        bool[,] spikes = new bool[1000, 40];
        List<string> rows = [];
        for (int step = 0; step < 1000; step++)
        {
            int[] neurons = [.. Enumerable.Range(0, 40).Where(_ => random.Next(5) == 0)];
            random.Shuffle(neurons);
            foreach (int neuron in neurons)
            {
                spikes[step, neuron] = true;
                rows.Add(string.Create(CultureInfo.InvariantCulture, $"{step * 0.1},{neuron}"));
            }
        }

        Assert.That(rows, Has.Count.GreaterThan(DataFile.PieceLength));
        Population population = Spikes(Csv("time_ms,neuron\n" + string.Join('\n', rows)), 40);
        for (int step = 0; step < 1000; step++)
        {
            population.Advance(step);
            Assert.That(population.Spikes.Present.ToArray(),
                Is.EqualTo(Enumerable.Range(0, 40).Where(i => spikes[step, i])), $"step {step}");
        }
    }

    [TestCase("0.5,3\n0.4,1\n", "line 3: found 0.4 as \"time_ms\"; times must ascend, and the one before is 0.5.")]
    [TestCase("0.5,10\n", "line 2: found 10 as \"neuron\"; it must be a whole number from 0 to 9.")]
    [TestCase("-0.5,1\n", "line 2: found -0.5 as \"time_ms\"; times begin with 0.")]
    [TestCase("0.5,1\n0.51,1\n", "line 3: neuron 1 spikes twice in the time step of 0.1 ms that begins at 0.0005 s.")]
    public void Spikes_that_cannot_be_are_refused_when_the_file_is_checked(string rows, string message)
    {
        string file = Csv("time_ms,neuron\n" + rows);
        string text =
            $$"""
            {
              "name": "n", "duration": "1 s", "neuronModels": { "source": { "type": "spikes-from-file", "file": "data.csv" } },
              "populations": { "p": { "size": 10, "neuron": "source" } }
            }
            """;
        NetworkFileException error =
            Assert.Throws<NetworkFileException>(() => NetworkDescription.File.Parse(text, _folder.File("n.json")))!;
        Assert.That(error.Problems.Single().ToString(),
            Does.EndWith($"neuronModels.source.file: found \"data.csv\"; this does not fit: {file}: {message}"));
    }

    [Test]
    public void A_series_is_stepwise_or_linear()
    {
        string file = Csv("time_ms,current_pa\n1,100\n2,-100\n4,300\n");
        double[] stepwise = Values(file, Interpolation.Stepwise), linear = Values(file, Interpolation.Linear);
        double[] expected = [.. Enumerable.Range(0, 60).Select(k => k < 10 ? 0 : k < 20 ? 100e-12 : k < 40 ? -100e-12 : 300e-12)];
        double[] line =
            [.. Enumerable.Range(0, 60).Select(k => k < 10 ? 0 : k < 20 ? 100 - (k - 10) * 20 : k < 40 ? -100 + (k - 20) * 20 : 300.0)];
        Assert.That(stepwise, Is.EqualTo(expected).Within(1e-22));
        Assert.That(linear, Is.EqualTo(line.Select(value => value * 1e-12)).Within(1e-22));
    }

    private static double[] Values(string file, Interpolation interpolation)
    {
        ScriptedPopulation population = ScriptedPopulation.Silent("p", 1);
        InjectedCurrents currents =
            new(population, [new SeriesCurrentDescription { Compartment = Compartment.Soma, File = file, Interpolation = interpolation }]);
        double[] values = new double[60];
        for (int step = 0; step < values.Length; step++)
        {
            currents.Advance(step);
            values[step] = population.SomaCurrent;
        }

        return values;
    }

    [TestCase("time_ms,current_pa\n1,100\n1,200\n", "line 3: found 1 as \"time_ms\"; times must ascend, and the one before is 1.")]
    [TestCase("time_ms,current_pa\n1,1e99\n", "line 2: found 1E+99 as \"current_pa\"; it must be")]
    [TestCase("time_ms,current_pA\n1,1\n",
        "there is no column \"current_a\", \"current_na\" or \"current_pa\"; there are \"time_ms\" and \"current_pA\"")]
    [TestCase("time_ms,current_pa\n", "the file has no rows for this series.")]
    public void Currents_that_cannot_be_are_refused_when_the_file_is_checked(string text, string message)
    {
        Csv(text);
        string network =
            """
            {
              "name": "n", "duration": "1 s", "neuronModels": { "cell": { "type": "adex" } },
              "populations": { "p": { "size": 1, "neuron": "cell", "currents": [{ "type": "series", "compartment": "soma", "file": "data.csv" }] } }
            }
            """;
        NetworkFileException error =
            Assert.Throws<NetworkFileException>(() => NetworkDescription.File.Parse(network, _folder.File("n.json")))!;
        Assert.That(error.Problems.Single().ToString(), Does.Contain(message));
    }

    // In every window the spikes of a neuron are binomial with the rate of the window.
    [Test]
    public void Sources_spike_with_the_rate_of_the_file()
    {
        const int Size = 200, Window = 5000;
        double[] rates = [20, 0, 100, 50];
        Population sources = Sources(Csv("time_s,rate_hz\n" + string.Join('\n', rates.Select((rate, i) => $"{i * 0.5},{rate}"))), Size,
            Interpolation.Stepwise);
        for (int window = 0; window < rates.Length; window++)
            Bounds.AssertBinomial(CountSpikes(sources, window * Window, Window), (double)Size * Window, rates[window] * 1e-4,
                4, $"window {window}");
    }

    [Test]
    public void Rates_rise_linearly_between_times()
    {
        // Twice 1 s: the mean rate of the first half second of the rise from 0 to 200 Hz is 50 Hz (49.99 in steps), that of the second 150
        // Hz.
        const int Size = 200;
        Population sources = Sources(Csv("time_s,rate_hz\n0,0\n1,200\n2,200\n"), Size, Interpolation.Linear);
        foreach ((int first, int steps, double rate) in ((int, int, double)[])[(0, 5000, 49.99), (5000, 5000, 149.99), (10_000, 5000, 200)])
            Bounds.AssertBinomial(CountSpikes(sources, first, steps), (double)Size * steps, rate * 1e-4, 3, $"from step {first}");
    }

    [Test]
    public void Neurons_can_have_rates_of_their_own()
    {
        Population sources = Sources(Csv("time_s,neuron,rate_hz\n0,0,50\n0,2,300\n0.5,2,0\n0.5,1,100\n"), 3, Interpolation.Stepwise);
        int[][] counts = [new int[3], new int[3]];
        for (int step = 0; step < 10_000; step++)
        {
            sources.Advance(step);
            foreach (int neuron in sources.Spikes.Present) counts[step / 5000][neuron]++;
        }

        double[][] rates = [[50, 0, 300], [50, 100, 0]];
        for (int half = 0; half < 2; half++)
            for (int i = 0; i < 3; i++) Bounds.AssertBinomial(counts[half][i], 5000, rates[half][i] * 1e-4, 6, $"neuron {i}, half {half}");
    }

    [Test]
    public void A_rate_beyond_what_a_step_can_hold_is_refused()
    {
        InhomogeneousPoissonModelDescription model = new() { File = Csv("time_s,rate_hz\n0,2001\n") };
        Assert.That(model.Misfit(10, 1e-4)?.Message,
            Does.EndWith("line 2: found 2001 as \"rate_hz\"; it must be at least 0 and at most 2000."));
    }

    // From one step to the next, what remains after the decay is subtracted is independent and normal; in itself, the process is
    // stationary.
    [Test]
    public void Noise_has_its_mean_deviation_and_correlation_time()
    {
        const int Steps = 200_000;
        const double Mean = 100e-12, Deviation = 50e-12, Tau = 5e-3;
        ScriptedPopulation population = ScriptedPopulation.Silent("p", 1);
        InjectedCurrents currents = new(population,
            [new OrnsteinUhlenbeckCurrentDescription { Compartment = Compartment.Soma, Mean = Mean, Deviation = Deviation,
                TimeConstant = Tau }]);
        double[] x = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            currents.Advance(step);
            x[step] = (population.SomaCurrent - Mean) / Deviation;
        }

        double a = Math.Exp(-1e-4 / Tau), kick = Math.Sqrt(1 - a * a);
        double[] z = [.. Enumerable.Range(1, Steps - 1).Select(k => (x[k] - a * x[k - 1]) / kick)];
        using (Assert.EnterMultipleScope())
        {
            // The mean of n steps has the variance (1 + a)/(1 - a)/n, the mean square 2 (1 + a^2)/(1 - a^2)/n.
            Bounds.AssertNormal(x.Average(), 0, Math.Sqrt((1 + a) / (1 - a) / Steps), 6, "mean");
            Bounds.AssertNormal(x.Average(v => v * v), 1, Math.Sqrt(2 * (1 + a * a) / (1 - a * a) / Steps), 6, "variance");
            Bounds.AssertNormal(z.Average(), 0, 1 / Math.Sqrt(z.Length), 6, "mean of the kicks");
            Bounds.AssertNormal(z.Average(v => v * v), 1, Math.Sqrt(2.0 / z.Length), 6, "variance of the kicks");
            Bounds.AssertNormal(z.Average(v => v * v * v * v), 3, Math.Sqrt(96.0 / z.Length), 6, "fourth moment of the kicks");
            Bounds.AssertNormal(z.Zip(z.Skip(1), (u, v) => u * v).Average(), 0, 1 / Math.Sqrt(z.Length), 6,
                "correlation of successive kicks");
        }
    }

    private static Population Spikes(string file, int size) =>
        PopulationFactory.Create(new SpikeFileModelDescription { File = file }, Settings(size));

    private static Population Sources(string file, int size, Interpolation interpolation) =>
        PopulationFactory.Create(new InhomogeneousPoissonModelDescription { File = file, Interpolation = interpolation }, Settings(size));

    private static long CountSpikes(Population population, int first, int steps)
    {
        long before = population.SpikeCount;
        for (int step = first; step < first + steps; step++) population.Advance(step);
        return population.SpikeCount - before;
    }
}
