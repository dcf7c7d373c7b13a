using Spiking.Plotting;

namespace Spiking.Recording;

/// <summary>Figures of the rates of a network without a task.</summary>
public static class RateFigures
{
    /// <summary>Event rate and burst probability of every population against time.</summary>
    public static Figure Create(string name, IReadOnlyList<string> populations, RateCourse course)
    {
        List<Series> events = [], bursts = [], probabilities = [];
        for (int i = 0; i < populations.Count; i++)
        {
            var rates = course.Rates(populations[i]);
            Colour colour = Palette.Cycle(i);
            events.Add(new LineSeries(populations[i], colour, course.BinEnds, [.. rates.Select(r => r.EventRate)]));
            bursts.Add(new LineSeries("", colour, course.BinEnds, [.. rates.Select(r => r.BurstRate)]));
            probabilities.Add(new LineSeries("", colour, course.BinEnds, [.. rates.Select(r => r.BurstProbability)]));
        }

        Axis time = new("Time", "s");
        return new Figure($"{name}: rates of all populations", [
            new Panel("a", time, new Axis("Event rate", "Hz") { Minimum = 0 }, events) { Legend = LegendPlacement.Right },
            new Panel("b", time, new Axis("Burst rate", "Hz") { Minimum = 0 }, bursts),
            new Panel("c", time, new Axis("Burst probability") { Minimum = 0 }, probabilities),
        ])
        {
            Shared = SharedAxes.Columns,
            Caption = "Event rate (a), burst rate (b) and burst probability (c) of every population, mean over its cells; n = 1 seed.",
        };
    }
}
