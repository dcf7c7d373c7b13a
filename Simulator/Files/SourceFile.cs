namespace Spiking.Files;

/// <summary>
/// A file that has been read and parsed once, before it is known of which kind it is: the keys at its top tell. So also what gives its
/// content only once, as a pipe, can be of any kind.
/// </summary>
internal sealed class SourceFile
{
    private readonly List<Problem> _problems = [];
    private Node? _root;
    private bool _isTaken;

    private SourceFile(string path, string text)
    {
        (Path, Text) = (path, text);
        _root = TreeReader.Read(text, path, _problems);
    }

    /// <summary>The path, as messages call the file.</summary>
    public string Path { get; }

    /// <summary>The text of the file as it was read, without changes.</summary>
    public string Text { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is expected to describe, for messages: "network".</param>
    /// <exception cref="NetworkFileException">The file cannot be read.</exception>
    public static SourceFile Read(string path, string kind) => new(path, FileText.Read(path, kind));

    /// <summary>Whether the file, or one that it extends, has a key at the top.</summary>
    public bool Has(string key)
    {
        if (_root is not ObjectNode own) return false;
        if (own.Find(key) is not null || own.Find(FileTree.ExtendsKey) is null) return own.Find(key) is not null;
        try
        {
            return FileTree.Read(Text, Path, null, "network", []) is ObjectNode whole && whole.Find(key) is not null;
        }
        catch (NetworkFileException)
        {
            // The reader of the whole file says what is wrong with it.
            return false;
        }
    }

    /// <summary>The tree of the text, for somebody who may change it; a second caller gets one that is parsed anew.</summary>
    /// <param name="problems">Receives mistakes of the JSON.</param>
    public Node? Take(List<Problem> problems)
    {
        if (_isTaken) return TreeReader.Read(Text, Path, problems);
        (_isTaken, Node? root) = (true, _root);
        problems.AddRange(_problems);
        _root = null;
        return root;
    }
}
