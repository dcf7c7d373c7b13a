using System.Globalization;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>Files of one XOR run, read back.</summary>
internal sealed class XorRunFiles
{
    private readonly string[][] _epochs;
    private readonly Dictionary<(int Epoch, string Pattern, string Population), double> _learning;
    private readonly Dictionary<(string Test, string Population, string Pattern), (double Event, double Burst)> _rates = [];
    private readonly Dictionary<int, double> _outputRates;
    private readonly int[] _testedAfter;

    public XorRunFiles(string folder)
    {
        _epochs = Rows(Path.Combine(folder, "epochs.csv"));
        foreach (string[] row in Rows(Path.Combine(folder, "tests.csv")).Skip(1))
            _rates[(row[0], row[3], row[1])] = (Number(row[4]), Number(row[5]));
        DecisionRates = Rows(Path.Combine(folder, "tests.csv")).Skip(1).Where(r => r[0] == "after" && r[3] == "output")
            .ToDictionary(r => r[1], r => Number(r[7]));
        Cost = Column("cost");
        _learning = Rows(Path.Combine(folder, "examples.csv")).Skip(1)
            .ToDictionary(r => (int.Parse(r[0], CultureInfo.InvariantCulture), r[1], r[2]), r => Number(r[6]) / Number(r[5]));
        _outputRates = Rows(Path.Combine(folder, "rates.csv")).Skip(1).Where(r => r[1] == "output")
            .ToDictionary(r => (int)Math.Round(Number(r[0])), r => Number(r[3]));
        _testedAfter = [.. Rows(Path.Combine(folder, "tests.csv")).Skip(1).Select(r => r[0]).Distinct()
            .Where(test => test != "before")
            .Select(test => test == "after" ? Cost.Length : int.Parse(test.Split(' ')[^1], CultureInfo.InvariantCulture))];
    }

    /// <summary>
    /// Mean event average of the output at the end of the prediction (in a single phase: of the example) of a pattern, in every epoch.
    /// </summary>
    public double[] OutputRates(string pattern) => Column($"output_event_average_hz[{pattern}]");

    /// <summary>
    /// Event rate (Hz) of the output at the end of an example, filtered with a time constant of 1 s: bins of 1 s with weights exp(-age),
    /// which miss the decay within a bin.
    /// </summary>
    /// <param name="epoch">Epoch, from 1.</param>
    /// <param name="example">Which of its four examples of 8 s, from 0. Tests take as long as epochs.</param>
    public double FilteredOutputRate(int epoch, int example)
    {
        const int ExampleDuration = 8, EpochDuration = 4 * ExampleDuration;
        int epochsToCome = Cost.Length - epoch, testsToCome = _testedAfter.Count(tested => tested >= epoch);
        int end = _outputRates.Keys.Max() - EpochDuration * (epochsToCome + testsToCome) - ExampleDuration * (3 - example);
        double[] weights = [.. Enumerable.Range(0, ExampleDuration).Select(age => Math.Exp(-age))];
        return weights.Select((weight, age) => weight * _outputRates[end - age]).Sum() / weights.Sum();
    }

    /// <summary>Burst probability of a population while it is taught a pattern in an epoch (from 1).</summary>
    public double LearningBurstProbability(int epoch, string pattern, string population) => _learning[(epoch, pattern, population)];

    /// <summary>Cost per epoch.</summary>
    public double[] Cost { get; }

    /// <summary>Output event rate in the decision window of the test after learning, by pattern.</summary>
    public IReadOnlyDictionary<string, double> DecisionRates { get; }

    /// <summary>Mean weight of a projection after every epoch.</summary>
    public double[] Weights(string from, string to) => Column($"mean_weight_leaks[{from} -> {to} soma-ampa]");

    /// <summary>Event and burst rate (Hz) of a population for a pattern in the test "before" or "after" learning.</summary>
    public (double Event, double Burst) Rates(string test, string population, string pattern) => _rates[(test, population, pattern)];

    private double[] Column(string heading)
    {
        int column = Array.IndexOf(_epochs[0], heading);
        return [.. _epochs.Skip(1).Select(row => Number(row[column]))];
    }

    private static string[][] Rows(string path) => [.. File.ReadAllLines(path).Select(line => line.Split(','))];

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
