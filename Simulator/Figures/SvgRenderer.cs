using System.Xml;
using Spiking.Figures.Svg;

namespace Spiking.Figures;

/// <summary>
/// Draws figures as SVG: vector drawings for screens, pages and print, without scripts or external resources. Long lines are thinned to two
/// points per column of pixels. Text too long for its place is made smaller, then cut.
/// </summary>
public sealed class SvgRenderer : IFigureRenderer
{
    /// <inheritdoc/>
    public string Extension => "svg";

    /// <inheritdoc/>
    public void Render(Figure figure, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(figure);
        XmlWriterSettings settings = new() { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n", CloseOutput = false };
        using (XmlWriter xml = XmlWriter.Create(output, settings))
        {
            Canvas canvas = new(xml);
            canvas.Begin(figure.Width, figure.Height, figure.Title, figure.Caption);
            canvas.Text(figure.Title, new Point(figure.Width / 2.0, 18), TextLook.FigureTitle, Anchor.Middle, figure.Width - 12);
            foreach (PanelLayout layout in FigureLayout.Of(figure))
                new PanelDrawer(canvas, layout).Draw();
            canvas.End();
        }

        output.Write('\n');
    }
}
