using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Snapshots;
using Spiking.Text;

namespace Spiking.Runs;

/// <summary>How a network is run and what is drawn, besides what its description says. None of it changes a result.</summary>
internal sealed record RunOptions
{
    /// <summary>How often a snapshot is taken, unless something else is asked for.</summary>
    public static TimeSpan UsualInterval { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Formats of the figures.</summary>
    public required IReadOnlyList<FigureFormat> Figures { get; init; }

    /// <summary>Largest number of threads.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Computing time between two snapshots; null: none are taken.</summary>
    public TimeSpan? SnapshotEvery { get; init; } = UsualInterval;

    /// <summary>The command that began the run, as it could be typed again.</summary>
    public string Command { get; init; } = TypedCommand.ByName;

    /// <summary>Receives sentences that the user should read while the run goes on.</summary>
    public Action<string> Remark { get; init; } = _ => { };

    /// <summary>The state that the network takes over at the beginning; null: it begins afresh.</summary>
    public string? From { get; init; }

    /// <summary>Whether the state of the network at the end is kept.</summary>
    public bool KeepsState { get; init; }

    /// <summary>The processes that simulate the network together, of which this is the first; null: this one is alone.</summary>
    public IProcesses? Processes { get; init; }

    /// <summary>Whether the run continues from the snapshot in its folder.</summary>
    public bool Resumes { get; init; }
}

/// <summary>Header of a snapshot: what is needed, besides its state, to finish a run as if it had not been interrupted.</summary>
internal sealed class RunHeader : IHasState
{
    /// <summary>Name of the part in a snapshot.</summary>
    public const string Part = "run";

    private string _command = "", _figures = "";
    private double _seconds;
    private bool _keepsState;

    /// <summary>Creates a header that is to be read.</summary>
    public RunHeader()
    {
    }

    /// <summary>Creates the header of a run.</summary>
    public RunHeader(RunOptions options) =>
        (_command, _figures, _keepsState) = (options.Command, string.Join(',', options.Figures), options.KeepsState);

    /// <summary>The command that began the run.</summary>
    public string Command => _command;

    /// <summary>Formats of the figures.</summary>
    public IReadOnlyList<FigureFormat> Figures =>
        [.. _figures.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<FigureFormat>)];

    /// <summary>Whether the state of the network at the end is kept.</summary>
    public bool KeepsState => _keepsState;

    /// <summary>Computing time so far.</summary>
    public TimeSpan Elapsed
    {
        get => TimeSpan.FromSeconds(_seconds);
        set => _seconds = value.TotalSeconds;
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Text("command", ref _command);
        visitor.Text("figures", ref _figures);
        visitor.Value("seconds", ref _seconds);
        visitor.Value("keepsState", ref _keepsState);
        visitor.Require(
            _figures.Split(',', StringSplitOptions.RemoveEmptyEntries).All(name => Enum.TryParse<FigureFormat>(name, out _))
                && _seconds is >= 0 and < 1e9,
            $"figures are \"{_figures}\" and the computing time is {_seconds} s");
    }
}
