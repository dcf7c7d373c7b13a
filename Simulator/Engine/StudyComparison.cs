using Spiking.Files;
using Spiking.Plotting;
using Spiking.Text;

namespace Spiking.Engine;

// A comparison is one file: a class that derives from this one, with a name by which studies choose it. It has no keys, and its summary is
// what the reference says of the name.
/// <summary>Figures that compare the cases of a study, with a table for the terminal and the page, and tables of numbers.</summary>
[ChosenByName]
public abstract class StudyComparison
{
    /// <summary>Headings of the table.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>
    /// Why a network cannot be a case of such a study, as the end of a sentence "the case cannot be compared: ..."; null if it can.
    /// </summary>
    /// <param name="network">The network, checked.</param>
    public virtual string? Refusal(NetworkDescription network) => null;

    /// <summary>The line of a case in the table, with a cell for each of <see cref="Columns"/>.</summary>
    /// <param name="outcome">The case.</param>
    public abstract IReadOnlyList<string> Row(StudyCase outcome);

    /// <summary>The result in one sentence.</summary>
    /// <param name="cases">The cases that have results.</param>
    public abstract string Answer(IReadOnlyList<StudyCase> cases);

    /// <summary>Writes tables of numbers.</summary>
    /// <param name="cases">The cases that have results.</param>
    /// <param name="folder">The folder, which is there.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public abstract void WriteTables(IReadOnlyList<StudyCase> cases, string folder);

    /// <summary>The figures with the names of their files.</summary>
    /// <param name="cases">The cases that have results.</param>
    public abstract IEnumerable<(string Name, Figure Figure)> Figures(IReadOnlyList<StudyCase> cases);
}

/// <summary>A case of a study with the results of its realizations.</summary>
public sealed class StudyCase
{
    internal StudyCase(string name, string? title, NetworkDescription network, IReadOnlyList<SimulationResult> results) =>
        (Name, Title, Network, Results) = (name, title ?? name, network, results);

    /// <summary>Name of the case in the file of the study.</summary>
    public string Name { get; }

    /// <summary>How figures call the case. It may have variables between dollar signs, as in "from $Q$ = 0".</summary>
    public string Title { get; }

    /// <summary>How tables call the case: the title without dollar signs.</summary>
    public string PlainTitle => RichText.Plain(Title);

    /// <summary>Its network, with the seed of the first realization.</summary>
    public NetworkDescription Network { get; }

    /// <summary>The results of the completed realizations, at least one, in the order of their seeds.</summary>
    public IReadOnlyList<SimulationResult> Results { get; }

    /// <summary>Titles of the panels that show the case; empty: all of them do.</summary>
    public IReadOnlyList<string> Panels { get; internal init; } = [];

    /// <summary>Whether the task is expected to be solved; null: nothing is known.</summary>
    public bool? Solves { get; internal init; }
}
