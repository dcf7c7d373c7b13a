using Spiking.Plasticity;

namespace Spiking.Protocols.Pairing;

/// <summary>Computes the curves of a protocol, realizations in parallel. The result does not depend on the number of threads.</summary>
internal static class ProtocolRunner
{
    /// <summary>Runs a protocol that has been checked.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="threads">Number of threads; null: one per core.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static ProtocolResult Run(PairingProtocolDescription protocol, int? threads = null, CancellationToken cancellation = default)
    {
        PairingTrains trains = PairingTrains.Of(protocol);
        IReadOnlyList<double> conditions = protocol.Trains.Conditions;
        int repeats = protocol.Realizations;
        double[][] changes = [.. protocol.Curves.Select(_ => new double[conditions.Count * repeats])];
        ParallelOptions options =
            new() { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation };

        // Every realization of every condition has its own random numbers and its own place for its results.
        Parallel.For(0, conditions.Count * repeats, options, item =>
        {
            IReadOnlyList<PairingEpoch> epochs = trains.Draw(item / repeats, item % repeats);
            for (int curve = 0; curve < changes.Length; curve++)
                changes[curve][item] = WeightChange(protocol, protocol.Curves[curve], epochs);
        });
        return new ProtocolResult(protocol, [.. protocol.Curves.Select((rule, curve) => new CurveResult(rule,
            [.. conditions.Select((condition, c) =>
                CurvePoint.Of(condition, changes[curve][(c * repeats)..((c + 1) * repeats)], Theory(protocol, rule, condition)))]))]);
    }

    /// <summary>The weight change of one rule on one realization.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="epochs">The trains of the realization.</param>
    public static double WeightChange(PairingProtocolDescription protocol, CurveDescription rule, IReadOnlyList<PairingEpoch> epochs) =>
        rule switch
        {
            PairStdpCurveDescription stdp => PairStdp.WeightChange(epochs, stdp),
            BcmCurveDescription bcm => FixedThresholdBcm.WeightChange(epochs, bcm),
            _ => Integrate(protocol, epochs, SynapseOf(protocol, rule)),
        };

    private static double Integrate(PairingProtocolDescription protocol, IReadOnlyList<PairingEpoch> epochs, BurstDependentSynapse synapse)
    {
        PairingPlasticityDescription plasticity = protocol.Plasticity;
        return protocol.Integration == Integration.Exact
            ? ExactIntegration.WeightChange(epochs, synapse, plasticity.PresynapticTraceTime, plasticity.AveragingTime)
            : SteppedIntegration.WeightChange(
                epochs, synapse, plasticity.PresynapticTraceTime, plasticity.AveragingTime, protocol.TimeStep);
    }

    private static BurstDependentSynapse SynapseOf(PairingProtocolDescription protocol, CurveDescription curve)
    {
        BurstDependentRule rule = new()
        {
            LearningRate = protocol.Plasticity.LearningRate,
            ConstantBaseline = (curve as ConstantCurveDescription)?.BaselineBurstProbability,
            CapBaseline = false,
        };
        (double events, double bursts) = curve is AdaptiveCurveDescription adaptive ? InitialRates(protocol, adaptive) : (0, 0);
        return new BurstDependentSynapse(rule, protocol.Plasticity.AveragingTime, events, bursts);
    }

    private static (double EventRate, double BurstRate) InitialRates(PairingProtocolDescription protocol, AdaptiveCurveDescription curve)
    {
        double events = curve.InitialEventRate ?? ((BurstPoissonTrainsDescription)protocol.Trains).EventRate;
        return (events, curve.InitialBurstProbability * events);
    }

    private static double Theory(PairingProtocolDescription protocol, CurveDescription curve, double condition)
    {
        if (StationaryRates.Of(protocol, condition) is not { } rates) return double.NaN;
        switch (curve)
        {
            case AdaptiveCurveDescription adaptive:
                (double events, double bursts) = InitialRates(protocol, adaptive);
                return MeanFieldTheory.AdaptiveChange(protocol.Plasticity, rates, events, bursts);
            case ConstantCurveDescription constant:
                return MeanFieldTheory.ConstantChange(protocol.Plasticity, rates, constant.BaselineBurstProbability);
            default:
                return double.NaN;
        }
    }
}
