using System.Globalization;
using Spectre.Console;
using Spiking.Commands;
using Spiking.Files;

namespace Spiking.Benchmarks.Throughput;

/// <summary>One table of what was measured, and more of it as a CSV file.</summary>
internal static class ThroughputTables
{
    private static readonly string[] s_headings =
    [
        "network", "neurons", "synapses", "connectivity", "weights", "delays", "drive", "time_step_s", "threads", "ranks", "repetitions",
        "rate_hz", "wall_s_per_simulated_s", "wall_least", "wall_most", "cpu_s_per_simulated_s", "cpu_least",
        "cpu_most", "real_time_factor",
        "synaptic_events_per_s", "synaptic_events_per_simulated_s", "ns_per_neuron_step", "build_s", "managed_bytes",
        "working_set_bytes", "vector_bits",
    ];

    public static void Print(IReadOnlyList<Measurement> measurements)
    {
        IAnsiConsole console = PlainTables.Console();
        PlainTable table = new(
            "network", "N", "synapses", "delay", "drive", "Hz", "x real time", "CPU-s/s", "M events/s", "MB", "bits", "threads", "ranks");
        foreach (Measurement m in measurements)
        {
            Definition d = m.Definition;
            table.AddRow(
                d.Name,
                Number(m.Readings.Neurons),
                Number(m.Readings.Synapses),
                d.Delays,
                d.Drive,
                Text(m.Rate, "F2"),
                Text(1 / m.Wall.Median, "G3"),
                Text(m.Cpu.Median, "G3"),
                Text(m.EventsPerSecond.Median / 1e6, "G3"),
                Number(m.Readings.WorkingSet / 1_000_000),
                Number(m.Readings.VectorBits),
                Number(m.Readings.Threads),
                Number(m.Readings.Ranks));
        }

        console.Write(table);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Medians of {measurements[0].Samples.Count} repetitions; time step {measurements[0].Definition.Network.TimeStep * 1e3} ms. "
            + $"Hz: mean rate. CPU-s/s: processor time per simulated second."));
        console.WriteLine("Events: spikes times the mean number of their synapses, without background, per second of the clock. MB: memory "
            + "of the process, one for every network, or of all that share it.");
        console.WriteLine("Bits: width of vectors. Ranks: processes that share a network; CPU-s/s is that of all of them. No files are "
            + "written while measuring. The CSV file has least and most, weights, connection probabilities and build times, too.");
    }

    public static void Write(IReadOnlyList<Measurement> measurements, string path)
    {
        using CsvWriter csv = new(path, s_headings);
        foreach (Measurement m in measurements)
        {
            Definition d = m.Definition;
            csv.Add(d.Name).Add(m.Readings.Neurons).Add(m.Readings.Synapses).Add(d.Connectivity).Add(d.Weights).Add(d.Delays).Add(d.Drive)
                .Add(d.Network.TimeStep);
            csv.Add(m.Readings.Threads).Add(m.Readings.Ranks).Add(m.Samples.Count).Add(m.Rate);
            csv.Add(m.Wall.Median).Add(m.Wall.Least).Add(m.Wall.Most).Add(m.Cpu.Median).Add(m.Cpu.Least).Add(m.Cpu.Most)
                .Add(1 / m.Wall.Median);
            csv.Add(m.EventsPerSecond.Median).Add(m.EventsPerSimulatedSecond).Add(m.NanosecondsPerNeuronStep.Median);
            csv.Add(m.Readings.BuildTime).Add(m.Readings.ManagedBytes).Add(m.Readings.WorkingSet).Add(m.Readings.VectorBits).EndRow();
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
