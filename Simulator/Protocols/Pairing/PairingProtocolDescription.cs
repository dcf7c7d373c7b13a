using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Protocols.Pairing;

/// <summary>How the traces and averages of a protocol's synapse advance between spikes.</summary>
internal enum Integration
{
    /// <summary>From spike to spike by exponential decay: no time step, hence no error of discretisation, and fast.</summary>
    Exact,

    /// <summary>In time steps by forward Euler, spikes rounded down to steps: what the published program computes.</summary>
    Stepped,
}

/// <summary>
/// Pairings of a single synapse: the spike trains that a single synapse is paired with, the rules whose weight changes are compared,
/// and how often the experiment is repeated. Source: Payeur et al. 2021, Fig. 2B-D; Greedy et al. 2022, Fig. 1B.
/// </summary>
/// <example><code>
/// {
///   "protocol": "pairing", "name": "pairing",
///   "trains": { "type": "poisson", "rates": ["5 Hz", "20 Hz", "40 Hz"] },
///   "plasticity": { "learningRate": 0.1, "presynapticTraceTime": "50 ms", "averagingTime": "15 s" },
///   "curves": [{ "rule": "burstccn", "baselineBurstProbability": 0.3 }]
/// }
/// </code></example>
[VariantName("pairing")]
internal sealed record PairingProtocolDescription : ProtocolDescription
{
    /// <summary>How traces and averages advance.</summary>
    public Integration Integration { get; init; } = Integration.Exact;

    /// <summary>Time step of the stepped integration; the exact one does not use it.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0, AtMost = 10e-3)]
    public double TimeStep { get; init; } = 1e-4;

    /// <summary>Two spikes of a cell at most this far apart belong to the same burst.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double BurstInterval { get; init; } = 16e-3;

    /// <summary>The pre- and post-synaptic spike trains.</summary>
    public required TrainsDescription Trains { get; init; }

    /// <summary>Constants of burst-dependent plasticity.</summary>
    public required PairingPlasticityDescription Plasticity { get; init; }

    /// <summary>The rules whose weight changes are computed, one curve each. All rules see the same spike trains.</summary>
    [NotEmpty]
    public required IReadOnlyList<CurveDescription> Curves { get; init; }

    /// <summary>A value of this file that takes several values, one family of curves each; absent: none.</summary>
    public ScanDescription? Scan { get; init; }

    /// <inheritdoc/>
    protected override void Check(SourceMap source, string file, List<Problem> problems) =>
        PairingChecks.Check(new ProtocolFindings(this, source, file, problems), this);
}

/// <summary>Constants of burst-dependent plasticity at the single synapse: no homeostasis, no limits of the weight.</summary>
internal sealed record PairingPlasticityDescription
{
    /// <summary>Learning rate eta: what one burst adds to the weight when the pre-synaptic trace is 1.</summary>
    [Bounds(AtLeast = 0)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Time constant of the trace of pre-synaptic events, tau_pre.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double PresynapticTraceTime { get; init; } = 50e-3;

    /// <summary>Time constant of the post-synaptic event and burst averages, tau_avg.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double AveragingTime { get; init; } = 15;
}

/// <summary>One value of the file that takes several values: the whole protocol runs once for each.</summary>
internal sealed record ScanDescription
{
    /// <summary>Path of the value, for example "plasticity.presynapticTraceTime".</summary>
    [NotEmpty]
    public required string Path { get; init; }

    /// <summary>The values as they would stand in the file, for example "20 ms".</summary>
    [NotEmpty]
    public required IReadOnlyList<string> Values { get; init; }
}
