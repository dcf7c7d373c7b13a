using Spiking.Files;

namespace Spiking.Plotting;

/// <summary>End of a link of a sketch.</summary>
internal enum LinkEnd
{
    /// <summary>An arrow head, for excitation.</summary>
    Arrow,

    /// <summary>A short bar across the end, for inhibition.</summary>
    Bar,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>
/// A box of a sketch, in the coordinates of the panel, of which X and Y are its left and lower edge. The note is a second line of its text,
/// in smaller letters.
/// </summary>
[CompleteRecord]
internal sealed record SketchBox(string Name, string Note, double X, double Y, double Width, double Height);

/// <summary>
/// A curve of a sketch through points, in the coordinates of the panel. The table of the panel says what it joins ("input1 → hidden1"), and
/// of which kind it is ("events, excitatory, learning").
/// </summary>
[CompleteRecord]
internal sealed record SketchLink(string Name, string Kind, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>The boxes of a sketch, outlined in their colour and filled with a tint of it.</summary>
internal sealed record BoxSeries(Colour Colour, IReadOnlyList<SketchBox> Boxes) : Series("", Colour);

/// <summary>Links of one look in a sketch; without links an entry of the legend only.</summary>
internal sealed record LinkSeries(string Name, Colour Colour, IReadOnlyList<SketchLink> Links) : Series(Name, Colour)
{
    /// <summary>Their ends.</summary>
    public LinkEnd End { get; init; }

    /// <summary>Their style.</summary>
    public LineStyle Style { get; init; }

    /// <summary>Their width in points.</summary>
    public double Width { get; init; } = 0.7;
}
