namespace Spiking.Tasks.PatternLearning;

/// <summary>One case of a study, as figures show it.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Task">Its task.</param>
/// <param name="Results">Its complete results; at least one.</param>
internal sealed record StudiedCase(string Title, PatternLearningDescription Task, IReadOnlyList<PatternLearningResult> Results);
