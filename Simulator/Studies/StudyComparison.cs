using Spiking.Networks;
using Spiking.Plotting;

namespace Spiking.Studies;

/// <summary>How the cases of a study are compared: a table for the terminal and the page, tables of numbers, figures.</summary>
internal abstract class StudyComparison
{
    /// <summary>The comparison that goes with a study's figure.</summary>
    public static StudyComparison Of(StudyFigure figure) => figure switch
    {
        StudyFigure.Teaching => new PatternLearningComparison(showsTeaching: true),
        StudyFigure.Transfer => new TransferComparison(),
        StudyFigure.Cancellation => new CancellationComparison(),
        _ => new PatternLearningComparison(showsTeaching: false),
    };

    /// <summary>Headings of the table.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Why a network cannot be a case of such a study, as the end of a sentence "the case cannot be compared: ..."; null if it can.</summary>
    public abstract string? Refusal(NetworkDescription network);

    /// <summary>The line of a case in the table.</summary>
    public abstract IReadOnlyList<string> Row(CaseOutcome outcome);

    /// <summary>Writes tables of numbers into a folder.</summary>
    public abstract void WriteTables(IReadOnlyList<CaseOutcome> cases, string folder);

    /// <summary>The figures with the names of their files.</summary>
    /// <param name="title">Title of the study.</param>
    /// <param name="cases">The cases; each has at least one result.</param>
    public abstract IEnumerable<(string Name, Figure Figure)> Figures(string title, IReadOnlyList<CaseOutcome> cases);
}
