using System.Diagnostics;
using Spiking.Tests.Architecture;

namespace Spiking.Tests.Commands;

/// <summary>The packages, made and used as somebody does who has no repository: from a folder of packages, without a network.</summary>
[Category("Science")]
public class PackageTests
{
    private const string Version = "99.0.0";

    private TemporaryFolder _folder = null!;
    private string _nowhere = "";

    [OneTimeSetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        _nowhere = Directory.CreateDirectory(_folder.File("nowhere")).FullName;
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_tool_is_installed_from_a_folder_and_runs_an_example_without_the_repository()
    {
        Pack("tool", "-p:PackAsTool=true", "-p:PublishReadyToRun=true",
            $"-p:RuntimeIdentifiers={System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}");
        File.WriteAllText(
            _folder.File("nuget.config"),
            $"""<configuration><packageSources><clear /><add key="here" value="{_folder.File("tool-packages")}" /></packageSources></configuration>""");
        string tools = _folder.File("tools");
        Dotnet(_nowhere, "tool", "install", "Spiking", "--version", Version, "--tool-path", tools, "--configfile",
            _folder.File("nuget.config")).Ended(0);
        string program = Path.Combine(tools, "spiking");
        Assert.That(Run(program, _nowhere, "--version").Ended(0).Output, Does.StartWith($"spiking {Version}, commit "));
        Assert.That(Run(program, _nowhere, "describe", "burstccn-fig2").Ended(0).Output, Does.Contain("xor-burstccn.json"));
        Assert.That(Run(program, _nowhere, "schema").Ended(0).Output, Does.Contain("json-schema.org"));
        Run(program, _nowhere, "run", "one-cell").Ended(0);
        string results = Path.Combine(_nowhere, "results", "one-cell", "seed-1");
        Assert.That(Path.Combine(results, "figures", "state.svg"), Does.Exist);
        SimulatorProcess.Here("run", Path.Combine(TestFiles.Networks, "examples", "one-cell.json"), "-o", _folder.File("results")).Ended(0);
        Assert.That(RunFolders.Hashes(results), Is.EqualTo(RunFolders.Hashes(_folder.File("results/one-cell/seed-1"))),
            "compiled ahead of time: the same bits");
    }

    [Test]
    public void A_program_in_CSharp_uses_the_library_package()
    {
        Pack("library");
        string project = Directory.CreateDirectory(_folder.File("mine")).FullName;
        File.WriteAllText(
            Path.Combine(project, "mine.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{_folder.File("library-packages")}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Spiking.Library" Version="{Version}" /></ItemGroup>
            </Project>
            """);
        // A required member, because a package that is used here makes a type public by which the compiler knows such members.
        File.WriteAllText(
            Path.Combine(project, "Program.cs"),
            """
            using Spiking.Engine;
            using Mine mine = new() { Simulation = Simulation.Load(args[0]) };
            mine.Simulation.Run(0.1);
            Console.WriteLine($"{mine.Simulation.Network.Time:F1} s");

            sealed class Mine : IDisposable
            {
                public required Simulation Simulation { get; init; }

                public void Dispose() => Simulation.Dispose();
            }
            """);
        string file = Path.Combine(TestFiles.Networks, "examples", "one-cell.json");
        ProgramResult result = Dotnet(project, "run", "--", file);
        SkipWithoutPackages(result);
        Assert.That(result.Ended(0).Output, Does.Contain("0.1 s"));
    }

    private void Pack(string kind, params string[] properties)
    {
        string project = Path.Combine(SourceFiles.Root, "Simulator", "Simulator.csproj");
        ProgramResult result = Dotnet(
            _nowhere,
            ["pack", project, "-c", "Release", "-nologo", "--artifacts-path", _folder.File(kind), "-o", _folder.File(kind + "-packages"),
                $"-p:Version={Version}", "-p:RunAnalyzers=false", .. properties]);
        SkipWithoutPackages(result);
        Assert.That(result.ExitCode, Is.Zero, result.Output + result.Error);
    }

    private static void SkipWithoutPackages(ProgramResult result)
    {
        if (result.ExitCode != 0 && (result.Output + result.Error) is string said
            && (said.Contains("NU1301", StringComparison.Ordinal) || said.Contains("NU1101", StringComparison.Ordinal)))
            Assert.Ignore(
                "The packages that compile ahead of time are neither on this machine nor can be reached: the package is not tried.");
    }

    private static ProgramResult Dotnet(string folder, params IEnumerable<string> arguments) =>
        Run(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, arguments);

    private static ProgramResult Run(string program, string folder, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start =
            new(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the program that runs the tests has set for itself is not for others.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToArray()) start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output.Result, error.Result);
    }
}
