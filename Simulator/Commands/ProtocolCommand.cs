using System.CommandLine;
using System.Globalization;
using Spiking.Plotting;
using Spiking.Protocols.Pairing;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>protocol: runs an experiment that is no network of populations: pairings of a single synapse.</summary>
internal static class ProtocolCommand
{
    private const int Stopped = 130;

    public static Command Create()
    {
        Command command = new(
            "protocol",
            """
            Runs a protocol file and writes its tables, figures and report.html into results/NAME/RUN/. Takes seconds.
              protocol networks/pairing-poisson.json     pairs a single synapse with spike trains: its weight changes
            """);
        NetworkArguments arguments = new(command, "protocol", "networks/pairing-poisson.json");
        Option<long?> realizations = IntegerOption.Create(
            "--realizations", "Number of independent realizations, in place of the file's; tables and figures show mean and standard error.", smallest: 1, largest: IntegerOption.MostRealizations);
        Option<string?> scan = new("--scan")
        {
            Description = "Runs a pairing protocol for several values of one value of the file, for example "
                + "plasticity.presynapticTraceTime=20ms,50ms,100ms (in place of the scan of the file).",
            HelpName = "path=value,value,...",
        };
        Option<long?> cores = IntegerOption.Create("--cores", "How many cores compute; results do not depend on it.", smallest: 1, largest: IntegerOption.MostThreads);
        Option<IReadOnlyList<FigureFormat>> figures = FigureFormatsOption.Create();
        Option<string> output = new("--output", "-o")
        {
            Description = "Folder under which results are written.",
            DefaultValueFactory = _ => "results",
            HelpName = "folder",
        };
        Option<string?> run = RunNameOption.Create();
        Option<bool> force = new("--force") { Description = "Replace the results of an earlier run of the same name." };
        scan.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ScanFault(result.Tokens[0].Value) is string fault) result.AddError("--scan: " + fault);
        });
        foreach (Option option in new Option[] { realizations, scan, cores, figures, output, run, force }) command.Options.Add(option);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            List<string> overrides = [.. arguments.Overrides(parsed)];
            if (parsed.GetValue(realizations) is long count) overrides.Add("realizations=" + count.ToString(CultureInfo.InvariantCulture));
            IReadOnlyList<(string Value, PairingProtocolDescription Protocol)> protocols =
                ProtocolScan.Load(arguments.File(parsed), overrides, parsed.GetValue(scan) is string text ? ProtocolScan.Parse(text) : null);
            PairingProtocolDescription protocol = protocols[0].Protocol;
            string name = parsed.GetValue(run) ?? "seed-" + protocol.Seed.ToString(CultureInfo.InvariantCulture);
            int? threads = parsed.GetValue(cores) is long given ? (int)given : null;
            return Execute(
                protocols, Path.Combine(parsed.GetRequiredValue(output), protocol.Name, name), parsed.GetValue(force), parsed.GetRequiredValue(figures), threads);
        }));
        return command;
    }

    private static int Execute(
        IReadOnlyList<(string Value, PairingProtocolDescription Protocol)> protocols,
        string destination,
        bool replace,
        IReadOnlyList<FigureFormat> figures,
        int? threads)
    {
        using RunFolder folder = new(destination, replace);
        if (folder.Remark is string remark) StandardError.WriteLine("note: " + remark);
        using Interruption interruption = new();
        try
        {
            ProtocolFiles.Write(ProtocolExperiment.Run(protocols, threads, interruption.Token), folder.Working, figures);
            destination = folder.Finish();
        }
        catch (OperationCanceledException)
        {
            StandardError.WriteLine("stopped before the end; nothing was written.");
            return Stopped;
        }
        catch (Exception e) when (Failures.Explain(e) is string reason)
        {
            throw folder.Incomplete($"the results of {destination}", reason);
        }

        Console.WriteLine($"{protocols[0].Protocol.Name}\n  {Path.Combine(destination, "report.html")}\n  {Path.Combine(destination, "curves.csv")}");
        return 0;
    }

    private static string? ScanFault(string text)
    {
        try
        {
            ProtocolScan.Parse(text);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
