using System.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Networks;

/// <summary>
/// The way from a layer to the one below through feedback weights of the shape of the layer's own weights: the transposed operation of its
/// forward connection. A unit below that no patch contains receives 0.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class TopDown<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Arithmetic<T> _arithmetic;
    private readonly Connection _connection;
    private readonly Matrix<T>? _patches;

    internal TopDown(Layer<T> above, int batch, Arithmetic<T> arithmetic)
    {
        (_connection, _arithmetic) = (above.Connection, arithmetic);
        if (!_connection.IsDense) _patches = new Matrix<T>(checked(batch * _connection.Positions), _connection.PatchLength);
    }

    /// <summary>below = x Y.</summary>
    /// <param name="x">A quantity of the layer above.</param>
    /// <param name="weights">Y.</param>
    /// <param name="below">A row for every example.</param>
    public void Send(Matrix<T> x, Matrix<T> weights, Matrix<T> below)
    {
        Matrix<T> patches = Patches(x, below);
        _arithmetic.Multiply(x, false, weights, false, patches);
        if (_patches is not null) _connection.Scatter(patches, below);
    }

    /// <summary>below = x Y - y Q.</summary>
    /// <param name="x">A quantity of the layer above.</param>
    /// <param name="weights">Y.</param>
    /// <param name="y">Another.</param>
    /// <param name="subtracted">Q.</param>
    /// <param name="below">A row for every example.</param>
    public void Send(Matrix<T> x, Matrix<T> weights, Matrix<T> y, Matrix<T> subtracted, Matrix<T> below)
    {
        Matrix<T> patches = Patches(x, below);
        _arithmetic.Multiply(x, false, weights, false, patches);
        _arithmetic.Multiply(y, false, subtracted, false, patches, ProductMode.Subtract);
        if (_patches is not null) _connection.Scatter(patches, below);
    }

    /// <summary>
    /// A quantity of the layer below as the positions of the layer above see it: a factor of the gradient of feedback weights.
    /// </summary>
    public Matrix<T> View(Matrix<T> below)
    {
        if (_patches is null) return below;
        _patches.Use(below.Rows * _connection.Positions);
        _connection.Gather(below, _patches);
        return _patches;
    }

    private Matrix<T> Patches(Matrix<T> x, Matrix<T> below)
    {
        if (_patches is null) return below;
        _patches.Use(x.Rows);
        return _patches;
    }
}
