using System.Diagnostics;
using System.Text.Json;

namespace Spiking.Tests.Commands;

/// <summary>
/// A process that takes calls of the program one after the other, with the parts of Extension.dll or in another folder: what a call loads
/// stays in its process, and the present folder is one of a process, so such calls cannot be made in that of the tests. A process for each
/// of them would compile the program anew.
/// </summary>
internal static class SharedProcess
{
    /// <summary>The mode of the tests' own program in which it takes calls.</summary>
    public const string Mode = "calls";

    private static readonly Lock s_gate = new();
    private static readonly Lazy<Process> s_process = new(Start);

    /// <summary>Calls the program, and waits for its end.</summary>
    /// <param name="arguments">Arguments of the program.</param>
    /// <param name="folder">The folder in which it is called; null: that of the tests.</param>
    public static ProgramResult Call(IEnumerable<string> arguments, string? folder = null)
    {
        lock (s_gate)
        {
            s_process.Value.StandardInput.WriteLine(
                JsonSerializer.Serialize(new Request([.. arguments], folder ?? Environment.CurrentDirectory)));
            string? answer = s_process.Value.StandardOutput.ReadLine();
            Assert.That(answer, Is.Not.Null, "the process that takes calls has ended");
            return JsonSerializer.Deserialize<ProgramResult>(answer!)!;
        }
    }

    /// <summary>Takes calls until nobody makes any more: a line with a request, then a line with its result.</summary>
    public static void Serve()
    {
        TextWriter answers = Console.Out;
        while (Console.In.ReadLine() is string line)
        {
            Request request = JsonSerializer.Deserialize<Request>(line)!;
            Directory.SetCurrentDirectory(request.Folder);
            answers.WriteLine(JsonSerializer.Serialize(SimulatorProcess.Here(request.Arguments)));
        }
    }

    // It ends with the process of the tests, whose end closes its input.
    private static Process Start()
    {
        ProcessStartInfo start = SimulatorProcess.Prepare([Mode], "Simulator.Tests.dll");
        (start.RedirectStandardInput, start.RedirectStandardError) = (true, false);
        Process process = Process.Start(start)!;
        process.StandardInput.AutoFlush = true;
        return process;
    }

    private sealed record Request(string[] Arguments, string Folder);
}
