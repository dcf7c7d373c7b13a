using System.Globalization;
using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Synapses;

namespace Spiking.Recording.Overview;

/// <summary>Histograms of the weights of all projections that learn, before and after a run.</summary>
internal sealed class WeightHistograms : IResult
{
    // Every so many weights one is taken: shares of 10,000 synapses are exact to half a percent.
    private const int MostSynapses = 10_000;
    private const int MostPanels = 12;
    private const int Bins = 30;

    // Of fewer synapses a histogram shows single weights.
    private const int FewestSynapses = 20;
    private readonly (Projection Projection, int Count, float[] Weights)[] _before;
    private (Projection Projection, int Count, float[] Weights)[] _after = [];

    /// <summary>Reads the weights before the run.</summary>
    public WeightHistograms(Network network) => _before = Sample(network);

    /// <summary>Reads the weights after the run.</summary>
    public WeightHistograms Finish(Network network)
    {
        _after = Sample(network);
        return this;
    }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures()
    {
        Sampled[] all = [.. _before.Select((before, i) => new Sampled(i, before.Weights, _after[i].Weights))
            .Where(p => p.Before.Length >= FewestSynapses && !p.Before.AsSpan().SequenceEqual(p.After))];
        Sampled[] changed = [.. all.Take(MostPanels)];
        if (changed.Length == 0) yield break;

        // Weights of one unit have the same bins, so that panels can be compared. What cancels is negative.
        ILookup<string, Sampled> units = changed.ToLookup(p => AxisOf(p.Index).Unit);
        Dictionary<string, WeightBins> bins = units.ToDictionary(unit => unit.Key, unit => new WeightBins(
            Math.Min(0, unit.Min(p => Math.Min(p.Before.Min(), p.After.Min()))),
            Math.Max(0, unit.Max(p => Math.Max(p.Before.Max(), p.After.Max())))));
        double share = changed.SelectMany(p => new[] { p.After, p.Before }.Where(weights => weights == p.After || !IsConstant(weights))
            .SelectMany(bins[AxisOf(p.Index).Unit].Shares)).Max();
        int columns = Math.Min(changed.Length, changed.Length is 2 or 4 ? 2 : 3);
        yield return ("weight-histograms", () => new Figure("Weights before and after learning",
            [.. changed.Select((p, i) => Panel(i, p.Index, p.Before, p.After, bins[AxisOf(p.Index).Unit], share, changed.Length == 1))])
        {
            Columns = columns,
            Width = columns == 1 ? Figure.OneColumn : Figure.TwoColumns,
            RowHeight = 42,
            Shared = units.Count == 1 ? SharedAxes.Columns | SharedAxes.Rows : SharedAxes.Rows,
            Caption = "Share of the synapses of every projection that learns, by weight; all panels"
                + (units.Count == 1 ? "" : " of one unit") + " have the same bins. "
                + (changed.Any(p => IsConstant(p.Before)) ? "Dashed: the weight that all synapses had before. " : "")
                + (changed.Length < all.Length
                    ? $"The first {changed.Length} of {all.Length} projections whose weights have changed. "
                    : changed.Length < _before.Length ? "Only projections whose weights have changed. " : "") + "n = 1 seed.",
        });
    }

    private Axis AxisOf(int index) => WeightAxes.Of(_before[index].Projection.Settings.Receptor).Axis;

    private Panel Panel(int place, int index, float[] before, float[] after, WeightBins bins, double share, bool single)
    {
        bool constant = IsConstant(before);
        LineSeries left = bins.Histogram("after", Palette.After, after);
        return new Panel(
            single ? "" : Plotting.Panel.LetterOf(place),
            AxisOf(index) with { Minimum = bins.Low, Maximum = bins.High },
            new Axis("Share of synapses") { Minimum = 0, Maximum = share * 1.05 },
            constant ? [left] : [bins.Histogram("before", Palette.Before, before), left])
        {
            Title = $"{WeightAxes.Arrow(_before[index].Projection)}, n = "
                + $"{_before[index].Count.ToString("N0", CultureInfo.InvariantCulture)}",
            Lines = constant ? [new ReferenceLine(Direction.Vertical, before[0]) { Label = "before" }] : [],
            Legend = place == 0 && !constant ? LegendPlacement.Auto : LegendPlacement.None,
        };
    }

    private static bool IsConstant(float[] weights) => !weights.AsSpan().ContainsAnyExcept(weights[0]);

    private static (Projection Projection, int Count, float[] Weights)[] Sample(Network network) =>
        [.. network.Learners.Where(learner => !learner.Weights.IsEmpty).Select(learner =>
    {
        ReadOnlySpan<float> weights = learner.Weights;
        int every = ((weights.Length - 1) / MostSynapses) + 1;
        float[] sample = new float[(weights.Length + every - 1) / every];
        float scale = (float)WeightAxes.Of(learner.Projection.Settings.Receptor).Scale;
        for (int i = 0; i < sample.Length; i++) sample[i] = weights[i * every] * scale;
        return (learner.Projection, weights.Length, sample);
    })];

    // Weights of a learner, by its index.
    private sealed record Sampled(int Index, float[] Before, float[] After);

    /// <summary>Bins of equal width between two weights.</summary>
    /// <param name="Low">The lowest weight.</param>
    /// <param name="High">The highest weight, above it.</param>
    private readonly record struct WeightBins(double Low, double High)
    {
        private double Width => (High - Low) / Bins;

        public LineSeries Histogram(string name, Colour colour, float[] weights)
        {
            (double low, double width) = (Low, Width);
            return new(name, colour, [.. Enumerable.Range(0, Bins).Select(bin => low + bin * width)], Shares(weights))
            {
                IsSteps = true,
            };
        }

        public double[] Shares(float[] weights)
        {
            double[] shares = new double[Bins];

            // The highest weight belongs to the last bin.
            foreach (float weight in weights) shares[Math.Min((int)((weight - Low) / Width), Bins - 1)] += 1.0 / weights.Length;
            return shares;
        }
    }
}
