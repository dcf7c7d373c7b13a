using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Protocols.Pairing;

/// <summary>Checks of the spike trains of a protocol.</summary>
internal static class TrainsChecks
{
    public static void Check(ProtocolFindings findings, TrainsDescription trains)
    {
        switch (trains)
        {
            case PeriodicTrainsDescription periodic:
                CheckPeriodic(findings, periodic);
                break;
            case PoissonTrainsDescription poisson:
                CheckPoisson(findings, poisson);
                break;
            case BurstPoissonTrainsDescription bursts:
                CheckBursts(findings, bursts);
                break;
            case SjostromTrainsDescription sjostrom:
                CheckDistinct(findings, sjostrom, nameof(sjostrom.Frequencies), sjostrom.Frequencies);
                break;
            default:
                break;
        }
    }

    private static void CheckPeriodic(ProtocolFindings findings, PeriodicTrainsDescription trains)
    {
        CheckDistinct(findings, trains, nameof(trains.Frequencies), trains.Frequencies);
        findings.Require(trains.Onset + trains.Lag >= 0, trains, [nameof(trains.Lag), nameof(trains.Onset)], () =>
            $"{findings.Found(trains, nameof(trains.Lag))}, which puts the first post-synaptic spike before the epoch begins; "
            + $"it must be at least {Findings.Show(-trains.Onset)}, or the onset later.");

        // The last pairing comes at onset + (n - 1)/f in an epoch of n/f + recovery.
        double latest = trains.Onset + Math.Max(0, trains.Lag);
        findings.Require(latest < trains.Recovery, trains, [nameof(trains.Recovery), nameof(trains.Lag), nameof(trains.Onset)], () =>
            $"{findings.Found(trains, nameof(trains.Recovery))}; it must be above onset plus lag, "
            + $"{Findings.Show(latest)}, so that the epoch holds its last pairing at any frequency.");
    }

    private static void CheckPoisson(ProtocolFindings findings, PoissonTrainsDescription trains)
    {
        CheckDistinct(findings, trains, nameof(trains.Rates), trains.Rates);
        if (trains.RefractoryPeriod > 0 && findings.IsSound(trains, nameof(trains.RefractoryPeriod)))
        {
            findings.RequireEntries(trains, nameof(trains.Rates), trains.Rates, (rate, _) => rate * trains.RefractoryPeriod < 1,
                $"with refractoryPeriod {Findings.Show(trains.RefractoryPeriod)} a cell cannot fire so fast: "
                + $"the refractory period must be below the mean interval, the rate below {ShowRate(1 / trains.RefractoryPeriod)}.");
        }
    }

    private static void CheckBursts(ProtocolFindings findings, BurstPoissonTrainsDescription trains)
    {
        CheckDistinct(findings, trains, nameof(trains.BurstProbabilities), trains.BurstProbabilities);
        findings.Require(trains.EventRate * trains.RefractoryPeriod < 1, trains,
            [nameof(trains.RefractoryPeriod), nameof(trains.EventRate)], () =>
                $"{findings.Found(trains, nameof(trains.RefractoryPeriod))}; it must be below the mean interval of "
                + $"the events, {Findings.Show(1 / trains.EventRate)} at eventRate {ShowRate(trains.EventRate)}.");
        findings.Require(
            trains.ShortestBurstInterval <= trains.LongestBurstInterval,
            trains,
            [nameof(trains.ShortestBurstInterval), nameof(trains.LongestBurstInterval)],
            () => $"{findings.Found(trains, nameof(trains.ShortestBurstInterval))}; it must not be longer than "
                + $"{findings.Other(trains, nameof(trains.LongestBurstInterval))}.");
        double burstInterval = findings.Protocol.BurstInterval;
        if (findings.IsSound(findings.Protocol, nameof(PairingProtocolDescription.BurstInterval)))
        {
            findings.Require(trains.LongestBurstInterval <= burstInterval, trains, [nameof(trains.LongestBurstInterval)], () =>
                $"{findings.Found(trains, nameof(trains.LongestBurstInterval))}; it must be at most "
                + $"burstInterval, {Findings.Show(burstInterval)}: a second spike that comes later is an event of its own.");
        }
    }

    private static void CheckDistinct(ProtocolFindings findings, object trains, string property, IReadOnlyList<double> values) =>
        findings.RequireEntries(
            trains, property, values, (value, i) => !values.Take(i).Contains(value),
            "the value is given twice in this list; once is enough.");

    private static string ShowRate(double rate) => $"\"{Quantity.FormatRounded(rate, Dimension.Frequency)}\"";
}
