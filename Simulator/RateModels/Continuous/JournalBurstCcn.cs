using System.Runtime.Intrinsics;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// BurstCCN in continuous time, form of the journal version: potentials leak, every layer reads what its neighbours did in the step before,
/// and presynaptic factors are traces. Source: program of the journal version of Greedy et al.
/// </summary>
/// <remarks>
/// Of H hidden layers the input's trace has the time constant 2 T H, that of hidden layer i = 1, 2, ... 2 T (H - i), but that of the last
/// hidden layer T; T is the time constant of the traces, 0.1. The published program updates hidden traces twice per step, so that they are
/// twice as fast. Plasticity uses the step before: W += k ((p^(n-1) - p_b) e^(n-1)) trace^(n-1), where the input's trace includes the
/// present input.
/// </remarks>
internal sealed class JournalBurstCcn : ContinuousNetwork
{
    private readonly Units _inputTrace;
    private readonly (Units Trace, Units Past)[] _traces;

    /// <summary>Builds a network whose weights are 0; burst probabilities start at the baseline.</summary>
    /// <param name="sizes">Number of inputs, then of the units of each layer.</param>
    /// <param name="constants">Constants of the model.</param>
    /// <param name="traceTime">Time constant T of the traces.</param>
    public JournalBurstCcn(IReadOnlyList<int> sizes, ContinuousConstants constants, double traceTime = 0.1)
        : base(sizes, constants)
    {
        TraceTime = traceTime;
        _inputTrace = new Units(sizes[0]);
        _traces = [.. sizes.Skip(1).Take(sizes.Count - 2).Select(units => (new Units(units), new Units(units)))];
        foreach (ContinuousLayer layer in Layers) layer.BurstProbability.Fill(constants.BaselineBurstProbability);
    }

    /// <summary>Time constant T of the traces.</summary>
    public double TraceTime { get; }

    /// <summary>Trace of the input.</summary>
    public Units InputTrace => _inputTrace;

    /// <summary>Trace of a hidden layer.</summary>
    public Units TraceOf(int layer) => _traces[layer].Trace;

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Presynaptic(int layer, ReadOnlySpan<double> input) =>
        layer == 0 ? _inputTrace.Values : _traces[layer - 1].Past.Values;

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Units Values)> MoreQuantities =>
    [
        ("trace of input[n]", _inputTrace),
        .. _traces.SelectMany((trace, i) =>
            ((string, Units)[])[($"trace of e{i + 1}[n]", trace.Trace), ($"trace of e{i + 1}[n-1]", trace.Past)]),
    ];

    /// <inheritdoc/>
    public override (string Postsynaptic, string Presynaptic) FactorsOf(int layer) =>
        ($"(p{layer + 1}[n-1] - p_b) e{layer + 1}[n-1]", layer == 0 ? "trace of input[n]" : $"trace of e{layer}[n-1]");

    /// <inheritdoc/>
    public override void Step(ReadOnlySpan<double> input, ReadOnlySpan<double> target, bool teaching)
    {
        for (int l = 0; l < Layers.Count; l++) Layers[l].Remember();
        UpdateTraces(input);
        for (int l = 0; l < Layers.Count; l++)
            Layers[l].Integrate(l == 0 ? input : Layers[l - 1].PastRate.Values, Constants.TimeStep / Constants.SomaTime, Room(l));
        BurstAtOutput(Layers[^1].Rate, target, teaching);
        for (int l = Layers.Count - 2; l >= 0; l--) SendDown(l);
        if (!teaching) return;
        for (int l = 0; l < Layers.Count; l++)
        {
            CompareWithBaseline(Layers[l]);
            Learn(Layers[l], Layers[l].PastRate, Presynaptic(l, input));
        }

        TransportWeights();
    }

    private void UpdateTraces(ReadOnlySpan<double> input)
    {
        int hidden = _traces.Length;
        double rate = Constants.TimeStep / (2 * TraceTime * Math.Max(1, hidden));
        for (int i = 0; i < input.Length; i++) _inputTrace[i] += rate * (input[i] - _inputTrace[i]);
        for (int l = 0; l < hidden; l++)
        {
            (Units trace, Units past) = _traces[l];
            past.CopyFrom(trace);
            Vector256<double> step = Vector256.Create(Constants.TimeStep / (l == hidden - 1 ? TraceTime
                : 2 * TraceTime * (hidden - l - 1)));
            Vector256<double>[] values = trace.Vectors, e = Layers[l].PastRate.Vectors;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += step * (e[i] - values[i]);
                values[i] += step * (e[i] - values[i]);
            }
        }
    }

    private void SendDown(int l)
    {
        ContinuousLayer above = Layers[l + 1];
        Units sums = Room(l);
        sums.Fill(0);
        Layers[l].BurstFeedback!.AddSum(above.PastBurstRate.Values, sums);
        Layers[l].EventFeedback!.AddSum(above.PastRate.Values, sums);
        Burst(Layers[l], sums, Layers[l].PastRate);
    }
}
