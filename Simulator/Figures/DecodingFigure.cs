using System.Globalization;
using Spiking.Experiments;
using Spiking.Recording;

namespace Spiking.Figures;

/// <summary>
/// Signals decoded from populations against the rescaled signals that they should carry, below rasters of the spikes. Source of the layout:
/// Payeur et al. 2021, Fig. 3.
/// </summary>
public static class DecodingFigure
{
    private const int PanelHeight = 235;

    /// <summary>Draws up the figure.</summary>
    /// <param name="name">Title.</param>
    /// <param name="decoding">The analysis.</param>
    public static Figure Create(string name, Decoding decoding)
    {
        List<Panel> panels = [];
        double end = decoding.Readouts[0].Times[^1] + decoding.Description.Bin / 2;
        Axis time = new("Time", "s") { Minimum = 0, Maximum = end };
        foreach (RasterSpikes raster in decoding.Rasters) panels.Add(Raster(raster, Letter(), time));
        foreach (Readout readout in decoding.Readouts) panels.Add(Comparison(readout, Letter(), time, decoding.Description.From));
        return new Figure(name, panels)
        {
            Columns = 2,
            Width = 1000,
            Height = PanelHeight * ((panels.Count + 1) / 2),
            Caption = (decoding.Rasters.Count > 0 ? "Rasters: events (single spikes and first spikes of bursts) and the later spikes of bursts. " : "")
                + "Other panels: a signal (solid) and the signals it should carry, rescaled to it by least squares (dashed), in bins of "
                + string.Create(CultureInfo.InvariantCulture, $"{decoding.Description.Bin * 1e3:G4} ms; fits begin at {decoding.Description.From:G4} s (dotted)."),
        };

        string Letter() => ((char)('a' + panels.Count)).ToString();
    }

    private static Panel Raster(RasterSpikes raster, string letter, Axis time) =>
        new(letter, time, new Axis("Neuron"), [
            new RasterSeries("events", Palette.Events, raster.EventTimes, raster.EventNeurons),
            new RasterSeries("later spikes of bursts", Palette.Bursts, raster.LaterTimes, raster.LaterNeurons),
        ])
        {
            Title = raster.Population,
            Legend = LegendPlacement.Below,
        };

    private static Panel Comparison(Readout readout, string letter, Axis time, double from)
    {
        (Axis axis, double scale) = SignalAxes.Of(readout.Description.Signal);
        string predictors = string.Join(" and ", readout.Description.Predictors.Select(SignalAxes.Words));
        string quality = readout.Correlations.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"r = {readout.Correlations[0]:F2}")
            : string.Create(CultureInfo.InvariantCulture, $"R² = {readout.Fit.ExplainedVariance:F2}");
        return new Panel(letter, time, axis, [
            new LineSeries(SignalAxes.Words(readout.Description.Signal), SignalAxes.Colour(readout.Description.Signal), readout.Times, [.. readout.Values.Select(v => v * scale)]),
            new LineSeries(predictors + ", rescaled", Palette.Black, readout.Times, [.. readout.Fitted.Select(v => v * scale)]) { Style = LineStyle.Dashed, Width = 1.2 },
        ])
        {
            Title = $"{readout.Description.Name}: {quality}",
            Lines = from > 0 ? [new ReferenceLine(Direction.Vertical, from) { Style = LineStyle.Dotted }] : [],
            Legend = LegendPlacement.Below,
        };
    }
}
