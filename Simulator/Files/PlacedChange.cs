namespace Spiking.Files;

/// <summary>A change of a value, path=value, and where it is written. Mistakes in it are reported there.</summary>
/// <param name="Text">The change.</param>
/// <param name="OfPath">The place of its path; null: it was typed after --set.</param>
/// <param name="OfValue">The place of its value; null: that of its path.</param>
internal sealed record PlacedChange(string Text, Place? OfPath = null, Place? OfValue = null)
{
    /// <summary>A change that was typed after --set.</summary>
    public static implicit operator PlacedChange(string typed) => new(typed);

    /// <summary>A change of which a file has the path, or both path and value, in one of its values.</summary>
    /// <param name="text">The change.</param>
    /// <param name="file">How messages call the file.</param>
    /// <param name="path">The value that has the path; null: not known, then the change counts as typed.</param>
    /// <param name="value">The value that is set; null: the same as the path.</param>
    public static PlacedChange In(string file, string text, Node? path, Node? value = null) =>
        new(text, PlaceIn(file, path), PlaceIn(file, value));

    // The file that is changed may be another one, so the place names its own. Paths of files in the change are relative to the former.
    private static Place? PlaceIn(string file, Node? node) =>
        node is null || node.Place.Override is not null ? node?.Place
        : node.Place with { Extended = new ExtendedFile(node.Place.Extended?.Name ?? file, "") };
}
