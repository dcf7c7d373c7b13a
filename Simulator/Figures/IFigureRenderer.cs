namespace Spiking.Figures;

/// <summary>Draws figures into one file format.</summary>
public interface IFigureRenderer
{
    /// <summary>Ending of the files, without the dot.</summary>
    string Extension { get; }

    /// <summary>Draws a figure. The same figure gives the same characters, always.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="output">Where the drawing goes.</param>
    /// <exception cref="ArgumentException">The figure contradicts itself, for example by a logarithmic axis with a fixed end at 0.</exception>
    void Render(Figure figure, TextWriter output);
}
