
namespace Spiking.Files;

/// <summary>A network file cannot be read or has mistakes; all of them are listed.</summary>
public sealed class NetworkFileException : Exception
{
    /// <summary>An exception that reports the given problems.</summary>
    /// <param name="problems">The problems in the order in which they stand in the file; at least one.</param>
    public NetworkFileException(IReadOnlyList<Problem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>The problems in the order in which they stand in the file.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
