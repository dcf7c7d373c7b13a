using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// The kinds of things among which a file chooses by name: neuron models, currents, rules, short-term plasticities, connectivities,
/// recorders, tasks, figures of studies, protocols. A kind is a public record (for figures of studies a class) that derives from one with a
/// <see cref="VariantKeyAttribute"/> or <see cref="ChosenByNameAttribute"/> and carries its name in a <see cref="VariantNameAttribute"/>.
/// Nothing lists the kinds: they are found in the assembly of the record they derive from, and in the assemblies that are added here. The
/// reader, the messages, the writer and the schema all ask for them, so that a new kind is a new class and no change elsewhere.
/// </summary>
public static partial class Kinds
{
    private static readonly Lock s_gate = new();
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, RecordShape>> s_known = new();
    private static Assembly[] s_added = [];

    /// <summary>The assemblies that were added.</summary>
    internal static IReadOnlyList<Assembly> Added => Volatile.Read(ref s_added);

    /// <summary>The files of the assemblies that were added. Assemblies that are no file are left out.</summary>
    internal static IEnumerable<string> AddedFiles => Added
        .Where(assembly => !assembly.IsDynamic && assembly.Location.Length > 0)
        .Select(assembly => assembly.Location);

    /// <summary>
    /// Adds the kinds that another assembly defines. Files read from now on can name them; adding an assembly again does nothing.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    /// <exception cref="ArgumentException">
    /// A kind of the assembly cannot be read from a file, or its name is taken. The message lists all such kinds, and nothing was added.
    /// </exception>
    /// <returns>Number of kinds that the assembly defines.</returns>
    public static int AddFrom(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        lock (s_gate)
        {
            Type[] types = assembly.GetTypes();
            int count = types.Count(HasName);
            if (s_added.Contains(assembly)) return count;
            List<string> faults = Faults([.. types.Where(type => HasName(type) || (!type.IsAbstract && FamilyOf(type) is not null))]);
            if (faults.Count > 0)
                throw new ArgumentException(faults.Count == 1 ? faults[0]
                    : $"{faults.Count} parts of {assembly.GetName().Name} cannot be used:\n  {string.Join("\n  ", faults)}");
            s_added = [.. s_added, assembly];
            s_known.Clear();
            return count;
        }
    }

    /// <summary>
    /// Reads a description from JSON, as a file has it: of any kind, also of those whose class is no part of the public surface. Its values
    /// are checked one by one; what they mean in a network is checked with the network (<c>Simulation.Create</c>).
    /// </summary>
    /// <typeparam name="T">What is described: a record with kinds, for example <c>TaskDescription</c>, one of its kinds, which the text
    /// then need not name, or another record with keys.</typeparam>
    /// <param name="json">An object in braces; comments are allowed. Paths of files are relative to the current folder.</param>
    /// <exception cref="ArgumentException">The type is no record with keys.</exception>
    /// <exception cref="NetworkFileException">The text has mistakes: all of them are listed, with their lines.</exception>
    public static T Read<T>(string json)
        where T : class =>
        ValueShape.Of(typeof(T), null) is RecordShape or VariantShape
            ? new DescriptionFile<T>(Names.Words(typeof(T).Name.Replace("Description", "", StringComparison.Ordinal)), (_, _, _, _) => { })
            { IsText = true }.Parse(json, typeof(T).Name)
            : throw new ArgumentException($"{typeof(T)} is no record with keys, so no text describes one; possible are "
                + $"{Names.Enumerated(Families(IsKeyed))}, their kinds, and other records with keys.");

    /// <summary>The kinds of a record, by name in alphabetical order.</summary>
    /// <param name="root">A record with a <see cref="VariantKeyAttribute"/>.</param>
    internal static IReadOnlyDictionary<string, RecordShape> Of(Type root)
    {
        if (s_known.TryGetValue(root, out IReadOnlyDictionary<string, RecordShape>? kinds)) return kinds;
        lock (s_gate) return s_known[root] = Derive(root, s_added);
    }

    /// <summary>The record with a <see cref="VariantKeyAttribute"/> among whose kinds a type is; null if it is none.</summary>
    internal static Type? RootOf(Type kind) => BaseOf(kind, IsKeyed);

    /// <summary>The class among whose kinds a type is, with or without keys; null if it is none.</summary>
    internal static Type? FamilyOf(Type kind) => BaseOf(kind, IsFamily);

    /// <summary>What a message about an unknown name says besides, if other assemblies can add kinds; else nothing.</summary>
    internal static string HintOf(Type family) =>
        family.IsVisible && IsFamily(family) ? $" Kinds of another assembly need {TypedCommand.LoadOption}, in C# Kinds.AddFrom." : "";

    /// <summary>The name by which a file chooses the kind of a record: "adex".</summary>
    public static string NameOf(object record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return NameOf(record.GetType());
    }

    /// <summary>The name by which a file chooses a kind.</summary>
    internal static string NameOf(Type kind) =>
        kind.GetCustomAttribute<VariantNameAttribute>(inherit: false)?.Name
        ?? throw new ArgumentException($"{kind} has no {nameof(VariantNameAttribute)}.", nameof(kind));

    // Sorted, because the order of types in an assembly is that of the files given to the compiler.
    private static OrderedDictionary<string, RecordShape> Derive(Type root, IEnumerable<Assembly> added)
    {
        SortedDictionary<string, RecordShape> kinds = new(StringComparer.Ordinal);
        foreach (Type kind in added.Prepend(root.Assembly).Distinct().SelectMany(assembly => assembly.GetTypes()))
        {
            if (kind.IsAbstract || !kind.IsSubclassOf(root)) continue;
            string name = kind.GetCustomAttribute<VariantNameAttribute>(inherit: false)?.Name
                ?? throw new ArgumentException(Unnamed(kind, root));
            if (!kinds.TryAdd(name, RecordShape.Of(kind))) throw new ArgumentException(Taken(kind, name, kinds[name].Type));
        }

        return new OrderedDictionary<string, RecordShape>(kinds);
    }

    // Everything that is wrong, so that who has made several mistakes sees them at once.
    private static List<string> Faults(Type[] kinds)
    {
        List<string> faults = [];
        Dictionary<Type, Dictionary<string, Type>> taken = [];
        foreach (Type kind in kinds)
        {
            if (Fault(kind) is string fault)
            {
                faults.Add(fault);
                continue;
            }

            Type family = FamilyOf(kind)!;
            if (!taken.TryGetValue(family, out Dictionary<string, Type>? names))
                taken.Add(family, names = Derive(family, s_added).ToDictionary(known => known.Key, known => known.Value.Type));
            string name = kind.GetCustomAttribute<VariantNameAttribute>(inherit: false)!.Name;
            if (!names.TryAdd(name, kind)) faults.Add(Taken(kind, name, names[name]));
        }

        return faults;
    }

    private static string? Fault(Type kind)
    {
        if (FamilyOf(kind) is not Type family)
        {
            return $"{kind} has a {nameof(VariantNameAttribute)}, but derives from none of the classes whose kinds files name: "
                + $"{Names.Enumerated(Families(IsFamily), "or")}.";
        }

        if (!HasName(kind)) return Unnamed(kind, family);
        string name = kind.GetCustomAttribute<VariantNameAttribute>(inherit: false)!.Name;
        if (name is null || !NameForm().IsMatch(name))
            return $"{kind} has the name \"{name}\"; a name is lower-case letters a to z and digits, begins with a letter, and may have "
                + "single hyphens between them, as \"quadratic-lif\".";
        if (kind.IsAbstract || !kind.IsVisible || kind.GetConstructor(Type.EmptyTypes) is null)
            return $"{kind} cannot be read from a file: it must be public, not abstract, and have a constructor without parameters.";
        try
        {
            // Finds properties of types that no value of a file can be read into.
            RecordShape shape = RecordShape.Of(kind);
            if (family.GetCustomAttribute<VariantKeyAttribute>()?.Key is string key && shape.Find(key) is FieldShape field)
                return $"{kind} has a property {field.Property.Name}, but in files the key \"{key}\" names the kind; give it another name.";
            if (IsKeyed(family)) return DefaultFaults.Find(shape);
            shape.Create();
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
        catch (TargetInvocationException e)
        {
            return $"{kind} cannot be created: {e.InnerException!.GetType().Name}: {e.InnerException.Message}";
        }
    }

    // Names of the public classes of the program that have kinds.
    private static string[] Families(Func<Type, bool> isMeant) =>
        [.. typeof(Kinds).Assembly.GetExportedTypes().Where(isMeant).Select(type => type.Name).Order()];

    private static string Unnamed(Type kind, Type family) =>
        $"{kind} is a {family.Name} without a {nameof(VariantNameAttribute)}, by which files could name it.";

    private static string Taken(Type kind, string name, Type other) =>
        $"{kind} has the name \"{name}\", which {other} has already; give it another.";

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex NameForm();

    private static bool HasName(Type type) => Attribute.IsDefined(type, typeof(VariantNameAttribute), inherit: false);

    private static bool IsKeyed(Type type) => Attribute.IsDefined(type, typeof(VariantKeyAttribute), inherit: false);

    private static bool IsFamily(Type type) => IsKeyed(type) || Attribute.IsDefined(type, typeof(ChosenByNameAttribute), inherit: false);

    private static Type? BaseOf(Type kind, Func<Type, bool> isMeant)
    {
        Type? type = kind.BaseType;
        while (type is not null && !isMeant(type)) type = type.BaseType;
        return type;
    }
}
