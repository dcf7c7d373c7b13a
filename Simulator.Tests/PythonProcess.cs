using System.Collections.Concurrent;
using System.Diagnostics;

namespace Spiking.Tests;

/// <summary>Calls of Debian's Python, by which tests read and write files as other programs do.</summary>
internal static class PythonProcess
{
    private const string Interpreter = "/usr/bin/python3";
    private static readonly ConcurrentDictionary<string, bool> s_modules = new();

    /// <summary>Ends the test, with a sentence, where Python or one of its modules is not installed.</summary>
    /// <param name="module">The module: "h5py".</param>
    /// <param name="loss">What is not tested then.</param>
    public static void Require(string module, string loss)
    {
        if (!s_modules.GetOrAdd(module, name => File.Exists(Interpreter) && Run(["-c", $"import {name}"]).ExitCode == 0))
            Assert.Ignore($"{module} is not installed (Debian's python3-{module}): {loss}.");
    }

    /// <summary>Runs a program and returns what it prints.</summary>
    public static string Output(string program, string folder)
    {
        (int exitCode, string output, string error) = Run(["-c", program.ReplaceLineEndings("\n")], folder);
        Assert.That(exitCode, Is.Zero, error);
        return output;
    }

    private static (int ExitCode, string Output, string Error) Run(string[] arguments, string? folder = null)
    {
        ProcessStartInfo start =
            new(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, output.Result, error.Result);
    }
}
