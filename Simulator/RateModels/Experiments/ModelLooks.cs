using Spiking.Plotting;

namespace Spiking.RateModels.Experiments;

/// <summary>
/// Looks of the models that an experiment compares. A model has the same colour in the figures of all experiments, whatever it is compared
/// with; models of one kind, such as BurstCCN with two kinds of feedback, differ in the style of their lines.
/// </summary>
internal static class ModelLooks
{
    // Three styles differ.
    private const int MostOfAKind = 3;

    /// <summary>
    /// Colours of models by their kinds, as files of rate models name them, also those in continuous time. Backprop and feedback alignment
    /// are both the ordinary network.
    /// </summary>
    public static IReadOnlyDictionary<string, Colour> Colours { get; } = new Dictionary<string, Colour>
    {
        ["burstccn"] = Palette.BurstCcn,
        ["journal-burstccn"] = Palette.BurstCcn,
        ["burstprop"] = Palette.Burstprop,
        ["backprop"] = Palette.Green,
        ["feedback-alignment"] = Palette.Green,
        ["edn"] = Palette.Brown,
        ["node-perturbation"] = Palette.Black,
    };

    /// <summary>
    /// The looks of models. Where a kind is not known here, or there are more models of a kind than styles, each model has a colour of its
    /// own.
    /// </summary>
    /// <param name="kinds">The kind of each model, as files name it.</param>
    public static IReadOnlyList<Look> Of(IReadOnlyList<string> kinds)
    {
        if (kinds.All(Colours.ContainsKey))
        {
            Colour[] colours = [.. kinds.Select(kind => Colours[kind])];
            int[] sizes = [.. colours.CountBy(colour => colour).Select(group => group.Value)];
            if (sizes.Max() <= MostOfAKind)
                return [.. colours.Select((colour, i) => new Look(colour, Palette.Style(colours.Take(i).Count(other => other == colour))))];
        }

        return [.. kinds.Select((_, i) => new Look(Palette.Cycle(i), Palette.Style(i / Palette.Different)))];
    }
}
