using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Spiking.Runs;

namespace Spiking.Benchmarks.Throughput;

/// <summary>
/// Every network is measured in a process of its own: the compiler tunes code to what it has seen, so a network would be slower after
/// others, and memory would be that of all.
/// </summary>
internal static class MeasuringProcess
{
    /// <summary>The first argument of such a process; its name and the numbers of repetitions and threads follow.</summary>
    public const string Argument = "measure-in-this-process";

    /// <summary>Measures a workload in a new process.</summary>
    /// <exception cref="CommandException">The process failed.</exception>
    public static Measurement Measure(IWorkload workload, int repetitions, int threads)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardOutput = true };

        // Where the program was started as "dotnet Simulator.Benchmarks.dll", the process is dotnet.
        if (Path.GetFileName(start.FileName) is "dotnet" or "dotnet.exe")
            start.ArgumentList.Add(typeof(MeasuringProcess).Assembly.Location);
        string[] arguments =
        [
            "throughput", Argument, workload.Name,
            repetitions.ToString(CultureInfo.InvariantCulture), threads.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        void End(object? sender, EventArgs e) => process.Kill();

        // The measurement ends when this process is stopped.
        AppDomain.CurrentDomain.ProcessExit += End;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        AppDomain.CurrentDomain.ProcessExit -= End;
        if (process.ExitCode != 0)
            throw new CommandException($"the process that measured {workload.Name} failed with exit code {process.ExitCode}.");
        try
        {
            return new Measurement(workload.Describe(repetitions), JsonSerializer.Deserialize<Readings>(output)!);
        }
        catch (JsonException)
        {
            throw new CommandException($"the process that measured {workload.Name} answered '{output.Split('\n')[0]}'.");
        }
    }

    /// <summary>Measures in this process and writes the readings to standard output.</summary>
    public static int Run(string[] arguments)
    {
        IWorkload workload = ScaledWorkload.Parse(arguments[0]) ?? (IWorkload)BenchmarkNetwork.All.First(n => n.Name == arguments[0]);
        Readings readings =
            workload.Measure(int.Parse(arguments[1], CultureInfo.InvariantCulture), int.Parse(arguments[2], CultureInfo.InvariantCulture));
        Console.WriteLine(JsonSerializer.Serialize(readings));
        return 0;
    }
}
