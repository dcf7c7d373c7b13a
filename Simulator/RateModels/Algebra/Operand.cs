using System.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>
/// A factor of a product as a kernel reads it: element (i, k) lies i steps of rows and k steps of columns from the first. The transposed
/// matrix is the same memory with the two steps exchanged.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
/// <param name="First">Address of the first element.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="RowStep">Elements from a row to the next.</param>
/// <param name="ColumnStep">Elements from a column to the next; one of the two steps is 1.</param>
internal readonly unsafe record struct Operand<T>(nint First, int Rows, int Columns, nint RowStep, nint ColumnStep)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Address of the first element.</summary>
    public T* Pointer => (T*)First;

    /// <summary>A whole matrix, as it is or transposed.</summary>
    public static Operand<T> Of(Matrix<T> matrix, bool transposed)
    {
        Operand<T> plain = new((nint)matrix.Pointer, matrix.Rows, matrix.Columns, matrix.Columns, 1);
        return transposed ? plain.Transposed : plain;
    }

    /// <summary>The transposed matrix.</summary>
    public Operand<T> Transposed => new(First, Columns, Rows, ColumnStep, RowStep);

    /// <summary>Address of an element.</summary>
    public T* At(int row, int column) => Pointer + row * RowStep + column * ColumnStep;

    /// <summary>Some of the rows.</summary>
    public Operand<T> RowsOf(int from, int until) => this with { First = (nint)At(from, 0), Rows = until - from };

    /// <summary>Some of the columns.</summary>
    public Operand<T> ColumnsOf(int from, int until) => this with { First = (nint)At(0, from), Columns = until - from };
}
