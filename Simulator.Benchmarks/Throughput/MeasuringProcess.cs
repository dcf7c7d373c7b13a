using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Spiking.Engine;
using Spiking.Mpi;
using Spiking.Runs;
using Usage = Spiking.Commands.CommandLine;

namespace Spiking.Benchmarks.Throughput;

/// <summary>
/// Every network is measured in a process of its own: the compiler tunes code to what it has seen, so a network would be slower after
/// others, and memory would be that of all.
/// </summary>
internal static class MeasuringProcess
{
    /// <summary>The first argument of such a process; its name and the numbers of repetitions, threads and processes follow.</summary>
    public const string Argument = "measure-in-this-process";

    /// <summary>Measures a workload in a new process, or in several that mpirun starts.</summary>
    /// <exception cref="CommandException">The process failed.</exception>
    /// <exception cref="SimulationException">Several processes cannot share the network.</exception>
    public static Measurement Measure(IWorkload workload, int repetitions, int threads, int ranks)
    {
        // Where the program was started as "dotnet Simulator.Benchmarks.dll", the process is dotnet.
        string program = Environment.ProcessPath!;
        string[] assembly = Path.GetFileName(program) is "dotnet" or "dotnet.exe" ? [typeof(MeasuringProcess).Assembly.Location] : [];
        string[] call =
        [
            program, .. assembly, "throughput", Argument, workload.Name,
            .. new[] { repetitions, threads, ranks }.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        ];
        Definition definition = workload.Describe(repetitions);
        if (ranks > 1)
        {
            Sharing.Require(definition.Network with { Recorders = [] });

            // Not bound to a core each: the compiler has threads of its own.
            call =
            [
                "mpirun", "--allow-run-as-root", "--oversubscribe", "--bind-to", "none",
                "-n", ranks.ToString(CultureInfo.InvariantCulture), .. call,
            ];
        }

        ProcessStartInfo start = new(call[0], call[1..]) { RedirectStandardOutput = true };

        // mpirun gives the first process a terminal that is none: .NET must not send it codes.
        start.Environment["TERM"] = "dumb";
        using Process process = Start(start);
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
            return new Measurement(definition, JsonSerializer.Deserialize<Readings>(output)!);
        }
        catch (JsonException)
        {
            throw new CommandException($"the process that measured {workload.Name} answered '{output.Split('\n')[0]}'.");
        }
    }

    /// <summary>Measures in this process and, if it is the first of its kind, writes the readings to standard output.</summary>
    public static int Run(string[] arguments) => Usage.Guard(() =>
    {
        IWorkload workload = ScaledWorkload.Parse(arguments[0]) ?? (IWorkload)BenchmarkNetwork.All.First(n => n.Name == arguments[0]);
        int[] numbers = [.. arguments[1..].Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        using OpenMpi? processes = numbers[2] > 1 ? OpenMpi.Join() : null;
        Readings readings = workload.Measure(numbers[0], numbers[1], processes);
        if (processes is not { Rank: > 0 }) Console.WriteLine(JsonSerializer.Serialize(readings));
        return 0;
    });

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new CommandException($"{start.FileName} could not be started: {e.Message}. --ranks needs Open MPI 4 (in Debian the "
                + "package openmpi-bin).");
        }
    }
}
