using Spiking.Files;
using Spiking.Plotting;

namespace Spiking.Papers;

/// <summary>
/// A figure of the paper made anew from tables of several experiments: one line or bar for each, the mean of the seeds with its standard
/// error.
/// </summary>
internal sealed record PaperFigureDescription
{
    /// <summary>The figure of the paper: "Fig. 2".</summary>
    [NotEmpty]
    public required string Figure { get; init; }

    /// <summary>What it shows, in a few words.</summary>
    [NotEmpty]
    public required string Title { get; init; }

    /// <summary>More about what it shows, as sentences. What bands and bars mean is said without being asked.</summary>
    public string Caption { get; init; } = "";

    /// <summary>
    /// Whether its labels are values of one parameter in their order: they have shades of one colour, dark last, except those with a role
    /// or a model.
    /// </summary>
    public bool Ordered { get; init; }

    /// <summary>Its panels, in reading order.</summary>
    [NotEmpty]
    public required IReadOnlyList<PaperPanelDescription> Panels { get; init; }
}

/// <summary>One panel: two columns of the same table of every run.</summary>
internal sealed record PaperPanelDescription
{
    /// <summary>Title above the panel; if absent, none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The table of the runs: "epochs.csv".</summary>
    [NotEmpty]
    public required string Table { get; init; }

    /// <summary>The column along the x axis.</summary>
    public required PaperAxisDescription X { get; init; }

    /// <summary>The column along the y axis.</summary>
    public required PaperAxisDescription Y { get; init; }

    /// <summary>Whether the cells of "x" are names, each with a bar, such as patterns; if absent, they are numbers along a line.</summary>
    public bool Bars { get; init; }

    /// <summary>A dashed line at a value of the y axis, such as a decision rate; if absent, there is none.</summary>
    public PaperLevelDescription? Level { get; init; }

    /// <summary>Stretches of the x axis that are shaded, such as those in which a teacher is on.</summary>
    public IReadOnlyList<PaperStretchDescription> Shaded { get; init; } = [];

    /// <summary>What is drawn, in the order of the legend.</summary>
    [NotEmpty]
    public required IReadOnlyList<PaperLineDescription> Lines { get; init; }
}

/// <summary>An axis of a panel: a column of the table, and how it is called.</summary>
internal sealed record PaperAxisDescription
{
    /// <summary>The column: "epoch".</summary>
    [NotEmpty]
    public required string Column { get; init; }

    /// <summary>What the axis is called: "Epoch".</summary>
    [NotEmpty]
    public required string Label { get; init; }

    /// <summary>Unit of the numbers as they are drawn; if absent, they have none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>By what the numbers of the column are multiplied: 1e12 draws a column of A in pA.</summary>
    [Bounds(Above = 0)]
    public double Factor { get; init; } = 1;

    /// <summary>Where the axis begins; if absent, where the numbers do.</summary>
    public double? From { get; init; }

    /// <summary>Whether equal ratios take equal lengths: numbers that are not positive are then left out.</summary>
    public bool Log { get; init; }

    /// <summary>The axis as it is drawn.</summary>
    internal Axis Create() => new(Label, Unit) { Minimum = From, Scale = Log ? AxisScale.Logarithmic : AxisScale.Linear };
}

/// <summary>A line across a panel.</summary>
internal sealed record PaperLevelDescription
{
    /// <summary>Where it is, in the unit of the y axis.</summary>
    public required double At { get; init; }

    /// <summary>Its text in the legend: "decision rate".</summary>
    [NotEmpty]
    public required string Label { get; init; }
}

/// <summary>A stretch of the x axis of a panel.</summary>
internal sealed record PaperStretchDescription
{
    /// <summary>Where it begins, in the unit of the axis.</summary>
    public required double From { get; init; }

    /// <summary>Where it ends.</summary>
    public required double Until { get; init; }
}

/// <summary>One line, or one bar at every position.</summary>
internal sealed record PaperLineDescription
{
    /// <summary>Name of the experiment.</summary>
    [NotEmpty]
    public required string Experiment { get; init; }

    /// <summary>Its text in the legend.</summary>
    [NotEmpty]
    public required string Label { get; init; }

    /// <summary>Which rows of the table count, each as "column=text" or "column=low..high". If absent, all rows.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>Chooses the colour that all figures have for it.</summary>
    public Role Role { get; init; } = Role.None;

    /// <summary>
    /// The model of which it is, as files of rate models name it ("burstccn", "burstprop", "edn", "backprop"): it has the colour of the
    /// model in all figures. If absent, it is of none.
    /// </summary>
    public string? Model { get; init; }

    /// <summary>
    /// The label of an earlier line of the panel that is of the same thing under another condition: this one has its colour, in another
    /// style. If absent, it has one of its own.
    /// </summary>
    public string? Like { get; init; }

    /// <summary>
    /// Results of others for the same experiment, drawn as open circles over the line or its bars, unless the experiment is run in another
    /// form than the paper's: quickly with other settings, or with changes that were typed. If absent, there are none.
    /// </summary>
    public PaperCirclesDescription? Circles { get; init; }
}

/// <summary>Results of others that are drawn as open circles.</summary>
internal sealed record PaperCirclesDescription
{
    /// <summary>Whose they are, in the legend: "published program".</summary>
    [NotEmpty]
    public string Source { get; init; } = "published program";

    /// <summary>Of what the values are results, in the caption: "n = 1 run", "mean of n = 5 seeds".</summary>
    [NotEmpty]
    public required string Sample { get; init; }

    /// <summary>
    /// The values in the unit of the y axis, by their positions along the x axis: numbers in the unit of that axis, or names of bars.
    /// </summary>
    [NotEmpty]
    public required IReadOnlyDictionary<string, double> Values { get; init; }
}

/// <summary>What a line stands for in a comparison, which gives it its colour.</summary>
internal enum Role
{
    /// <summary>Nothing of this kind: a colour of its own.</summary>
    None,

    /// <summary>Before learning: grey.</summary>
    Before,

    /// <summary>After learning: blue.</summary>
    After,

    /// <summary>The unchanged experiment beside which several figures show others: black.</summary>
    Reference,
}
