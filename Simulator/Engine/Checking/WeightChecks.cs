using Spiking.Files;
using Spiking.Neurons;

namespace Spiking.Engine.Checking;

/// <summary>
/// Effect of a spike: conductances have weights; feedback and delta synapses, which add a potential, have amplitudes; synaptic currents
/// have currents.
/// </summary>
internal static class WeightChecks
{
    private const string Weight = nameof(ProjectionDescription.Weight);
    private const string Amplitude = nameof(ProjectionDescription.Amplitude);
    private const string Current = nameof(ProjectionDescription.Current);
    private static readonly string s_withAmplitude =
        $"{ReceptorNames.Of(Receptor.DendriteFeedback)} and {ReceptorNames.Of(Receptor.SomaDelta)}";

    /// <summary>
    /// Checks that a projection or a background gives exactly the one of weight, amplitude and current that its receptor needs.
    /// </summary>
    public static void CheckAdded(
        this NetworkFindings findings, object record, Receptor receptor, string receptorProperty, double? weight,
        double? amplitude, double? current)
    {
        if (!findings.IsSound(record, receptorProperty)) return;
        string wanted = receptor switch
        {
            Receptor.DendriteFeedback or Receptor.SomaDelta => Amplitude,
            Receptor.SomaCurrent => Current,
            _ => Weight,
        };
        string has = $"this one has {(wanted == Amplitude ? "an" : "a")} {FieldShape.KeyOf(wanted)}";
        CheckPresence(
            findings, record, Weight, weight is not null, wanted,
            $"the receptor {ReceptorNames.Of(receptor)} has no conductance; give its "
            + $"{(wanted == Current ? "current in amperes" : "amplitude in volts")} instead.");
        CheckPresence(findings, record, Amplitude, amplitude is not null, wanted,
            $"only the receptors {s_withAmplitude} have an amplitude; {has}.");
        CheckPresence(findings, record, Current, current is not null, wanted,
            $"only the receptor {ReceptorNames.Of(Receptor.SomaCurrent)} has a current; {has}.");
    }

    private static void CheckPresence(
        NetworkFindings findings, object record, string property, bool isGiven, string wanted, string unwanted)
    {
        if (isGiven == (property == wanted) || !findings.IsSound(record, property)) return;
        if (isGiven) findings.Report(record, property, unwanted);
        else findings.Report(record, $"the key \"{FieldShape.KeyOf(property)}\" is missing.");
    }
}
