using Spiking.Engine;
using Spiking.Runs;

namespace Spiking.Studies;

/// <summary>The completed realizations of one case.</summary>
/// <param name="Name">Name of the case.</param>
/// <param name="Case">What the study says about it.</param>
/// <param name="Network">Its network.</param>
/// <param name="Results">What came of its realizations.</param>
internal sealed record CaseOutcome(string Name, StudyCaseDescription Case, NetworkDescription Network, IReadOnlyList<RunOutcome> Results)
{
    /// <summary>How tables and figures call the case.</summary>
    public string Title => Case.Title ?? Name;
}
