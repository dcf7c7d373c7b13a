using Spiking.Engine;
using Spiking.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>Products of float32 matrices, divided among threads by rows or columns of the result.</summary>
internal abstract class SharedProduct
{
    /// <summary>Below this number of multiplications a product is not worth another thread.</summary>
    public const long WorthSharing = 200_000;

    /// <summary>Products with vectors of a width.</summary>
    public static SharedProduct Create(int bits, int threads) => bits switch
    {
        512 => new SharedProduct<Lanes512>(threads),
        256 => new SharedProduct<Lanes256>(threads),
        _ => new SharedProduct<Lanes128>(threads),
    };

    /// <summary>Computes C = A B, or C + A B, or C - A B.</summary>
    public abstract void Run(in Operand<float> left, in Operand<float> right, in Operand<float> result, ProductMode mode, Crew? crew);

    /// <summary>
    /// Moves weights down a gradient A B while its rows are in the cache. False: the factors are too long for that, and nothing was done.
    /// </summary>
    public abstract bool TryDescend(in Operand<float> left, in Operand<float> right, Descent<float> descent, Crew? crew);
}

/// <inheritdoc/>
/// <typeparam name="L">Vector type.</typeparam>
internal sealed class SharedProduct<L> : SharedProduct
    where L : unmanaged, ILanes<L>
{
    private readonly PackedProduct<L>[] _products;
    private readonly Action<int> _runShare, _descendShare;
    private Operand<float> _left, _right, _result;
    private ProductMode _mode;
    private Descent<float>? _descent;

    public SharedProduct(int threads)
    {
        _products = [.. Enumerable.Range(0, threads).Select(_ => new PackedProduct<L>())];
        (_runShare, _descendShare) = (RunShare, DescendShare);
    }

    /// <inheritdoc/>
    public override void Run(in Operand<float> left, in Operand<float> right, in Operand<float> result, ProductMode mode, Crew? crew)
    {
        if (crew is null || !IsWorthSharing(left, right))
        {
            _products[0].Run(left, right, result, mode);
            return;
        }

        (_left, _right, _result, _mode) = (left, right, result, mode);
        crew.Run(_runShare);
    }

    /// <inheritdoc/>
    public override bool TryDescend(in Operand<float> left, in Operand<float> right, Descent<float> descent, Crew? crew)
    {
        if (!PackedProduct<L>.Fits(right.Rows, right.Columns)) return false;
        (_left, _right, _descent) = (left, right, descent);
        if (crew is null || !IsWorthSharing(left, right)) Descend(0, left.Rows, 0);
        else crew.Run(_descendShare);
        return true;
    }

    private static bool IsWorthSharing(in Operand<float> left, in Operand<float> right) =>
        (long)left.Rows * left.Columns * right.Columns >= WorthSharing;

    private void RunShare(int share)
    {
        if (_result.Rows >= _result.Columns)
        {
            (int from, int until) = Share(share, _result.Rows, 2);
            if (from < until) _products[share].Run(_left.RowsOf(from, until), _right, _result.RowsOf(from, until), _mode);
        }
        else
        {
            (int from, int until) = Share(share, _result.Columns, PackedProduct<L>.Width);
            if (from < until) _products[share].Run(_left, _right.ColumnsOf(from, until), _result.ColumnsOf(from, until), _mode);
        }
    }

    private void DescendShare(int share)
    {
        (int from, int until) = Share(share, _left.Rows, 2);
        if (from < until) Descend(from, until, share);
    }

    private void Descend(int from, int until, int share)
    {
        Sink sink = new(_descent!, from);
        _products[share].RunInto(_left.RowsOf(from, until), _right, ref sink);
    }

    // Shares of whole units, which the results do not depend on.
    private (int From, int Until) Share(int share, int count, int unit)
    {
        long units = (count + unit - 1) / unit, of = _products.Length;
        return (Math.Min(count, (int)(units * share / of) * unit), Math.Min(count, (int)(units * (share + 1) / of) * unit));
    }

    private readonly unsafe struct Sink(Descent<float> descent, int first) : IRowSink
    {
        public void Take(int row, int rows, float* values)
        {
            int columns = descent.Weights.Columns;
            descent.Step<L>((first + row) * columns, rows * columns, values);
        }
    }
}
