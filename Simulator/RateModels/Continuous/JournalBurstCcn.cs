using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Spiking.Numerics;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// BurstCCN in continuous time, form of the journal version: potentials leak, every layer reads what its neighbours did in the step before, and
/// presynaptic factors are traces. Source: program of the journal version of Greedy et al.
/// </summary>
/// <remarks>
/// Of H hidden layers the input's trace has the time constant 2 T H, that of hidden layer i = 1, 2, ... 2 T (H - i), but that of the last hidden layer
/// T; T is the time constant of the traces, 0.1. The published program updates hidden traces twice per step, so that they are twice as fast.
/// Plasticity uses the step before: W += k ((p^(n-1) - p_b) e^(n-1)) trace^(n-1), where the input's trace
/// includes the present input.
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
    public override void Step(ReadOnlySpan<double> input, ReadOnlySpan<double> target, bool teaching)
    {
        for (int l = 0; l < Layers.Count; l++) Layers[l].Remember();
        UpdateTraces(input);
        for (int l = 0; l < Layers.Count; l++)
            Layers[l].Integrate(l == 0 ? input : Layers[l - 1].PastRate.Values, Constants.TimeStep / Constants.SomaTime, Room(l));
        SetOutputBursts(target, teaching);
        for (int l = Layers.Count - 2; l >= 0; l--) IntegrateApical(l);
        if (!teaching) return;
        for (int l = 0; l < Layers.Count; l++) Learn(l, Presynaptic(l, input));
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
            Vector256<double> step = Vector256.Create(Constants.TimeStep / (l == hidden - 1 ? TraceTime : 2 * TraceTime * (hidden - l - 1)));
            Vector256<double>[] values = trace.Vectors, e = Layers[l].PastRate.Vectors;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] += step * (e[i] - values[i]);
                values[i] += step * (e[i] - values[i]);
            }
        }
    }

    private void SetOutputBursts(ReadOnlySpan<double> target, bool teaching)
    {
        ContinuousLayer output = Layers[^1];
        double baseline = Constants.BaselineBurstProbability;
        for (int i = 0; i < output.Rate.Count; i++)
        {
            double e = output.Rate[i];
            output.BurstProbability[i] = teaching ? baseline + baseline * ((target[i] - e) * (1 - e)) : baseline;
            output.BurstRate[i] = output.BurstProbability[i] * e;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void IntegrateApical(int l)
    {
        ContinuousLayer layer = Layers[l], above = Layers[l + 1];
        Units sums = Room(l);
        sums.Fill(0);
        layer.BurstFeedback!.AddSum(above.PastBurstRate.Values, sums);
        layer.EventFeedback!.AddSum(above.PastRate.Values, sums);
        Vector256<double> gain = Vector256.Create(Constants.ApicalGain), leak = Vector256.Create(Constants.TimeStep / Constants.ApicalTime);
        Vector256<double>[] feedback = sums.Vectors, pastE = layer.PastRate.Vectors, e = layer.Rate.Vectors, u = layer.Apical.Vectors;
        Vector256<double>[] p = layer.BurstProbability.Vectors, b = layer.BurstRate.Vectors;
        for (int i = 0; i < u.Length; i++)
        {
            u[i] += leak * (gain * (Vector256<double>.One - pastE[i]) * feedback[i] - u[i]);
            p[i] = DoubleMath.Logistic(u[i]);
            b[i] = p[i] * e[i];
        }
    }

    private void Learn(int l, ReadOnlySpan<double> presynaptic)
    {
        ContinuousLayer layer = Layers[l];
        Vector256<double> baseline = Vector256.Create(Constants.BaselineBurstProbability), step = Vector256.Create(LearningStep);
        Vector256<double>[] p = layer.PastBurstProbability.Vectors, e = layer.PastRate.Vectors;
        Vector256<double>[] factor = layer.Postsynaptic.Vectors, c = layer.Biases.Vectors;
        for (int i = 0; i < factor.Length; i++)
        {
            factor[i] = (p[i] - baseline) * e[i];
            c[i] += step * factor[i];
        }

        layer.Weights.AddProduct(LearningStep, layer.Postsynaptic, presynaptic);
    }
}
