using System.Collections;
using System.Reflection;
using System.Text.Json;
using Spiking.Quantities;

namespace Spiking.Files;

/// <summary>
/// The form of a value of a network file, derived from the type and attributes of a record's property. The reader, the writer, the
/// overrides and the schema all follow these shapes, so that the records stay the only definition of the file format.
/// </summary>
internal abstract record ValueShape(Type Type)
{
    /// <summary>Derives the shape of a type; the attributes of its property apply to the elements of lists and maps too.</summary>
    public static ValueShape Of(Type type, MemberInfo? property)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        type = type.GetCustomAttribute<WrittenAsAttribute>(inherit: false)?.Record ?? type;
        BoundsAttribute? bounds = property is null
            ? null
            : Attribute.GetCustomAttribute(property, typeof(BoundsAttribute)) as BoundsAttribute;
        QuantityAttribute? quantity = property is null
            ? null
            : Attribute.GetCustomAttribute(property, typeof(QuantityAttribute)) as QuantityAttribute;
        bool isNotEmpty = property is not null && Attribute.IsDefined(property, typeof(NotEmptyAttribute));
        if (type == typeof(double))
            return quantity is null ? new NumberShape(bounds) : new QuantityShape(quantity.Dimension, bounds);
        if (IsScalar(type)) RefuseMisplaced(type, property, quantity, bounds);
        if (type == typeof(int) || type == typeof(long))
            return new IntegerShape(type, bounds);
        if (type == typeof(string))
            return new TextShape(isNotEmpty,
                property is null ? null : Attribute.GetCustomAttribute(property, typeof(FilePathAttribute)) as FilePathAttribute);
        if (type == typeof(bool))
            return new FlagShape();
        if (type.IsEnum)
            return new ChoiceShape(type);
        if (Attribute.IsDefined(type, typeof(WrittenAsTextAttribute)))
            return new ParsedShape(type);
        if (IsGeneric(type, typeof(IReadOnlyList<>)))
            return new ListShape(type, Of(type.GetGenericArguments()[0], property), isNotEmpty);
        if (IsGeneric(type, typeof(IReadOnlyDictionary<,>)))
            return new MapShape(type, Of(type.GetGenericArguments()[1], property), isNotEmpty);
        if (type.IsAbstract) return Attribute.IsDefined(type, typeof(VariantKeyAttribute), inherit: false)
            ? VariantShape.Of(type)
            : new ChoiceShape(type);
        return type is { IsClass: true, IsGenericType: false }
            && (type.GetConstructor(Type.EmptyTypes) is not null || Attribute.IsDefined(type, typeof(CompleteRecordAttribute)))
            ? RecordShape.Of(type)
            : throw new ArgumentException(
                property is null ? $"No value of a file can be read into the type {type}."
                : $"{property.DeclaringType}.{property.Name} has the type {type}, into which no value of a file can be read.");
    }

    /// <summary>Placeholder for a required value that could not be read, so that the rest of the file can still be checked.</summary>
    public virtual object? Placeholder => null;

    private static bool IsScalar(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string);

    // A unit or bounds without effect would mislead readers of the record.
    private static void RefuseMisplaced(Type type, MemberInfo? property, QuantityAttribute? quantity, BoundsAttribute? bounds)
    {
        if (quantity is not null)
            throw new ArgumentException($"{property!.DeclaringType}.{property.Name} has a {nameof(QuantityAttribute)}, but the type "
                + $"{type}; a number with a unit needs the type double.");
        if (bounds is not null && type != typeof(int) && type != typeof(long))
            throw new ArgumentException($"{property!.DeclaringType}.{property.Name} has a {nameof(BoundsAttribute)}, but the type {type}; "
                + "bounds are for numbers: double, int or long.");
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}

/// <summary>A number with a unit.</summary>
internal sealed record QuantityShape(Dimension Dimension, BoundsAttribute? Bounds) : ValueShape(typeof(double));

/// <summary>A number without a unit.</summary>
internal sealed record NumberShape(BoundsAttribute? Bounds) : ValueShape(typeof(double));

/// <summary>A whole number.</summary>
internal sealed record IntegerShape(Type Type, BoundsAttribute? Bounds) : ValueShape(Type);

/// <summary>A text, which may be the path of a file.</summary>
internal sealed record TextShape(bool IsNotEmpty, FilePathAttribute? Path) : ValueShape(typeof(string))
{
    public override object Placeholder => "";
}

/// <summary>A text that the type itself reads.</summary>
internal sealed record ParsedShape(Type Type) : ValueShape(Type)
{
    /// <summary>The kind of text, with an example, as <see cref="WrittenAsTextAttribute"/> has it.</summary>
    public string Meaning { get; } = Type.GetCustomAttribute<WrittenAsTextAttribute>()!.Meaning;

    /// <summary>The value of a text.</summary>
    /// <exception cref="FormatException">The text stands for no value.</exception>
    public object Parse(string text) => Type.GetMethod("Parse", [typeof(string)])!
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [text], null)!;
}

/// <summary>true or false.</summary>
internal sealed record FlagShape() : ValueShape(typeof(bool));

/// <summary>
/// One of several names: those of an enumeration, in lower case with hyphens, or those of kinds without keys. Flags that are set together
/// are names with commas between them, in any order.
/// </summary>
internal sealed record ChoiceShape(Type Type) : ValueShape(Type)
{
    private readonly IReadOnlyDictionary<string, object>? _values = Type.IsEnum ? ValuesOf(Type) : null;

    /// <summary>The values by name. Kinds are looked up at every call, because more can be added.</summary>
    public IReadOnlyDictionary<string, object> Choices => _values
        ?? new OrderedDictionary<string, object>(Kinds.Of(Type).Select(kind => KeyValuePair.Create(kind.Key, kind.Value.Create())));

    /// <summary>The value of a name; null: there is no such name.</summary>
    public object? ValueOf(string name)
    {
        IReadOnlyDictionary<string, object> choices = Choices;
        if (!IsSet(Type)) return choices.GetValueOrDefault(name);
        HashSet<string> names = [.. name.Split(',', StringSplitOptions.TrimEntries)];
        return choices.FirstOrDefault(choice => names.SetEquals(choice.Key.Split(", "))).Value;
    }

    /// <summary>The entry of a name that only files of earlier versions have; null: no value had this name.</summary>
    public FormerNameAttribute? FindFormer(string name) =>
        Type.GetCustomAttributes<FormerNameAttribute>().FirstOrDefault(former => former.Name == name);

    /// <summary>The name of a value; null: it has none.</summary>
    public string? NameOf(object value) =>
        Type.IsEnum ? Choices.FirstOrDefault(choice => choice.Value.Equals(value)).Key : Kinds.NameOf(value);

    private static bool IsSet(Type type) => Attribute.IsDefined(type, typeof(FlagsAttribute));

    private static OrderedDictionary<string, object> ValuesOf(Type type)
    {
        OrderedDictionary<string, object> values = [];
        IEnumerable<object> all = Enum.GetValues(type).Cast<object>();
        if (IsSet(type))
            all = Enumerable.Range(0, 2 * Convert.ToInt32(all.Last(), null)).Select(set => Enum.ToObject(type, set));
        foreach (object value in all)
            values.Add(string.Join(", ", value.ToString()!.Split(", ").Select(JsonNamingPolicy.KebabCaseLower.ConvertName)), value);
        return values;
    }
}

/// <summary>A list; a single text may stand for a list of one text.</summary>
internal sealed record ListShape(Type Type, ValueShape Element, bool IsNotEmpty) : ValueShape(Type)
{
    public bool AllowsSingleText => Element is TextShape;

    public override object Placeholder => Create([]);

    public IList Create(IReadOnlyList<object> elements)
    {
        Array array = Array.CreateInstance(Element.Type, elements.Count);
        for (int i = 0; i < elements.Count; i++)
            array.SetValue(elements[i], i);
        return array;
    }
}

/// <summary>An object whose keys are names that the file chooses.</summary>
internal sealed record MapShape(Type Type, ValueShape Element, bool IsNotEmpty) : ValueShape(Type)
{
    public override object Placeholder => Create();

    /// <summary>An empty map, which keeps the order in which entries are added.</summary>
    public IDictionary Create() =>
        (IDictionary)Activator.CreateInstance(typeof(OrderedDictionary<,>).MakeGenericType(typeof(string), Element.Type))!;

    /// <summary>The entries of a map, whose values are of any type.</summary>
    public static IEnumerable<(string Key, object? Value)> Entries(IEnumerable map)
    {
        foreach (object entry in map)
        {
            Type pair = entry.GetType();
            yield return ((string)pair.GetProperty("Key")!.GetValue(entry)!, pair.GetProperty("Value")!.GetValue(entry));
        }
    }
}

/// <summary>One of several records, chosen by the value of a key.</summary>
/// <param name="Type">The record that the variants derive from.</param>
/// <param name="Key">The key that names the variant.</param>
/// <param name="Default">The name that is meant where the key is absent; null: it is needed.</param>
internal sealed record VariantShape(Type Type, string Key, string? Default) : ValueShape(Type)
{
    /// <summary>The records by the names that choose them: those of now, for more can be added.</summary>
    public IReadOnlyDictionary<string, RecordShape> Variants => Kinds.Of(Type);

    /// <summary>The variant that an object of a file chooses; null: none that there is.</summary>
    public RecordShape? ChosenBy(ObjectNode node) =>
        !node.TryGet(Key, out Node? choice) ? Default is null ? null : Variants[Default]
        : choice is TextNode text ? Variants.GetValueOrDefault(text.Value)
        : null;

    public static VariantShape Of(Type type)
    {
        VariantKeyAttribute attribute = type.GetCustomAttribute<VariantKeyAttribute>(inherit: false)
            ?? throw new ArgumentException($"{type} is abstract and has no {nameof(VariantKeyAttribute)}.");
        return new VariantShape(type, attribute.Key, attribute.Default);
    }
}
