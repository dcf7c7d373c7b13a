using System.Runtime.Intrinsics;
using Spiking.Numerics;

namespace Spiking.Protocols.TargetRate;

/// <summary>
/// The shot noise of one compartment of a layer: in every step an excitatory pulse with probability p = rate dt and, independently, an
/// inhibitory one. The words of a neuron and step are a function of (seed, layer, compartment, step, neuron) and nothing else.
/// </summary>
public sealed unsafe class ShotNoisePulses
{
    private const int NeuronsPerDraw = 16;

    private readonly RandomKey _key;
    private readonly AlignedArray<int> _excitation;
    private readonly AlignedArray<int> _inhibition;

    /// <summary>Prepares the noise.</summary>
    /// <param name="noise">Its rate and current.</param>
    /// <param name="timeStep">Time step dt (s).</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="key">Key of the layer and compartment.</param>
    public ShotNoisePulses(ShotNoiseDescription noise, double timeStep, int neurons, RandomKey key)
    {
        _key = key;
        _excitation = new AlignedArray<int>(neurons);
        _inhibition = new AlignedArray<int>(neurons);
        double probability = noise.Rate * timeStep;

        // A word is uniform over the 2^32 signed integers, of which round(p 2^32) exceed this.
        Limit = (int)(int.MaxValue - Math.Round(probability * 4294967296.0));
        Amplitude = noise.Rate > 0 ? noise.Current / probability : 0;
    }

    /// <summary>A pulse comes where a word exceeds this.</summary>
    public int Limit { get; }

    /// <summary>Current of a pulse (A).</summary>
    public double Amplitude { get; }

    /// <summary>The words of the excitatory pulses of the present step, one for each neuron.</summary>
    public int* Excitation => _excitation.Pointer;

    /// <summary>The words of the inhibitory pulses.</summary>
    public int* Inhibition => _inhibition.Pointer;

    /// <summary>Draws the words of a step.</summary>
    public void Draw(int step)
    {
        // The arrays are padded to whole blocks of 16 words, which is what one draw fills.
        for (int first = 0; first < _excitation.Length; first += NeuronsPerDraw)
        {
            Threefry16 words = Threefry.Block16(_key, (uint)step, (uint)first);
            words.Low.First.AsInt32().Store(Excitation + first);
            words.High.First.AsInt32().Store(Excitation + first + 8);
            words.Low.Second.AsInt32().Store(Inhibition + first);
            words.High.Second.AsInt32().Store(Inhibition + first + 8);
        }
    }
}
