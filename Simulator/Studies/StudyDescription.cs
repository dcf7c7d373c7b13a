using Spiking.Engine;
using Spiking.Files;

namespace Spiking.Studies;

/// <summary>
/// Everything one study file says: cases of one or several experiments that are run with the same seeds and compared in one table and
/// figure.
/// </summary>
/// <example><code>
/// {
///   "name": "with-and-without", "realizations": 3, "figure": "answers",
///   "cases": {
///     "learning": { "network": "xor-burstccn.json", "solves": true },
///     "no-hidden-plasticity": { "network": "xor-burstccn.json", "set": ["projections[0].plasticity=null"], "solves": false }
///   }
/// }
/// </code></example>
internal sealed record StudyDescription
{
    /// <summary>Name of the study; results go into results/NAME.</summary>
    [NotEmpty]
    public required string Name { get; init; }

    /// <summary>Description of the study in a sentence or two.</summary>
    public string Description { get; init; } = "";

    /// <summary>Number of realizations of every case, with consecutive seeds from that of its network file.</summary>
    [Bounds(AtLeast = 1, AtMost = 1000)]
    public int Realizations { get; init; } = 5;

    /// <summary>The figure that compares the cases; absent: that of the task of the first case.</summary>
    public StudyComparison? Figure { get; init; }

    /// <summary>The cases, by names that the file chooses; each has a folder of this name.</summary>
    [NotEmpty]
    public required IReadOnlyDictionary<string, StudyCaseDescription> Cases { get; init; }

    /// <summary>Reads, checks and describes such files.</summary>
    internal static DescriptionFile<StudyDescription> File { get; } = new("study", StudyCases.Check, ("network", "populations"));
}

/// <summary>One case of a study: a network file and changes to it.</summary>
internal sealed record StudyCaseDescription
{
    /// <summary>How tables and figures call the case; its name if absent.</summary>
    [NotEmpty]
    public string? Title { get; init; }

    /// <summary>The network file, relative to the folder of the study file.</summary>
    [NotEmpty, FilePath]
    public required string Network { get; init; }

    /// <summary>Changes to the network file, like those of --set: "path=value".</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Titles of the panels of a transfer figure that show the case; absent: all of them.</summary>
    public IReadOnlyList<string> Panels { get; init; } = [];

    /// <summary>
    /// Whether the task is expected to be solved, for a figure that compares this with what came; absent: nothing is known.
    /// </summary>
    public bool? Solves { get; init; }
}
