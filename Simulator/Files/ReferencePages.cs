using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spiking.Quantities;

namespace Spiking.Files;

/// <summary>
/// The pages of reference (Markdown) of kinds of files: every record with its meaning, its equations and example where its documentation
/// has them, and its keys with defaults and bounds. All of it comes from the records that the reader uses and their documentation, so that
/// it holds for kinds that other assemblies add as well.
/// </summary>
internal sealed class ReferencePages
{
    /// <summary>The first line of every page, by which a page is known to be generated.</summary>
    public const string Mark = "<!-- Written by the command: reference. Change the documentation in the sources instead. -->\n";

    private const string IndexName = "README.md";
    private const string Absent = "absent";

    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ReferencePlan _plan;
    private readonly Documentation _documentation = Documentation.Load();

    private ReferencePages(ReferencePlan plan) => _plan = plan;

    /// <summary>Writes the pages.</summary>
    /// <param name="files">The records of the kinds of files.</param>
    /// <returns>The texts by the name of the file, the first page before all others.</returns>
    /// <exception cref="FileNotFoundException">The documentation file Simulator.xml does not lie beside the program.</exception>
    public static IReadOnlyDictionary<string, string> Write(IEnumerable<Type> files)
    {
        ReferencePages pages = new(new ReferencePlan(files));
        OrderedDictionary<string, string> texts = new() { [IndexName] = pages.Index() };
        foreach (ReferencePage page in pages._plan.Pages) texts.Add(page.FileName, pages.Page(page));
        return texts;
    }

    private string Index()
    {
        StringBuilder text = new(Mark);
        text.Append(
            """
            # Reference

            Everything that a file can say. Each page describes a kind of file, or one of the choices that files have.

            The tables list the keys of an object. *Default* is the value of a key that is not given: "needed" means that the key must be given,
            "absent" that the value may be missing altogether. *Allowed* says which values are accepted. A quantity is a text with a number and a
            unit, for example `"370 pF"`. A list of texts may be a single text. Comments (`//`, `/* */`) and commas after the last element are allowed.

            Every file can also extend another one (`extends`, `overrides`) and name parts that repeat (`blocks`, `use`): see [variants](../variants.md).

            Where there are several kinds of an object, a key such as `type` names the kind. The pages list the kinds in alphabetical order.

            ## Pages

            | page | what it describes | kinds |
            |---|---|---|

            """);
        foreach (ReferencePage page in _plan.Pages)
        {
            string kinds = ValueShape.Of(page.Root, null) is VariantShape variant
                ? string.Join(", ", variant.Variants.Keys.Select(name => $"[{name}]({page.FileName}#{Markdown.Anchor(name)})"))
                : "";
            text.Append(Markdown.Row($"[{page.Title}]({page.FileName})", Summary(_documentation.Of(page.Root)), kinds));
        }

        text.Append("\n## Units\n\n| dimension | units | magnitude at most |\n|---|---|---|\n");
        foreach (Dimension dimension in Enum.GetValues<Dimension>())
        {
            string units = string.Join(", ", Unit.Of(dimension).OrderBy(unit => unit.Exponent).Select(unit => Markdown.Code(unit.Symbol)));
            text.Append(Markdown.Row(NameOf(dimension), units, Quantity.Format(ValueRange.Of(dimension).Largest, dimension)));
        }

        return text.Append("\nNumbers without a unit are at most 1e12 in magnitude.\n").ToString();
    }

    private string Page(ReferencePage page)
    {
        StringBuilder text = new(Mark);
        text.Append("# ").Append(page.Title).Append("\n\n");
        if (ValueShape.Of(page.Root, null) is VariantShape variant)
        {
            AppendComments(text, page.Root);
            string[] kinds = [.. variant.Variants.Keys.Select(name => $"[`\"{name}\"`](#{Markdown.Anchor(name)})")];
            text.Append($"The key `{variant.Key}` says which kind it is: {string.Join(", ", kinds)}."
                + (variant.Default is string usual ? $" Without it the kind is `\"{usual}\"`.\n\n" : "\n\n"));
        }

        foreach ((string heading, ValueShape shape) in page.Sections)
        {
            // The page of a file begins with the record of the whole file.
            if (shape.Type != page.Root) text.Append("## ").Append(heading).Append("\n\n");
            AppendComments(text, shape.Type);
            if (shape is RecordShape record) AppendRecord(text, page, record);
            else AppendChoice(text, (ChoiceShape)shape);
        }

        return text.ToString().TrimEnd() + "\n";
    }

    // Remarks of the records that a record derives from hold for it too, except those of the choice as a whole, which begin the page.
    private void AppendComments(StringBuilder text, Type type)
    {
        if (_documentation.Of(type) is string summary) text.Append(Markdown.Escape(summary)).Append("\n\n");
        Type? root = Kinds.RootOf(type);
        for (Type? part = type; part is not null && part != root; part = part.BaseType)
            if (_documentation.RemarksOf(part) is string remarks) text.Append(remarks).Append("\n\n");
        if (_documentation.ExampleOf(type) is string example) text.Append("```json\n").Append(example).Append("\n```\n\n");
    }

    private void AppendRecord(StringBuilder text, ReferencePage page, RecordShape record)
    {
        object defaults = record.Create();
        if (record.Fields.Count > 0)
        {
            text.Append("| key | value | default | allowed | meaning |\n|---|---|---|---|---|\n");
            foreach (FieldShape field in record.Fields)
            {
                text.Append(Markdown.Row(
                    Markdown.Code(field.Key),
                    Value(field.Shape, page),
                    Default(field, defaults),
                    Allowed(field.Shape),
                    Summary(_documentation.Of(field.Property))));
            }

            text.Append('\n');
        }

        foreach (PropertyInfo property in record.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (!property.CanWrite && NamesIn(property, defaults) is string names) text.Append(names).Append("\n\n");
    }

    private void AppendChoice(StringBuilder text, ChoiceShape choice)
    {
        text.Append("| value | meaning |\n|---|---|\n");
        foreach ((string name, object value) in choice.Choices)
            text.Append(Markdown.Row(Markdown.Code($"\"{name}\""), Summary(_documentation.Of(choice, value))));
        text.Append('\n');
    }

    // What a kind has that no file can change: state variables, receptors.
    private string? NamesIn(PropertyInfo property, object record)
    {
        Type list = property.PropertyType;
        if (!list.IsGenericType || list.GetGenericTypeDefinition() != typeof(IReadOnlyList<>)) return null;
        ValueShape element = ValueShape.Of(list.GetGenericArguments()[0], null);
        if (element is not (TextShape or ChoiceShape)) return null;
        string[] names = [.. ((IEnumerable)property.GetValue(record)!).Cast<object>()
            .Select(value => Markdown.Code(DescriptionWriter.WriteValue(element, value).GetValue<string>()))];
        string title = Markdown.Heading(property.Name);
        return $"{title}: {(names.Length == 0 ? "none" : string.Join(", ", names))}. {Summary(_documentation.Of(property))}";
    }

    private string Value(ValueShape shape, ReferencePage page) => shape switch
    {
        QuantityShape quantity => NameOf(quantity.Dimension),
        NumberShape => "number",
        IntegerShape => "whole number",
        TextShape => "text",
        FlagShape => "`true` or `false`",
        ListShape list => $"list: {Value(list.Element, page)}",
        MapShape map => $"object, by name: {Value(map.Element, page)}",
        _ => _plan.LinkTo(shape, page),
    };

    private static string Default(FieldShape field, object defaults)
    {
        if (field.IsRequired) return "needed";
        if (field.Property.GetValue(defaults) is not object value) return Absent;
        if (field.Shape is RecordShape record && value.Equals(record.Create())) return "its defaults";
        JsonNode written = DescriptionWriter.WriteValue(field.Shape, value);
        return Markdown.Code(Markdown.Escape(written.ToJsonString(s_compact)));
    }

    private static string Allowed(ValueShape shape)
    {
        (BoundsAttribute? bounds, Func<double, string> show) = shape switch
        {
            QuantityShape quantity => (quantity.Bounds, bound => Quantity.Format(bound, quantity.Dimension)),
            NumberShape number => (number.Bounds, PlainNumber),
            IntegerShape integer => (integer.Bounds, PlainNumber),
            _ => ((BoundsAttribute?)null, (Func<double, string>)PlainNumber),
        };
        if (bounds is not null) return BoundsText.Describe(bounds, show);
        return shape switch
        {
            ListShape { IsNotEmpty: true } list => Joined("not empty", Allowed(list.Element)),
            ListShape list => Allowed(list.Element),
            MapShape { IsNotEmpty: true } or TextShape { IsNotEmpty: true } => "not empty",
            _ => "",
        };
    }

    private static string Joined(string first, string second) => second.Length == 0 || second == first ? first : $"{first}; each {second}";

    private static string PlainNumber(double value) => DecimalNumber.FromDouble(value).ToString();

    private static string NameOf(Dimension dimension) => Markdown.Heading(dimension.ToString()).ToLowerInvariant();

    private static string Summary(string? text) => Markdown.Escape(text ?? "");
}
