using Spiking.Engine;
using Spiking.Plotting;

namespace Spiking.Studies;

// A comparison is one file: a class that derives from this one, with a name by which studies choose it. Its summary is what the reference
// says of the name.
/// <summary>Figures that compare the cases of a study, with a table for the terminal and the page, and tables of numbers.</summary>
internal abstract class StudyComparison
{
    /// <summary>Headings of the table.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// Why a network cannot be a case of such a study, as the end of a sentence "the case cannot be compared: ..."; null if it can.
    /// </summary>
    public abstract string? Refusal(NetworkDescription network);

    /// <summary>The line of a case in the table.</summary>
    public abstract IReadOnlyList<string> Row(CaseOutcome outcome);

    /// <summary>The result in one sentence.</summary>
    public abstract string Answer(IReadOnlyList<CaseOutcome> cases);

    /// <summary>Writes tables of numbers into a folder.</summary>
    public abstract void WriteTables(IReadOnlyList<CaseOutcome> cases, string folder);

    /// <summary>The figures with the names of their files.</summary>
    /// <param name="cases">The cases; each has at least one result.</param>
    public abstract IEnumerable<(string Name, Figure Figure)> Figures(IReadOnlyList<CaseOutcome> cases);
}
