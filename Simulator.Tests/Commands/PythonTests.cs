using System.Diagnostics;
using Spiking.Recording.Spikes;

namespace Spiking.Tests.Commands;

/// <summary>The Python module that reads results, tried with Debian's Python and numpy.</summary>
public class PythonTests
{
    private const string Interpreter = "/usr/bin/python3";

    [Test]
    public void It_reads_tables_spikes_and_the_network_of_a_run()
    {
        using TemporaryFolder folder = Prepared();
        string run = Path.Combine(TestFiles.Networks, "examples", "balanced-network.json");
        SimulatorProcess.Here(["run", run, "--output", folder.Path, "--figures", "none", "--set", "recorders=[{ \"type\": \"spikes\" }]"]).Ended(0);
        string output = Python(folder, """
            run = spiking.Run("balanced-network/seed-1")
            spikes = run.arrays("spikes")
            for name in run.populations:
                times, neurons, kinds = run.spikes(name)
                assert (times == spikes[name + "_time_s"]).all() and len(times) == len(neurons) == len(kinds) > 0
                assert times.dtype == "float64" and neurons.dtype == "int32" and (times[1:] >= times[:-1]).all()
                assert neurons.max() < run.description["populations"][name]["size"]
            measured = run.table("measurements")
            rate = dict(zip(measured["measurement"], measured["value"]))["rates.excitatory.spike_rate_hz"]
            recorded = len(run.spikes("excitatory")[0])
            print(run.record["status"], rate > 0, recorded > 0, sorted(run.tables) == run.tables)
            """);
        Assert.That(output, Is.EqualTo("complete True True True\n"));
    }

    [Test]
    public void It_reads_what_a_killed_run_has_appended()
    {
        using TemporaryFolder folder = Prepared();
        using (SpikeStreamWriter writer = new(folder.File("spikes.stream"), 1e-4, [new("a", 10), new("größte", 2_000_000)]))
        {
            foreach ((int step, int neuron, byte kind) in new[] { (0, 0, (byte)1), (0, 9, (byte)2), (5, 3, (byte)0), (5, 4, (byte)1), (200_000, 0, (byte)2) }) writer.Add(0, step, neuron, kind);
            writer.Add(1, 7, 1_999_999, 1);
            writer.Flush();
        }

        // As a process leaves it that is killed while it writes.
        using (FileStream end = new(folder.File("spikes.stream"), FileMode.Append)) end.Write([0, 0, 0, 0, 5, 0, 0, 0, 9, 0]);
        string output = Python(folder, """
            run = spiking.Run(".")
            print(run.populations)
            print([values.tolist() for values in run.spikes("a")])
            print([values.tolist() for values in run.spikes("größte")])
            try:
                run.spikes("b")
            except KeyError as error:
                print(error)
            """);
        Assert.That(output, Is.EqualTo("""
            ['a', 'größte']
            [[0.0, 0.0, 0.0005, 0.0005, 20.0], [0, 9, 3, 4, 0], [1, 2, 0, 1, 2]]
            [[0.0007], [1999999], [1]]
            "no spikes of 'b' were recorded; there are a, größte"

            """.ReplaceLineEndings("\n")));
    }

    private static TemporaryFolder Prepared()
    {
        if (!File.Exists(Interpreter) || Run(["-c", "import numpy"]).ExitCode != 0)
            Assert.Ignore("Python with numpy is not installed (Debian's python3-numpy): the module is not tried.");
        TemporaryFolder folder = new();
        File.WriteAllText(folder.File("spiking.py"), SimulatorProcess.Here(["python"]).Ended(0).Output);
        return folder;
    }

    private static string Python(TemporaryFolder folder, string program)
    {
        (int exitCode, string output, string error) = Run(["-c", "import spiking\n" + program.ReplaceLineEndings("\n")], folder.Path);
        Assert.That(exitCode, Is.Zero, error);
        return output;
    }

    private static (int ExitCode, string Output, string Error) Run(string[] arguments, string? folder = null)
    {
        ProcessStartInfo start = new(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }
}
