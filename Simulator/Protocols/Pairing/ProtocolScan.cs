using Spiking.Files;

namespace Spiking.Protocols.Pairing;

/// <summary>Makes the variants of a protocol file in which one value takes several values.</summary>
internal static class ProtocolScan
{
    /// <summary>Reads a scan as the command line writes it: path=value,value,...</summary>
    /// <param name="text">For example "plasticity.presynapticTraceTime=20ms,50ms,100ms".</param>
    /// <exception cref="FormatException">The text has not this form.</exception>
    public static ScanDescription Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string[] values = equals < 0 ? [] : text[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries);
        if (equals < 1 || values.Any(value => value.Length == 0))
            throw new FormatException(
                $"found \"{text}\"; a scan has the form path=value,value,..., for example plasticity.presynapticTraceTime=20ms,50ms.");
        return new ScanDescription { Path = text[..equals].Trim(), Values = values };
    }

    /// <summary>Loads a file once for every value of a scan, given as an override; once if there is no scan.</summary>
    /// <param name="path">The protocol file.</param>
    /// <param name="overrides">Other changes, path=value; the scan comes after them.</param>
    /// <param name="scan">The scan; null: the one of the file, if it has one.</param>
    /// <returns>The values as they were written (empty without a scan) and the protocols.</returns>
    /// <exception cref="NetworkFileException">The file or a value of the scan is faulty.</exception>
    public static IReadOnlyList<(string Value, PairingProtocolDescription Protocol)> Load(
        string path, IReadOnlyList<string> overrides, ScanDescription? scan) =>
        Load(SourceFile.Read(path, "protocol"), overrides, scan);

    /// <summary>Checks a file that has been read already, once for every value of a scan.</summary>
    /// <exception cref="NetworkFileException">The file or a value of the scan is faulty.</exception>
    internal static IReadOnlyList<(string Value, PairingProtocolDescription Protocol)> Load(
        SourceFile source, IReadOnlyList<string> overrides, ScanDescription? scan)
    {
        PairingProtocolDescription file = LoadPairing(source, overrides);
        if ((scan ?? file.Scan) is not { } chosen) return [("", file)];

        // The description names the changes that all variants share. What differs between them is said where the scan is.
        return [.. chosen.Values.Select(value =>
            (value, LoadPairing(source, [.. overrides, $"{chosen.Path}={value}"]) with { Scan = chosen, Description = file.Description }))];
    }

    private static PairingProtocolDescription LoadPairing(SourceFile file, IReadOnlyList<string> overrides) =>
        ProtocolDescription.File.Load(file, overrides) as PairingProtocolDescription
        ?? throw new NetworkFileException(
            [new Problem { File = file.Path, Path = "protocol", Message = "only protocols of the kind \"pairing\" can be scanned." }]);
}
