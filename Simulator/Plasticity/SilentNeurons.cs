using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// The neurons of a population whose slow average R_i may be below a minimum, as long as they are few. In a network that has learned they
/// are a handful, and a search for them among the targets of a synapse need not look at the averages of all of these.
/// </summary>
/// <remarks>
/// Between spikes an average decays by a known factor, and spikes only raise it. So a neuron that is below the minimum within the next n
/// steps is now below the minimum times the decay of n steps: it is enough to look at all neurons every n steps.
/// </remarks>
/// <param name="averages">Slow averages R_i (Hz).</param>
/// <param name="minimum">The minimum (Hz).</param>
internal sealed unsafe class SilentNeurons(DecayingTrace averages, double minimum)
{
    private const int StepsBetweenLooks = 1000;

    /// <summary>More are not listed: beyond this it is faster to look at the averages themselves.</summary>
    private const int Most = 8;

    // The averages are float32: what is above the minimum by more than that is above it for every way of rounding.
    private const double Rounding = 1e-5;

    private readonly int[] _neurons = new int[Most];
    private int _count;
    private int _nextLook;

    /// <summary>Lists the neurons that may be below the minimum in a step; steps ascend.</summary>
    /// <param name="step">The step.</param>
    /// <param name="neurons">The neurons, if they are few.</param>
    /// <returns>Whether they are few.</returns>
    public bool AreFew(int step, out ReadOnlySpan<int> neurons)
    {
        if (step >= _nextLook)
        {
            Look();
            _nextLook = step + StepsBetweenLooks;
        }

        neurons = _neurons.AsSpan(0, Math.Min(_count, Most));
        return _count <= Most;
    }

    /// <summary>Forgets the list, because the averages have been restored.</summary>
    public void Forget() => _nextLook = 0;

    private void Look()
    {
        double bound = minimum * (1 + Rounding) / averages.DecayOver(StepsBetweenLooks);
        float stored = (float)(bound / averages.Scale);
        _count = 0;
        for (int i = 0; i < averages.Stored.Length && _count <= Most; i++)
        {
            if (averages.Stored.Pointer[i] > stored) continue;
            if (_count < Most) _neurons[_count] = i;
            _count++;
        }
    }
}
