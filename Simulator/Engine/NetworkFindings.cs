using Spiking.Files;
using Spiking.Neurons;
using Spiking.Text;

namespace Spiking.Engine;

/// <summary>Reports what is wrong with a network: names are looked up in it.</summary>
public sealed class NetworkFindings : Findings
{
    internal NetworkFindings(NetworkDescription network, SourceMap source, string file, List<Problem> problems)
        : base(source, file, problems)
    {
        Network = network;
        PopulationNames = NamesIn(source, network, nameof(network.Populations));
        ModelNames = NamesIn(source, network, nameof(network.NeuronModels));
        if (IsSound(network, nameof(network.TimeStep))) TimeStep = network.TimeStep;
        if (IsSound(network, nameof(network.Duration))) Duration = network.Duration;
        if (IsSound(network, nameof(network.BurstInterval))) BurstInterval = network.BurstInterval;
    }

    /// <summary>The network. Values that could not be read are placeholders (<see cref="Findings.IsSound"/>).</summary>
    public NetworkDescription Network { get; }

    /// <summary>The names of the populations, also of those that could not be read.</summary>
    public IReadOnlyList<string> PopulationNames { get; }

    /// <summary>The names of the neuron models, also of those that could not be read.</summary>
    public IReadOnlyList<string> ModelNames { get; }

    /// <summary>The neuron model of a population, if both are known.</summary>
    public NeuronModelDescription? ModelOf(string population) =>
        Network.Populations.TryGetValue(population, out PopulationDescription? description) ? ModelOf(description) : null;

    /// <summary>The neuron model of a population, if it is known.</summary>
    public NeuronModelDescription? ModelOf(PopulationDescription population) => Network.NeuronModels.GetValueOrDefault(population.Neuron);

    /// <summary>The number of neurons of a population, if it is known.</summary>
    public int? SizeOf(string population) =>
        Network.Populations.TryGetValue(population, out PopulationDescription? description)
            && IsSound(description, nameof(description.Size))
            ? description.Size
            : null;

    /// <summary>Reports a problem at a name that the file gives to a population or a model.</summary>
    public void ReportName(string property, string name, string message)
    {
        if (ValueOf(Network, property) is ObjectNode map && map.Find(name) is { } member)
            Report(member, message);
    }

    /// <summary>Checks a list of names of populations: each exists and stands there once.</summary>
    public void CheckPopulations(object record, string property, IReadOnlyList<string> names)
    {
        if (!IsSound(record, property))
            return;
        for (int i = 0; i < names.Count; i++)
        {
            if (UnknownPopulation(names[i]) is { } message)
                ReportEntry(record, property, i, message);
        }
        CheckDistinct(record, property, names);
    }

    /// <summary>Checks that a network has no other recorder of the same type before, because both would write the same file.</summary>
    public void CheckOnly(RecorderDescription recorder, string file)
    {
        RecorderDescription first = Network.Recorders.First(other => other.GetType() == recorder.GetType());
        if (!ReferenceEquals(first, recorder))
            Report(recorder, $"a recorder of this type is there already, and both would write {file}; keep one of them.");
    }

    /// <summary>
    /// The sentence for a name that is not one of a population; null if it is one, or if the populations could not be read.
    /// </summary>
    public string? UnknownPopulation(string name) =>
        PopulationNames.Count == 0 || IsIn(nameof(NetworkDescription.Populations), name) ? null
        : $"found \"{Shown.Value(name)}\", but there is no such population{Instead(name, PopulationNames)}";

    /// <summary>The sentence for a name that is not one of a neuron model; null if it is one, or if the models could not be read.</summary>
    public string? UnknownModel(string name) =>
        ModelNames.Count == 0 || IsIn(nameof(NetworkDescription.NeuronModels), name) ? null
        : $"found \"{Shown.Value(name)}\", but there is no such neuron model{Instead(name, ModelNames)}";

    private bool IsIn(string property, string name) => ValueOf(Network, property) is ObjectNode map && map.Find(name) is not null;

    // Problems beyond those that are listed need no proposal, whose search would take long where many names are wrong.
    private string Instead(string name, IReadOnlyList<string> names) =>
        ProblemCount < NetworkFileException.MostListed ? $"; {Names.Instead(name, names)}" : ".";

    private static List<string> NamesIn(SourceMap source, NetworkDescription network, string property) =>
        source.ValueOf(network, property) is ObjectNode map ? [.. map.Keys] : [];
}
