namespace Spiking.RateModels.Data;

/// <summary>One file of a published data set.</summary>
/// <param name="Name">Its name, without the ending of a gzipped one.</param>
/// <param name="Length">Its length in bytes when it is not compressed; null if any will do.</param>
/// <param name="Sha256">SHA-256 of the uncompressed bytes; null if any will do.</param>
internal sealed record PublishedFile(string Name, long? Length, string? Sha256)
{
    /// <summary>
    /// SHA-256 of a file that is in use with the same images in another order, so that a part of them is another part; null if there is
    /// none.
    /// </summary>
    public string? Reordered { get; init; }

    /// <summary>What the report of a run says of a file that has passed the check.</summary>
    /// <param name="sha256">SHA-256 of its uncompressed bytes; null where no copy is in use.</param>
    public string Verdict(string? sha256 = null) => sha256 is not null && sha256 == Reordered
        ? "SHA-256 is that of a copy with the published images in another order"
        : Sha256 is null ? "SHA-256 not known" : "SHA-256 is that of the published file";

    /// <summary>Whether a file with this checksum has the published images.</summary>
    public bool Is(string sha256) => sha256 == Sha256 || sha256 == Reordered;

    /// <summary>Makes sure that a file that was read to its end is the published one.</summary>
    /// <exception cref="DataSetException">It is another.</exception>
    public void Check(DataFile file, long length)
    {
        if (Length is not null
            && length != Length) throw file.Wrong($"it has {length:N0} bytes (uncompressed), but the published file has {Length:N0}.");
        string found = file.Sha256;
        if (Is(found)) return;
        if (PublishedSet.OwnerOf(found) is (string set, string name))
        {
            throw file.Wrong($"its SHA-256 is {found}, which is that of {name} of the data set \"{set}\": files or folders were exchanged, "
                + $"or one was copied. {Name} is needed here.");
        }

        if (Sha256 is null) return;
        throw file.Wrong($"its SHA-256 is {found}, but that of the published file is {Sha256}: its bytes were changed, or it is another "
            + "data set (which can be read as \"set\": \"idx\" if it is in IDX format).");
    }

    /// <summary>Name, length and checksum in a line.</summary>
    public override string ToString() => Length is null ? Name : $"{Name,-24} {Length,12:N0} bytes  SHA-256 {Sha256}";
}
