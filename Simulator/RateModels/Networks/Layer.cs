using System.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Networks;

/// <summary>
/// A layer of ensembles: somatic potential v = W x + c and event rate e = f(v), for every example of a batch. Matrices have a row for every
/// position of every example, in a dense layer a row for every example.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Arithmetic<T> _arithmetic;
    private readonly Matrix<T>? _patches;

    /// <summary>Makes a layer whose weights are zero.</summary>
    /// <param name="connection">Its connection with the layer below.</param>
    /// <param name="activation">What it makes of its potentials.</param>
    /// <param name="batch">Largest number of examples at a time.</param>
    /// <param name="arithmetic">What computes.</param>
    public Layer(Connection connection, Activation activation, int batch, Arithmetic<T> arithmetic)
    {
        (Connection, Activation, _arithmetic) = (connection, activation, arithmetic);
        Weights = new Matrix<T>(connection.Channels, connection.PatchLength);
        Biases = new Matrix<T>(1, connection.Channels);
        Potentials = CreateBatch(batch);
        Rates = CreateBatch(batch);
        Slopes = CreateBatch(batch);
        RatesByExample = Rates.WithColumns(connection.Units);
        if (!connection.IsDense) _patches = new Matrix<T>(batch * connection.Positions, connection.PatchLength);
        Presynaptic = _patches ?? new Matrix<T>(0, connection.Inputs);
    }

    /// <summary>The connection with the layer below.</summary>
    public Connection Connection { get; }

    /// <summary>Activation function of the layer.</summary>
    public Activation Activation { get; }

    /// <summary>W: a row for every channel, a column for every unit of a patch.</summary>
    public Matrix<T> Weights { get; }

    /// <summary>c: one row.</summary>
    public Matrix<T> Biases { get; }

    /// <summary>v.</summary>
    public Matrix<T> Potentials { get; }

    /// <summary>e.</summary>
    public Matrix<T> Rates { get; }

    /// <summary>h = f'(v)/e.</summary>
    public Matrix<T> Slopes { get; }

    /// <summary>e with a row for every example: the memory of <see cref="Rates"/>.</summary>
    public Matrix<T> RatesByExample { get; }

    /// <summary>Inputs of the positions in the last forward pass.</summary>
    public Matrix<T> Presynaptic { get; private set; }

    /// <summary>Makes a matrix for a quantity of the layer, of the size of its rates.</summary>
    public Matrix<T> CreateBatch(int batch) => new(checked(batch * Connection.Positions), Connection.Channels);

    /// <summary>Computes potentials, rates and slopes from the layer below.</summary>
    /// <param name="below">
    /// Rates of the layer below, a row for every example. The matrix must stay as it is until weights have been updated.
    /// </param>
    public void Forward(Matrix<T> below)
    {
        int rows = below.Rows * Connection.Positions;
        foreach (Matrix<T> matrix in (ReadOnlySpan<Matrix<T>>)[Potentials, Rates, Slopes]) matrix.Use(rows);
        RatesByExample.Use(below.Rows);
        Presynaptic = below;
        if (_patches is not null)
        {
            _patches.Use(rows);
            Connection.Gather(below, _patches);
            Presynaptic = _patches;
        }

        _arithmetic.Multiply(Presynaptic, false, Weights, true, Potentials);
        _arithmetic.AddRow(Biases, Potentials);
        Activation.Rates(_arithmetic, Potentials, Rates);
        Activation.RelativeSlopes(_arithmetic, Rates, Slopes);
    }
}
