using Spiking.Files;

namespace Spiking.Protocols.Pairing;

/// <summary>Findings of the checks of a protocol.</summary>
internal sealed class ProtocolFindings(PairingProtocolDescription protocol, SourceMap source, string file, List<Problem> problems)
    : Findings(source, file, problems)
{
    public PairingProtocolDescription Protocol => protocol;

    /// <summary>Reports a problem at every entry of a list that is wrong.</summary>
    public void RequireEntries(
        object record, string property, IReadOnlyList<double> entries, Func<double, int, bool> isRight, string message)
    {
        // An entry that could not be read is missing from the list, so that the others have other places than in the file.
        for (int i = 0; i < entries.Count && IsSound(record, property); i++)
        {
            if (!isRight(entries[i], i))
                ReportEntry(record, property, i, $"found {(ValueOf(record, property) as ListNode)?.Items[i].Describe()}; {message}");
        }
    }
}
