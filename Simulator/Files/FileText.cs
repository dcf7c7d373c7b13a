using System.Text;

namespace Spiking.Files;

/// <summary>Reads the text of a file of any kind: UTF-8, and no longer than such files can be.</summary>
internal static class FileText
{
    // A network file has some kilobytes.
    private const int Largest = 256 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What such a file describes, for messages: "network".</param>
    /// <exception cref="NetworkFileException">The file cannot be read.</exception>
    public static string Read(string path, string kind)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using StreamReader reader = new(new MemoryStream(ReadBytes(path)), new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException
            or UnauthorizedAccessException or ArgumentException)
        {
            throw new NetworkFileException([new Problem { File = path, Message = Explain(path, kind, exception) }]);
        }
    }

    /// <summary>
    /// Whether a file can be looked at before it is read for good. Pipes and devices, which have no length, give their content only once.
    /// </summary>
    public static bool CanBeReadTwice(string path) => File.Exists(path) && new FileInfo(path).Length > 0;

    // Not by the length that the file system gives: devices and pipes have none.
    private static byte[] ReadBytes(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read);
        using MemoryStream content = new();
        byte[] buffer = new byte[1 << 16];
        while (file.Read(buffer) is > 0 and int count)
        {
            if (content.Length + count > Largest) throw new InvalidDataException($"the file is larger than {Largest >> 20} MB.");
            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }

    private static string Explain(string path, string kind, Exception exception) => exception switch
    {
        _ when path.Length == 0 => $"the path of a {kind} file is needed; found an empty text.",
        _ when Directory.Exists(path) => $"this is a folder; the path of a {kind} file is needed.",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
        UnauthorizedAccessException => "the file may not be read: permission is denied.",
        InvalidDataException => exception.Message,
        DecoderFallbackException => "the file is not UTF-8 text.",
        _ => $"the file cannot be read: {exception.Message}",
    };
}
