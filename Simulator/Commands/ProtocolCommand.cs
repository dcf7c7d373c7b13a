using System.CommandLine;
using System.Globalization;
using Spiking.Commands.Runs;
using Spiking.Experiments.Pairing;
using Spiking.Figures.Pairing;
using Spiking.Networks.Protocols;

namespace Spiking.Commands;

/// <summary>protocol: pairs a single synapse with spike trains and draws its weight change.</summary>
internal static class ProtocolCommand
{
    private const int Stopped = 130;

    public static Command Create()
    {
        Command command = new(
            "protocol",
            """
            Pairs a single synapse with the spike trains of a protocol file and writes its weight changes (curves.csv, figures, report.html)
            into results/NAME/RUN/. Takes seconds.
            """);
        NetworkArguments arguments = new(command, "protocol", "networks/pairing-poisson.json");
        Option<string?> scan = new("--scan")
        {
            Description = "Runs the protocol for several values of one value of the file, for example plasticity.presynapticTraceTime=20ms,50ms,100ms "
                + "(in place of the scan of the file).",
            HelpName = "path=value,value,...",
        };
        Option<long?> cores = IntegerOption.Create("--cores", "How many cores compute; results do not depend on it.", smallest: 1);
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
        foreach (Option option in new Option[] { scan, cores, output, run, force }) command.Options.Add(option);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            ScanDescription? values = parsed.GetValue(scan) is string text ? ProtocolScan.Parse(text) : null;
            IReadOnlyList<(string Value, ProtocolDescription Protocol)> protocols =
                ProtocolScan.Load(arguments.File(parsed), arguments.Overrides(parsed), values);
            ProtocolDescription first = protocols[0].Protocol;
            string name = parsed.GetValue(run) ?? "seed-" + first.Seed.ToString(CultureInfo.InvariantCulture);
            return Execute(protocols, Path.Combine(parsed.GetRequiredValue(output), first.Name, name), parsed.GetValue(force), parsed.GetValue(cores));
        }));
        return command;
    }

    private static int Execute(
        IReadOnlyList<(string Value, ProtocolDescription Protocol)> protocols, string destination, bool replace, long? cores)
    {
        using RunFolder folder = new(destination, replace);
        using Interruption interruption = new();
        try
        {
            int? threads = cores is long count ? (int)Math.Min(count, int.MaxValue) : null;
            ProtocolFiles.Write(ProtocolExperiment.Run(protocols, threads, interruption.Token), folder.Working);
            string written = folder.Finish();
            Console.WriteLine($"{protocols[0].Protocol.Name}\n  {Path.Combine(written, "report.html")}\n  {Path.Combine(written, "curves.csv")}");
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Stopped;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the results of {destination} could not be written: {e.Message}");
        }
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
