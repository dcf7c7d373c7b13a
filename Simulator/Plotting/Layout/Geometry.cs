using SkiaSharp;

namespace Spiking.Plotting.Layout;

/// <summary>A place in the drawing, in points of print from its upper left corner.</summary>
internal readonly record struct Point(double X, double Y)
{
    public SKPoint Skia => new((float)X, (float)Y);

    public double DistanceTo(Point other) => Math.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));
}

/// <summary>A rectangle in the drawing, in points of print.</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;
    public double Bottom => Top + Height;
    public double CentreX => Left + (Width / 2);
    public double CentreY => Top + (Height / 2);
    public SKRect Skia => new((float)Left, (float)Top, (float)Right, (float)Bottom);

    public bool Contains(Point point) => point.X >= Left && point.X <= Right && point.Y >= Top && point.Y <= Bottom;

    public Box Grow(double by) => new(Left - by, Top - by, Width + (2 * by), Height + (2 * by));
}

/// <summary>The plot of one panel: where it is and which values it shows.</summary>
internal readonly record struct PlotArea(Box Box, AxisRange X, AxisRange Y)
{
    // Far outside the plot positions stop growing: nothing there is seen, and viewers lose precision with huge numbers.
    private const double Far = 20_000;

    public double PlaceX(double value) => Box.Left + Math.Clamp(X.Fraction(value) * Box.Width, -Far, Far);

    public double PlaceY(double value) => Box.Bottom - Math.Clamp(Y.Fraction(value) * Box.Height, -Far, Far);

    public Point Place(double x, double y) => new(PlaceX(x), PlaceY(y));

    /// <summary>
    /// Where a value that may not exist on the scale, such as the lower end of an error bar on a logarithmic axis, is cut off.
    /// </summary>
    public double PlaceYOrBottom(double value)
    {
        double y = PlaceY(value);
        return double.IsNaN(y) ? Box.Bottom : Math.Clamp(y, Box.Top, Box.Bottom);
    }

    /// <summary>
    /// The visible part of a stretch of the x axis, whose ends may be infinite. On a logarithmic axis zero and below lie infinitely far to
    /// the left.
    /// </summary>
    public (double Left, double Right) Ends(ShadedSpan span) => (PlaceXWithin(span.From), PlaceXWithin(span.To));

    public bool Shows(double x, double y) => X.Contains(x) && Y.Contains(y);

    private double PlaceXWithin(double value)
    {
        if (double.IsPositiveInfinity(value)) return Box.Right;
        double x = PlaceX(value);
        return double.IsNaN(x) ? Box.Left : Math.Clamp(x, Box.Left, Box.Right);
    }
}
