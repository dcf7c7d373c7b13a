using Spiking.Numerics;

namespace Spiking.Protocols.TargetRate;

/// <summary>
/// The plastic weights into the input layer, one for each neuron. The rule of BurstCCN with a constant pre-synaptic activity:
/// W -= eta p_b at an event of the neuron, W += eta at a burst, so that the mean change per event is eta (P - p_b): potentiation where the
/// neuron bursts with more than the baseline probability, depression where with less. eta = dt lr I_in, with the published program's units.
/// Source: Greedy et al. 2022, Eq. 1.
/// </summary>
public sealed class InputWeights
{
    private readonly float _potentiation;
    private readonly double _perBurst;
    private readonly float _maximum;

    /// <summary>Creates the weights at their initial value.</summary>
    public InputWeights(TargetRateProtocolDescription protocol)
    {
        Weights = new AlignedArray<float>(protocol.Neurons);
        Weights.Fill((float)protocol.Input.InitialWeight);
        _perBurst = protocol.TimeStep * protocol.Input.LearningRate * protocol.Input.Current;
        _potentiation = (float)_perBurst;
        _maximum = (float)protocol.Input.MaximumWeight;
    }

    /// <summary>The weights.</summary>
    public AlignedArray<float> Weights { get; }

    /// <summary>Their mean.</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            foreach (float weight in Weights.Span) sum += weight;
            return sum / Weights.Length;
        }
    }

    /// <summary>Changes the weights of the neurons that had an event or a burst in the present step.</summary>
    /// <param name="events">The neurons that had an event.</param>
    /// <param name="bursts">The neurons that had a burst.</param>
    /// <param name="baseline">The burst probability p_b at which nothing is learned.</param>
    public void Learn(ReadOnlySpan<int> events, ReadOnlySpan<int> bursts, double baseline)
    {
        float depression = (float)(baseline * _perBurst);
        foreach (int neuron in events) Add(neuron, -depression);
        foreach (int neuron in bursts) Add(neuron, _potentiation);
    }

    private void Add(int neuron, float change)
    {
        ref float weight = ref Weights.Span[neuron];
        weight = Math.Clamp(weight + change, 0, _maximum);
    }
}
