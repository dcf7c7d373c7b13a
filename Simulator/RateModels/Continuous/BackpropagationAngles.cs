using Spiking.Snapshots;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// Angles between the changes of weights of a step and the descent of the squared error of an ordinary network of logistic units with the
/// weights before the step and its input. Both are products of a postsynaptic and a presynaptic vector, so that the cosine between two such
/// matrices is the product of the cosines between their vectors.
/// </summary>
/// <param name="network">The network, with one output unit.</param>
internal sealed class BackpropagationAngles(ContinuousNetwork network) : IHasState
{
    private readonly double[] _sums = new double[network.Layers.Count];
    private readonly double[][] _rates = [.. network.Layers.Select(layer => new double[layer.Rate.Count])];
    private readonly double[][] _deltas = [.. network.Layers.Select(layer => new double[layer.Rate.Count])];
    private readonly double[][,] _weights = [.. network.Layers.Select(layer => new double[layer.Weights.UnitCount, layer.Weights.Inputs])];
    private readonly double[][] _biases = [.. network.Layers.Select(layer => new double[layer.Rate.Count])];
    private int _count;

    /// <summary>Shows the sums of the present mean.</summary>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Array("sums of angles", _sums);
        visitor.Value("number of angles", ref _count);
    }

    /// <summary>Begins a mean.</summary>
    public void Begin()
    {
        Array.Clear(_sums);
        _count = 0;
    }

    /// <summary>Keeps the weights before a step.</summary>
    public void Prepare()
    {
        for (int l = 0; l < _weights.Length; l++)
        {
            ContinuousLayer layer = network.Layers[l];
            layer.Biases.Values.CopyTo(_biases[l]);
            for (int j = 0; j < layer.Weights.UnitCount; j++)
            {
                for (int i = 0; i < layer.Weights.Inputs; i++) _weights[l][j, i] = layer.Weights[j, i];
            }
        }
    }

    /// <summary>Adds the angles of the step that was done.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="target">Its target.</param>
    public void Measure(ReadOnlySpan<double> input, double target)
    {
        for (int l = 0; l < _weights.Length; l++) Forward(l, l == 0 ? input : _rates[l - 1]);
        int last = _weights.Length - 1;
        double e = _rates[last][0];
        _deltas[last][0] = (target - e) * e * (1 - e);
        for (int l = last - 1; l >= 0; l--) Backward(l);
        for (int l = 0; l <= last; l++)
        {
            double cosine = Cosine(network.Layers[l].Postsynaptic.Values, _deltas[l])
                * Cosine(network.Presynaptic(l, input), l == 0 ? input : _rates[l - 1]);
            _sums[l] += Math.Acos(Math.Clamp(cosine, -1, 1)) * (180 / Math.PI);
        }

        _count++;
    }

    /// <summary>The mean angles of the layers since the beginning; NaN if there were none, or a change was zero.</summary>
    public double[] End() => [.. _sums.Select(sum => sum / _count)];

    private void Forward(int l, ReadOnlySpan<double> below)
    {
        for (int j = 0; j < _rates[l].Length; j++)
        {
            double sum = _biases[l][j];
            for (int i = 0; i < below.Length; i++) sum += _weights[l][j, i] * below[i];
            _rates[l][j] = 1 / (1 + Math.Exp(-sum));
        }
    }

    private void Backward(int l)
    {
        for (int j = 0; j < _deltas[l].Length; j++)
        {
            double sum = 0;
            for (int i = 0; i < _deltas[l + 1].Length; i++) sum += _weights[l + 1][i, j] * _deltas[l + 1][i];
            _deltas[l][j] = sum * _rates[l][j] * (1 - _rates[l][j]);
        }
    }

    private static double Cosine(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double product = 0, normA = 0, normB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            product += a[i] * b[i];
            normA += a[i] * a[i];
            normB += b[i] * b[i];
        }

        return product / (Math.Sqrt(normA) * Math.Sqrt(normB));
    }
}
