using System.Globalization;
using Spectre.Console;
using Spiking.Commands;
using Spiking.Files;

namespace Spiking.Benchmarks.Throughput;

/// <summary>Tables of what was measured, and the same as a CSV file.</summary>
internal static class ThroughputTables
{
    private static readonly string[] s_headings =
    [
        "network", "neurons", "synapses", "connectivity", "weights", "delays", "drive", "time_step_s", "threads", "repetitions",
        "rate_hz", "wall_s_per_simulated_s", "wall_least", "wall_most", "cpu_s_per_simulated_s", "cpu_least", "cpu_most", "real_time_factor",
        "synaptic_events_per_s", "synaptic_events_per_simulated_s", "ns_per_neuron_step", "build_s", "managed_bytes", "working_set_bytes",
    ];

    public static void Print(IReadOnlyList<Measurement> measurements)
    {
        IAnsiConsole console = PlainTables.Console();
        Table definitions = PlainTables.Create("network", "neurons", "synapses", "connections", "weights", "delays", "drive");
        Table results = PlainTables.Create(
            "network", "threads", "rate (Hz)", "x real time", "s per simulated s", "CPU-s per simulated s", "syn. events/s", "ns/neuron-step", "managed", "process", "build");
        foreach (Measurement m in measurements)
        {
            Definition d = m.Definition;
            definitions.AddRow(d.Name, Number(m.Readings.Neurons), Number(m.Readings.Synapses), Wrapped(d.Connectivity), Wrapped(d.Weights), d.Delays, Wrapped(d.Drive));
            results.AddRow(
                d.Name,
                Number(m.Readings.Threads),
                Text(m.Rate, "F2"),
                Text(1 / m.Wall.Median, "G3"),
                Text(m.Wall),
                Text(m.Cpu),
                Text(m.EventsPerSecond.Median / 1e6, "G3") + " M",
                Text(m.NanosecondsPerNeuronStep.Median, "F2"),
                Megabytes(m.Readings.ManagedBytes),
                Megabytes(m.Readings.WorkingSet),
                Text(m.Readings.BuildTime, "F2") + " s");
        }

        console.Write(definitions);
        console.Write(results);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Medians of {measurements[0].Samples.Count} repetitions (least - most); time step {measurements[0].Definition.Network.TimeStep * 1e3} ms; every network in a process of its own; no files are written while measuring."));
        console.WriteLine("Synaptic events: spikes times the mean number of their synapses, without background. Memory: live objects of the network; working set of the process.");
    }

    public static void Write(IReadOnlyList<Measurement> measurements, string path)
    {
        using CsvWriter csv = new(path, s_headings);
        foreach (Measurement m in measurements)
        {
            Definition d = m.Definition;
            csv.Add(d.Name).Add(m.Readings.Neurons).Add(m.Readings.Synapses).Add(d.Connectivity).Add(d.Weights).Add(d.Delays).Add(d.Drive).Add(d.Network.TimeStep);
            csv.Add(m.Readings.Threads).Add(m.Samples.Count).Add(m.Rate);
            csv.Add(m.Wall.Median).Add(m.Wall.Least).Add(m.Wall.Most).Add(m.Cpu.Median).Add(m.Cpu.Least).Add(m.Cpu.Most).Add(1 / m.Wall.Median);
            csv.Add(m.EventsPerSecond.Median).Add(m.EventsPerSimulatedSecond).Add(m.NanosecondsPerNeuronStep.Median);
            csv.Add(m.Readings.BuildTime).Add(m.Readings.ManagedBytes).Add(m.Readings.WorkingSet).EndRow();
        }
    }

    private static string Text(Spread spread) => $"{Text(spread.Median, "G3")} ({Text(spread.Least, "G3")} - {Text(spread.Most, "G3")})";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => Number(bytes / 1_000_000) + " MB";

    // Long lists take several lines of their cell.
    private static string Wrapped(string text)
    {
        const int Width = 32;
        List<string> lines = [""];
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= Width) lines.Add("");
            lines[^1] += (lines[^1].Length > 0 ? " " : "") + word;
        }

        return Markup.Escape(string.Join("\n", lines));
    }
}
