using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Numerics.Tensors;
using Spiking.Engine;
using Spiking.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>
/// The operations on matrices of which rate models are made. In float32 they use vectors and threads, and give the same bits for any width
/// and any number of threads; in float64 they are the plain loops of the definition. After the first batch nothing is allocated.
/// </summary>
/// <typeparam name="T">float in training, double in the reference calculation.</typeparam>
internal sealed unsafe class Arithmetic<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Crew? _crew;
    private readonly SharedProduct? _products;

    /// <summary>Prepares an arithmetic.</summary>
    /// <param name="threads">Number of threads, the caller's own included.</param>
    /// <param name="bits">Width of vectors: 128, 256 or 512; by default the widest that this machine has.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is below 1, or there are no vectors of this width.</exception>
    public Arithmetic(int threads = 1, int? bits = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Bits = bits ?? LaneWidth.Bits;
        if (Bits is not (128 or 256 or 512))
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "Vectors have 128, 256 or 512 bits.");
        if (typeof(T) != typeof(float)) return;
        _products = SharedProduct.Create(Bits, threads);
        if (threads > 1) _crew = new Crew(threads);
    }

    /// <summary>Width of the vectors in use.</summary>
    public int Bits { get; }

    /// <summary>Number of threads.</summary>
    public int Threads => _crew?.Threads ?? 1;

    /// <summary>to = A B, or to + A B, or to - A B, where A and B may be transposed.</summary>
    /// <exception cref="ArgumentException">The sizes do not match.</exception>
    public void Multiply(Matrix<T> a, bool transposeA, Matrix<T> b, bool transposeB, Matrix<T> to, ProductMode mode = ProductMode.Replace)
    {
        Operand<T> left = Operand<T>.Of(a, transposeA), right = Operand<T>.Of(b, transposeB), result = Operand<T>.Of(to, false);
        if (left.Columns != right.Rows)
            throw new ArgumentException($"A product of {left.Rows} x {left.Columns} and {right.Rows} x {right.Columns} does not exist.");
        to.RequireSize(left.Rows, right.Columns);
        if (_products is null)
        {
            PlainProduct.Run(left, right, result, mode);
            return;
        }

        // Rows of the left factor are read where they are, and the right factor is copied: of a product with B transposed the larger one
        // comes left.
        if (!transposeA && transposeB && right.Columns > left.Rows)
            (left, right, result) = (right.Transposed, left.Transposed, result.Transposed);
        _products.Run(Single(left), Single(right), Single(result), mode, _crew);
    }

    /// <summary>Moves weights one step down the gradient Aᵀ B: of every row of A, an example, with the same row of B the outer product,
    /// summed.</summary>
    /// <exception cref="ArgumentException">The sizes do not match.</exception>
    public void Descend(Matrix<T> a, Matrix<T> b, Descent<T> descent)
    {
        b.RequireSize(a.Rows, b.Columns);
        descent.Weights.RequireSize(a.Columns, b.Columns);
        if (_products is not null && descent is Descent<float> single
            && _products.TryDescend(Single(Operand<T>.Of(a, true)), Single(Operand<T>.Of(b, false)), single, _crew))
        {
            return;
        }

        Multiply(a, true, b, false, descent.Gradient);
        Descend(descent.Gradient, descent);
    }

    /// <summary>Moves weights one step down a gradient.</summary>
    public void Descend(Matrix<T> gradient, Descent<T> descent)
    {
        gradient.RequireSize(descent.Weights.Rows, descent.Weights.Columns);
        if (typeof(T) == typeof(double)) descent.Step<Real64>(0, gradient.Count, gradient.Pointer);
        else if (Bits == 512) descent.Step<Lanes512>(0, gradient.Count, gradient.Pointer);
        else if (Bits == 256) descent.Step<Lanes256>(0, gradient.Count, gradient.Pointer);
        else descent.Step<Lanes128>(0, gradient.Count, gradient.Pointer);
    }

    /// <summary>Sums of the columns, each a chain of additions in the order of the rows, times a factor.</summary>
    /// <param name="x">The matrix.</param>
    /// <param name="factor">What the sums are multiplied by.</param>
    /// <param name="to">One row.</param>
    [SuppressMessage("Performance", "CA1822", Justification = "Called like the other operations, some of which use the threads.")]
    public void SumColumns(Matrix<T> x, double factor, Matrix<T> to)
    {
        to.RequireSize(1, x.Columns);
        Span<T> sums = to.Span;
        sums.Clear();
        for (int i = 0; i < x.Rows; i++) TensorPrimitives.Add(sums, x.Row(i), sums);
        if (factor != 1) TensorPrimitives.Multiply(sums, T.CreateChecked(factor), sums);
    }

    /// <summary>Adds a row to every row of a matrix.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "Called like the other operations, some of which use the threads.")]
    public void AddRow(Matrix<T> row, Matrix<T> to)
    {
        row.RequireSize(1, to.Columns);
        for (int i = 0; i < to.Rows; i++) TensorPrimitives.Add(to.Row(i), row.Span, to.Row(i));
    }

    /// <summary>to = f(x), element by element in the order of memory; both may be the same matrix.</summary>
    public void Apply<TFunction>(TFunction function, Matrix<T> x, Matrix<T> to)
        where TFunction : struct, IUnaryFunction
    {
        RequireCount(to, x);
        if (typeof(T) == typeof(double)) Elementwise<T, Real64>.Apply(function, to.Count, x.Pointer, to.Pointer);
        else if (Bits == 512) Elementwise<T, Lanes512>.Apply(function, to.Count, x.Pointer, to.Pointer);
        else if (Bits == 256) Elementwise<T, Lanes256>.Apply(function, to.Count, x.Pointer, to.Pointer);
        else Elementwise<T, Lanes128>.Apply(function, to.Count, x.Pointer, to.Pointer);
    }

    /// <summary>to = f(x, y), element by element; the result may be one of the arguments.</summary>
    public void Apply<TFunction>(TFunction function, Matrix<T> x, Matrix<T> y, Matrix<T> to)
        where TFunction : struct, IBinaryFunction
    {
        RequireCount(to, x);
        RequireCount(to, y);
        if (typeof(T) == typeof(double)) Elementwise<T, Real64>.Apply(function, to.Count, x.Pointer, y.Pointer, to.Pointer);
        else if (Bits == 512) Elementwise<T, Lanes512>.Apply(function, to.Count, x.Pointer, y.Pointer, to.Pointer);
        else if (Bits == 256) Elementwise<T, Lanes256>.Apply(function, to.Count, x.Pointer, y.Pointer, to.Pointer);
        else Elementwise<T, Lanes128>.Apply(function, to.Count, x.Pointer, y.Pointer, to.Pointer);
    }

    /// <summary>to = f(x, y, z), element by element; the result may be one of the arguments.</summary>
    public void Apply<TFunction>(TFunction function, Matrix<T> x, Matrix<T> y, Matrix<T> z, Matrix<T> to)
        where TFunction : struct, ITernaryFunction
    {
        RequireCount(to, x);
        RequireCount(to, y);
        RequireCount(to, z);
        if (typeof(T) == typeof(double)) Elementwise<T, Real64>.Apply(function, to.Count, x.Pointer, y.Pointer, z.Pointer, to.Pointer);
        else if (Bits == 512) Elementwise<T, Lanes512>.Apply(function, to.Count, x.Pointer, y.Pointer, z.Pointer, to.Pointer);
        else if (Bits == 256) Elementwise<T, Lanes256>.Apply(function, to.Count, x.Pointer, y.Pointer, z.Pointer, to.Pointer);
        else Elementwise<T, Lanes128>.Apply(function, to.Count, x.Pointer, y.Pointer, z.Pointer, to.Pointer);
    }

    /// <summary>Dismisses the threads.</summary>
    public void Dispose() => _crew?.Dispose();

    // A map has a row for every example in one view and for every position in another: the same elements in the same order.
    private static void RequireCount(Matrix<T> to, Matrix<T> from)
    {
        if (from.Count != to.Count)
            throw new ArgumentException($"A matrix of {from.Count} elements is given where one of {to.Count} is needed.");
    }

    private static Operand<float> Single(in Operand<T> o) => new(o.First, o.Rows, o.Columns, o.RowStep, o.ColumnStep);
}
