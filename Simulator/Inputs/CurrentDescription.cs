using System.Globalization;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Inputs;

/// <summary>A current injected into every neuron of a population.</summary>
[VariantKey("type")]
public abstract record CurrentDescription
{
    /// <summary>The compartment the current flows into.</summary>
    public required Compartment Compartment { get; init; }

    /// <summary>Whether the current never changes.</summary>
    internal virtual bool IsConstant => false;

    /// <summary>Whether the current depends on the spikes of all neurons of the population, so that these stay in one process.</summary>
    internal virtual bool FollowsPopulation => false;

    /// <summary>
    /// The stretch of time (s) in which the current flows, if it begins and ends; null: it flows all the time, or does not end.
    /// </summary>
    internal virtual (double From, double Until)? Stretch => null;

    /// <summary>
    /// Whether the current changes within a stretch of time (s) by itself. Noise whose statistics stay the same does not count, nor does
    /// what a current makes of the activity of its population.
    /// </summary>
    internal virtual bool ChangesWithin(double from, double until)
    {
        const int Looks = 1000;
        double first = At(from);
        return !IsConstant && Enumerable.Range(1, Looks - 1).Any(i => At(from + ((until - from) * i / Looks)) != first);
    }

    /// <summary>Words for the current in a table, besides its compartment and kind.</summary>
    internal virtual string Summary => "";

    /// <summary>Course of the current, which is followed from step to step; null: it depends on time alone (<see cref="At"/>).</summary>
    /// <param name="population">The population.</param>
    /// <param name="index">Place of the current among those of the population.</param>
    internal virtual CurrentCourse? Follow(Population population, int index) => null;

    /// <summary>The current (A) at a simulation time (s).</summary>
    /// <param name="time">A multiple of the time step, except for rounding (1e-6 steps at most in the longest run).</param>
    public abstract double At(double time);

    /// <summary>Checks what the bounds of single values do not tell.</summary>
    /// <param name="findings">Where to report problems.</param>
    public virtual void Check(Findings findings)
    {
    }

    /// <summary>Checks what depends on the population into which the current flows.</summary>
    /// <param name="findings">Where to report problems.</param>
    /// <param name="model">Its neuron model; null: not known.</param>
    /// <param name="size">Number of its neurons; null: not known.</param>
    internal virtual void CheckPopulation(Findings findings, NeuronModelDescription? model, int? size)
    {
    }

    private protected static string Picoamperes(double amperes) => $"{Text(Math.Round(amperes * 1e12, 6))} pA";

    private protected static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}

/// <summary>A current that never changes.</summary>
/// <remarks><code>
/// I(t) = amplitude
/// </code></remarks>
/// <example><code>
/// { "type": "constant", "compartment": "soma", "amplitude": "500 pA" }
/// </code></example>
[VariantName("constant")]
public sealed record ConstantCurrentDescription : CurrentDescription
{
    /// <summary>The current.</summary>
    [Quantity(Dimension.Current)]
    public required double Amplitude { get; init; }

    internal override bool IsConstant => true;

    internal override string Summary => Picoamperes(Amplitude);

    /// <inheritdoc/>
    public override double At(double time) => Amplitude;
}

/// <summary>A piecewise constant current: each step lasts until the next begins; before the first it is 0.</summary>
/// <remarks><code>
/// I(t) = amplitude of the last step with from at most t
/// </code></remarks>
/// <example><code>
/// {
///   "type": "steps", "compartment": "dendrite",
///   "steps": [{ "from": "1 s", "amplitude": "200 pA" }, { "from": "2 s", "amplitude": "0 pA" }]
/// }
/// </code></example>
[VariantName("steps")]
public sealed record StepCurrentDescription : CurrentDescription
{
    /// <summary>The steps in the order of time.</summary>
    [NotEmpty]
    public required IReadOnlyList<CurrentStepDescription> Steps { get; init; }

    internal override string Summary
    {
        get
        {
            const int MostShown = 4;
            string shown =
                string.Join(", ", Steps.Take(MostShown).Select(step => $"{Picoamperes(step.Amplitude)} from {Text(step.From)} s"));
            return Steps.Count > MostShown
                ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {Steps.Count - MostShown:N0} more")
                : shown;
        }
    }

    // The beginning of a step that is shorter than the distance of two looks is not missed.
    internal override bool ChangesWithin(double from, double until) =>
        Steps.Any(step => step.From > from && step.From < until && step.Amplitude != At(from));

    /// <inheritdoc/>
    public override double At(double time)
    {
        // Steps are in the order of time. This runs in every time step, so the last one that has begun is found by halving.
        int begun = 0, end = Steps.Count;
        while (begun < end)
        {
            int middle = begun + (end - begun) / 2;
            if (TimeGrid.HasCome(time, Steps[middle].From)) begun = middle + 1;
            else end = middle;
        }

        return begun == 0 ? 0 : Steps[begun - 1].Amplitude;
    }

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        for (int i = 1; i < Steps.Count; i++)
        {
            (CurrentStepDescription earlier, CurrentStepDescription later) = (Steps[i - 1], Steps[i]);
            if (!findings.IsSound(earlier, nameof(earlier.From))) continue;
            findings.Require(later.From > earlier.From, later, [nameof(later.From)], () =>
                $"{findings.Found(later, nameof(later.From))}; it must be later than that of the step before, "
                + $"{Findings.Show(earlier.From)}.");
        }
    }
}

/// <summary>One level of a piecewise constant current.</summary>
public sealed record CurrentStepDescription
{
    /// <summary>Simulation time at which the level begins.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public required double From { get; init; }

    /// <summary>The current from then on.</summary>
    [Quantity(Dimension.Current)]
    public required double Amplitude { get; init; }
}

/// <summary>
/// Levels that follow one another at equal intervals, each above (or below) the one before by the same increment; 0 before the first, and
/// the last one lasts. For measuring the response to a current: see the recorder "transfer".
/// </summary>
/// <remarks><code>
/// I(t) = first + k increment,  k = floor((t - from)/levelDuration), at most levels - 1
/// </code></remarks>
/// <example><code>
/// { "type": "staircase", "compartment": "soma", "first": "0 pA", "increment": "50 pA", "levels": 11, "levelDuration": "1 s" }
/// </code></example>
[VariantName("staircase")]
internal sealed record StaircaseCurrentDescription : CurrentDescription
{
    /// <summary>The first level.</summary>
    [Quantity(Dimension.Current)]
    public required double First { get; init; }

    /// <summary>Difference between a level and the one before.</summary>
    [Quantity(Dimension.Current)]
    public required double Increment { get; init; }

    /// <summary>Number of levels.</summary>
    [Bounds(AtLeast = 1, AtMost = 10_000)]
    public required int Levels { get; init; }

    /// <summary>Duration of a level.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double LevelDuration { get; init; }

    /// <summary>Simulation time at which the first level begins.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    internal override string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Levels} levels of {Text(LevelDuration)} s from {Picoamperes(First)} to {Picoamperes(Level(Levels - 1).ToDouble())}");

    /// <summary>
    /// A level (A) as the decimal number that the file means, for tables and axes: from 0 pA, 7 increments of 50 pA are 3.5e-10 A, where
    /// the sum of the doubles is 3.5000000000000003e-10.
    /// </summary>
    /// <param name="index">Index of the level, from 0.</param>
    internal DecimalNumber Level(int index) => DecimalNumber.FromDouble(First).Plus(DecimalNumber.FromDouble(Increment).Times(index));

    /// <inheritdoc/>
    public override double At(double time)
    {
        // A level begins with the step nearest to its time.
        double passed = Math.Floor((time - From) / LevelDuration + 1e-9);
        return passed < 0 ? 0 : First + Math.Min(passed, Levels - 1) * Increment;
    }

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        findings.CheckWholeSteps(this, nameof(LevelDuration), LevelDuration);
        findings.CheckWholeSteps(this, nameof(From), From);
        findings.CheckWithinRun(this, nameof(From), From);
    }
}

/// <summary>A sinusoidal current I(t) = A sin(2 pi f (t - t0)), 0 before it begins and after it ends.</summary>
/// <remarks><code>
/// I(t) = A sin(2 pi f (t - t0))
/// </code></remarks>
/// <example><code>
/// { "type": "sine", "compartment": "soma", "amplitude": "100 pA", "frequency": "5 Hz" }
/// </code></example>
[VariantName("sine")]
public sealed record SineCurrentDescription : CurrentDescription
{
    /// <summary>Amplitude A.</summary>
    [Quantity(Dimension.Current)]
    public required double Amplitude { get; init; }

    /// <summary>Frequency f.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public required double Frequency { get; init; }

    /// <summary>Time t0 at which the phase is zero.</summary>
    [Quantity(Dimension.Time)]
    public double PhaseOrigin { get; init; }

    /// <summary>Simulation time at which the current begins.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    /// <summary>Simulation time at which the current ends; never, if absent.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? Until { get; init; }

    internal override (double From, double Until)? Stretch => Until is double until ? (From, until) : null;

    internal override string Summary => $"{Picoamperes(Amplitude)} at {Text(Frequency)} Hz";

    /// <inheritdoc/>
    public override double At(double time) =>
        TimeGrid.IsWithin(time, From, Until) ? Amplitude * Math.Sin(2 * Math.PI * Frequency * (time - PhaseOrigin)) : 0;

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        findings.CheckStretch(this, nameof(From), From, nameof(Until), Until);
        if (findings.TimeStep is not double step) return;
        findings.Require(Frequency * step <= 0.5, this, [nameof(Frequency)], () =>
            $"{findings.Found(this, nameof(Frequency))}; with a time step of {Findings.Show(step)} a sine can have at most "
            + $"\"{Quantity.FormatRounded(0.5 / step, Dimension.Frequency)}\", two steps per period.");
    }
}

/// <summary>
/// A current from a file, the same for all cells of the population or one for each. The file (CSV, or the arrays of an .npz file) has the
/// columns time_s or time_ms, in ascending order, and current_a, current_na or current_pa. If cells have currents of their own, a table has
/// a column for each, current_pa[0], current_pa[1] and so on, and an archive an array of two dimensions, times by cells. With a column
/// population, or arrays POPULATION_time_s and so on, the file can have the currents of several populations. It is read while the network
/// runs, not held whole.
/// </summary>
/// <remarks><code>
/// stepwise: I(t) = current of the last row with time at most t
/// linear:   I(t) = current on the line from that row to the next
/// 0 before the first row, the current of the last row after it
/// </code></remarks>
/// <example><code>
/// { "type": "series", "compartment": "soma", "file": "currents.csv", "interpolation": "linear" }
/// </code></example>
[VariantName("series")]
public sealed record SeriesCurrentDescription : CurrentDescription
{
    /// <summary>The file, relative to the folder of the file that names it.</summary>
    [NotEmpty, FilePath(IsFull = true)]
    public required string File { get; init; }

    /// <summary>The population of the file whose current is taken; absent: the file has one series.</summary>
    [NotEmpty]
    public string? Population { get; init; }

    /// <summary>Interpolation between two times of the file.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Stepwise;

    internal override string Summary => Path.GetFileName(File);

    private int Cells => DataFile.CellsIn(File, Population, SeriesFile.CurrentColumn);

    internal override bool ChangesWithin(double from, double until) => true;

    internal override CurrentCourse Follow(Population population, int index) => new SeriesCourse(this, Cells, population.Settings.TimeStep);

    /// <inheritdoc/>
    public override double At(double time) => throw new NotSupportedException("a current from a file is followed from step to step.");

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        // As much as a current of a description may be.
        double largest = ValueRange.Of(Dimension.Current).Largest;
        if (!findings.IsSound(this, nameof(File))) return;
        try
        {
            SeriesFile.Check(File, Population, SeriesFile.CurrentColumn, Cells, -largest, largest);
        }
        catch (DataFileException e)
        {
            findings.Report(this, nameof(File), $"{findings.Found(this, nameof(File))}; this does not fit: {e.Message}");
        }
    }

    /// <inheritdoc/>
    internal override void CheckPopulation(Findings findings, NeuronModelDescription? model, int? size)
    {
        if (!findings.IsSound(this, nameof(File)) || Cells is not (> 0 and int cells)) return;
        string which = FormattableString.Invariant($"(columns NAME[0] to NAME[{cells - 1}], or rows of that length)");
        string Has() => $"{findings.Found(this, nameof(File))}; the file has currents of {cells} cells {which}";
        findings.Require(size is null || cells == size, this, [nameof(File)], () =>
            FormattableString.Invariant($"{Has()}, but the population has {size}."));
        findings.Require(model is null || model.TakesCellCurrents, this, [nameof(File)], () =>
            $"{Has()}, but the neuron model \"{Kinds.NameOf(model!)}\" takes the same current for all cells only.");
    }
}

/// <summary>
/// A current that fluctuates around its mean with a correlation time, an Ornstein-Uhlenbeck process, the same for all cells of the
/// population. It begins in its stationary distribution.
/// </summary>
/// <remarks><code>
/// dI/dt = (mean - I)/timeConstant + deviation sqrt(2/timeConstant) xi(t)
/// from step to step, exactly:
/// I' = mean + (I - mean) exp(-dt/timeConstant) + deviation sqrt(1 - exp(-2 dt/timeConstant)) z,  z standard normal
/// </code></remarks>
/// <example><code>
/// { "type": "ornstein-uhlenbeck", "compartment": "dendrite", "mean": "100 pA", "deviation": "50 pA", "timeConstant": "5 ms" }
/// </code></example>
[VariantName("ornstein-uhlenbeck")]
public sealed record OrnsteinUhlenbeckCurrentDescription : CurrentDescription
{
    /// <summary>Mean.</summary>
    [Quantity(Dimension.Current)]
    public double Mean { get; init; }

    /// <summary>Standard deviation.</summary>
    [Quantity(Dimension.Current), Bounds(AtLeast = 0)]
    public required double Deviation { get; init; }

    /// <summary>Correlation time.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double TimeConstant { get; init; }

    internal override string Summary => $"{Picoamperes(Mean)}, s.d. {Picoamperes(Deviation)}, {Text(TimeConstant * 1e3)} ms";

    internal override bool ChangesWithin(double from, double until) => false;

    internal override CurrentCourse Follow(Population population, int index) =>
        new OrnsteinUhlenbeckCourse(this, population.Settings, index);

    /// <inheritdoc/>
    public override double At(double time) => throw new NotSupportedException("a current that fluctuates is followed from step to step.");

    /// <inheritdoc/>
    public override void Check(Findings findings) => findings.CheckDecayTime(this, nameof(TimeConstant), TimeConstant);
}
