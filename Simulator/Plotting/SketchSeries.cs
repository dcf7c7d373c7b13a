namespace Spiking.Plotting;

/// <summary>End of a link of a sketch.</summary>
internal enum LinkEnd
{
    /// <summary>An arrow head, for excitation.</summary>
    Arrow,

    /// <summary>A short bar across the end, for inhibition.</summary>
    Bar,

    /// <summary>A disc, for what has either sign.</summary>
    Disc,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>A named box of a sketch, in the coordinates of the panel.</summary>
/// <param name="Name">First line of its text.</param>
/// <param name="Note">Second line, in smaller letters.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Lower edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
internal sealed record SketchBox(string Name, string Note, double X, double Y, double Width, double Height);

/// <summary>A curve of a sketch through points, in the coordinates of the panel.</summary>
/// <param name="Name">What it joins: "input1 → hidden1".</param>
/// <param name="Kind">What it is, in a few words for the table of the panel: "events, excitatory, learning".</param>
/// <param name="X">Positions along the x axis.</param>
/// <param name="Y">Positions along the y axis, as many.</param>
internal sealed record SketchLink(string Name, string Kind, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>The boxes of a sketch, filled with a tint of their colour.</summary>
/// <param name="Colour">Colour of the outlines.</param>
/// <param name="Boxes">The boxes.</param>
internal sealed record BoxSeries(Colour Colour, IReadOnlyList<SketchBox> Boxes) : Series("", Colour);

/// <summary>Links of one look in a sketch.</summary>
/// <param name="Name">Text in the legend, or empty.</param>
/// <param name="Colour">Their colour.</param>
/// <param name="Links">The links; none for an entry of the legend only.</param>
internal sealed record LinkSeries(string Name, Colour Colour, IReadOnlyList<SketchLink> Links) : Series(Name, Colour)
{
    /// <summary>Their ends.</summary>
    public LinkEnd End { get; init; }

    /// <summary>Their style.</summary>
    public LineStyle Style { get; init; }

    /// <summary>Their width in points.</summary>
    public double Width { get; init; } = 0.7;
}
