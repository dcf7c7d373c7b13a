using Spiking.Files;
using Spiking.Neurons;

namespace Spiking.Engine.Checking;

/// <summary>Checks of current-like dendritic feedback, its cancellation, and what is left open for the calibration.</summary>
internal static class FeedbackChecks
{
    private const string Receptor = "\"dendrite-feedback\"";

    /// <summary>A weight, an amplitude or a current, as the receptor wants; cancellation of bursts only.</summary>
    public static void Check(NetworkFindings findings, ProjectionDescription projection)
    {
        if (!findings.IsSound(projection, nameof(projection.Receptor)))
            return;
        bool isFeedback = projection.Receptor == Neurons.Receptor.DendriteFeedback;
        if (projection.Weights is null)
            findings.CheckAdded(projection, projection.Receptor, nameof(projection.Receptor), projection.Weight,
                projection.Amplitude, projection.Current);
        if (projection.Cancellation is null)
            return;
        findings.Require(isFeedback, projection, [nameof(projection.Cancellation)], () =>
            $"only feedback onto the receptor {Receptor} can be cancelled.");
        findings.Require(projection.Transmits == SpikeFilter.Bursts, projection, [nameof(projection.Transmits)], () =>
            $"{findings.Found(projection, nameof(projection.Transmits))}, but what is cancelled is feedback of bursts: "
            + "transmits must be \"bursts\".");
        findings.Require(projection.WeightSteps.Count == 0, projection, [nameof(projection.WeightSteps)], () =>
            "feedback that is cancelled cannot follow a schedule; take away either weightSteps or cancellation.");
        projection.Cancellation.Check(findings);
    }

    /// <summary>Every burst probability is given, or the task can measure it.</summary>
    public static void CheckCalibration(NetworkFindings findings)
    {
        NetworkDescription network = findings.Network;
        if (!findings.IsSound(network, nameof(network.Task), nameof(network.Projections)))
            return;
        string? instead = network.Task is TaskDescription task
            ? task.DoesNotMeasure(findings)
            : "a network without a task cannot measure it";
        if (instead is null) return;
        foreach (ProjectionDescription projection in network.Projections)
        {
            if (projection.Cancellation is { IsOpen: true } open
                && findings.IsSound(open, nameof(open.BurstProbability), nameof(open.Learning)))
                findings.Report(open, $"the key \"burstProbability\" is missing, and {instead}.");
            if (projection.Plasticity is { OpenProperty: string property } rule && findings.IsSound(rule, property))
                findings.Report(rule, $"the key \"{FieldShape.KeyOf(property)}\" is missing, and {instead}.");
        }
    }
}
