using System.Globalization;
using Spiking.Neurons;
using Spiking.Recording.Decoding;
using Spiking.Recording.Transfer;
using Spiking.Text;

namespace Spiking.Networks.Checking;

/// <summary>Checks of the recorders.</summary>
internal static class RecorderChecks
{
    public static void Check(Findings findings)
    {
        foreach (var recorder in findings.Network.Recorders)
        {
            switch (recorder)
            {
                case RateRecorderDescription rates:
                    findings.CheckPopulations(rates, nameof(rates.Populations), rates.Populations ?? []);
                    findings.CheckWholeSteps(rates, nameof(rates.Bin), rates.Bin);
                    break;
                case SpikeRecorderDescription spikes:
                    CheckSpikes(findings, spikes);
                    break;
                case StateRecorderDescription state:
                    CheckState(findings, state);
                    break;
                case CancellationRecorderDescription cancellation:
                    findings.CheckWholeSteps(cancellation, nameof(cancellation.Bin), cancellation.Bin);
                    if (findings.Network.Projections.All(p => p.Cancellation is null) && findings.IsSound(findings.Network, nameof(findings.Network.Projections)))
                        findings.Report(cancellation, "no projection of the network has a cancellation that could be recorded.");
                    break;
                case TransferRecorderDescription transfer:
                    AnalysisChecks.Check(findings, transfer);
                    break;
                case DecodingRecorderDescription decoding:
                    AnalysisChecks.Check(findings, decoding);
                    break;
                case WeightRecorderDescription weights:
                    findings.CheckWholeSteps(weights, nameof(weights.Every), weights.Every);
                    break;
            }
        }
        CheckSingle<RateRecorderDescription>(findings, "rates.csv");
        CheckSingle<WeightRecorderDescription>(findings, "weights.csv");
        CheckSingle<CancellationRecorderDescription>(findings, "cancellation.csv");
    }

    private static void CheckSingle<T>(Findings findings, string results)
        where T : RecorderDescription
    {
        foreach (var recorder in findings.Network.Recorders.OfType<T>().Skip(1))
            findings.Report(recorder, $"a recorder of this type is there already, and both would write {results}; keep one of them.");
    }

    private static void CheckSpikes(Findings findings, SpikeRecorderDescription recorder)
    {
        findings.CheckPopulations(recorder, nameof(recorder.Populations), recorder.Populations ?? []);
        findings.CheckStretch(recorder, nameof(recorder.From), recorder.From, nameof(recorder.Until), recorder.Until);
        findings.CheckWithinRun(recorder, nameof(recorder.From), recorder.From);
        foreach (string name in recorder.Populations ?? findings.PopulationNames)
        {
            if (findings.SizeOf(name) is not { } size)
                continue;
            findings.Require(recorder.NeuronCount is not { } count || count <= size, recorder, [nameof(recorder.NeuronCount), nameof(recorder.Populations)], () =>
                string.Create(CultureInfo.InvariantCulture, $"{findings.Found(recorder, nameof(recorder.NeuronCount))}, but \"{name}\" has only {size} neurons."));
        }
    }

    private static void CheckState(Findings findings, StateRecorderDescription recorder)
    {
        findings.CheckWholeSteps(recorder, nameof(recorder.Every), recorder.Every);
        findings.CheckStretch(recorder, nameof(recorder.From), recorder.From, nameof(recorder.Until), recorder.Until);
        findings.CheckWithinRun(recorder, nameof(recorder.From), recorder.From);
        findings.CheckDistinct(recorder, nameof(recorder.Variables), recorder.Variables);
        findings.CheckDistinct(recorder, nameof(recorder.Neurons), recorder.Neurons);
        if (!findings.IsSound(recorder, nameof(recorder.Population)))
            return;
        if (findings.UnknownPopulation(recorder.Population) is { } message)
            findings.Report(recorder, nameof(recorder.Population), message);
        CheckVariables(findings, recorder);
        CheckIndices(findings, recorder);
    }

    private static void CheckVariables(Findings findings, StateRecorderDescription recorder)
    {
        if (findings.ModelOf(recorder.Population)?.StateVariables is not { } known || !findings.IsSound(recorder, nameof(recorder.Variables)))
            return;
        bool hasFeedback = findings.Network.Projections.Any(p => p.Receptor == Receptor.DendriteFeedback && p.To.Contains(recorder.Population));
        if (!hasFeedback) known = [.. known.Where(name => name != PyramidalModelDescription.DendriteFeedback)];
        for (int i = 0; i < recorder.Variables.Count; i++)
        {
            string variable = recorder.Variables[i];
            if (!known.Contains(variable))
            {
                findings.ReportEntry(recorder, nameof(recorder.Variables), i,
                    $"found \"{variable}\", which the neurons of \"{recorder.Population}\" do not have; they have {Names.All(known)}"
                    + Names.DidYouMean(variable, known));
            }
        }
    }

    private static void CheckIndices(Findings findings, StateRecorderDescription recorder)
    {
        if (findings.SizeOf(recorder.Population) is not { } size || !findings.IsSound(recorder, nameof(recorder.Neurons)))
            return;
        for (int i = 0; i < recorder.Neurons.Count; i++)
        {
            if (recorder.Neurons[i] >= size)
            {
                findings.ReportEntry(recorder, nameof(recorder.Neurons), i, string.Create(
                    CultureInfo.InvariantCulture,
                    $"found {recorder.Neurons[i]}, but the neurons of \"{recorder.Population}\" are numbered from 0 to {size - 1}."));
            }
        }
    }
}
