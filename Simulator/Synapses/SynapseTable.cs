using System.Globalization;
using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Synapses;

/// <summary>Synapses from a file, sorted by source, then by target, then in the order of the file.</summary>
/// <param name="Sources">Pre-synaptic neuron of every synapse.</param>
/// <param name="Targets">Post-synaptic neuron of every synapse.</param>
/// <param name="Values">The number that was asked for of every synapse, its weight or delay; null: none was.</param>
internal sealed record SynapseTable(int[] Sources, int[] Targets, float[]? Values)
{
    /// <summary>Names of the columns.</summary>
    public const string SourceColumn = "source", TargetColumn = "target", WeightColumn = "weight", DelayColumn = "delay_s";

    /// <summary>Name of the column of a table that names the projection of each row.</summary>
    public const string GroupColumn = "projection";

    // While the file is read and sorted, in arrays that grow.
    private const int BytesPerSynapse = 40;

    /// <summary>Reads the synapses of a projection.</summary>
    /// <param name="path">The file.</param>
    /// <param name="projection">Name of the projection.</param>
    /// <param name="size">The populations.</param>
    /// <param name="wanted">The numbers that are read besides the neurons; null: none.</param>
    /// <exception cref="DataFileException">The file cannot be read, an index is outside its population, or a number outside its
    /// bounds.</exception>
    public static SynapseTable Read(string path, string projection, PairSize size, SynapseColumn? wanted)
    {
        string[] columns = wanted is null ? [SourceColumn, TargetColumn] : [SourceColumn, TargetColumn, wanted.Names];
        using DataFile file = DataFile.Open(path, projection, GroupColumn, columns);
        long room = Math.Min(Array.MaxLength, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / BytesPerSynapse);
        List<int> sources = [], targets = [];
        List<float> values = [];
        double[][] piece = DataFile.Piece(columns.Length);
        RequireRoom(file, file.Rows ?? 0, room);
        while (file.Read(piece) is > 0 and int count)
        {
            long first = file.RowsRead - count;
            RequireRoom(file, file.RowsRead, room);
            for (int i = 0; i < count; i++)
            {
                sources.Add(Index(file, first + i, piece[0][i], size.Sources, SourceColumn));
                targets.Add(Index(file, first + i, piece[1][i], size.Targets, TargetColumn));
                if (wanted is not null) values.Add(wanted.Take(file, first + i, piece[2][i]));
            }
        }

        int[] order = Order(sources, targets, size);
        return new SynapseTable(
            [.. order.Select(k => sources[k])], [.. order.Select(k => targets[k])],
            wanted is null ? null : [.. order.Select(k => values[k])]);
    }

    /// <summary>Number of synapses of a projection in a file.</summary>
    /// <exception cref="DataFileException">The file cannot be read.</exception>
    public static long Count(string path, string projection)
    {
        using DataFile file = DataFile.Open(path, projection, GroupColumn, SourceColumn, TargetColumn);
        if (file.Rows is long rows) return rows;
        double[][] piece = DataFile.Piece(2);
        while (file.Read(piece) > 0) continue;
        return file.RowsRead;
    }

    /// <summary>The longest delay of a projection in a file (s).</summary>
    /// <exception cref="DataFileException">The file cannot be read, or a delay is outside the bounds.</exception>
    public static double LongestDelay(string path, string projection, DelayBounds bounds)
    {
        using DataFile file = DataFile.Open(path, projection, GroupColumn, SourceColumn, TargetColumn, bounds.Names);
        double[][] piece = DataFile.Piece(3);
        double longest = 0;
        while (file.Read(piece) is > 0 and int count)
            for (int i = 0; i < count; i++) longest = Math.Max(longest, bounds.Seconds(file, file.RowsRead - count + i, piece[2][i]));
        return longest;
    }

    /// <summary>An index in a file, if it is one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="row">The row.</param>
    /// <param name="value">What the file has.</param>
    /// <param name="count">Number of neurons.</param>
    /// <param name="column">Name of the column.</param>
    internal static int Index(DataFile file, long row, double value, int count, string column) =>
        value >= 0 && value < count && value == Math.Floor(value)
            ? (int)value
            : throw file.Wrong(row, string.Create(CultureInfo.InvariantCulture,
                $"found {value} as \"{column}\"; it must be a whole number from 0 to {count - 1}."));

    private static void RequireRoom(DataFile file, long rows, long room)
    {
        if (rows > room)
            throw DataFile.Wrong(file.FilePath, string.Create(CultureInfo.InvariantCulture,
                $"the file has {rows:N0} synapses or more, and there is memory for {room:N0}."));
    }

    /// <summary>Two counting sorts, which keep the order of what is equal: by target, then by source.</summary>
    private static int[] Order(List<int> sources, List<int> targets, PairSize size) =>
        Sort(sources, size.Sources, Sort(targets, size.Targets, [.. Enumerable.Range(0, sources.Count)]));

    private static int[] Sort(List<int> keys, int count, int[] order)
    {
        int[] next = new int[count + 1], sorted = new int[order.Length];
        foreach (int key in keys) next[key + 1]++;
        for (int i = 0; i < count; i++) next[i + 1] += next[i];
        foreach (int k in order) sorted[next[keys[k]]++] = k;
        return sorted;
    }
}

/// <summary>A number that a file has for every synapse, besides its neurons.</summary>
/// <param name="Names">Names of its column, divided by |.</param>
internal abstract record SynapseColumn(string Names)
{
    /// <summary>The number of a synapse as the projection has it.</summary>
    /// <exception cref="DataFileException">It is not allowed.</exception>
    public abstract float Take(DataFile file, long row, double value);
}

/// <summary>Weights, and which of them a projection allows.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
internal sealed record WeightBounds(double Least, double Most) : SynapseColumn(SynapseTable.WeightColumn)
{
    /// <inheritdoc/>
    public override float Take(DataFile file, long row, double value) =>
        value >= Least && value <= Most && float.IsFinite((float)value)
            ? (float)value
            : throw file.Wrong(row,
                string.Create(CultureInfo.InvariantCulture, $"found {value} as \"{SynapseTable.WeightColumn}\"; it must be {Words}."));

    private string Words =>
        Least >= 0 && Most < double.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"at least {Least} and at most {Most}")
        : Least >= 0 ? string.Create(CultureInfo.InvariantCulture, $"at least {Least}")
        : "a number that float32 can hold";
}

/// <summary>Delays, from one time step to 1 s. Taken are steps, rounded.</summary>
/// <param name="TimeStep">Time step (s).</param>
internal sealed record DelayBounds(double TimeStep) : SynapseColumn(SynapseTable.DelayColumn + "|" + Milliseconds)
{
    private const string Milliseconds = "delay_ms";

    // A delay of one step that was written in another unit, or as float32, is a little shorter or longer.
    private const double Tolerance = 5e-4;

    /// <summary>The longest that is possible (s).</summary>
    private double Longest => Math.Min(1, SynapseValues.MostDelaySteps * TimeStep);

    /// <inheritdoc/>
    public override float Take(DataFile file, long row, double value) => TimeGrid.Steps(Seconds(file, row, value), TimeStep);

    /// <summary>The delay of a synapse (s).</summary>
    /// <exception cref="DataFileException">It is not allowed.</exception>
    public double Seconds(DataFile file, long row, double value)
    {
        string name = file.NameOf(2);
        double unit = name == Milliseconds ? 1e-3 : 1, seconds = value * unit;
        return seconds >= TimeStep * (1 - Tolerance) && seconds <= Longest * (1 + Tolerance)
            ? Math.Min(seconds, Longest)
            : throw file.Wrong(row, string.Create(CultureInfo.InvariantCulture,
                $"found {value} as \"{name}\"; it must be at least one time step, {TimeStep / unit:G6}, and at most {Longest / unit:G6}."));
    }
}
