using Spiking.Plotting;

namespace Spiking.Recording;

/// <summary>Figures of the rates of a network without a task.</summary>
public static class RateFigures
{
    /// <summary>
    /// Firing rate of every population against time; of those that burst also event rate, burst rate and burst probability, which mean nothing for
    /// other cells.
    /// </summary>
    /// <param name="name">Name of the experiment.</param>
    /// <param name="populations">Names of the populations.</param>
    /// <param name="bursting">Names of those whose cells burst.</param>
    /// <param name="course">Their rates.</param>
    public static Figure Create(string name, IReadOnlyList<string> populations, IReadOnlyCollection<string> bursting, RateCourse course)
    {
        Axis time = new("Time", "s") { Minimum = 0 };
        string[] shown = [.. populations.Where(bursting.Contains)];
        Panel[] panels =
        [
            Panel("a", populations, "Firing rate", r => r.SpikeRate) with { Legend = LegendPlacement.Right },
            .. shown.Length == 0 ? [] : new[]
            {
                Panel("b", shown, "Event rate", r => r.EventRate),
                Panel("c", shown, "Burst rate", r => r.BurstRate),
                Panel("d", shown, "Burst probability", r => r.BurstProbability),
            },
        ];
        return new Figure($"{name}: rates of populations", panels)
        {
            RowHeight = panels.Length == 1 ? 60 : 42,
            Shared = SharedAxes.Columns,
            Caption = "a: spikes of every population, mean over its cells. "
                + (shown.Length == 0 ? "" : "b, c, d: rates of events and bursts and the probability that an event is a burst, of populations whose cells burst. ") + "n = 1 seed.",
        };

        Panel Panel(string letter, IReadOnlyList<string> names, string quantity, Func<PopulationRates, double> value) =>
            new(letter, time, new Axis(quantity, letter == "d" ? "" : "Hz") { Minimum = 0 }, [.. names.Select(population => new LineSeries(
                letter == "a" ? population : "", Palette.Cycle(populations.ToList().IndexOf(population)), course.BinEnds, [.. course.Rates(population).Select(value)]))]);
    }
}
