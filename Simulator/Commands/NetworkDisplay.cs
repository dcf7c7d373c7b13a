using System.Globalization;
using Spectre.Console;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Runs;
using Spiking.Synapses;

namespace Spiking.Commands;

/// <summary>Display of the network that a file describes: populations, projections, synapses, memory and simulated time.</summary>
internal static class NetworkDisplay
{
    /// <summary>Prints it.</summary>
    public static void Print(NetworkDescription network)
    {
        IAnsiConsole console = PlainTables.Console();
        console.WriteLine(network.Description.Length == 0 ? network.Name : $"{network.Name}: {network.Description}");
        console.WriteLine();

        PlainTable populations = new("population", "neurons", "model", "background", "injected currents");
        foreach ((string name, PopulationDescription p) in network.Populations)
        {
            populations.AddRow(
                name,
                Number(p.Size),
                $"{p.Neuron} ({ModelName(network.NeuronModels[p.Neuron])})",
                string.Join("\n", p.Background.Select(Describe)),
                string.Join("\n", p.Currents.Select(Describe)));
        }

        console.Write(populations);
        PlainTable projections = new("projection", "transmits", "connectivity", "synapses", "weight", "plasticity");
        double synapses = 0;
        foreach (ProjectionDescription p in network.Projections)
        {
            foreach (string from in p.From)
            {
                foreach (string to in p.To)
                {
                    double count = NetworkBuilder.Synapses(network, p, from, to);
                    synapses += count;
                    projections.AddRow(
                        NetworkBuilder.ProjectionName(p, from, to),
                        PlainTables.Kebab(p.Transmits),
                        Connectivity(p, network.Populations[from].Size),
                        (p.ConnectivityFrom(network.Populations[from].Size) is ProbabilityConnectivityDescription ? "about " : "")
                            + Number(count),
                        Weight(p) + Spread(p.WeightSpread)
                            + (p.Delays is not null ? "; delays from a file" : "")
                            + (p.DelaySpread is null ? "" : $"; delay {Text(p.Delay * 1e3)} ms{Spread(p.DelaySpread)}"),
                        Plasticity(p));
                }
            }
        }

        if (network.Projections.Count > 0) console.Write(projections);
        double duration = NetworkRun.Duration(network);
        console.WriteLine($"{Number(network.Populations.Values.Sum(p => p.Size))} neurons, about {Number(synapses)} synapses, about "
            + $"{Number(MemoryEstimate.OfNetwork(network) / 1e6)} MB.");
        double recorders = network.Recorders.Sum(recorder => recorder.Memory(network, duration));
        if (recorders > 0)
        {
            console.WriteLine($"Recorders hold about {Number(recorders / 1e6)} MB at the end of the run, if every recorded neuron spikes "
                + $"at {Text(RecorderDescription.AssumedRate)} Hz.");
        }

        double needed = MemoryEstimate.OfNetwork(network) + recorders;
        if (needed > MemoryCheck.Limit)
            console.WriteLine($"That is more than the {Number(MemoryCheck.Limit / 1e6)} MB of this machine.");
        console.WriteLine(
            $"{Text(duration)} s of simulated time: {Number(duration / network.TimeStep)} steps of {Text(network.TimeStep * 1e3)} ms.");
        if (AddedPart.DrawnLater(network) is string later) console.WriteLine(later + ".");
        foreach (string sentence in network.Task?.Describe(network) ?? []) console.WriteLine(sentence);
    }

    private static string Connectivity(ProjectionDescription projection, int sources) => projection.ConnectivityFrom(sources) switch
    {
        ProbabilityConnectivityDescription c => $"probability {Text(c.Probability)}",
        FixedInDegreeDescription c => $"in-degree {Number(c.Degree)}",
        FixedOutDegreeDescription c => $"out-degree {Number(c.Degree)}",
        ConnectivityDescription c => Kinds.NameOf(c),
    };

    private static string Plasticity(ProjectionDescription projection)
    {
        List<string> parts = [];
        if (projection.Plasticity is PlasticityDescription rule)
            parts.Add(rule.Summary.Length == 0 ? Kinds.NameOf(rule) : $"{Kinds.NameOf(rule)}, {rule.Summary}");
        if (projection.ShortTermPlasticity is ShortTermPlasticityDescription s)
            parts.Add($"short-term, {(s.Summary.Length == 0 ? Kinds.NameOf(s) : s.Summary)}");
        return parts.Count == 0 ? "none" : string.Join("; ", parts);
    }

    private static string Describe(CurrentDescription current)
    {
        string kind = current.IsConstant ? "" : " " + Kinds.NameOf(current);
        string summary = current.Summary.Length == 0 ? "" : (current.IsConstant ? " " : ": ") + current.Summary;
        return PlainTables.Kebab(current.Compartment) + kind + summary;
    }

    private static string Describe(BackgroundDescription background) =>
        PlainTables.Kebab(background.Receptor)
        + (background.Sources == 1 ? " " : string.Create(CultureInfo.InvariantCulture, $" {background.Sources} x "))
        + $"{Text(background.Rate)} Hz, "
        + (background.Weight is double weight ? $"weight {Text(weight)}"
            : background.Current is double current ? $"{Text(current * 1e12)} pA"
            : $"{Text((background.Amplitude ?? 0) * 1e3)} mV");

    private static string ModelName(NeuronModelDescription model) => Kinds.NameOf(model);

    private static string Weight(ProjectionDescription projection) =>
        projection.Weights is not null ? "from a file"
        : projection.Weight is double weight ? Text(weight)
        : projection.Current is double current ? $"{Text(current * 1e12)} pA"
        : $"{Text((projection.Amplitude ?? 0) * 1e3)} mV"
            + (projection.Cancellation is null ? "" : $", {projection.Cancellation.Summary}");

    private static string Spread(SpreadDescription? spread) => spread is null ? "" : $" times {spread.Summary}";

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
