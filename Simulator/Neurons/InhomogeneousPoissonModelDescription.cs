using System.Globalization;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Neurons;

/// <summary>
/// A source of spikes without a membrane: an independent Poisson train per neuron, whose rate follows a file. The file (CSV, or the arrays
/// of an .npz file) has the columns time_s or time_ms, in ascending order, and rate_hz or rate_khz, the rate of all neurons. Neurons have
/// rates of their own in one of two ways: a table has a column for each, rate_hz[0], rate_hz[1] and so on, and an archive an array of two
/// dimensions, times by neurons; or the file has a column neuron as well, and each row is the rate of one neuron from its time on. With a
/// column population, or arrays POPULATION_time_s and so on, it can have the rates of several populations. It is read while the network
/// runs, not held whole.
/// </summary>
/// <remarks>
/// <code>
/// P(spike in a step of length dt that begins at t) = rate(t) dt, independently in every step
/// </code>
/// The rate is 0 before the first row and that of the last row after it. Rates of a column neuron are stepwise.
/// </remarks>
/// <example><code>
/// { "type": "inhomogeneous-poisson", "file": "rates.csv", "interpolation": "linear" }
/// </code></example>
[VariantName("inhomogeneous-poisson")]
public sealed record InhomogeneousPoissonModelDescription : NeuronModelDescription
{
    // One source gives at most one spike per step. At this probability the variance of its counts is a fifth below that of a Poisson train.
    private const double LargestSpikeProbability = 0.2;

    /// <summary>The file, relative to the folder of the file that names it.</summary>
    [NotEmpty, FilePath(IsFull = true)]
    public required string File { get; init; }

    /// <summary>The population of the file whose rates are taken; absent: the file has those of one population.</summary>
    [NotEmpty]
    public string? Population { get; init; }

    /// <summary>Interpolation of a rate between two times of the file. Rates of a column neuron are stepwise.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Stepwise;

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => [];

    /// <inheritdoc/>
    public override bool HasDendrite => false;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => [];

    internal override bool FollowsFile => true;

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) =>
        new InhomogeneousPoissonPopulation(this, settings, Largest(settings.Size, settings.TimeStep));

    internal override (string Property, string Message)? Misfit(int size, double timeStep)
    {
        try
        {
            int cells = Cells;
            if (cells > 0 && cells != size)
                return (nameof(File),
                    string.Create(CultureInfo.InvariantCulture, $"the file has rates of {cells} neurons, but the population has {size}."));
            Largest(size, timeStep);
            return Interpolation == Interpolation.Linear && HasNeurons
                ? (nameof(Interpolation), "the file has a column of neurons, whose rates are stepwise; leave this out.")
                : null;
        }
        catch (DataFileException e)
        {
            return (nameof(File), $"this does not fit: {e.Message}");
        }
    }

    /// <summary>Number of neurons that have a column of rates of their own; 0: there is one for all.</summary>
    internal int Cells => DataFile.CellsIn(File, Population, SeriesFile.RateColumn);

    /// <summary>Whether the file has a column of neurons, which says whose rate each row is.</summary>
    internal bool HasNeurons => DataFile.Has(File, Population, RowReader.GroupColumn, NeuronRates.NeuronColumn);

    private double Largest(int size, double timeStep) => HasNeurons
        ? NeuronRates.Check(File, Population, size, LargestSpikeProbability / timeStep)
        : SeriesFile.Check(File, Population, SeriesFile.RateColumn, Cells, 0, LargestSpikeProbability / timeStep);
}

/// <summary>Neurons that spike at random with rates from a file.</summary>
/// <remarks>
/// Spikes are drawn at the largest rate of the file, and each is kept with the probability of the present rate over that rate (Lewis and
/// Shedler 1979). Whether it is kept depends on the seed, the name, the neuron and the step.
/// </remarks>
internal sealed class InhomogeneousPoissonPopulation : PoissonSourcePopulation
{
    private readonly RandomKey _thinning;
    private readonly double _largest;
    private readonly SeriesFile? _series;
    private readonly bool _isPerCell;
    private readonly NeuronRates? _single;

    internal InhomogeneousPoissonPopulation(InhomogeneousPoissonModelDescription model, PopulationSettings settings, double largest)
        : base(largest, settings)
    {
        _thinning = RandomKey.Of(settings.Seed, RandomPurpose.Thinning).Derive(settings.Name);
        _largest = largest;
        _isPerCell = model.Cells > 0;
        if (model.HasNeurons) _single = new NeuronRates(model.File, model.Population, settings.Size, settings.TimeStep);
        else _series = new SeriesFile(model.File, model.Population, SeriesFile.RateColumn, model.Cells, model.Interpolation,
            settings.TimeStep);
    }

    /// <inheritdoc/>
    protected override void AdvanceNeurons(int step)
    {
        _series?.Advance(step);
        _single?.Advance(step);
        base.AdvanceNeurons(step);
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        base.VisitState(visitor);
        _series?.VisitState(visitor);
        _single?.VisitState(visitor);
    }

    private protected override bool Accepts(int neuron, int step)
    {
        (uint bits, _) = Threefry.Block(_thinning, (uint)step, (uint)neuron);
        return RandomStream.Uniform(bits) * _largest < (_single?.Rates[neuron] ?? _series!.Value(_isPerCell ? neuron : 0));
    }
}

/// <summary>Rates of single neurons from a file, each from its time on.</summary>
internal sealed class NeuronRates(string path, string? group, int size, double timeStep) : IHasState
{
    /// <summary>Name of the column of neurons.</summary>
    public const string NeuronColumn = "neuron";

    private readonly RowReader _rows = new(path, group, [SeriesFile.TimeColumn, SeriesFile.RateColumn, NeuronColumn]);

    /// <summary>The present rate of every neuron (Hz).</summary>
    public double[] Rates { get; } = new double[size];

    /// <summary>Reads a whole file and checks it.</summary>
    /// <returns>The largest rate.</returns>
    /// <exception cref="DataFileException">The file cannot be read, times descend, a neuron does not exist or a rate is not
    /// allowed.</exception>
    public static double Check(string path, string? group, int size, double most)
    {
        RowReader rows = new(path, group, [SeriesFile.TimeColumn, SeriesFile.RateColumn, NeuronColumn]);
        double time = 0, largest = 0;
        while (rows.HasNext())
        {
            time = SeriesFile.TimeOf(rows, time, mayRepeat: true);
            NeuronOf(rows, size);
            largest = Math.Max(largest, SeriesFile.ValueOf(rows, 1, 0, most));
            rows.Take();
        }

        return largest;
    }

    /// <summary>Takes the rates that begin until a step.</summary>
    public void Advance(int step)
    {
        while (_rows.HasNext() && TimeGrid.Steps(SeriesFile.TimeOf(_rows, double.NaN, mayRepeat: true), timeStep) <= step)
        {
            Rates[NeuronOf(_rows, size)] = SeriesFile.ValueOf(_rows, 1, 0, double.MaxValue);
            _rows.Take();
        }
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        _rows.VisitState(visitor);
        visitor.Array("rates", Rates.AsSpan());
        if (!visitor.IsTakingOver) return;

        // Time begins again.
        _rows.Rewind();
        Array.Clear(Rates);
    }

    private static int NeuronOf(RowReader rows, int size)
    {
        double neuron = rows[2];
        if (neuron >= 0 && neuron < size && neuron == Math.Floor(neuron)) return (int)neuron;
        FormattableString message = $"found {neuron} as \"{NeuronColumn}\"; it must be a whole number from 0 to {size - 1}.";
        throw rows.Wrong(message.ToString(CultureInfo.InvariantCulture));
    }
}
