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
        ["burstccn"] = Palette.Orange,
        ["journal-burstccn"] = Palette.Orange,
        ["burstprop"] = Palette.SkyBlue,
        ["backprop"] = Palette.Green,
        ["feedback-alignment"] = Palette.Green,
        ["edn"] = Palette.Purple,
        ["node-perturbation"] = Palette.Vermillion,
    };

    /// <summary>
    /// The looks of models. Where all of several are of one kind, the kind says nothing, so that each has a colour of its own. So it is
    /// where a kind is not known here, or there are more models of a kind than styles.
    /// </summary>
    /// <param name="kinds">The kind of each model, as files name it.</param>
    public static IReadOnlyList<Look> Of(IReadOnlyList<string> kinds)
    {
        if (kinds.All(Colours.ContainsKey))
        {
            Colour[] colours = [.. kinds.Select(kind => Colours[kind])];
            int[] sizes = [.. colours.CountBy(colour => colour).Select(group => group.Value)];
            if (sizes.Max() <= MostOfAKind && (kinds.Count == 1 || sizes.Length > 1))
                return [.. colours.Select((colour, i) => new Look(colour, Palette.Style(colours.Take(i).Count(other => other == colour))))];
        }

        return [.. kinds.Select((_, i) => new Look(Palette.Cycle(i), Palette.Style(i / Palette.Different)))];
    }
}
