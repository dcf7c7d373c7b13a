using System.Collections.Concurrent;
using System.Reflection;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// The kinds of things among which a file chooses by name: neuron models, currents, rules, short-term plasticities, connectivities,
/// recorders, tasks, protocols. A kind is a public record that derives from a record with a <see cref="VariantKeyAttribute"/> and carries
/// its name in a <see cref="VariantNameAttribute"/>.
/// Nothing lists the kinds: they are found in the assembly of the record they derive from, and in the assemblies that are added here. The
/// reader, the messages, the writer and the schema all ask for them, so that a new kind is a new class and no change elsewhere.
/// </summary>
public static class Kinds
{
    private static readonly Lock s_gate = new();
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, RecordShape>> s_known = new();
    private static Assembly[] s_added = [];

    /// <summary>The assemblies that were added.</summary>
    internal static IReadOnlyList<Assembly> Added => Volatile.Read(ref s_added);

    /// <summary>
    /// The options of a call that make the added kinds known again, quoted for a shell: "--load /home/me/My.dll". Assemblies that are no
    /// file are left out.
    /// </summary>
    internal static IEnumerable<string> LoadOptions => Added
        .Where(assembly => !assembly.IsDynamic && assembly.Location.Length > 0)
        .Select(assembly => $"--load {ShellText.Quoted(assembly.Location)}");

    /// <summary>
    /// Adds the kinds that another assembly defines. Files read from now on can name them; adding an assembly again does nothing.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    /// <exception cref="ArgumentException">
    /// A kind of the assembly cannot be read from a file, or its name is taken; nothing was added.
    /// </exception>
    /// <returns>Number of kinds that the assembly defines.</returns>
    public static int AddFrom(Assembly assembly)
    {
        lock (s_gate)
        {
            Type[] kinds = [.. assembly.GetTypes().Where(type => Attribute.IsDefined(type, typeof(VariantNameAttribute), inherit: false))];
            if (s_added.Contains(assembly)) return kinds.Length;
            foreach (Type kind in kinds) Check(kind);
            Assembly[] added = [.. s_added, assembly];
            // Deriving them finds names that are taken before anything has changed.
            foreach (Type root in kinds.Select(RootOf).OfType<Type>().Distinct()) Derive(root, added);
            s_added = added;
            s_known.Clear();
            return kinds.Length;
        }
    }

    /// <summary>The kinds of a record, by name in alphabetical order.</summary>
    /// <param name="root">A record with a <see cref="VariantKeyAttribute"/>.</param>
    internal static IReadOnlyDictionary<string, RecordShape> Of(Type root)
    {
        if (s_known.TryGetValue(root, out IReadOnlyDictionary<string, RecordShape>? kinds)) return kinds;
        lock (s_gate) return s_known[root] = Derive(root, s_added);
    }

    /// <summary>The record among whose kinds a type is; null if it is none.</summary>
    internal static Type? RootOf(Type kind)
    {
        for (Type? type = kind.BaseType; type is not null; type = type.BaseType)
            if (Attribute.IsDefined(type, typeof(VariantKeyAttribute), inherit: false)) return type;
        return null;
    }

    /// <summary>The name by which a file chooses the kind of a record: "adex".</summary>
    public static string NameOf(object record) =>
        record.GetType().GetCustomAttribute<VariantNameAttribute>(inherit: false)?.Name
        ?? throw new ArgumentException($"{record.GetType()} has no {nameof(VariantNameAttribute)}.", nameof(record));

    // Sorted, because the order of types in an assembly is that of the files given to the compiler.
    private static OrderedDictionary<string, RecordShape> Derive(Type root, IEnumerable<Assembly> added)
    {
        SortedDictionary<string, RecordShape> kinds = new(StringComparer.Ordinal);
        foreach (Type kind in added.Prepend(root.Assembly).Distinct().SelectMany(assembly => assembly.GetTypes()))
        {
            if (kind.IsAbstract || !kind.IsSubclassOf(root)) continue;
            string name = kind.GetCustomAttribute<VariantNameAttribute>(inherit: false)?.Name
                ?? throw new ArgumentException(
                    $"{kind} is a {root.Name} without a {nameof(VariantNameAttribute)}, by which files could name it.");
            if (!kinds.TryAdd(name, RecordShape.Of(kind)))
                throw new ArgumentException($"{kind} has the name \"{name}\", which {kinds[name].Type} has already; give it another.");
        }

        return new OrderedDictionary<string, RecordShape>(kinds);
    }

    private static void Check(Type kind)
    {
        if (RootOf(kind) is null)
            throw new ArgumentException(
                $"{kind} has a {nameof(VariantNameAttribute)}, but no record that it derives from has a {nameof(VariantKeyAttribute)}.");
        if (kind.IsAbstract || !kind.IsVisible || kind.GetConstructor(Type.EmptyTypes) is null)
            throw new ArgumentException(
                $"{kind} cannot be read from a file: it must be public, not abstract, and have a constructor without parameters.");
        // Finds properties of types that no value of a file can be read into.
        if (DefaultFaults.Find(RecordShape.Of(kind)) is string fault) throw new ArgumentException(fault);
    }
}
