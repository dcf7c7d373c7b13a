using Spiking.Text;

namespace Spiking.Files;

/// <summary>One mistake in a network file, with its place.</summary>
public sealed record Problem
{
    /// <summary>The file as it was named when it was loaded.</summary>
    public required string File { get; init; }

    /// <summary>Line of the offending text, from 1; null if the mistake has no line (an override, a file that cannot be read).</summary>
    public int? Line { get; init; }

    /// <summary>Column of the offending text in characters, from 1; null if the mistake has no line.</summary>
    public int? Column { get; init; }

    /// <summary>Path of the value, for example populations.hidden1.background[2].rate; empty for the file as a whole.</summary>
    public string Path { get; init; } = "";

    /// <summary>The path of the override that gave the value; null if the file did.</summary>
    public string? Override { get; init; }

    /// <summary>The mistake, and what is allowed, in sentences.</summary>
    public required string Message { get; init; }

    /// <summary>
    /// The problem on one line, as editors and terminals understand it: FILE:LINE:COLUMN: PATH: MESSAGE. Control characters are escaped.
    /// </summary>
    public override string ToString()
    {
        string place = Override is not null
            ? $"--set {Shown.Value(Override)}"
            : Line is null ? (File.Length == 0 ? "\"\"" : File) : $"{File}:{Line}:{Column}";
        return Shown.Line(Path.Length == 0 || Path == Override ? $"{place}: {Message}" : $"{place}: {Path}: {Message}");
    }
}
