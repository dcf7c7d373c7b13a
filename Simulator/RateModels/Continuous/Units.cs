using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// One number for each unit of a layer, four to a vector. The places that fill the last vector up are computed like units, but nothing
/// reads them.
/// </summary>
/// <param name="count">Number of units.</param>
internal readonly struct Units(int count)
{
    /// <summary>Numbers in a vector.</summary>
    public const int PerVector = 4;

    /// <summary>The vectors.</summary>
    public Vector256<double>[] Vectors { get; } = new Vector256<double>[(count + PerVector - 1) / PerVector];

    /// <summary>The numbers of the units.</summary>
    public Span<double> Values => MemoryMarshal.Cast<Vector256<double>, double>(Vectors.AsSpan())[..count];

    /// <summary>Number of units.</summary>
    public int Count => count;

    /// <summary>Whether no number of a unit is NaN or infinite.</summary>
    public bool AreFinite => double.IsFinite(TensorPrimitives.MaxMagnitude<double>(Values));

    /// <summary>The number of a unit.</summary>
    public ref double this[int unit] => ref Values[unit];

    /// <summary>Gives all places the same number.</summary>
    public void Fill(double value) => Vectors.AsSpan().Fill(Vector256.Create(value));

    /// <summary>Takes over the numbers of others, as many.</summary>
    public void CopyFrom(Units others) => others.Vectors.CopyTo(Vectors, 0);
}
