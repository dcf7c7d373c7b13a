namespace Spiking.Snapshots;

/// <summary>
/// A state cannot be saved or restored: a part does not say what its state is, or a file is damaged or is the state of something else.
/// </summary>
/// <param name="message">What is wrong, as a sentence.</param>
public sealed class SnapshotException(string message) : Exception(message);
