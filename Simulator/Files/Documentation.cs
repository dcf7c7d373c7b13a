using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Spiking.Files;

/// <summary>The summaries of types, properties and enumeration values, from the documentation file that the compiler writes.</summary>
internal sealed partial class Documentation
{
    private readonly Dictionary<string, XElement> _members;

    private Documentation(XDocument document) =>
        _members = document.Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    public static Documentation Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, typeof(Documentation).Assembly.GetName().Name + ".xml");
        return new Documentation(XDocument.Load(path));
    }

    public string? Of(Type type) => Summary("T:" + type.FullName);

    public string? Of(FieldInfo field) => Summary($"F:{field.DeclaringType!.FullName}.{field.Name}");

    /// <summary>The summary of a property; if it inherits its comment, that of the property it overrides.</summary>
    public string? Of(PropertyInfo property)
    {
        for (var type = property.DeclaringType; type is not null; type = type.BaseType)
        {
            if (Summary($"P:{type.FullName}.{property.Name}") is { } summary)
                return summary;
        }
        return null;
    }

    private string? Summary(string name) =>
        _members.GetValueOrDefault(name)?.Element("summary") is { } summary
            ? Spaces().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
            : null;

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        // <see cref="P:Namespace.Type.Name"/>: the last part of the name is what a reader of a schema needs.
        XElement element when element.Attribute("cref") is { } reference => reference.Value[(reference.Value.LastIndexOf('.') + 1)..],
        XElement element => element.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
