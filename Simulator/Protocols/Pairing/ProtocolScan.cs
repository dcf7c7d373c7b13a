using Spiking.Files;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Protocols.Pairing;

/// <summary>Makes the variants of a protocol file in which one value takes several values.</summary>
internal static class ProtocolScan
{
    // Where a scan that was typed is written, as messages call it.
    private static readonly Place s_typed = new(null, null, null, new ExtendedFile("--scan", ""));

    /// <summary>Reads a scan as the command line writes it: path=value,value,...</summary>
    /// <param name="text">For example "plasticity.presynapticTraceTime=20ms,50ms,100ms".</param>
    /// <exception cref="FormatException">The text has not this form, or has a value twice.</exception>
    public static ScanDescription Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string[] values = equals < 0 ? [] : text[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries);
        if (equals < 1 || values.Any(value => value.Length == 0))
            throw new FormatException(
                $"found \"{text}\"; a scan has the form path=value,value,..., for example plasticity.presynapticTraceTime=20ms,50ms.");
        for (int i = 0; i < values.Length; i++)
            if (Before(values, i) is string same) throw new FormatException(Twice(values[i], same));
        return new ScanDescription { Path = text[..equals].Trim(), Values = values };
    }

    /// <summary>An earlier value of a scan that is the same as one of its values; null: there is none.</summary>
    public static string? Before(IReadOnlyList<string> values, int index) =>
        values.Take(index).FirstOrDefault(value => Quantity.Canonical(value) == Quantity.Canonical(values[index]));

    /// <summary>The sentence about a value that a scan has twice.</summary>
    public static string Twice(string value, string before) => $"found \"{Shown.Value(value)}\", "
        + (value == before ? "which is given twice in this list; once is enough."
            : $"which is the same value as \"{Shown.Value(before)}\" in this list; once is enough.");

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
        PairingProtocolDescription file = LoadPairing(source, [.. overrides], out SourceMap places);
        if ((scan ?? file.Scan) is not { } chosen) return [("", file)];
        RefuseLost(source.Path, overrides, chosen.Path, scan is not null);
        List<(string, PairingProtocolDescription)> variants = [];
        List<Problem> problems = [];
        for (int i = 0; i < chosen.Values.Count; i++)
        {
            string value = chosen.Values[i], change = $"{chosen.Path}={value}";
            try
            {
                PlacedChange placed = scan is not null ? new PlacedChange(change, s_typed)
                    : PlacedChange.In(source.Path, change, places.ValueOf(chosen, nameof(chosen.Path)), ValueAt(places, chosen, i));

                // The description names the changes that all variants share. What differs between them is said where the scan is.
                variants.Add((value,
                    LoadPairing(source, [.. overrides, placed], out _) with { Scan = chosen, Description = file.Description }));
            }
            catch (NetworkFileException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        // A path that is not there is the same mistake for every value.
        return problems.Count == 0 ? variants : throw new NetworkFileException([.. problems.Distinct()]);
    }

    // What the scan sets in every variant would be typed in vain, and the record of the run would say that it was changed.
    private static void RefuseLost(string file, IReadOnlyList<string> overrides, string scanned, bool isTyped)
    {
        string? lost = overrides.Select(OverridePath.Of)
            .FirstOrDefault(path => OverridePath.Replaces(scanned.Trim(), path, wholly: true));
        if (lost is null) return;
        throw new NetworkFileException([new Problem
        {
            File = file,
            Path = lost,
            Override = lost,
            Message = isTyped
                ? $"it would change nothing, because --scan sets {scanned} in every run; leave one of the two out."
                : $"it would change nothing, because the scan of the file sets {scanned} in every run; choose other values with --scan "
                    + "or --set 'scan.values=[...]', or leave the scan out with --set scan=null.",
        }]);
    }

    private static Node? ValueAt(SourceMap places, ScanDescription scan, int index) =>
        places.ValueOf(scan, nameof(scan.Values)) is ListNode list ? list.Items[index] : places.ValueOf(scan, nameof(scan.Values));

    private static PairingProtocolDescription LoadPairing(SourceFile file, IReadOnlyList<PlacedChange> changes, out SourceMap places) =>
        ProtocolDescription.File.Load(file, changes, out places) as PairingProtocolDescription
        ?? throw new NetworkFileException(
            [new Problem { File = file.Path, Path = "protocol", Message = "only protocols of the kind \"pairing\" can be scanned." }]);
}
