using Spiking.Files;

namespace Spiking.Protocols.Pairing;

/// <summary>Checks what a protocol of pairings means: that its parts fit together and that the time step resolves what happens.</summary>
internal static class PairingChecks
{
    /// <summary>Adds every mistake to the findings.</summary>
    /// <param name="findings">Where to report problems.</param>
    /// <param name="protocol">The protocol; values that are not sound are placeholders.</param>
    public static void Check(ProtocolFindings findings, PairingProtocolDescription protocol)
    {
        if (protocol.Integration == Integration.Stepped)
            CheckSteps(findings, protocol);
        CheckTwice(findings, protocol);
        if (!findings.IsSound(protocol, nameof(protocol.Trains)))
            return;
        TrainsChecks.Check(findings, protocol.Trains);
        findings.Require(protocol.Trains.IsRandom || protocol.Realizations == 1, protocol, [nameof(protocol.Realizations)], () =>
            $"found {protocol.Realizations}, but nothing is random in these trains: every realization would be the same; leave it out.");
        foreach (CurveDescription curve in protocol.Curves)
            CheckCurve(findings, protocol, curve);
    }

    // The same curve twice hides the first; an entry that could not be read is compared with none.
    private static void CheckTwice(ProtocolFindings findings, PairingProtocolDescription protocol)
    {
        for (int i = 1; i < protocol.Curves.Count && findings.IsSound(protocol, nameof(protocol.Curves)); i++)
        {
            CurveDescription curve = protocol.Curves[i];
            string[] keys = [.. RecordShape.Of(curve.GetType()).Fields.Select(field => field.Property.Name)];
            if (findings.IsSound(curve, keys) && protocol.Curves.Take(i).Contains(curve))
                findings.ReportEntry(protocol, nameof(protocol.Curves), i, "the same curve is given twice in this list; once is enough.");
        }

        if (protocol.Scan is not { } scan) return;
        for (int i = 1; i < scan.Values.Count && findings.IsSound(scan, nameof(scan.Values)); i++)
            if (ProtocolScan.Before(scan.Values, i) is string same)
                findings.ReportEntry(scan, nameof(scan.Values), i, ProtocolScan.Twice(scan.Values[i], same));
    }

    private static void CheckSteps(ProtocolFindings findings, PairingProtocolDescription protocol)
    {
        double step = protocol.TimeStep;
        if (!findings.IsSound(protocol, nameof(protocol.TimeStep)))
            return;
        findings.Require(protocol.BurstInterval >= step, protocol, [nameof(protocol.BurstInterval)], () =>
            $"{findings.Found(protocol, nameof(protocol.BurstInterval))}, which is shorter than the time step "
            + $"{Findings.Show(step)}: the spikes of a burst could not be told apart; take a smaller timeStep or a longer interval.");
        var plasticity = protocol.Plasticity;
        if (!findings.IsSound(protocol, nameof(protocol.Plasticity)))
            return;
        CheckEuler(nameof(plasticity.PresynapticTraceTime), plasticity.PresynapticTraceTime);
        CheckEuler(nameof(plasticity.AveragingTime), plasticity.AveragingTime);

        void CheckEuler(string property, double time) => findings.Require(time >= step, plasticity, [property], () =>
            $"{findings.Found(plasticity, property)}, which is shorter than the time step {Findings.Show(step)}: "
            + "one step of forward Euler would overshoot the equilibrium, and the result mean nothing; "
            + "take a smaller timeStep or a longer time constant.");
    }

    private static void CheckCurve(ProtocolFindings findings, PairingProtocolDescription protocol, CurveDescription curve)
    {
        if (curve is AdaptiveCurveDescription { InitialEventRate: null } adaptive)
        {
            findings.Require(protocol.Trains is BurstPoissonTrainsDescription, adaptive, [nameof(adaptive.InitialEventRate)], () =>
                "the key \"initialEventRate\" is missing: these trains have no event rate that the average could start from; "
                + "give one, for example \"5 Hz\".");
        }
        else if (curve is BcmCurveDescription bcm)
        {
            findings.Require(protocol.Trains.IsStationary, bcm, [nameof(bcm.Threshold)], () =>
                "the rule \"bcm\" is one of rates and needs trains whose rates do not change: \"poisson\" or \"burst-poisson\".");
        }
    }
}
