using System.Numerics;
using Spiking.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>
/// A dense matrix, row by row without gaps, on a 64-byte boundary. Of a matrix of activities the rows are the examples of a batch; the last
/// batch of an epoch may use fewer rows than there is room for.
/// </summary>
/// <typeparam name="T">float in training, double in the reference calculation.</typeparam>
internal sealed unsafe class Matrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedArray<T> _values;

    /// <summary>Allocates a matrix of zeros.</summary>
    /// <param name="rows">Number of rows: all are in use.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="OverflowException">The matrix would have more elements than an array can.</exception>
    public Matrix(int rows, int columns)
        : this(new AlignedArray<T>(checked(rows * columns)), rows, columns)
    {
    }

    private Matrix(AlignedArray<T> values, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        (_values, Rows, RowsAtMost, Columns) = (values, rows, rows, columns);
    }

    /// <summary>Number of rows in use.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of rows that there is room for.</summary>
    public int RowsAtMost { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of elements in use.</summary>
    public int Count => Rows * Columns;

    /// <summary>Address of the first element.</summary>
    public T* Pointer => _values.Pointer;

    /// <summary>The elements in use, row by row.</summary>
    public Span<T> Span => new(_values.Pointer, Count);

    /// <summary>An element.</summary>
    public ref T this[int row, int column] => ref Row(row)[column];

    /// <summary>The elements of a row.</summary>
    public Span<T> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return new Span<T>(_values.Pointer + (nint)row * Columns, Columns);
    }

    /// <summary>Chooses how many rows are in use; their elements stay as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is not room for so many.</exception>
    public void Use(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)rows, (uint)RowsAtMost, nameof(rows));
        Rows = rows;
    }

    /// <summary>
    /// The same elements with another number of columns: both matrices share their memory, but not the number of rows in use.
    /// </summary>
    /// <exception cref="ArgumentException">The elements do not fill rows of this length.</exception>
    public Matrix<T> WithColumns(int columns)
    {
        int count = RowsAtMost * Columns;
        if (columns <= 0 || count % columns != 0)
            throw new ArgumentException($"{count} elements do not fill rows of {columns}.", nameof(columns));
        return new Matrix<T>(_values, count / columns, columns);
    }

    /// <summary>Takes over the elements of a matrix of the same size.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public void CopyFrom(Matrix<T> other)
    {
        RequireSize(other.Rows, other.Columns);
        other.Span.CopyTo(Span);
    }

    /// <summary>Checks the size before a pointer relies on it.</summary>
    /// <exception cref="ArgumentException">The matrix has another size.</exception>
    public void RequireSize(int rows, int columns)
    {
        if (Rows != rows || Columns != columns)
            throw new ArgumentException($"A matrix of {Rows} x {Columns} is given where one of {rows} x {columns} is needed.");
    }
}
