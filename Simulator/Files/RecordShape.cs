using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Spiking.Files;

/// <summary>An object with the keys of a record.</summary>
internal sealed record RecordShape(Type Type) : ValueShape(Type)
{
    private static readonly ConcurrentDictionary<Type, RecordShape> s_known = new();
    private readonly Lazy<IReadOnlyList<FieldShape>> _fields = new(() => DeriveFields(Type));

    public static RecordShape Of(Type type) => s_known.GetOrAdd(type, key => new RecordShape(key));

    /// <summary>The keys: those of the base record first, each group in the order of its source.</summary>
    public IReadOnlyList<FieldShape> Fields => _fields.Value;

    public FieldShape? Find(string key)
    {
        IReadOnlyList<FieldShape> fields = Fields;
        for (int i = 0; i < fields.Count; i++)
            if (fields[i].Key == key) return fields[i];
        return null;
    }

    /// <summary>The key whose property had another key in files of earlier versions; null: there is none.</summary>
    public FieldShape? FindFormer(string key) => Fields.FirstOrDefault(field => field.FormerKey == key);

    /// <summary>A record with the default values; what is required is unset.</summary>
    public object Create() => IsComplete(Type) ? RuntimeHelpers.GetUninitializedObject(Type) : Activator.CreateInstance(Type)!;

    /// <summary>Whether a file holds all keys of a record.</summary>
    internal static bool IsComplete(Type type) => Attribute.IsDefined(type, typeof(CompleteRecordAttribute));

    private static List<FieldShape> DeriveFields(Type type)
    {
        NullabilityInfoContext context = new NullabilityInfoContext();
        BindingFlags wanted = BindingFlags.Public | BindingFlags.Instance | (IsComplete(type) ? BindingFlags.NonPublic : 0);
        return [.. type.GetProperties(wanted)
            .Where(property => property.CanWrite)
            .OrderBy(property => Depth(property.DeclaringType!))
            .ThenBy(property => property.MetadataToken)
            .Select(property => FieldShape.Of(property, context))];
    }

    private static int Depth(Type type) => type.BaseType is null ? 0 : 1 + Depth(type.BaseType);
}

/// <summary>One key of a record.</summary>
/// <param name="Property">The property that holds the value.</param>
/// <param name="Key">The key in the file.</param>
/// <param name="Shape">What the value looks like.</param>
/// <param name="IsRequired">Whether the key must be there.</param>
/// <param name="IsOptional">Whether the value may be absent altogether (the property is nullable).</param>
internal sealed record FieldShape(PropertyInfo Property, string Key, ValueShape Shape, bool IsRequired, bool IsOptional)
{
    public static FieldShape Of(PropertyInfo property, NullabilityInfoContext context) => new(
        property,
        KeyOf(property.Name),
        ValueShape.Of(property.PropertyType, property),
        Attribute.IsDefined(property, typeof(RequiredMemberAttribute)) || (RecordShape.IsComplete(property.DeclaringType!)
            && property.PropertyType != typeof(bool) && context.Create(property).ReadState != NullabilityState.Nullable),
        context.Create(property).ReadState == NullabilityState.Nullable);

    /// <summary>The key that the property had in files of earlier versions; null: none.</summary>
    public string? FormerKey { get; } = Property.GetCustomAttribute<FormerKeyAttribute>()?.Key;

    /// <summary>The key in the file of a property.</summary>
    public static string KeyOf(string propertyName) => JsonNamingPolicy.CamelCase.ConvertName(propertyName);
}
