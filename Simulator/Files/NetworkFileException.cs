using System.Globalization;

namespace Spiking.Files;

/// <summary>A network file cannot be read or has mistakes; all of them are listed.</summary>
public sealed class NetworkFileException : Exception
{
    /// <summary>An exception that reports the given problems.</summary>
    /// <param name="problems">The problems in the order in which they stand in the file; at least one.</param>
    public NetworkFileException(IReadOnlyList<Problem> problems)
        : base(Listing(problems)) => Problems = problems;

    /// <summary>The largest number of problems that the message lists; of the others it gives the number.</summary>
    internal const int MostListed = 50;

    /// <summary>The problems in the order in which they stand in the file.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    private static string Listing(IReadOnlyList<Problem> problems)
    {
        int others = problems.Count - MostListed;
        string[] rest = others > 0 ? [string.Create(CultureInfo.InvariantCulture, $"... and {others} more")] : [];
        return string.Join(Environment.NewLine, [.. problems.Take(MostListed).Select(problem => problem.ToString()), .. rest]);
    }
}
