using System.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Networks;

/// <summary>
/// How a layer is connected with the one below. Each of its positions sees a patch of the layer below through the same weights, one row of
/// weights for each of its channels. A dense layer has one position, whose patch is the whole layer below.
/// </summary>
internal abstract class Connection
{
    /// <summary>Units of the layer below.</summary>
    public abstract int Inputs { get; }

    /// <summary>Number of positions.</summary>
    public abstract int Positions { get; }

    /// <summary>Units at every position.</summary>
    public abstract int Channels { get; }

    /// <summary>Units of the layer below that a position sees: the length of a row of weights.</summary>
    public abstract int PatchLength { get; }

    /// <summary>Units of the layer.</summary>
    public int Units => Positions * Channels;

    /// <summary>Number of inputs of a unit, for the initialization of weights.</summary>
    public int FanIn => PatchLength;

    /// <summary>Number of units that an input reaches where it is in every patch, for the initialization of weights.</summary>
    public abstract int FanOut { get; }

    /// <summary>Whether the patches are the layer below itself.</summary>
    public bool IsDense => Positions == 1 && PatchLength == Inputs;

    /// <summary>Copies what the positions see.</summary>
    /// <param name="below">The layer below: a row for every example.</param>
    /// <param name="patches">A row for every position of every example.</param>
    public abstract void Gather<T>(Matrix<T> below, Matrix<T> patches)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// Sums, for every unit of the layer below, its entries in all patches: the transposed operation of <see cref="Gather"/>.
    /// </summary>
    /// <param name="patches">A row for every position of every example.</param>
    /// <param name="below">The layer below: a row for every example.</param>
    public abstract void Scatter<T>(Matrix<T> patches, Matrix<T> below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Every unit sees every unit of the layer below.</summary>
/// <param name="inputs">Units of the layer below.</param>
/// <param name="units">Units of the layer.</param>
internal sealed class DenseConnection(int inputs, int units) : Connection
{
    /// <inheritdoc/>
    public override int Inputs => inputs;

    /// <inheritdoc/>
    public override int Positions => 1;

    /// <inheritdoc/>
    public override int Channels => units;

    /// <inheritdoc/>
    public override int PatchLength => inputs;

    /// <inheritdoc/>
    public override int FanOut => units;

    /// <inheritdoc/>
    public override void Gather<T>(Matrix<T> below, Matrix<T> patches) => patches.CopyFrom(below);

    /// <inheritdoc/>
    public override void Scatter<T>(Matrix<T> patches, Matrix<T> below) => below.CopyFrom(patches);
}
