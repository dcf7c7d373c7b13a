namespace Spiking.Figures.Svg;

/// <summary>A place in the drawing, in pixels from its upper left corner.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A rectangle in the drawing, in pixels.</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double CentreX => Left + (Width / 2);

    public double CentreY => Top + (Height / 2);

    public Box Grow(double by) => new(Left - by, Top - by, Width + (2 * by), Height + (2 * by));
}

/// <summary>The plot of one panel: where it is and which values it shows.</summary>
internal sealed record PlotArea(Box Box, AxisRange X, AxisRange Y)
{
    // Far outside the plot positions stop growing: nothing there is seen, and SVG viewers lose precision with huge numbers.
    private const double Far = 20_000;

    public double PixelX(double value) => Box.Left + Math.Clamp(X.Fraction(value) * Box.Width, -Far, Far);

    public double PixelY(double value) => Box.Bottom - Math.Clamp(Y.Fraction(value) * Box.Height, -Far, Far);

    /// <summary>Where a value that may not exist on the scale, such as the lower end of an error bar on a logarithmic axis, is cut off.</summary>
    public double PixelYOrBottom(double value)
    {
        double y = PixelY(value);
        return double.IsNaN(y) ? Box.Bottom : Math.Clamp(y, Box.Top, Box.Bottom);
    }

    public bool Shows(double x, double y) => X.Contains(x) && Y.Contains(y);
}
