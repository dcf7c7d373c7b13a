using System.Reflection;
using System.Xml.Linq;

namespace Spiking.Files;

/// <summary>
/// Comments in the sources on types, properties and enumeration values, from the documentation file that the compiler writes: summaries,
/// and of types also remarks (equations) and an example.
/// </summary>
internal sealed class Documentation
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _assemblies = [];

    private Documentation()
    {
    }

    /// <summary>Reads the documentation of this program; that of assemblies that add kinds is read when it is asked for.</summary>
    /// <exception cref="MissingDocumentationException">The documentation file Simulator.xml is not beside the program.</exception>
    public static Documentation Load()
    {
        Documentation documentation = new();
        Assembly own = typeof(Documentation).Assembly;
        string path = Path.Combine(AppContext.BaseDirectory, own.GetName().Name + ".xml");
        if (!File.Exists(path)) throw new MissingDocumentationException(path);
        documentation._assemblies.Add(own, Read(path));
        return documentation;
    }

    public string? Of(Type type) => Summary(type, "T:" + type.FullName);

    private string? Of(FieldInfo field) => Summary(field.DeclaringType!, $"F:{field.DeclaringType!.FullName}.{field.Name}");

    /// <summary>The summary of one of the values among which a file chooses.</summary>
    public string? Of(ChoiceShape shape, object choice) =>
        shape.Type.IsEnum ? Of(shape.Type.GetField(choice.ToString()!)!) : Of(choice.GetType());

    /// <summary>The summary of a property; if it inherits its comment, that of the property it overrides.</summary>
    public string? Of(PropertyInfo property)
    {
        for (Type? type = property.DeclaringType; type is not null; type = type.BaseType)
        {
            if (Summary(type, $"P:{type.FullName}.{property.Name}") is { } summary)
                return summary;
        }
        return null;
    }

    /// <summary>
    /// The remarks on a type, as text of a page: paragraphs, and what is in code elements (equations) in fenced blocks; null: none.
    /// </summary>
    public string? RemarksOf(Type type) => Element(type, "remarks") is XElement remarks ? DocumentationText.Page(remarks) : null;

    /// <summary>The example in the documentation of a type, as a text without common indentation; null: none.</summary>
    public string? ExampleOf(Type type) =>
        Element(type, "example")?.Element("code") is XElement code ? DocumentationText.Block(code.Value) : null;

    private XElement? Element(Type type, string name) => Member(type, "T:" + type.FullName)?.Element(name);

    private string? Summary(Type type, string name) =>
        Member(type, name)?.Element("summary") is XElement summary ? DocumentationText.Line(summary.Nodes()) : null;

    private XElement? Member(Type type, string name)
    {
        if (!_assemblies.TryGetValue(type.Assembly, out Dictionary<string, XElement>? members))
        {
            string path = type.Assembly.IsDynamic ? "" : Path.ChangeExtension(type.Assembly.Location, ".xml");
            _assemblies.Add(type.Assembly, members = File.Exists(path) ? Read(path) : []);
        }

        return members.GetValueOrDefault(name);
    }

    private static Dictionary<string, XElement> Read(string path) =>
        XDocument.Load(path).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
}

/// <summary>The descriptions of keys are not there.</summary>
/// <param name="path">Where they were looked for.</param>
internal sealed class MissingDocumentationException(string path) : Exception(
    $"schemas and reference pages need the file {Path.GetFileName(path)}, from which the descriptions of all keys come, and it is not in "
    + $"{Path.GetDirectoryName(path)}. It is made with the program: copy it there.");
