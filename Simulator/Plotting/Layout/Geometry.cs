namespace Spiking.Plotting.Layout;

/// <summary>A place in the drawing, in points of print from its upper left corner.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A rectangle in the drawing, in points of print.</summary>
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
    // Far outside the plot positions stop growing: nothing there is seen, and viewers lose precision with huge numbers.
    private const double Far = 20_000;

    public double PlaceX(double value) => Box.Left + Math.Clamp(X.Fraction(value) * Box.Width, -Far, Far);

    public double PlaceY(double value) => Box.Bottom - Math.Clamp(Y.Fraction(value) * Box.Height, -Far, Far);

    /// <summary>
    /// Where a value that may not exist on the scale, such as the lower end of an error bar on a logarithmic axis, is cut off.
    /// </summary>
    public double PlaceYOrBottom(double value)
    {
        double y = PlaceY(value);
        return double.IsNaN(y) ? Box.Bottom : Math.Clamp(y, Box.Top, Box.Bottom);
    }

    public bool Shows(double x, double y) => X.Contains(x) && Y.Contains(y);
}
