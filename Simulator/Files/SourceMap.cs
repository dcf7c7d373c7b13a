
namespace Spiking.Files;

/// <summary>Remembers which part of a file each record was read from, and which of its values could not be read.</summary>
internal sealed class SourceMap
{
    // By identity: two records with equal values stand in different places.
    private readonly Dictionary<object, ObjectNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, HashSet<string>> _faulty = new(ReferenceEqualityComparer.Instance);

    public void Add(object record, ObjectNode node) => _nodes.Add(record, node);

    public void MarkFaulty(object record, string property)
    {
        if (!_faulty.TryGetValue(record, out HashSet<string>? properties))
            _faulty.Add(record, properties = []);
        properties.Add(property);
    }

    /// <summary>Whether the values of these properties are those of the file (or defaults), so that it makes sense to check them.</summary>
    public bool IsSound(object record, params ReadOnlySpan<string> properties)
    {
        if (!_faulty.TryGetValue(record, out HashSet<string>? faulty))
            return true;
        foreach (string property in properties)
        {
            if (faulty.Contains(property))
                return false;
        }
        return true;
    }

    /// <summary>The object that a record was read from; null for a record that stands for an absent key.</summary>
    public ObjectNode? NodeOf(object record) => _nodes.GetValueOrDefault(record);

    /// <summary>The value of a property as the file gives it; null if it does not.</summary>
    public Node? ValueOf(object record, string property) =>
        NodeOf(record).TryGet(FieldShape.KeyOf(property), out Node? value) && value is not NullNode ? value : null;
}
