using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Inputs;

/// <summary>
/// Many independent background sources of one rate per neuron, all with the same weight onto one receptor. What matters is how many of them
/// spike in a step: for n sources of probability p = rate * dt a binomial number (mean n p, variance n p (1 - p)). One random word per
/// neuron and step draws it, so the work does not depend on the number of sources.
/// </summary>
/// <remarks>
/// A uniform 32-bit word U gives the count N by inversion: N is the number of k = 0, 1, ... with U &lt; 2^32 P(N &gt; k), so N exceeds k
/// with just that probability, rounded to a multiple of 2^-32. The thresholds fall with k, so where no lane of a vector is below one, none
/// is below the next: comparisons stop there, but not before the threshold that eight lanes pass with a probability below one in a hundred,
/// so that the end is the same almost always and the processor foresees it.
/// The word of a neuron in a step is a function of its index and of the step.
/// </remarks>
internal sealed unsafe class SuperposedBackground : BackgroundNoise
{
    private const double Words = 4294967296.0;
    private const uint SignBit = 0x80000000;
    private const double SurePassage = 0.01 / 8;

    private readonly RandomKey _key;
    private readonly float _weight;
    private readonly AlignedArray<float> _conductances;

    // The neurons of this process, whose first is the first of a block of random numbers, and whose last vector may be filled up.
    private readonly int _first, _end;

    // 2^32 P(N > k), less 2^31: comparisons of vectors are of signed numbers. The last is that of probability 0.
    private readonly int[] _thresholds;
    private readonly int _certain;

    private SuperposedBackground(
        RandomKey key, IReadOnlyList<double> tail, double weight, AlignedArray<float> conductances, NeuronRange neurons)
    {
        if (neurons.First % NeuronRange.Group != 0) throw new ArgumentException("a part begins within a block", nameof(neurons));
        (_first, _end) = (neurons.First, neurons.End == conductances.Length ? conductances.PaddedLength : neurons.End);
        _key = key;
        _weight = (float)weight;
        _conductances = conductances;
        _thresholds = [.. tail.Select(p => (int)((uint)Math.Min(Math.Round(p * Words), uint.MaxValue) ^ SignBit))];
        _certain = tail.TakeWhile(p => p > SurePassage).Count();
    }

    /// <summary>The sources of a population for one receptor; none if the rate or the weight is 0.</summary>
    /// <param name="population">Target population.</param>
    /// <param name="receptor">Receptor that the spikes act on.</param>
    /// <param name="sources">Number of sources per neuron.</param>
    /// <param name="rate">Rate of each source (Hz).</param>
    /// <param name="weight">What a spike adds: conductance in units of the leak, or potential (V).</param>
    /// <param name="occurrence">Which of the population's background entries for this receptor it is, from 0: part of the key.</param>
    internal static IEnumerable<SuperposedBackground> Create(
        Population population, Receptor receptor, int sources, double rate, double weight, int occurrence)
    {
        if (rate == 0 || weight == 0 || population.Own.Count == 0) yield break;
        RandomKey key = RandomKey.Of(population.Settings.Seed, RandomPurpose.Background)
            .Derive(population.Name).Derive((uint)receptor, (uint)occurrence);
        yield return new SuperposedBackground(
            key,
            TailProbabilities(sources, rate * population.Settings.TimeStep),
            weight,
            population.ConductanceOfEach(receptor),
            population.Own);
    }

    /// <summary>P(N > k) of a binomial number, k = 0, 1, ... down to the first that rounds to no word.</summary>
    private static List<double> TailProbabilities(int trials, double probability)
    {
        // P(N = k + 1) = P(N = k) (n - k)/(k + 1) p/(1 - p); tails are added up from their small end.
        List<double> mass = [Math.Exp(trials * Logarithms.OnePlus(-probability))];
        for (int k = 0; k < trials && (k < trials * probability || mass[^1] * Words > 1e-3); k++)
            mass.Add(mass[^1] * (trials - k) / (k + 1) * probability / (1 - probability));
        double[] tail = new double[mass.Count];
        for (int k = mass.Count - 2; k >= 0; k--) tail[k] = tail[k + 1] + mass[k + 1];
        return [.. tail.TakeWhile(p => p * Words >= 0.5), 0];
    }

    /// <summary>Adds the weight of this step's spikes to the conductances.</summary>
    // Compiled with all optimizations at once: in code that is still to be optimized every operation on vectors is a call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Deliver(int step)
    {
        Vector256<float> weight = Vector256.Create(_weight);
        int end = _end;
        float* conductances = _conductances.Pointer;

        // Arrays are padded to 16 neurons; a block of random numbers is for 32.
        for (int first = _first; first < end; first += NeuronRange.Group)
        {
            Threefry16 words = Threefry.Block16(_key, (uint)step, (uint)first / 2);
            Add(words.Low.First, weight, conductances + first);
            Add(words.Low.Second, weight, conductances + first + 8);
            if (first + 16 == end) break;
            Add(words.High.First, weight, conductances + first + 16);
            Add(words.High.Second, weight, conductances + first + 24);
        }
    }

    /// <summary>Does nothing: the spikes of a step depend on nothing before it.</summary>
    public override void VisitState(StateVisitor visitor)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Vector256<uint> words, Vector256<float> weight, float* conductances)
    {
        Vector256<int> word = (words ^ Vector256.Create(SignBit)).AsInt32(), minusCount = Vector256<int>.Zero;
        ReadOnlySpan<int> thresholds = _thresholds;
        int k = 0;
        for (; k < _certain; k++) minusCount += Vector256.LessThan(word, Vector256.Create(thresholds[k]));
        for (; k < thresholds.Length; k++)
        {
            Vector256<int> below = Vector256.LessThan(word, Vector256.Create(thresholds[k]));
            if (below == Vector256<int>.Zero) break;
            minusCount += below;
        }

        Vector256<float> count = Vector256.ConvertToSingle(-minusCount);
        Vector256.FusedMultiplyAdd(count, weight, Vector256.Load(conductances)).Store(conductances);
    }
}
