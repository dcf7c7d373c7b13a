using System.Reflection;
using Spiking.Files;
using Spiking.Neurons;

namespace Spiking.Tests.Neurons;

/// <summary>The neuron models of the program, found in its assembly, so that no test has to be told of a new one.</summary>
internal static class NeuronModels
{
    private static readonly Type[] s_types = [.. typeof(NeuronModelDescription).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(NeuronModelDescription)))];

    /// <summary>The names by which files choose them, in alphabetical order.</summary>
    public static string[] Names { get; } =
        [.. s_types.Select(type => type.GetCustomAttribute<VariantNameAttribute>(inherit: false)!.Name).Order(StringComparer.Ordinal)];

    /// <summary>Each with its default values, by name.</summary>
    public static IEnumerable<NeuronModelDescription> WithDefaults() =>
        s_types.Select(type => (NeuronModelDescription)Activator.CreateInstance(type)!).OrderBy(Kinds.NameOf, StringComparer.Ordinal);
}
