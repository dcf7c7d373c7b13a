using Spiking.Files;

namespace Spiking.Protocols.Pairing;

/// <summary>A protocol that was run, once or for every value of a scan.</summary>
/// <param name="Results">The results in the order of the scan; at least one.</param>
internal sealed record ProtocolExperiment(IReadOnlyList<ProtocolResult> Results)
{
    /// <summary>The protocol of the first result: what all have in common except for the scanned value.</summary>
    public PairingProtocolDescription Protocol => Results[0].Protocol;

    /// <summary>Runs a protocol file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes to it, path=value.</param>
    /// <param name="scan">A value that takes several values; null: the scan of the file, if it has one.</param>
    /// <param name="threads">Number of threads; null: one per core. The results do not depend on it.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="NetworkFileException">The file has mistakes.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static ProtocolExperiment Run(
        string path,
        IReadOnlyList<string>? overrides = null,
        ScanDescription? scan = null,
        int? threads = null,
        CancellationToken cancellation = default) =>
        Run(ProtocolScan.Load(path, overrides ?? [], scan), threads, cancellation);

    /// <summary>Runs protocols that have been loaded.</summary>
    /// <param name="protocols">The values of a scan (empty without one) with their protocols.</param>
    /// <param name="threads">Number of threads; null: one per core. The results do not depend on it.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static ProtocolExperiment Run(
        IReadOnlyList<(string Value, PairingProtocolDescription Protocol)> protocols, int? threads, CancellationToken cancellation) =>
        new([.. protocols.Select(variant =>
            ProtocolRunner.Run(variant.Protocol, threads, cancellation) with { ScanValue = variant.Value })]);
}
