namespace Spiking.Plotting.Layout;

/// <summary>A coarse map of the places in a plot where something is drawn.</summary>
internal sealed class Occupancy
{
    private const double CellSize = 1.5;
    private readonly Box _box;
    private readonly bool[,] _cells;

    private Occupancy(Box box)
    {
        _box = box;
        _cells = new bool[(int)(box.Width / CellSize) + 1, (int)(box.Height / CellSize) + 1];
    }

    public static Occupancy Of(Panel panel, PlotArea area)
    {
        Occupancy map = new(area.Box);
        foreach (ReferenceLine line in panel.Lines)
        {
            bool across = line.Direction == Direction.Horizontal;
            double at = across ? area.PlaceY(line.Value) : area.PlaceX(line.Value);
            if (!double.IsNaN(at))
                map.Mark(across ? new Box(area.Box.Left, at, area.Box.Width, 0) : new Box(at, area.Box.Top, 0, area.Box.Height));
        }

        foreach (Series series in panel.Series)
            map.Mark(panel, series, area);
        return map;
    }

    public bool IsFree(Box place)
    {
        (int left, int top, int right, int bottom) = Cells(place.Grow(1.5));
        for (int i = left; i <= right; i++)
        {
            for (int j = top; j <= bottom; j++)
            {
                if (_cells[i, j])
                    return false;
            }
        }

        return true;
    }

    private void Mark(Panel panel, Series series, PlotArea area)
    {
        switch (series)
        {
            case BandSeries band:
                MarkLine(area, band.X, band.Y);
                MarkBand(band, area);
                break;
            case StepSeries step:
                (double[] x, double[] y) = Polyline.Steps(step.X, step.Y);
                MarkLine(area, x, y);
                break;
            case LineSeries line:
                MarkLine(area, line.X, line.Y);
                break;
            case PointSeries points:
                for (int i = 0; i < points.X.Count; i++)
                    MarkBar(area.PlaceX(points.X[i]), points.Y[i], points.Error?[i] ?? 0, area, points.Size / 2);
                break;
            case BarSeries bars:
                foreach (Bar bar in Bars.Of(panel, bars, area))
                {
                    Mark(bar.Box);
                    MarkBar(bar.Box.CentreX, bar.Value, bar.Error, area, 2);
                    foreach (IReadOnlyList<double> seed in bars.Seeds)
                        MarkBar(bar.Box.CentreX, seed[bar.Index], 0, area, bar.Box.Width / 2);
                }

                break;
            case RasterSeries raster:
                for (int i = 0; i < raster.Times.Count; i++)
                    MarkBar(area.PlaceX(raster.Times[i]), raster.Neurons[i], 0.5, area, 0);
                break;
            case HeatMapSeries:
                Mark(area.Box);
                break;
            default:
                break;
        }
    }

    private void MarkLine(PlotArea area, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        foreach (List<Point> run in Polyline.Runs(area, x, y))
        {
            for (int i = 0; i < run.Count; i++)
            {
                Point from = run[Math.Max(0, i - 1)], to = run[i];
                int pieces = (int)Math.Min(5000, (Math.Abs(to.X - from.X) + Math.Abs(to.Y - from.Y)) / CellSize) + 1;
                for (int k = 0; k <= pieces; k++)
                    Mark(new Box(from.X + ((to.X - from.X) * k / pieces), from.Y + ((to.Y - from.Y) * k / pieces), 0, 0));
            }
        }
    }

    private void MarkBand(BandSeries band, PlotArea area)
    {
        for (int i = 1; i < band.X.Count; i++)
        {
            double from = area.PlaceX(band.X[i - 1]), to = area.PlaceX(band.X[i]);
            double high = area.PlaceYOrBottom(Math.Max(band.Y[i] + band.Error[i], band.Y[i - 1] + band.Error[i - 1]));
            double low = area.PlaceYOrBottom(Math.Min(band.Y[i] - band.Error[i], band.Y[i - 1] - band.Error[i - 1]));
            if (!double.IsNaN(from) && !double.IsNaN(to) && high < low)
                Mark(new Box(from, high, to - from, low - high));
        }
    }

    private void MarkBar(double x, double value, double half, PlotArea area, double radius)
    {
        double centre = area.PlaceY(value);
        if (double.IsNaN(x) || double.IsNaN(centre))
            return;
        half = double.IsFinite(half) ? half : 0;
        double high = area.PlaceYOrBottom(value + half), low = area.PlaceYOrBottom(value - half);
        Mark(new Box(x, high, 0, low - high).Grow(radius));
    }

    private void Mark(Box place)
    {
        if (place.Right < _box.Left || place.Left > _box.Right || place.Bottom < _box.Top || place.Top > _box.Bottom)
            return;
        (int left, int top, int right, int bottom) = Cells(place);
        for (int i = left; i <= right; i++)
        {
            for (int j = top; j <= bottom; j++)
                _cells[i, j] = true;
        }
    }

    private (int Left, int Top, int Right, int Bottom) Cells(Box place) =>
        (Index(place.Left - _box.Left, 0), Index(place.Top - _box.Top, 1), Index(place.Right - _box.Left, 0),
            Index(place.Bottom - _box.Top, 1));

    private int Index(double distance, int dimension) => (int)Math.Clamp(distance / CellSize, 0, _cells.GetLength(dimension) - 1);
}
