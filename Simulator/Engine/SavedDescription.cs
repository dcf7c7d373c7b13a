using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spiking.Files;
using Spiking.Snapshots;

namespace Spiking.Engine;

/// <summary>
/// The description of a network in its snapshot, complete with all defaults. A state is restored into a network of the same description
/// only.
/// </summary>
/// <param name="description">The description of the network that is saved or restored; null: what was saved is only to be read.</param>
internal sealed class SavedDescription(NetworkDescription? description = null) : IHasState
{
    /// <summary>Name of the part in a snapshot.</summary>
    public const string Part = "description";

    private string _text = description is null ? "" : DescriptionWriter.Write(description).ToJsonString();

    /// <summary>The description in the form of its file.</summary>
    public string Text => _text;

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        string here = _text;
        visitor.Text("network", ref _text);
        if (description is null || here == _text) return;
        JsonNode? saved = null, present = WithoutProse(here);
        try
        {
            saved = WithoutProse(_text);
        }
        catch (JsonException e)
        {
            visitor.Require(false, e.Message);
        }

        if (visitor.IsTakingOver) CheckSizes(visitor, saved);
        else visitor.Require(JsonNode.DeepEquals(saved, present), "the network is another one: " + Difference(saved, present, ""));
    }

    // What else does not fit is found in the parts; but a state of other cells, not everywhere by their number.
    private void CheckSizes(StateVisitor visitor, JsonNode? saved)
    {
        foreach ((string name, PopulationDescription population) in description!.Populations)
        {
            if ((saved?["populations"]?[name] as JsonObject)?["size"] is not JsonValue value || !value.TryGetValue(out int size)) continue;
            visitor.Require(size == population.Size, string.Create(
                CultureInfo.InvariantCulture, $"population \"{name}\" has {size} neurons in the snapshot and {population.Size} here"));
        }
    }

    private static JsonNode? WithoutProse(string text)
    {
        JsonNode? network = JsonNode.Parse(text);
        (network as JsonObject)?.Remove("description");
        return network;
    }

    /// <summary>The first difference between two descriptions, in words.</summary>
    private static string Difference(JsonNode? saved, JsonNode? here, string path)
    {
        if (saved is JsonObject && here is JsonObject)
        {
            foreach (string key in saved.AsObject().Select(p => p.Key).Union(here.AsObject().Select(p => p.Key)))
                if (!JsonNode.DeepEquals(saved[key], here[key]))
                    return Difference(saved[key], here[key], path.Length == 0 ? key : $"{path}.{key}");
        }

        if (saved is JsonArray first && here is JsonArray second && first.Count == second.Count)
        {
            for (int i = 0; i < first.Count; i++)
                if (!JsonNode.DeepEquals(first[i], second[i])) return Difference(first[i], second[i], $"{path}[{i}]");
        }

        return $"{path} is {Shown(saved)} in the snapshot and {Shown(here)} here";
    }

    private static string Shown(JsonNode? value)
    {
        const int Longest = 60;
        string text = value?.ToJsonString() ?? "absent";
        return text.Length <= Longest ? text : text[..Longest] + "...";
    }
}
