using System.Globalization;
using Spiking.Files;
using Spiking.Neurons;

namespace Spiking.Engine.Checking;

/// <summary>
/// Checks what a network means: that names exist, that parts fit together, that the time step resolves what happens. Values that could
/// not be read are left out, so that one mistake is reported once.
/// </summary>
internal static class NetworkValidator
{
    /// <summary>Adds every mistake to the problems.</summary>
    /// <param name="network">The network; values that the source map calls faulty are placeholders.</param>
    /// <param name="source">Where its records were read.</param>
    /// <param name="file">How messages call the file.</param>
    /// <param name="problems">The list to add to.</param>
    public static void Check(NetworkDescription network, SourceMap source, string file, List<Problem> problems)
    {
        NetworkFindings findings = new NetworkFindings(network, source, file, problems);
        if (LackLists(findings)) return;
        RunChecks.Check(findings);
        foreach (NeuronModelDescription model in network.NeuronModels.Values) model.Check(findings);
        foreach (PopulationDescription population in network.Populations.Values) population.Check(findings);
        foreach (ProjectionDescription projection in network.Projections) projection.Check(findings);
        SizeChecks.Check(findings);
        FeedbackChecks.CheckCalibration(findings);
        network.Task?.Check(findings);
        foreach (RecorderDescription recorder in network.Recorders) recorder.Check(findings);
        if (problems.Count == 0) CheckDuration(findings, network);
        if (problems.Count == 0) DescriptionCheck.Note(network);
    }

    // All further checks ask models for their receptors and variables.
    private static bool LackLists(NetworkFindings findings)
    {
        NeuronModelDescription[] lacking =
            [.. findings.Network.NeuronModels.Values.Where(model => model.Receptors is null || model.StateVariables is null)];
        foreach (NeuronModelDescription model in lacking)
            findings.Report(model,
                $"{(model.Receptors is null ? nameof(model.Receptors) : nameof(model.StateVariables))} of {model.GetType().Name} "
                + $"{AddedPart.GivesNoList}.");
        return lacking.Length > 0;
    }

    // A task is asked for its duration only in a network that has no mistakes.
    private static void CheckDuration(NetworkFindings findings, NetworkDescription network)
    {
        if (network.Task is not TaskDescription task || task.Duration(network) is > 0 and < double.PositiveInfinity) return;
        findings.Report(task, string.Create(CultureInfo.InvariantCulture,
            $"Duration of {task.GetType().Name} gives {task.Duration(network)} s, but a finite time above 0 is needed."));
    }
}
