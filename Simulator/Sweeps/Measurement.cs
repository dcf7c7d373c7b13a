namespace Spiking.Sweeps;

/// <summary>A number that a run has measured.</summary>
/// <param name="Name">Its name, with the unit at the end: "task.margin_hz".</param>
/// <param name="Value">Its value in that unit; NaN: the run did not get so far.</param>
internal readonly record struct Measurement(string Name, double Value);
