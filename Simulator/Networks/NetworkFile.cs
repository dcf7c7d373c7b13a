using Spiking.Files;
using Spiking.Networks.Checking;

namespace Spiking.Networks;

/// <summary>Reads network files: JSON in which comments and trailing commas are allowed and quantities carry their units.</summary>
internal static class NetworkFile
{
    private static readonly DescriptionReader<NetworkDescription> s_reader = new(
        "network",
        NetworkValidator.Check,
        "protocol",
        "this is a protocol file, not a network file; run it with the command protocol: protocol FILE.");

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes in the form path=value, for example "populations.*.size=2000"; null removes a key.</param>
    /// <exception cref="NetworkFileException">The file cannot be read, or it has mistakes: all of them are listed.</exception>
    public static NetworkDescription Load(string path, IReadOnlyList<string>? overrides = null) =>
        DescriptionCheck.Note(s_reader.Load(path, overrides));

    /// <summary>Checks a file that has been read already.</summary>
    /// <exception cref="NetworkFileException">The file has mistakes: all of them are listed.</exception>
    internal static NetworkDescription Load(SourceFile file, IReadOnlyList<string> overrides) => DescriptionCheck.Note(s_reader.Read(file, overrides));

    /// <summary>Reads and checks the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">How messages call the file.</param>
    /// <param name="overrides">Changes in the form path=value, for example "populations.*.size=2000"; null removes a key.</param>
    /// <exception cref="NetworkFileException">The text has mistakes: all of them are listed.</exception>
    public static NetworkDescription Parse(string text, string fileName, IReadOnlyList<string>? overrides = null) =>
        DescriptionCheck.Note(s_reader.Parse(text, fileName, overrides));
}
