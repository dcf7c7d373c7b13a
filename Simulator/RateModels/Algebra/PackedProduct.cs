using System.Diagnostics;
using Spiking.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>Action on finished rows of a product while they are in the cache.</summary>
internal unsafe interface IRowSink
{
    /// <summary>Takes some rows.</summary>
    /// <param name="row">Index of the first.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="values">The rows, one after the other without gaps.</param>
    void Take(int row, int rows, float* values);
}

/// <summary>
/// Product of float32 matrices in tiles that fit the registers, with the right factor copied into panels that are read in order. Each
/// thread has one of its own. Every element is one chain of fused multiply-adds in the order of k, so that the bits are those of
/// <see cref="PlainProduct"/> whatever the width of the vectors is and however the rows or columns are divided among threads.
/// </summary>
/// <typeparam name="L">Vector type.</typeparam>
internal sealed unsafe class PackedProduct<L>
    where L : unmanaged, ILanes<L>
{
    private const int MostRows = 6;
    private const int FewRows = 4;

    // Steps along k that a panel holds, and floats that all panels hold: the panels stay in the second-level cache.
    private const int LongestPanel = 1024;
    private const int PanelFloats = 96 * 1024;

    private static readonly int s_width = 2 * L.Count;
    private readonly AlignedArray<float> _tile = new(MostRows * s_width);
    private AlignedArray<float> _left = new(MostRows * LongestPanel);
    private AlignedArray<float> _right = new(0);
    private AlignedArray<float> _rows = new(0);

    /// <summary>Number of columns of a tile: shares of threads are multiples of it.</summary>
    public static int Width => s_width;

    /// <summary>C = A B, or C + A B, or C - A B.</summary>
    public void Run(in Operand<float> a, in Operand<float> b, in Operand<float> c, ProductMode mode)
    {
        Debug.Assert(a.Columns == b.Rows && c.Rows == a.Rows && c.Columns == b.Columns, "sizes of a product");
        if (a.Columns == 0 && mode == ProductMode.Replace) Clear(c);
        for (int k = 0; k < a.Columns; k += LongestPanel)
        {
            int count = Math.Min(LongestPanel, a.Columns - k);
            int columns = ColumnsAtATime(count);
            Operand<float> left = a.ColumnsOf(k, k + count);
            PackLeft(left);
            for (int j = 0; j < c.Columns; j += columns)
            {
                int until = Math.Min(j + columns, c.Columns);
                Pack(b.RowsOf(k, k + count).ColumnsOf(j, until), mode == ProductMode.Subtract);
                bool fresh = k == 0 && mode == ProductMode.Replace;
                for (int i = 0, rows; i < c.Rows; i += rows)
                {
                    rows = RowsAtATime(c.Rows - i);
                    Group(left, i, c.RowsOf(i, i + rows).ColumnsOf(j, until), fresh);
                }
            }
        }
    }

    /// <summary>Whether all columns fit into the panels at once, as <see cref="RunInto"/> requires.</summary>
    public static bool Fits(int steps, int columns) => steps <= LongestPanel && columns <= ColumnsAtATime(steps);

    /// <summary>Computes A B and hands it on, a few rows at a time, instead of storing it.</summary>
    /// <param name="a">Left factor.</param>
    /// <param name="b">Right factor; it must fit (<see cref="Fits"/>).</param>
    /// <param name="sink">Takes the rows.</param>
    public void RunInto<TSink>(in Operand<float> a, in Operand<float> b, ref TSink sink)
        where TSink : struct, IRowSink
    {
        Debug.Assert(a.Columns == b.Rows && Fits(b.Rows, b.Columns), "sizes of a product");
        if (_rows.Length < MostRows * b.Columns) _rows = new AlignedArray<float>(MostRows * b.Columns);
        PackLeft(a);
        Pack(b, negated: false);
        for (int i = 0, rows; i < a.Rows; i += rows)
        {
            rows = RowsAtATime(a.Rows - i);
            Group(a, i, new Operand<float>((nint)_rows.Pointer, rows, b.Columns, b.Columns, 1), fresh: true);
            sink.Take(i, rows, _rows.Pointer);
        }
    }

    private static int ColumnsAtATime(int steps) => Math.Max(1, PanelFloats / (steps * s_width)) * s_width;

    // 32 rows as 4 x 6 + 2 x 4: no tile has rows that nobody needs.
    private static int RowsAtATime(int left) => left is FewRows or 2 * FewRows ? FewRows : Math.Min(left, MostRows);

    private static void Clear(in Operand<float> c)
    {
        for (int i = 0; i < c.Rows; i++)
            for (int j = 0; j < c.Columns; j++) *c.At(i, j) = 0;
    }

    // Rows of a tile that computes some rows of the result.
    private static int TileRows(int rows) => rows == FewRows ? FewRows : MostRows;

    // Whether a tile reads a copy of rows of the left factor, and where the copy lies: all rows are copied, or only the last ones are.
    private static bool IsCopied(in Operand<float> a, int rows) => a.ColumnStep != 1 || rows != TileRows(rows);

    private float* Copied(in Operand<float> a, int row) => _left.Pointer + (a.ColumnStep == 1 ? 0 : (nint)row * a.Columns);

    /// <summary>The products of up to six rows with all panels.</summary>
    /// <param name="a">Left factor.</param>
    /// <param name="first">First of the rows.</param>
    /// <param name="c">The rows of the result, and the columns that are in the panels.</param>
    /// <param name="fresh">Whether the result is replaced, not added to.</param>
    private void Group(in Operand<float> a, int first, in Operand<float> c, bool fresh)
    {
        int tileRows = TileRows(c.Rows), count = a.Columns;
        bool copied = IsCopied(a, c.Rows);
        float* left = copied ? Copied(a, first) : a.At(first, 0);
        (nint row, nint step) = copied ? (1, tileRows) : (a.RowStep, (nint)1);

        float* panel = _right.Pointer;
        for (int j = 0; j < c.Columns; j += s_width, panel += (nint)count * s_width)
        {
            int columns = Math.Min(s_width, c.Columns - j);
            bool whole = columns == s_width && c.Rows == tileRows && c.ColumnStep == 1;
            float* tile = whole ? c.At(0, j) : _tile.Pointer;
            nint tileRow = whole ? c.RowStep : s_width;
            if (!whole && !fresh) Fetch(c, j, columns);
            if (tileRows == MostRows) ProductTile.Six<L>(count, left, row, step, panel, tile, tileRow, fresh);
            else ProductTile.Four<L>(count, left, row, step, panel, tile, tileRow, fresh);
            if (!whole) Deliver(c, j, columns);
        }
    }

    private void Fetch(in Operand<float> c, int column, int columns)
    {
        for (int i = 0; i < c.Rows; i++)
            for (int j = 0; j < columns; j++) _tile.Pointer[i * s_width + j] = *c.At(i, column + j);
    }

    private void Deliver(in Operand<float> c, int column, int columns)
    {
        float* tile = _tile.Pointer;
        for (int i = 0; i < c.Rows; i++, tile += s_width)
        {
            float* to = c.At(i, column);
            for (int j = 0; j < columns; j++, to += c.ColumnStep) *to = tile[j];
        }
    }

    /// <summary>
    /// Copies rows of the left factor that a tile cannot read where they are, so that the numbers of one step lie together; rows that are
    /// not there are zeros.
    /// </summary>
    private void PackLeft(in Operand<float> a)
    {
        int room = checked(((a.ColumnStep == 1 ? 0 : a.Rows) + MostRows) * a.Columns);
        if (_left.Length < room) _left = new AlignedArray<float>(room);
        for (int first = 0, rows; first < a.Rows; first += rows)
        {
            rows = RowsAtATime(a.Rows - first);
            if (!IsCopied(a, rows)) continue;
            int tileRows = TileRows(rows);
            float* to = Copied(a, first);
            for (int k = 0; k < a.Columns; k++, to += tileRows)
            {
                float* from = a.At(first, k);
                int i = 0;
                for (; i < rows; i++, from += a.RowStep) to[i] = *from;
                for (; i < tileRows; i++) to[i] = 0;
            }
        }
    }

    /// <summary>Copies the right factor into panels of two vectors for every step; columns that are not there are zeros.</summary>
    private void Pack(in Operand<float> b, bool negated)
    {
        int panels = (b.Columns + s_width - 1) / s_width, room = panels * s_width * b.Rows;
        if (_right.Length < room) _right = new AlignedArray<float>(room);
        if (b.ColumnStep == 1) PackRows(b);
        else PackColumns(b);

        if (!negated) return;
        L minus = L.Broadcast(-1);
        for (int i = 0; i < room; i += L.Count) L.Store(minus * L.Load(_right.Pointer + i), _right.Pointer + i);
    }

    // Row by row, because a row lies in one piece in memory.
    private void PackRows(in Operand<float> b)
    {
        nint panel = (nint)s_width * b.Rows;
        int whole = b.Columns / s_width * s_width;
        float* from = b.Pointer, first = _right.Pointer;
        for (int k = 0; k < b.Rows; k++, from += b.RowStep, first += s_width)
        {
            float* to = first;
            int j = 0;
            for (; j < whole; j += s_width, to += panel)
            {
                L.Store(L.Load(from + j), to);
                L.Store(L.Load(from + j + L.Count), to + L.Count);
            }

            if (whole == b.Columns) continue;
            for (; j < b.Columns; j++) to[j - whole] = from[j];
            for (; j < whole + s_width; j++) to[j - whole] = 0;
        }
    }

    private void PackColumns(in Operand<float> b)
    {
        for (int first = 0; first < b.Columns; first += s_width)
        {
            int columns = Math.Min(s_width, b.Columns - first);
            float* to = _right.Pointer + (nint)first * b.Rows;
            for (int k = 0; k < b.Rows; k++, to += s_width)
            {
                float* from = b.At(k, first);
                int j = 0;
                for (; j < columns; j++, from += b.ColumnStep) to[j] = *from;
                for (; j < s_width; j++) to[j] = 0;
            }
        }
    }
}
