using Spiking.Plotting;
using Spiking.Text;

namespace Spiking.RateModels.Experiments;

/// <summary>Result of an experiment, ready to be written, drawn and told.</summary>
/// <param name="Tables">Tables; the first is printed.</param>
/// <param name="Figures">Figures by the names of their files.</param>
/// <param name="Sentences">What there is to say: files of data, speed.</param>
/// <param name="Hashes">Hashes of what was learned, by run.</param>
internal sealed record ExperimentResult(
    IReadOnlyList<ResultTable> Tables,
    IReadOnlyList<(string Name, Figure Figure)> Figures,
    IReadOnlyList<string> Sentences,
    IReadOnlyList<(string Run, ulong Hash)> Hashes)
{
    /// <summary>The result in one sentence.</summary>
    public required string Answer { get; init; }

    /// <summary>The call that the report repeats.</summary>
    public string Command { get; init; } = TypedCommand.ByName;

    /// <summary>Why it is incomplete, as a sentence; null: it is complete.</summary>
    public string? Reason { get; init; }
}

/// <summary>The user has stopped an experiment.</summary>
/// <param name="found">What it has found so far; null: nothing, or nothing that is kept.</param>
internal sealed class ExperimentStoppedException(ExperimentResult? found) : OperationCanceledException
{
    /// <summary>The result so far; null: there is none, or none that is kept.</summary>
    public ExperimentResult? Found { get; } = found;
}

/// <summary>A table: some columns of text, then columns of numbers.</summary>
/// <param name="Name">Name of its file, without ending.</param>
/// <param name="Title">What it shows.</param>
/// <param name="TextColumns">Headings of the columns of text; the first has names of cases.</param>
/// <param name="NumberColumns">Headings of the columns of numbers, with units: "last (%)".</param>
/// <param name="Rows">The rows; NaN is an empty cell.</param>
internal sealed record ResultTable(
    string Name,
    string Title,
    IReadOnlyList<string> TextColumns,
    IReadOnlyList<string> NumberColumns,
    IReadOnlyList<(IReadOnlyList<string> Texts, IReadOnlyList<double> Numbers)> Rows)
{
    /// <summary>Heading of a column that holds the standard errors of the column before.</summary>
    public const string StandardError = "± s.e.";

    /// <summary>
    /// Names of the columns in the file, where a heading is made a name as scripts like them: "last (%)" is "last_percent",
    /// "after / variance" is "after_over_variance", and the standard errors of a column have its name and "_se".
    /// </summary>
    public IReadOnlyList<string> FileColumns =>
    [
        .. TextColumns,
        .. NumberColumns.Select(
            (heading, i) => heading == StandardError ? NameOf(NumberColumns[i - 1]) + "_se" : NameOf(heading)),
    ];

    /// <summary>The name that a heading has in files.</summary>
    public static string NameOf(string heading) =>
        heading.Replace(" / ", " over ", StringComparison.Ordinal).Replace("(%)", "percent", StringComparison.Ordinal)
            .Replace("(°)", "deg", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Replace('-', '_').Replace(' ', '_');

    /// <summary>Whether the report shows the table, or the file alone has it.</summary>
    public bool IsShort { get; init; } = true;
}
