using System.Reflection;
using System.Reflection.Metadata;
using Spiking.Text;

namespace Spiking.Runs;

/// <summary>
/// Sentences for assemblies with parts that do not find what they need: a package, or the program against which they were built.
/// </summary>
internal static class AssemblyFailures
{
    private static readonly AssemblyName s_program = typeof(AssemblyFailures).Assembly.GetName();

    /// <summary>Says what an assembly lacks. Null: the failure is of another kind, or no assembly has parts.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="parts">The assemblies with parts.</param>
    public static string? Explain(Exception failure, IReadOnlyList<Assembly> parts) => parts.Count == 0 ? null : failure switch
    {
        AggregateException several => several.Flatten().InnerExceptions.Select(e => Explain(e, parts)).OfType<string>().FirstOrDefault(),
        ReflectionTypeLoadException several =>
            several.LoaderExceptions.OfType<Exception>().Select(e => Explain(e, parts)).OfType<string>().FirstOrDefault(),
        TypeInitializationException { InnerException: Exception cause } => Explain(cause, parts),
        FileNotFoundException { FileName: string file } => WithoutAssembly(file, parts),
        FileLoadException { FileName: string file } => WithoutAssembly(file, parts),
        DllNotFoundException or EntryPointNotFoundException => null,
        TypeLoadException or MissingMemberException =>
            $"{Files(parts)} fits another version than this one, {s_program.Name} {Shown(s_program.Version)}: build it again. "
            + $"({failure.Message.TrimEnd('.')}.)",
        _ => null,
    };

    // The runtime gives the full name of an assembly in the place of a file.
    private static string? WithoutAssembly(string file, IReadOnlyList<Assembly> parts)
    {
        if (!AssemblyNameInfo.TryParse(file, out AssemblyNameInfo? needed) || needed.Version is null) return null;
        Assembly[] by = [.. parts.Where(part => part.GetReferencedAssemblies().Any(name => name.Name == needed.Name))];
        string what = $"{needed.Name} {Shown(needed.Version)}", who = Files(by.Length > 0 ? by : parts);
        return needed.Name == s_program.Name
            ? $"{who} was built against {what}, but this is version {Shown(s_program.Version)}: build it again."
            : $"{who} needs {what}, which is not beside it: set <EnableDynamicLoading>true</EnableDynamicLoading> in its project, so that "
                + "a build puts it there, and build it again.";
    }

    private static string Files(IEnumerable<Assembly> parts) =>
        Names.Enumerated([.. parts.Select(part => Path.GetFileName(part.Location))], "or");

    private static string? Shown(Version? version) => version?.ToString(3);
}
