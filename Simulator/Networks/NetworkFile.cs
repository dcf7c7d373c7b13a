using System.Text;
using Spiking.Networks.Checking;
using Spiking.Networks.Reading;

namespace Spiking.Networks;

/// <summary>Reads network files: JSON in which comments and trailing commas are allowed and quantities carry their units.</summary>
public static class NetworkFile
{
    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes in the form path=value, for example "populations.*.size=2000"; null removes a key.</param>
    /// <exception cref="NetworkFileException">The file cannot be read, or it has mistakes: all of them are listed.</exception>
    public static NetworkDescription Load(string path, IReadOnlyList<string>? overrides = null) => Parse(ReadText(path), path, overrides);

    /// <summary>Reads and checks the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">How messages call the file.</param>
    /// <param name="overrides">Changes in the form path=value, for example "populations.*.size=2000"; null removes a key.</param>
    /// <exception cref="NetworkFileException">The text has mistakes: all of them are listed.</exception>
    public static NetworkDescription Parse(string text, string fileName, IReadOnlyList<string>? overrides = null)
    {
        var problems = new List<Problem>();
        var source = new SourceMap();
        NetworkDescription? network = null;
        if (TreeReader.Read(text, fileName, problems) is { } root)
        {
            Overrides.Apply(root, overrides ?? [], fileName, problems);
            network = new Binder(fileName, problems, source).BindNetwork(root);
            if (network is not null)
                NetworkValidator.Check(network, source, fileName, problems);
        }
        return network is not null && problems.Count == 0 ? network : throw new NetworkFileException(InOrder(problems));
    }

    // By place; an override with a * is reported once for each different message, not once for each value it sets.
    private static List<Problem> InOrder(List<Problem> problems) =>
    [.. problems
        .DistinctBy(problem => problem.Override is null ? (object)problem : (problem.Override, problem.Message))
        .OrderBy(problem => problem.Line ?? int.MaxValue)
        .ThenBy(problem => problem.Column)];

    private static string ReadText(string path)
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new NetworkFileException([new Problem { File = path, Message = Explain(path, exception) }]);
        }
    }

    private static string Explain(string path, Exception exception) => exception switch
    {
        _ when Directory.Exists(path) => "this is a folder; the path of a network file is needed.",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
        UnauthorizedAccessException => "the file may not be read: permission is denied.",
        DecoderFallbackException => "the file is not UTF-8 text.",
        _ => $"the file cannot be read: {exception.Message}",
    };
}
