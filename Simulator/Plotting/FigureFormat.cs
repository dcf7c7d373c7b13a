namespace Spiking.Plotting;

/// <summary>Kinds of files that figures are written to.</summary>
internal enum FigureFormat
{
    /// <summary>Scalable drawing with text, for pages and editors.</summary>
    Svg,

    /// <summary>Image of 300 pixels per inch, for slides and texts.</summary>
    Png,

    /// <summary>Page of the figure's size, for journals.</summary>
    Pdf,
}
