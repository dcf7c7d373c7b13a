namespace Spiking.Engine;

/// <summary>
/// A stretch of a run. An experiment is a schedule of segments: a list that follows from its description, and of which the position is all
/// that says how far it has come. So it can be stopped anywhere, also within a segment, and continue there in another process. What happens
/// in a segment therefore uses no variables of a method, but fields that are saved with the state.
/// </summary>
/// <param name="Steps">Number of steps.</param>
/// <param name="Begin">What happens before the first step; null: nothing.</param>
/// <param name="End">What happens after the last step; null: nothing.</param>
/// <param name="Stage">What the progress display says; null: as before.</param>
/// <exception cref="ArgumentException">The number of steps is negative.</exception>
public sealed record Segment(int Steps, Action? Begin = null, Action? End = null, string? Stage = null)
{
    /// <summary>Number of steps, at least 0.</summary>
    public int Steps { get; init; } =
        Steps >= 0 ? Steps : throw new ArgumentException($"a segment has {Steps} steps, but it must have at least 0.");
}
