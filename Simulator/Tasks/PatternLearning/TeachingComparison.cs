using Spiking.Files;
using Spiking.Plotting;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// One column per case: output event rate before and after learning; burst probability of the output and the baseline of its rule while it
/// is first taught; the weight changes that follow. The layout of Greedy et al. 2022, Fig. 2.
/// </summary>
[VariantName("teaching")]
internal sealed class TeachingComparison : AnswersComparison
{
    /// <inheritdoc/>
    protected override string? Refusal(PatternLearningDescription task) =>
        task.Epochs == 0 ? "task.epochs is 0, and the figure shows the first epoch." : null;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, Figure Figure)> Figures(StudiedCase[] cases) =>
        base.Figures(cases).Prepend(("teaching", TeachingFigure.Create(cases)));
}
