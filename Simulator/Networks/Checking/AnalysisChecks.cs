using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Recording.Decoding;
using Spiking.Recording.Transfer;
using Spiking.Text;

namespace Spiking.Networks.Checking;

/// <summary>Checks of the recorders that analyse responses: transfer and decoding.</summary>
internal static class AnalysisChecks
{
    public static void Check(Findings findings, TransferRecorderDescription recorder)
    {
        findings.CheckWholeSteps(recorder, nameof(recorder.Window), recorder.Window);
        findings.CheckWholeSteps(recorder, nameof(recorder.Bin), recorder.Bin);
        findings.Require(TimeGrid.IsMultiple(recorder.Window, recorder.Bin), recorder, [nameof(recorder.Bin), nameof(recorder.Window)], () =>
            $"{findings.Found(recorder, nameof(recorder.Bin))}; a whole number of bins must fill {findings.Other(recorder, nameof(recorder.Window))}.");
        if (!findings.IsSound(recorder, nameof(recorder.Population), nameof(recorder.Compartment)))
            return;
        if (findings.UnknownPopulation(recorder.Population) is { } message)
            findings.Report(recorder, nameof(recorder.Population), message);
        else if (findings.Network.Populations.TryGetValue(recorder.Population, out var population) && findings.IsSound(population, nameof(population.Currents)))
            CheckStaircase(findings, recorder);
    }

    public static void Check(Findings findings, DecodingRecorderDescription recorder)
    {
        findings.CheckWholeSteps(recorder, nameof(recorder.Bin), recorder.Bin);
        findings.CheckWithinRun(recorder, nameof(recorder.From), recorder.From);
        foreach (var readout in recorder.Readouts)
        {
            // A signal that could not be read at all is null.
            if (findings.IsSound(readout, nameof(readout.Signal)))
                CheckSignal(findings, readout.Signal);
            foreach (var predictor in readout.Predictors)
                CheckSignal(findings, predictor);
            if (findings.IsSound(readout, nameof(readout.Signal), nameof(readout.Predictors)))
                CheckPredictors(findings, readout);
        }
        if (recorder.Raster is { } raster)
            findings.CheckPopulations(raster, nameof(raster.Populations), raster.Populations);
    }

    private static void CheckStaircase(Findings findings, TransferRecorderDescription recorder)
    {
        string compartment = recorder.Compartment == Compartment.Soma ? "soma" : "dendrite";
        var staircases = recorder.Staircases(findings.Network).ToList();
        if (staircases.Count != 1)
        {
            string found = staircases.Count == 0 ? "no staircase current flows" : "more than one staircase current flows";
            findings.Report(recorder, $"{found} into the {compartment} of \"{recorder.Population}\"; this recorder needs exactly one, "
                + "{ \"type\": \"staircase\", ... } among its currents.");
            return;
        }
        var staircase = staircases[0];
        findings.Require(
            !findings.IsSound(staircase, nameof(staircase.LevelDuration)) || recorder.Window <= staircase.LevelDuration * (1 + 1e-9),
            recorder,
            [nameof(recorder.Window)],
            () => $"{findings.Found(recorder, nameof(recorder.Window))}; it must not be longer than a level of the staircase current, "
                + $"{Timing.Show(staircase.LevelDuration)}.");
        if (findings.Network.Duration is { } duration && findings.IsSound(staircase, nameof(staircase.From), nameof(staircase.LevelDuration), nameof(staircase.Levels)))
        {
            double end = staircase.From + staircase.Levels * staircase.LevelDuration;
            findings.Require(end <= duration * (1 + 1e-9), recorder, [nameof(recorder.Population)], () =>
                $"the staircase current of \"{recorder.Population}\" needs {Timing.Show(end)}, but the network runs for {Timing.Show(duration)} only.");
        }
    }

    private static void CheckSignal(Findings findings, SignalDescription signal)
    {
        if (!findings.IsSound(signal, nameof(signal.Population)))
            return;
        if (findings.UnknownPopulation(signal.Population) is { } message)
        {
            findings.Report(signal, nameof(signal.Population), message);
            return;
        }
        if (findings.ModelOf(signal.Population) is not { } model || !findings.IsSound(signal, nameof(signal.Quantity)))
            return;
        var known = SignalDescription.Quantities(model);
        findings.Require(known.Contains(signal.Quantity), signal, [nameof(signal.Quantity)], () =>
            $"found \"{signal.Quantity}\", but \"{signal.Population}\" has no such quantity; {Names.ThereAre(known)}{Names.DidYouMean(signal.Quantity, known)}");
    }

    private static void CheckPredictors(Findings findings, ReadoutDescription readout)
    {
        for (int i = 0; i < readout.Predictors.Count; i++)
        {
            if (readout.Predictors[i] == readout.Signal)
                findings.ReportEntry(readout, nameof(readout.Predictors), i, "this is the signal itself; it would explain all of it.");
            else if (readout.Predictors.Take(i).Contains(readout.Predictors[i]))
                findings.ReportEntry(readout, nameof(readout.Predictors), i, "this predictor stands here twice; once is enough.");
        }
    }
}
