using System.Globalization;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Files;

/// <summary>Interpolation of a time series between two of its times.</summary>
public enum Interpolation
{
    /// <summary>The value of a time lasts until the next.</summary>
    Stepwise,

    /// <summary>The value changes linearly from a time to the next.</summary>
    Linear,
}

/// <summary>
/// A time series from a file, read in pieces: 0 before its first time, its last value after the last. The columns are time_s or time_ms, in
/// ascending order, and the value with its unit, one for all cells or one for each.
/// </summary>
internal sealed class SeriesFile : IHasState
{
    /// <summary>Names of the column of times.</summary>
    public const string TimeColumn = "time_s|time_ms";

    /// <summary>Names of a column of currents.</summary>
    public const string CurrentColumn = "current_a|current_na|current_pa";

    /// <summary>Names of a column of rates.</summary>
    public const string RateColumn = "rate_hz|rate_khz";

    private readonly RowReader _rows;
    private readonly Interpolation _interpolation;
    private readonly double _timeStep;
    private readonly double[] _values;
    private readonly double[] _next;
    private double _time = double.NaN;
    private double _nextTime;
    private double _share;
    private bool _hasNext;

    /// <summary>Opens a series before its first time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="group">The population whose series is wanted; null: the file has one series.</param>
    /// <param name="column">Names of the column of values.</param>
    /// <param name="cells">Number of cells that have a series of their own; 0: there is one for all.</param>
    /// <param name="interpolation">What the series is between two of its times.</param>
    /// <param name="timeStep">Time step (s).</param>
    public SeriesFile(string path, string? group, string column, int cells, Interpolation interpolation, double timeStep)
    {
        _rows = new RowReader(path, group, [TimeColumn, column], cells);
        (_interpolation, _timeStep) = (interpolation, timeStep);
        _values = new double[Math.Max(cells, 1)];
        _next = new double[_values.Length];
        ReadNext();
    }

    /// <summary>Goes to the beginning of a step. Steps do not descend.</summary>
    /// <exception cref="DataFileException">The file cannot be read, or its times do not ascend.</exception>
    public void Advance(int step)
    {
        // A value begins with the step nearest to its time.
        while (_hasNext && TimeGrid.Steps(_nextTime, _timeStep) <= step)
        {
            _time = _nextTime;
            _next.CopyTo(_values, 0);
            ReadNext();
        }

        _share = _interpolation == Interpolation.Stepwise || !_hasNext || double.IsNaN(_time) ? 0
            : Math.Clamp((step * _timeStep - _time) / (_nextTime - _time), 0, 1);
    }

    /// <summary>The value in SI units, of a cell if cells have their own.</summary>
    public double Value(int cell = 0) => _share == 0 ? _values[cell] : _values[cell] + _share * (_next[cell] - _values[cell]);

    /// <summary>Reads a whole series and checks it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="group">The population whose series is wanted; null: the file has one series.</param>
    /// <param name="column">Names of the column of values.</param>
    /// <param name="cells">Number of cells that have a series of their own; 0: there is one for all.</param>
    /// <param name="least">The smallest value allowed.</param>
    /// <param name="most">The largest value allowed.</param>
    /// <returns>The largest value, at least 0.</returns>
    /// <exception cref="DataFileException">The file cannot be read, its times do not ascend, or a value is not allowed.</exception>
    public static double Check(string path, string? group, string column, int cells, double least, double most)
    {
        RowReader rows = new(path, group, [TimeColumn, column], cells);
        double before = double.NaN, largest = 0;
        while (rows.HasNext())
        {
            before = TimeOf(rows, before, mayRepeat: false);
            for (int cell = 0; cell < Math.Max(cells, 1); cell++) largest = Math.Max(largest, ValueOf(rows, 1 + cell, least, most));
            rows.Take();
        }

        return double.IsNaN(before) ? throw DataFile.Wrong(path, "the file has no rows for this series.") : largest;
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        _rows.VisitState(visitor);
        visitor.Value("time", ref _time);
        visitor.Array("values", _values.AsSpan());
        visitor.Value("nextTime", ref _nextTime);
        visitor.Array("nextValues", _next.AsSpan());
        visitor.Value("share", ref _share);
        visitor.Value("hasNext", ref _hasNext);
        if (!visitor.IsTakingOver) return;

        // Time begins again.
        _rows.Rewind();
        _time = double.NaN;
        Array.Clear(_values);
        ReadNext();
    }

    /// <summary>The time of the next row (s), if it does not come before the time of the row before.</summary>
    internal static double TimeOf(RowReader rows, double before, bool mayRepeat)
    {
        double time = rows[0] * FactorOf(rows.NameOf(0));
        if (time < 0) throw rows.Wrong(Text($"found {rows[0]} as \"{rows.NameOf(0)}\"; times begin with 0."));
        if (time < before || (time == before && !mayRepeat))
            throw rows.Wrong(Text(
                $"found {rows[0]} as \"{rows.NameOf(0)}\"; times must ascend, and the one before is {before / FactorOf(rows.NameOf(0))}."));
        return time;
    }

    /// <summary>A value of the next row in SI units, if it is allowed.</summary>
    internal static double ValueOf(RowReader rows, int column, double least, double most)
    {
        double factor = FactorOf(rows.NameOf(column)), value = rows[column] * factor;
        return value >= least && value <= most * (1 + 1e-9)
            ? value
            : throw rows.Wrong(Text(
                $"found {rows[column]} as \"{rows.NameOf(column)}\"; it must be at least {least / factor} and at most {most / factor}."));
    }

    private void ReadNext()
    {
        double before = double.IsNaN(_time) ? double.NaN : _time;
        _hasNext = _rows.HasNext();
        if (!_hasNext) return;
        _nextTime = TimeOf(_rows, before, mayRepeat: false);
        for (int cell = 0; cell < _next.Length; cell++) _next[cell] = ValueOf(_rows, 1 + cell, double.MinValue, double.MaxValue);
        _rows.Take();
    }

    // Of the column of a cell, current_pa[7], it is that of current_pa.
    private static double FactorOf(string column) => column[(column.LastIndexOf('_') + 1)..].Split('[')[0] switch
    {
        "ms" => 1e-3,
        "khz" => 1e3,
        "na" => 1e-9,
        "pa" => 1e-12,
        _ => 1,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
