using Spiking.Neurons;

namespace Spiking.Engine.Checking;

/// <summary>Conductances have weights; feedback and delta synapses, which add a potential, have amplitudes.</summary>
internal static class WeightChecks
{
    private const string Weight = nameof(ProjectionDescription.Weight), Amplitude = nameof(ProjectionDescription.Amplitude);
    private static readonly string s_withAmplitude =
        $"{ReceptorNames.Of(Receptor.DendriteFeedback)} and {ReceptorNames.Of(Receptor.SomaDelta)}";

    /// <summary>Checks that a projection or a background gives just the one of both that its receptor wants.</summary>
    public static void CheckWeightOrAmplitude(
        this NetworkFindings findings, object record, Receptor receptor, string receptorProperty, double? weight, double? amplitude)
    {
        if (!findings.IsSound(record, receptorProperty))
            return;
        bool hasAmplitude = receptor is Receptor.DendriteFeedback or Receptor.SomaDelta;
        CheckPresence(findings, record, Weight, weight is not null, !hasAmplitude, hasAmplitude
            ? $"the receptor {ReceptorNames.Of(receptor)} has no conductance; give its amplitude in volts instead."
            : "the key \"weight\" is missing.");
        CheckPresence(findings, record, Amplitude, amplitude is not null, hasAmplitude, hasAmplitude
            ? "the key \"amplitude\" is missing."
            : $"only the receptors {s_withAmplitude} have an amplitude; this one has a weight.");
    }

    private static void CheckPresence(NetworkFindings findings, object record, string property, bool isGiven, bool isWanted, string message)
    {
        if (isGiven == isWanted || !findings.IsSound(record, property))
            return;
        if (isGiven)
            findings.Report(record, property, message);
        else
            findings.Report(record, message);
    }
}
