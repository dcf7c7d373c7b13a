using System.Text.Json;
using Spiking.Neurons;
using Spiking.Text;

namespace Spiking.Engine.Checking;

/// <summary>Receptors in messages, as files write them.</summary>
internal static class ReceptorNames
{
    /// <summary>A receptor in quotes.</summary>
    public static string Of(Receptor receptor) => $"\"{Name(receptor)}\"";

    /// <summary>Several receptors.</summary>
    public static string Of(IEnumerable<Receptor> receptors) => Names.All([.. receptors.Select(Name)]);

    /// <summary>The receptors of a model.</summary>
    public static string Of(NeuronModelDescription model) => Of(model.Receptors);

    /// <summary>Clause about one model: what it lacks that a receptor needs ("has no dendrite").</summary>
    public static string Lacks(NeuronModelDescription model, Receptor receptor) => "has no " + Missing(model, receptor);

    /// <summary>Clause about several neurons: what they lack that a receptor needs ("have no dendrite").</summary>
    public static string Lack(NeuronModelDescription model, Receptor receptor) => "have no " + Missing(model, receptor);

    private static string Missing(NeuronModelDescription model, Receptor receptor) =>
        IsDendritic(receptor) && !model.HasDendrite ? "dendrite" : "such receptor";

    private static bool IsDendritic(Receptor receptor) =>
        receptor is Receptor.DendriteAmpa or Receptor.DendriteGaba or Receptor.DendriteFeedback;

    private static string Name(Receptor receptor) => JsonNamingPolicy.KebabCaseLower.ConvertName(receptor.ToString());
}
