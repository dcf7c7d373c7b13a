namespace Spiking.Protocols.TargetRate;

/// <summary>What was measured of the task at one time.</summary>
/// <param name="Time">Time of the step (s).</param>
/// <param name="InputEventRate">Averaged event rate of the input layer (Hz).</param>
/// <param name="OutputEventRate">Averaged event rate of the output layer (Hz).</param>
/// <param name="InputBurstRate">Averaged burst rate of the input layer (Hz).</param>
/// <param name="OutputBurstRate">Averaged burst rate of the output layer (Hz).</param>
/// <param name="InputBurstProbability">Burst probability of the input layer.</param>
/// <param name="OutputBurstProbability">Burst probability of the output layer.</param>
/// <param name="Weight">Mean weight into the input layer.</param>
/// <param name="Teacher">Teaching current into the output dendrites (A), mean since the last sample; 0 without teacher.</param>
/// <param name="BurstFeedback">Feedback current Y into every input dendrite (A), mean since the last sample.</param>
/// <param name="EventFeedback">Feedback current Q into every input dendrite (A), mean since the last sample.</param>
public readonly record struct TargetRateSample(
    double Time,
    double InputEventRate,
    double OutputEventRate,
    double InputBurstRate,
    double OutputBurstRate,
    double InputBurstProbability,
    double OutputBurstProbability,
    double Weight,
    double Teacher,
    double BurstFeedback,
    double EventFeedback)
{
    /// <summary>What reaches the input dendrites through both feedback pathways (A).</summary>
    public double NetFeedback => BurstFeedback + EventFeedback;
}

/// <summary>One realisation of the task.</summary>
public sealed record TargetRateCourse
{
    /// <summary>Seed of the realisation.</summary>
    public required long Seed { get; init; }

    /// <summary>Samples in order of time.</summary>
    public required IReadOnlyList<TargetRateSample> Samples { get; init; }

    /// <summary>Fingerprint of all spikes.</summary>
    public required ulong SpikesHash { get; init; }

    /// <summary>Fingerprint of the weights at the end.</summary>
    public required ulong WeightsHash { get; init; }

    /// <summary>How long the computation took.</summary>
    public required TimeSpan RunTime { get; init; }
}
