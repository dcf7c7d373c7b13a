using System.Globalization;
using Spiking.Files;
using Spiking.RateModels.Experiments;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Training;

/// <summary>The trainings that an experiment would run: layers, weights, images and updates of every case.</summary>
internal static class ClassificationPlan
{
    public static PlannedCases Of(IReadOnlyList<RunnableCase> cases)
    {
        List<IReadOnlyList<string>> rows = [];
        double multiplications = 0;
        bool isKnown = true;
        foreach (RunnableCase part in cases)
        {
            ClassificationDescription settings = (ClassificationDescription)part.Description;
            if (settings.Data is not { Images: (var shape, var classes), Learned: int learned, Tested: int tested })
            {
                isKnown = false;
                rows.Add([part.Name, Kinds.NameOf(settings.Rule), "", "", "", Number(settings.Epochs), ""]);
                continue;
            }

            IReadOnlyList<Connection> connections = settings.Connections(shape, classes);
            long updates = (long)settings.Epochs * ((learned + settings.Batch - 1) / settings.Batch);
            multiplications += connections.Sum(c => (double)c.Units * c.PatchLength) * learned * settings.Epochs * settings.Realizations;
            rows.Add([
                part.Name,
                Kinds.NameOf(settings.Rule),
                string.Join("-", connections.Select(c => c.Units).Prepend(connections[0].Inputs)),
                Number(connections.Sum(c => (double)c.Channels * (c.PatchLength + 1))),
                $"{Number(learned)}, {Number(tested)}",
                Number(settings.Epochs),
                Number(updates),
            ]);
        }

        int[] seeds = [.. cases.Select(part => part.Description.Realizations)];
        int runs = seeds.Sum();
        string amount = isKnown
            ? string.Create(CultureInfo.InvariantCulture,
                $" The forward passes of learning alone are {Rounded(multiplications)} multiplications.")
            : " Layers and updates are not known before the files of the data set are read.";
        return new PlannedCases(
            ["case", "rule", "units of the layers", "weights and biases", "images (learned, for tests)", "epochs", "updates"], rows,
            $"{runs} training{(runs == 1 ? "" : "s")} ({cases.Count} case{(cases.Count == 1 ? "" : "s")}"
            + (seeds.Distinct().Count() > 1 ? ")." : $", {seeds[0]} seed{(seeds[0] == 1 ? "" : "s")} each).") + amount);
    }

    private static string Rounded(double number) => number switch
    {
        >= 1e12 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e12:N1} million million"),
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e9:N1} thousand million"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:N1} million"),
        _ => Number(number),
    };

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
