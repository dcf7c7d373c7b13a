using System.Diagnostics;
using Spiking.Engine;

namespace Spiking.Tests.Commands;

/// <summary>Exit code and output of a call of the program.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>Asserts the exit code, and that nobody is shown a stack trace, whatever went wrong.</summary>
    public ProgramResult Ended(int exitCode)
    {
        Assert.That(ExitCode, Is.EqualTo(exitCode), Output + Error);
        foreach (string text in new[] { Output, Error })
        {
            Assert.That(text, Does.Not.Match(@"(?m)^\s+at \S+\(").And.Not.Contains("Unhandled exception").And.Not.Contains("Exception:"));
            Assert.That(text, Does.Not.Contain("\u001b["), "no colour codes where output is redirected");
        }

        return this;
    }
}

/// <summary>Calls the program, as a process of its own or inside the test's.</summary>
internal static class SimulatorProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly Lock s_console = new();

    /// <summary>Arguments that shorten the XOR experiment to 2.6 s of simulated time: burn-in, 12 examples, no recorders.</summary>
    public static IReadOnlyList<string> ShortXor { get; } =
    [
        "run", Path.Combine(TestFiles.Networks, "xor-burstprop.json"),
        .. new[]
        {
            "task.epochs=1", "task.burnIn=0.2 s", "task.exampleDuration=0.2 s", "task.teachingSchemes.two-phase.learningDuration=0.1 s",
            "task.testDiscard=50 ms",
            "task.decisionWindow=0.1 s", "recorders=null",
        }.SelectMany(change => new[] { "--set", change }),
    ];

    /// <summary>A short run of BurstCCN, whose hidden and output cells form a loop without delay, with two threads.</summary>
    public static IReadOnlyList<string> ShortCcn { get; } =
    [
        "run", Path.Combine(TestFiles.Networks, "xor-burstccn.json"), "--threads", "2",
        .. new[]
        {
            "task.epochs=1", "task.burnIn=0.2 s", "task.exampleDuration=0.2 s", "task.testDiscard=50 ms",
            "task.decisionWindow=0.1 s", "recorders=null",
            "task.calibration.cancellation={ \"patternDuration\": \"0.2 s\", \"discard\": \"50 ms\" }",
            "task.calibration.baseline={ \"patternDuration\": \"0.2 s\", \"discard\": \"50 ms\" }",
        }.SelectMany(change => new[] { "--set", change }),
    ];

    /// <summary>The XOR of <see cref="ShortXor"/> with small populations: a fraction of a second.</summary>
    public static IReadOnlyList<string> TinyXorWithFigures { get; } =
        [.. ShortXor, "--set", "populations.*.size=40", "--set", "projections.*.meanInDegree=10"];

    /// <summary>The same without files of figures.</summary>
    public static IReadOnlyList<string> TinyXor { get; } = [.. TinyXorWithFigures, "--figures", "none"];

    /// <summary>Runs the program's entry point here, with both outputs captured: one call at a time, since the process has one
    /// console.</summary>
    public static ProgramResult Here(params IEnumerable<string> arguments)
    {
        lock (s_console) return WithConsole(arguments);
    }

    private static ProgramResult WithConsole(IEnumerable<string> arguments)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter newOutput = new(), newError = new();
        Console.SetOut(newOutput);
        Console.SetError(newError);
        try
        {
            object code = typeof(Network).Assembly.EntryPoint!.Invoke(null, [arguments.ToArray()])!;
            return new ProgramResult((int)code, newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    /// <summary>How the program is started as a process, with both outputs redirected.</summary>
    /// <param name="arguments">Arguments of the program.</param>
    /// <param name="program">The program's file, which lies beside the tests.</param>
    /// <param name="shell">Commands of a shell that sets limits or redirects outputs and then becomes the program.</param>
    public static ProcessStartInfo Prepare(IEnumerable<string> arguments, string program, string? shell = null)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        ProcessStartInfo start = new(shell is null ? host : "sh")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in shell is null ? [] : new[] { "-c", shell + "; exec \"$@\"", "sh", host })
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add(TestFiles.Of(program));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);

        // These runs are so short that compiling takes half of the time or more. Profiles of the code, from which .NET compiles it once
        // more, cost more than they gain, and where pages of code are protected compiling takes longer.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return start;
    }

    /// <summary>Runs the program as a process and waits for its end.</summary>
    /// <param name="arguments">Arguments of the program.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="meanwhile">Called while it runs.</param>
    /// <param name="program">The program's file, which lies beside the tests.</param>
    /// <param name="shell">Commands of a shell that sets limits or redirects outputs and then becomes the program.</param>
    /// <param name="patience">How long it may run; null: ten minutes.</param>
    public static ProgramResult Apart(
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<Process>? meanwhile = null,
        string program = "Simulator.dll",
        string? shell = null,
        TimeSpan? patience = null)
    {
        ProcessStartInfo start = Prepare(arguments, program, shell);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        string? problem = null;
        try
        {
            meanwhile?.Invoke(process);
            if (!process.WaitForExit(patience ?? Patience)) problem = "the program did not end";
        }
        catch (InvalidOperationException e)
        {
            problem = e.Message;
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
        }

        Assert.That(problem, Is.Null, $"{output.Result}{error.Result}(exit code {process.ExitCode})");
        return new ProgramResult(process.ExitCode, output.Result, error.Result);
    }
}
