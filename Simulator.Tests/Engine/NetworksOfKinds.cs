using System.Text.Json;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Tests.Engine;

/// <summary>
/// A small network for a kind of neuron model, current, rule, short-term plasticity or connectivity, made of the example in its
/// documentation, so that the tests find a new kind by themselves.
/// </summary>
internal static class NetworksOfKinds
{
    /// <summary>The file that the networks change.</summary>
    public const string File = "coba";

    private static readonly Documentation s_documentation = Documentation.Load();

    private static readonly Type[] s_families =
    [
        typeof(NeuronModelDescription), typeof(CurrentDescription), typeof(PlasticityDescription), typeof(ShortTermPlasticityDescription),
        typeof(ConnectivityDescription),
    ];

    private static readonly string[] s_excitable =
        ["populations.excitatory.size=320", "populations.inhibitory.size=80", "projections.*.probability=0.2", "duration=0.1 s"];

    /// <summary>All kinds of the program for which there can be such a network.</summary>
    public static IEnumerable<Type> All { get; } =
    [
        .. typeof(Network).Assembly.GetTypes().Where(type => !type.IsAbstract && Array.Exists(s_families, type.IsSubclassOf))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>The kinds that a network uses.</summary>
    public static IEnumerable<Type> UsedBy(NetworkDescription network) => network.NeuronModels.Values.Cast<object>()
        .Concat(network.Populations.Values.SelectMany(population => population.Currents))
        .Concat(network.Projections.SelectMany(p => new object?[] { p.Plasticity, p.ShortTermPlasticity, p.Connectivity }).OfType<object>())
        .Select(part => part.GetType());

    /// <summary>The changes of <see cref="File"/> that make the network of a kind.</summary>
    /// <exception cref="NotSupportedException">It is a rule for synapses that this network has not.</exception>
    public static string[] Changes(Type kind)
    {
        string example = s_documentation.ExampleOf(kind) ?? throw new ArgumentException($"{kind.Name} has no example.", nameof(kind));
        if (kind.IsSubclassOf(typeof(NeuronModelDescription))) return OfModel(Kinds.Read<NeuronModelDescription>(example), example);
        if (kind.IsSubclassOf(typeof(CurrentDescription))) return OfCurrent(example);
        if (kind.IsSubclassOf(typeof(PlasticityDescription))) return OfRule(Kinds.Read<PlasticityDescription>(example), example);
        if (kind.IsSubclassOf(typeof(ShortTermPlasticityDescription)))
            return [.. s_excitable, $"projections[0].shortTermPlasticity={example}"];
        return
        [
            .. s_excitable,
            $$"""
            projections[0]=
              { "from": "excitatory", "to": "excitatory", "receptor": "soma-ampa", "weight": 0.4, "connectivity": {{example}} }
            """,
        ];
    }

    // Sources act on all receptors, currents flow into all compartments, and all state variables are recorded.
    private static string[] OfModel(NeuronModelDescription model, string example)
    {
        string[] compartments = !model.HasReceptors ? [] : model.HasDendrite ? ["soma", "dendrite"] : ["soma"];
        string currents = string.Join(", ", compartments.Select(Staircase));
        string projections = string.Join(", ", model.Receptors.Select(receptor =>
            $$"""{ "from": "sources", "to": "cells", "receptor": "{{Name(receptor)}}", "probability": 0.5, {{Strength(receptor)}} }"""));
        string variables = string.Join(", ", model.StateVariables.Select(name => $"\"{name}\""));
        return
        [
            "duration=0.3 s",
            $$"""
            neuronModels=
              { "kind": {{example}}, "source": { "type": "poisson-source", "rate": "40 Hz" }, "lif": { "type": "conductance-lif" } }
            """,
            $$"""
            populations=
              {
                "cells": { "size": 21, "neuron": "kind", "currents": [{{currents}}] }, "sources": { "size": 20, "neuron": "source" },
                "targets": { "size": 20, "neuron": "lif" }
              }
            """,
            $$"""
            projections=[
              { "from": "cells", "to": "targets", "receptor": "soma-ampa", "probability": 1, "weight": 0.5 }
              {{(projections.Length > 0 ? "," : "")}}
              {{projections}}
            ]
            """,
            model.StateVariables.Count == 0 ? "recorders=[]" : $$"""
            recorders=[{ "type": "state", "population": "cells", "variables": [{{variables}}], "neurons": [0, 20], "every": "1 ms" }]
            """,
        ];
    }

    private static string[] OfCurrent(string example) =>
    [
        "duration=0.3 s", """neuronModels={ "cell": { "type": "active-pyramidal" } }""",
        $$"""populations={ "cells": { "size": 21, "neuron": "cell", "currents": [{{Staircase("soma")}}, {{example}}] } }""",
        "projections=[]",
        """
        recorders=[
          {
            "type": "state", "population": "cells", "variables": ["somaPotential", "dendritePotential"], "neurons": [0, 20], "every": "1 ms"
          }
        ]
        """,
    ];

    // Weights begin where the rule cuts them, so that the largest weight matters.
    private static string[] OfRule(PlasticityDescription rule, string example)
    {
        int projection = rule.Receptors.Contains(Receptor.SomaAmpa) ? 0 : rule.Receptors.Contains(Receptor.SomaGaba) ? 1 : -1;
        if (projection < 0)
            throw new NotSupportedException(
                $"{rule.GetType().Name} is for no receptor of {File}: write a network with it into {nameof(NetworksOfEveryKey)}.");
        string largest = JsonSerializer.Serialize(rule.LargestWeight(projection == 0 ? Receptor.SomaAmpa : Receptor.SomaGaba));
        return
        [
            .. s_excitable, "duration=0.2 s", "learningOnset=10 ms", $"projections[{projection}].plasticity={example}",
            $"projections[{projection}].weight={largest}",
        ];
    }

    private static string Staircase(string compartment) =>
        $$"""
        {
          "type": "staircase", "compartment": "{{compartment}}", "first": "100 pA", "increment": "200 pA", "levels": 6,
          "levelDuration": "50 ms"
        }
        """;

    private static string Name(Receptor receptor) => JsonNamingPolicy.KebabCaseLower.ConvertName(receptor.ToString());

    private static string Strength(Receptor receptor) => receptor switch
    {
        Receptor.SomaDelta or Receptor.DendriteFeedback => "\"amplitude\": \"1 mV\"",
        Receptor.SomaCurrent => "\"current\": \"100 pA\"",
        _ => "\"weight\": 0.5",
    };
}
