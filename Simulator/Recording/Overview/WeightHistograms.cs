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
        (int Index, float[] Before, float[] After)[] changed = [.. _before.Select((before, i) => (i, before.Weights, _after[i].Weights))
            .Where(p => p.Item2.Length >= FewestSynapses && !p.Item2.AsSpan().SequenceEqual(p.Item3)).Take(MostPanels)];
        if (changed.Length == 0) yield break;
        double highest = changed.Max(p => Math.Max(p.Before.Max(), p.After.Max()));
        double share =
            changed.SelectMany(p => Shares(p.After, highest).Concat(IsConstant(p.Before) ? [] : Shares(p.Before, highest))).Max();
        int columns = Math.Min(changed.Length, changed.Length is 2 or 4 ? 2 : 3);
        yield return ("weight-histograms", () => new Figure("Weights before and after learning",
            [.. changed.Select((p, i) => Panel(i, p.Index, p.Before, p.After, highest, share, changed.Length == 1))])
        {
            Columns = columns,
            Width = columns == 1 ? Figure.OneColumn : Figure.TwoColumns,
            RowHeight = 42,
            Shared = SharedAxes.Columns | SharedAxes.Rows,
            Caption = "Share of the synapses of every projection that learns, by weight; all panels have the same bins. "
                + (changed.Any(p => IsConstant(p.Before)) ? "Dashed: the weight that all synapses had before. " : "")
                + (changed.Length < _before.Length ? "Only projections whose weights have changed. " : "") + "n = 1 seed.",
        });
    }

    private Panel Panel(int place, int index, float[] before, float[] after, double highest, double share, bool single)
    {
        bool constant = IsConstant(before);
        StepSeries left = Histogram("after", Palette.After, after, highest);
        return new Panel(
            single ? "" : Plotting.Panel.LetterOf(place),
            WeightAxes.Of(_before[index].Projection.Settings.Receptor).Axis with { Minimum = 0, Maximum = highest },
            new Axis("Share of synapses") { Minimum = 0, Maximum = share * 1.05 },
            constant ? [left] : [Histogram("before", Palette.Before, before, highest), left])
        {
            Title = $"{WeightAxes.Arrow(_before[index].Projection)}, n = "
                + $"{_before[index].Count.ToString("N0", CultureInfo.InvariantCulture)}",
            Lines = constant ? [new ReferenceLine(Direction.Vertical, before[0]) { Label = "before" }] : [],
            Legend = place == 0 && !constant ? LegendPlacement.Auto : LegendPlacement.None,
        };
    }

    private static bool IsConstant(float[] weights) => !weights.AsSpan().ContainsAnyExcept(weights[0]);

    private static StepSeries Histogram(string name, Colour colour, float[] weights, double highest) =>
        new(name, colour, [.. Enumerable.Range(0, Bins).Select(bin => bin * highest / Bins)], Shares(weights, highest));

    private static double[] Shares(float[] weights, double highest)
    {
        double[] shares = new double[Bins];
        foreach (float weight in weights) shares[Math.Clamp((int)(weight / (highest / Bins)), 0, Bins - 1)] += 1.0 / weights.Length;
        return shares;
    }

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
}
