namespace Spiking.RateModels.Training;

/// <summary>What is measured between batches.</summary>
/// <param name="Batches">Number of batches learned before.</param>
/// <param name="Angles">Angles of the gradients, with teacher and without noise.</param>
/// <param name="Apical">Apical potentials of the hidden layers as they are learned: with teacher only if there is one. Empty if the rule has none.</param>
/// <param name="BurstProbabilities">Burst probabilities of all layers less 1/2, likewise. Empty if the rule has none.</param>
public sealed record Measurement(
    long Batches, AlignmentAngles Angles, IReadOnlyList<Moments> Apical, IReadOnlyList<Moments> BurstProbabilities);
