using System.Globalization;
using Spectre.Console;
using Spiking.Plotting;
using Spiking.Protocols;
using Spiking.Protocols.Pairing;
using Spiking.Protocols.TargetRate;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>A protocol of some kind: computes, writes its files, and tells the user what came of it.</summary>
internal interface IProtocolRun
{
    /// <summary>What is run.</summary>
    ProtocolDescription Protocol { get; }

    /// <summary>Name of the run's folder if the user gives none.</summary>
    string DefaultName { get; }

    /// <summary>Computes everything and writes it into a folder.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    void Execute(string folder, IReadOnlyList<FigureFormat> figures, int? threads, CancellationToken cancellation);

    /// <summary>Prints the results, which now lie in a folder.</summary>
    void Tell(string folder);
}

/// <summary>Pairings of a single synapse, once or for every value of a scan.</summary>
internal sealed class PairingRun(IReadOnlyList<(string Value, PairingProtocolDescription Protocol)> protocols) : IProtocolRun
{
    public ProtocolDescription Protocol => protocols[0].Protocol;

    public string DefaultName => "seed-" + Protocol.Seed.ToString(CultureInfo.InvariantCulture);

    public void Execute(string folder, IReadOnlyList<FigureFormat> figures, int? threads, CancellationToken cancellation) =>
        ProtocolFiles.Write(ProtocolExperiment.Run(protocols, threads, cancellation), folder, figures);

    public void Tell(string folder) =>
        Console.WriteLine($"{Protocol.Name}\n  {Path.Combine(folder, "report.html")}\n  {Path.Combine(folder, "curves.csv")}");
}

/// <summary>The target-rate task, for one or several consecutive seeds.</summary>
internal sealed class TargetRateRun(TargetRateProtocolDescription protocol) : IProtocolRun
{
    private TargetRateResult? _result;

    public ProtocolDescription Protocol => protocol;

    public string DefaultName => protocol.Realizations == 1
        ? "seed-" + protocol.Seed.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"seeds-{protocol.Seed}-{protocol.Seed + protocol.Realizations - 1}");

    public void Execute(string folder, IReadOnlyList<FigureFormat> figures, int? threads, CancellationToken cancellation)
    {
        _result = TargetRateResult.Run(protocol, threads, cancellation);
        TargetRateFiles.Write(_result, RunFiles.Version, folder, figures);
    }

    public void Tell(string folder)
    {
        TargetRateResult result = _result!;
        IAnsiConsole console = PlainTables.Console();
        string spread = result.Courses.Count > 1 ? $"; mean and standard error over {result.Courses.Count} seeds" : "";
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{protocol.Name}: last {protocol.PhaseWindow} s of every phase{spread}"));
        Table table = PlainTables.Create(TargetRateTables.PhaseHeadings);
        foreach (IReadOnlyList<string> row in TargetRateTables.PhaseRows(result)) table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
        foreach (TargetRateCourse course in result.Courses)
        {
            double seconds = course.RunTime.TotalSeconds;
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {course.Seed}: {protocol.Duration} s simulated in {seconds:F2} s ({protocol.Duration / seconds:F0} x real time); "
                + $"spikes {course.SpikesHash:X16}, weights {course.WeightsHash:X16}"));
        }

        console.WriteLine($"  {Path.Combine(folder, "report.html")}");
    }
}
