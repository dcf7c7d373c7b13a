using Spiking.Files;

namespace Spiking.Protocols;

/// <summary>Reads protocol files, which follow the conventions of network files.</summary>
internal static class ProtocolFile
{
    private static readonly DescriptionReader<ProtocolDescription> s_reader = new(
        "protocol",
        ProtocolValidator.Check,
        "populations",
        "this is a network file, not a protocol file; run it with the command run: run FILE.");

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes in the form path=value, for example "plasticity.presynapticTraceTime=20 ms"; null removes a key.</param>
    /// <exception cref="NetworkFileException">The file cannot be read, or it has mistakes: all of them are listed.</exception>
    public static ProtocolDescription Load(string path, IReadOnlyList<string>? overrides = null) => s_reader.Load(path, overrides);

    /// <summary>Checks a file that has been read already.</summary>
    /// <exception cref="NetworkFileException">The file has mistakes: all of them are listed.</exception>
    internal static ProtocolDescription Load(SourceFile file, IReadOnlyList<string> overrides) => s_reader.Read(file, overrides);

    /// <summary>Reads and checks the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">How messages call the file.</param>
    /// <param name="overrides">Changes in the form path=value, for example "plasticity.presynapticTraceTime=20 ms"; null removes a key.</param>
    /// <exception cref="NetworkFileException">The text has mistakes: all of them are listed.</exception>
    public static ProtocolDescription Parse(string text, string fileName, IReadOnlyList<string>? overrides = null) =>
        s_reader.Parse(text, fileName, overrides);
}
