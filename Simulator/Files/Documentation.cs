using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Spiking.Files;

/// <summary>The summaries of types, properties and enumeration values, from the documentation file that the compiler writes.</summary>
internal sealed partial class Documentation
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _assemblies = [];

    private Documentation()
    {
    }

    /// <summary>Reads the documentation of this program; that of assemblies that add kinds is read when it is asked for.</summary>
    /// <exception cref="FileNotFoundException">The documentation file Simulator.xml does not lie beside the program.</exception>
    public static Documentation Load()
    {
        Documentation documentation = new();
        Assembly own = typeof(Documentation).Assembly;
        documentation._assemblies.Add(own, Read(Path.Combine(AppContext.BaseDirectory, own.GetName().Name + ".xml")));
        return documentation;
    }

    public string? Of(Type type) => Summary(type, "T:" + type.FullName);

    public string? Of(FieldInfo field) => Summary(field.DeclaringType!, $"F:{field.DeclaringType!.FullName}.{field.Name}");

    /// <summary>The summary of a property; if it inherits its comment, that of the property it overrides.</summary>
    public string? Of(PropertyInfo property)
    {
        for (var type = property.DeclaringType; type is not null; type = type.BaseType)
        {
            if (Summary(type, $"P:{type.FullName}.{property.Name}") is { } summary)
                return summary;
        }
        return null;
    }

    private string? Summary(Type type, string name)
    {
        if (!_assemblies.TryGetValue(type.Assembly, out Dictionary<string, XElement>? members))
        {
            string path = type.Assembly.IsDynamic ? "" : Path.ChangeExtension(type.Assembly.Location, ".xml");
            _assemblies.Add(type.Assembly, members = File.Exists(path) ? Read(path) : []);
        }

        return members.GetValueOrDefault(name)?.Element("summary") is XElement summary
            ? Spaces().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
            : null;
    }

    private static Dictionary<string, XElement> Read(string path) =>
        XDocument.Load(path).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

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
