using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Recording;

namespace Spiking.Runs;

/// <summary>A number that a run has measured.</summary>
/// <param name="Name">Its name, with the unit at the end: "task.margin_hz".</param>
/// <param name="Value">Its value in that unit; NaN: the run did not get so far.</param>
internal sealed record Measurement(string Name, double Value);

/// <summary>
/// The measured numbers of a run, in measurements.csv, by which runs are compared: what its task found, mean rates of the populations over
/// the whole run, weights at its end, what its recorders found.
/// </summary>
internal static class Measurements
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "measurements.csv";

    private const string Heading = "measurement,value";

    /// <summary>Numbers that the task measured, and those that can be measured of every network.</summary>
    /// <param name="network">The network after its run.</param>
    /// <param name="task">What its task found; null: it has none.</param>
    /// <param name="findings">What its recorders found.</param>
    /// <exception cref="SimulationException">A number of the task or of a recorder has the name of another.</exception>
    public static IReadOnlyList<Measurement> Of(Network network, ITaskResult? task, IEnumerable<IResult> findings)
    {
        IResult[] recorded = [.. findings.Select(CheckedResult.Of)];
        Measurement[] all = [.. All(network, task, recorded)];
        HashSet<string> own =
            [.. Measured(task).Select(m => "task." + m.Name), .. recorded.SelectMany(found => found.Measured).Select(m => m.Name)];
        if (all.CountBy(m => m.Name).FirstOrDefault(name => name.Value > 1 && own.Contains(name.Key)).Key is string twice)
            throw new SimulationException($"two of the numbers that the run measures are called \"{twice}\", so that the second would "
                + "be lost where runs are compared; give each number of a task or recorder (Measured) a name of its own.");
        return all;
    }

    private static IReadOnlyList<(string Name, double Value)> Measured(ITaskResult? task) =>
        task is null ? [] : CheckedResult.Of(task).Measured;

    private static IEnumerable<Measurement> All(Network network, ITaskResult? task, IEnumerable<IResult> findings)
    {
        if (task?.IsSolved is bool solved) yield return new("task.solved", solved ? 1 : 0);
        else if (task is not null) yield return new("task.solved", double.NaN);
        foreach ((string name, double value) in Measured(task)) yield return new("task." + name, value);
        foreach (Population population in network.Populations)
        {
            // Counts are exact, so nothing here depends on threads or vector width.
            double neuronSeconds = network.Time * population.Size;
            yield return new($"rates.{population.Name}.spike_rate_hz", population.SpikeCount / neuronSeconds);
            if (!network.Description.ModelOf(population.Name).Bursts) continue;
            yield return new($"rates.{population.Name}.event_rate_hz", population.EventCount / neuronSeconds);
            yield return new($"rates.{population.Name}.burst_rate_hz", population.BurstCount / neuronSeconds);
            yield return new($"rates.{population.Name}.burst_probability", (double)population.BurstCount / population.EventCount);
        }

        foreach (Learner learner in network.Learners)
        {
            double[] weights = [.. learner.Projection.WeightsOfConnectivity()];
            if (weights.Length == 0) continue;
            double mean = OrderedSum.Mean(weights);
            double variance = OrderedSum.Mean([.. weights.Select(weight => (weight - mean) * (weight - mean))]);
            (string name, Receptor receptor) = (learner.Projection.Settings.Name, learner.Projection.Settings.Receptor);
            yield return new($"weights.{name}.mean_{WeightAxes.UnitOf(receptor)}", mean);
            yield return new($"weights.{name}.standard_deviation_{WeightAxes.UnitOf(receptor)}", Math.Sqrt(variance));
        }

        foreach ((string name, double value) in findings.SelectMany(finding => finding.Measured)) yield return new(name, value);
    }

    /// <summary>Names of all that is measured of a network.</summary>
    /// <param name="description">The network, which is built for it.</param>
    public static IReadOnlyList<string> Names(NetworkDescription description)
    {
        // Recorders begin their files when they are created.
        Network network = NetworkBuilder.Build(description);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("spiking-");
        IReadOnlyList<IRecorder> recorders = [];
        try
        {
            recorders = new RecordingContext(network, folder.FullName).CreateAll();
            IEnumerable<IResult> findings = recorders.Select(recorder => recorder.Result).OfType<IResult>();
            return [.. Of(network, new Simulation(network, [], 0).CreateTask()?.Result, findings).Select(m => m.Name)];
        }
        finally
        {
            foreach (IRecorder recorder in recorders) recorder.Dispose();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The mean rates of the populations in a sentence: "Mean rates: pyr 12.5 Hz (events 8.1 Hz, burst probability 0.31), pv 40 Hz."
    /// </summary>
    /// <param name="measured">What runs of a network measured, one after the other; of several runs the mean is told.</param>
    public static string Rates(IEnumerable<Measurement> measured)
    {
        ILookup<string, double> values = measured.ToLookup(m => m.Name, m => m.Value);
        string Mean(string name, string unit = " Hz") => values[name].Average().ToString("G3", CultureInfo.InvariantCulture) + unit;
        const string Start = "rates.", End = ".spike_rate_hz";
        string[] names = [.. values.Select(m => m.Key)
            .Where(name => name.StartsWith(Start, StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal))];
        return "Mean rates: " + string.Join(", ", names.Select(name =>
        {
            string population = name[..^End.Length];
            string rate = $"{population[Start.Length..]} {Mean(name)}", events = population + ".event_rate_hz",
                probability = population + ".burst_probability";
            if (!values.Contains(events)) return rate;

            // Without events there is no burst probability.
            return $"{rate} (events {Mean(events)}"
                + (double.IsNaN(values[probability].Average()) ? "" : $", burst probability {Mean(probability, "")}") + ")";
        })) + ".";
    }

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(IEnumerable<Measurement> measured, string folder)
    {
        using CsvWriter csv = new(Path.Combine(folder, FileName), Heading.Split(','));
        foreach ((string name, double value) in measured) csv.Add(name).AddOrMissing(value).EndRow();
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="CommandException">It is damaged.</exception>
    public static IReadOnlyList<Measurement> Read(string path)
    {
        List<Measurement> measured = [];
        string[] lines = Lines(path);
        if (lines.Length == 0 || lines[0] != Heading)
            throw new CommandException($"{path} is damaged: it does not begin with the heading '{Heading}'. Remove the folder of this run, "
                + "and run the sweep again.");
        foreach (string line in lines.Skip(1))
        {
            // No name that the program writes here ends in a comma; the value is what follows the last.
            int comma = line.LastIndexOf(',');
            double value = double.NaN;
            bool isNumber = comma >= 0
                && (comma == line.Length - 1 || double.TryParse(line[(comma + 1)..], CultureInfo.InvariantCulture, out value));
            if (!isNumber)
                throw new CommandException($"{path} is damaged: '{Text.Shown.Value(line)}' is no measurement. Remove the folder of this "
                    + "run, and run the sweep again.");
            string name = line[..comma];
            if (name.StartsWith('"') && name.EndsWith('"') && name.Length > 1)
                name = name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
            measured.Add(new Measurement(name, value));
        }

        return measured;
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {e.Message}");
        }
    }
}
