using System.Diagnostics;
using System.Globalization;
using Spiking.Files;
using Spiking.Protocols;
using Spiking.Protocols.Pairing;
using Spiking.Reports;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>Protocols: experiments without a network, with a single synapse.</summary>
internal sealed class ProtocolKind : ExperimentKind
{
    public override string Name => "protocol";

    public override IReadOnlyList<string> Options => [ExperimentArguments.Run, ExperimentArguments.Scan];

    protected override string Key => "protocol";

    public override int Run(ExperimentRequest request)
    {
        List<string> overrides = [.. request.Overrides];
        if (request.Realizations is int count) overrides.Add("realizations=" + count.ToString(CultureInfo.InvariantCulture));
        IReadOnlyList<(string Value, PairingProtocolDescription Protocol)> protocols =
            ProtocolScan.Load(request.File, overrides, request.Scan is string text ? ProtocolScan.Parse(text) : null);
        PairingProtocolDescription protocol = protocols[0].Protocol;
        string destination = Path.Combine(
            request.Output, protocol.Name, request.RunName ?? "seed-" + protocol.Seed.ToString(CultureInfo.InvariantCulture));
        using RunFolder folder = new(destination, request.Force);
        if (folder.Remark is string remark) StandardError.WriteLine("note: " + remark);
        using Interruption interruption = new();
        try
        {
            Stopwatch clock = Stopwatch.StartNew();
            ProtocolExperiment experiment = ProtocolExperiment.Run(protocols, request.Cores, interruption.Token);
            ProtocolJob.Write(experiment, clock.Elapsed, folder.Working, request.Figures);
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

        Console.WriteLine($"{protocol.Name}\n  {Path.Combine(destination, Report.FileName)}\n  {Path.Combine(destination, "curves.csv")}");
        return 0;
    }

    public override string Validate(SourceFile file, IReadOnlyList<string> overrides) =>
        $"a protocol of the kind \"{Kinds.NameOf(ProtocolScan.Load(file, overrides, null)[0].Protocol)}\"";

    public override void Describe(SourceFile file, IReadOnlyList<string> overrides)
    {
        PairingProtocolDescription protocol = ProtocolScan.Load(file, overrides, null)[0].Protocol;
        ParameterDisplay.Print(protocol.Name, protocol.Description, typeof(ProtocolDescription), protocol);
    }
}
