using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Tests.Neurons;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Inputs;

/// <summary>Currents and rates from a file that differ from cell to cell.</summary>
public sealed class CellSeriesTests
{
    private const int Cells = 3, Steps = 60;
    private static readonly double[] s_times = [1, 2, 4];
    private static readonly double[][] s_picoamperes = [[100, 0, -50], [-100, 50, 150], [300, 50, 0]];

    private static readonly NeuronModelDescription[] s_models =
    [
        new AdExModelDescription(), new ConductanceLifModelDescription(), new DeltaLifModelDescription(), new CurrentLifModelDescription(),
        new BurstPoissonModelDescription(), new ActivePyramidalModelDescription(),
    ];

    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    private string Csv(string column = "current_pa")
    {
        string Row(int row) =>
            string.Join(',', s_picoamperes[row].Prepend(s_times[row]).Select(value => value.ToString(CultureInfo.InvariantCulture)));
        string heading = string.Join(',', Enumerable.Range(0, Cells).Select(cell => $"{column}[{cell}]").Prepend("time_ms"));
        File.WriteAllLines(_folder.File("cells.csv"), [heading, .. Enumerable.Range(0, s_times.Length).Select(Row)]);
        return _folder.File("cells.csv");
    }

    private string Npz()
    {
        PythonProcess.Require("numpy", "arrays of two dimensions are not tried");
        PythonProcess.Output("""
            import numpy
            current = numpy.array([[100, 0, -50], [-100, 50, 150], [300, 50, 0]])
            numpy.savez("cells.npz", a_time_ms=numpy.array([1.0, 2, 4]), a_current_pa=current)
            numpy.savez_compressed("turned.npz", time_ms=numpy.array([1.0, 2, 4]), current_pa=numpy.asfortranarray(current * 1.0))
            """, _folder.Path);
        return _folder.File("cells.npz");
    }

    private static double[][] Expected(Interpolation interpolation)
    {
        double At(double time, int cell)
        {
            int last = Array.FindLastIndex(s_times, t => t <= time + 1e-9);
            if (last < 0) return 0;
            double value = s_picoamperes[last][cell];
            if (interpolation == Interpolation.Stepwise || last == s_times.Length - 1) return value;
            return value + (time - s_times[last]) / (s_times[last + 1] - s_times[last]) * (s_picoamperes[last + 1][cell] - value);
        }

        return [.. Enumerable.Range(0, Steps).Select(step =>
            (double[])[.. Enumerable.Range(0, Cells).Select(cell => At(step * 0.1, cell) * 1e-12)])];
    }

    [Test]
    public void Every_cell_has_the_current_of_its_column([Values] Interpolation interpolation, [Values] bool inArchive)
    {
        string file = inArchive ? Npz() : Csv();
        ScriptedPopulation population = ScriptedPopulation.Silent("p", Cells);
        SeriesCurrentDescription current =
            new() { Compartment = Compartment.Dendrite, File = file, Population = inArchive ? "a" : null, Interpolation = interpolation };
        InjectedCurrents currents = new(population, [current, current with { Compartment = Compartment.Soma }, current]);
        double[][] expected = Expected(interpolation);
        for (int step = 0; step < Steps; step++)
        {
            currents.Advance(step);
            Assert.That(population.SomaCellCurrents!.Span.ToArray(), Is.EqualTo(expected[step].Select(a => (float)a)).Within(1e-17),
                $"step {step}");
            Assert.That(population.DendriteCellCurrents!.Span.ToArray(),
                Is.EqualTo(expected[step].Select(a => 2 * (float)a)).Within(1e-17), $"step {step}");
            Assert.That((population.SomaCurrent, population.DendriteCurrent), Is.EqualTo((0.0, 0.0)));
        }
    }

    // A cell with its own current does what a population does whose cells all have that current, except for the rounding of a sum.
    [TestCaseSource(nameof(s_models))]
    public void A_current_of_one_cell_acts_as_the_same_current_of_all_cells(NeuronModelDescription model)
    {
        string file = Csv();
        Compartment[] compartments = model.HasDendrite ? [Compartment.Soma, Compartment.Dendrite] : [Compartment.Soma];
        foreach (Compartment compartment in compartments)
        {
            Population own = PopulationFactory.Create(model, new PopulationSettings { Name = "p", Size = Cells });
            InjectedCurrents currents = new(own, [new SeriesCurrentDescription { Compartment = compartment, File = file }]);
            Population[] single =
                [.. Enumerable.Range(0, Cells).Select(_ =>
                    PopulationFactory.Create(model, new PopulationSettings { Name = "p", Size = 1 }))];
            InjectedCurrents[] constant =
                [.. Enumerable.Range(0, Cells).Select(cell => new InjectedCurrents(single[cell], [new StepCurrentDescription
            {
                Compartment = compartment,
                Steps = [.. Enumerable.Range(0, s_times.Length).Select(row =>
                    new CurrentStepDescription { From = s_times[row] * 1e-3, Amplitude = s_picoamperes[row][cell] * 1e-12 })],
            }]))];
            string variable = !model.HasDendrite ? "potential" : compartment == Compartment.Soma ? "somaPotential" : "dendritePotential";
            for (int step = 0; step < Steps; step++)
            {
                currents.Advance(step);
                own.Advance(step);
                for (int cell = 0; cell < Cells; cell++)
                {
                    constant[cell].Advance(step);
                    single[cell].Advance(step);
                    Assert.That(own.Variable(variable).Span[cell], Is.EqualTo(single[cell].Variable(variable).Span[0]).Within(1e-7),
                        $"cell {cell}, step {step}");
                }
            }

            float[] last = own.Variable(variable).Span.ToArray();
            Assert.That(last.Distinct().Count(), Is.EqualTo(Cells), "every cell has its own");
        }
    }

    [Test]
    public void A_file_for_another_number_of_cells_is_refused() => Assert.That(Problem(Csv(), size: 4), Does.EndWith(
        "the file has currents of 3 cells (columns NAME[0] to NAME[2], or rows of that length), but the population has 4."));

    [Test]
    public void A_wrong_value_of_a_cell_is_named()
    {
        string file = Csv();
        File.WriteAllText(file, File.ReadAllText(file).Replace("150", "1e99"));
        Assert.That(Problem(file, Cells), Does.Contain("line 3: found 1E+99 as \"current_pa[2]\"; it must be at least"));
        File.WriteAllText(file, File.ReadAllText(file).Replace("1e99", "x"));
        Assert.That(Problem(file, Cells), Does.Contain("line 3: found \"x\" as \"current_pa[2]\"; a finite number is needed."));
    }

    [Test]
    public void An_array_by_columns_is_refused()
    {
        Npz();
        Assert.That(Problem(_folder.File("turned.npz"), Cells),
            Does.Contain("the array \"current_pa\" is no one-dimensional array of numbers"));
    }

    // Rises from 0 to 200 Hz in 1 s: 50 Hz (49.99 in steps) in the first half second; the other neuron has 100 Hz all the time.
    [Test]
    public void Sources_have_rates_of_their_own_on_lines_between_times()
    {
        File.WriteAllText(_folder.File("rates.csv"), "time_s,rate_hz[0],rate_hz[1]\n0,0,100\n1,200,100\n");
        InhomogeneousPoissonModelDescription model = new() { File = _folder.File("rates.csv"), Interpolation = Interpolation.Linear };
        Assert.That(model.Misfit(2, 1e-4), Is.Null);
        Assert.That(model.Misfit(3, 1e-4)?.Message, Is.EqualTo("the file has rates of 2 neurons, but the population has 3."));
        int[][] counts = [new int[2], new int[2]];
        for (int seed = 0; seed < 40; seed++)
        {
            Population sources = PopulationFactory.Create(model, new PopulationSettings { Name = "p", Size = 2, Seed = seed });
            for (int step = 0; step < 10_000; step++)
            {
                sources.Advance(step);
                foreach (int neuron in sources.Spikes.Present) counts[step / 5000][neuron]++;
            }
        }

        double[][] rates = [[49.99, 100], [149.99, 100]];
        for (int half = 0; half < 2; half++)
            for (int i = 0; i < 2; i++)
                Bounds.AssertBinomial(counts[half][i], 40 * 5000, rates[half][i] * 1e-4, 4, $"neuron {i}, half {half}");
    }

    private string Problem(string file, int size)
    {
        string network = $$"""
            {
              "name": "n", "duration": "1 s", "neuronModels": { "cell": { "type": "adex" } },
              "populations": { "p": { "size": {{size}}, "neuron": "cell", "currents": [{ "type": "series", "compartment": "soma", "file": "{{file}}" }] } }
            }
            """;
        return Assert.Throws<NetworkFileException>(() =>
            NetworkDescription.File.Parse(network, _folder.File("n.json")))!.Problems.Single().ToString();
    }
}
