using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Spiking.Engine;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// Weights of the connections onto a layer, stored input by input: the weights of one input onto all units stand side by side, so that what
/// is done for each unit is done for four at a time, and every sum over inputs runs in the order of the inputs.
/// </summary>
/// <param name="inputs">Number of inputs.</param>
/// <param name="units">Number of units.</param>
internal sealed class Weights(int inputs, int units)
{
    // The loops are small and hot from the first step on.
    private const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization;

    private readonly int _perInput = (units + Units.PerVector - 1) / Units.PerVector;
    private readonly Vector256<double>[] _vectors = new Vector256<double>[checked(inputs * ((units
        + Units.PerVector - 1) / Units.PerVector))];

    public int Inputs => inputs;

    public int UnitCount => units;

    /// <summary>Whether no weight is NaN or infinite.</summary>
    public bool AreFinite
    {
        get
        {
            // Row by row: what fills the last vector of a row up is no weight.
            for (int input = 0; input < inputs; input++)
                if (!double.IsFinite(TensorPrimitives.MaxMagnitude<double>(Values(input)))) return false;
            return true;
        }
    }

    /// <summary>The weight from an input onto a unit.</summary>
    public ref double this[int unit, int input]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)unit, (uint)units);
            return ref Values(input)[unit];
        }
    }

    private Span<double> Values(int input) =>
        MemoryMarshal.Cast<Vector256<double>, double>(_vectors.AsSpan(input * _perInput, _perInput))[..units];

    /// <summary>Adds the weighted sum of the inputs to each unit's number. Inputs that are exactly 0 are passed over.</summary>
    /// <param name="activity">A number for each input.</param>
    /// <param name="to">The sums.</param>
    [MethodImpl(Kernel)]
    public void AddSum(ReadOnlySpan<double> activity, Units to)
    {
        Span<Vector256<double>> sums = to.Vectors, weights = _vectors;
        for (int i = 0, first = 0; i < inputs; i++, first += sums.Length)
        {
            if (activity[i] == 0) continue;
            Vector256<double> factor = Vector256.Create(activity[i]);
            for (int j = 0; j < sums.Length; j++) sums[j] = Vector256.FusedMultiplyAdd(weights[first + j], factor, sums[j]);
        }
    }

    /// <summary>Adds factor x activity of the input x postsynaptic number of the unit to each weight.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="postsynaptic">A number for each unit.</param>
    /// <param name="activity">A number for each input.</param>
    [MethodImpl(Kernel)]
    public void AddProduct(double factor, Units postsynaptic, ReadOnlySpan<double> activity)
    {
        ReadOnlySpan<Vector256<double>> units = postsynaptic.Vectors;
        Span<Vector256<double>> weights = _vectors;
        for (int i = 0, first = 0; i < inputs; i++, first += units.Length)
        {
            if (activity[i] == 0) continue;
            Vector256<double> scale = Vector256.Create(factor * activity[i]);
            for (int j = 0; j < units.Length; j++) weights[first + j] = Vector256.FusedMultiplyAdd(scale, units[j], weights[first + j]);
        }
    }

    /// <summary>
    /// Becomes factor x the transpose of other weights: those from a layer onto the next become feedback in the other direction.
    /// </summary>
    [MethodImpl(Kernel)]
    public void SetTransposed(Weights others, double factor)
    {
        Span<double> to = MemoryMarshal.Cast<Vector256<double>, double>(_vectors.AsSpan());
        ReadOnlySpan<double> from = MemoryMarshal.Cast<Vector256<double>, double>(others._vectors.AsSpan());
        int row = _perInput * Units.PerVector, otherRow = others._perInput * Units.PerVector;
        for (int i = 0; i < inputs; i++)
        {
            for (int j = 0; j < units; j++) to[i * row + j] = factor * from[j * otherRow + i];
        }
    }

    /// <summary>Draws independent normal numbers of mean 0, unit by unit in the order of the inputs.</summary>
    /// <param name="key">Key of the numbers.</param>
    /// <param name="deviation">Their standard deviation.</param>
    public void Draw(RandomKey key, double deviation)
    {
        RandomStream stream = new(key);
        for (int unit = 0; unit < units; unit++)
        {
            for (int input = 0; input < inputs; input++) this[unit, input] = deviation * stream.NextGaussian();
        }
    }

    /// <summary>Shows all weights under a name.</summary>
    public void VisitState(StateVisitor visitor, string name)
    {
        for (int input = 0; input < inputs; input++) visitor.Array(name, Values(input));
    }

    /// <summary>Adds the weights, unit by unit, to a fingerprint.</summary>
    public void AddTo(ref Fingerprint hash)
    {
        for (int unit = 0; unit < units; unit++)
        {
            for (int input = 0; input < inputs; input++) hash.Add(BitConverter.DoubleToUInt64Bits(this[unit, input]));
        }
    }
}
