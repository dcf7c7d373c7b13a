using System.CommandLine;
using System.Reflection;
using Spiking.Files;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>
/// The option of all commands that makes neuron models, currents, rules, connectivities, short-term plasticities, recorders, tasks and
/// figures of studies of another assembly known. Only who types a command names code: files cannot.
/// </summary>
internal static class LoadOption
{
    /// <summary>Creates the option.</summary>
    public static Option<string[]> Create() => new(TypedCommand.LoadOption)
    {
        Description = "An assembly (.dll) with neuron models, currents, rules, connectivities, short-term plasticities, "
            + "recorders, tasks or figures of studies of your own, which files can then name. Its code runs with all your rights, so "
            + "load only what you trust as you trust a program. May be repeated.",
        HelpName = "My.dll",
        Recursive = true,
    };

    /// <summary>Loads what a call asks for.</summary>
    /// <exception cref="CommandException">A file is no assembly, or what it adds cannot be used.</exception>
    public static void Load(ParseResult parsed)
    {
        foreach (string path in parsed.GetValue<string[]>(TypedCommand.LoadOption) ?? []) Load(path);
    }

    private static void Load(string path)
    {
        string call = $"{TypedCommand.LoadOption} {path}";
        if (!File.Exists(path)) throw new CommandException($"{call}: there is no such file.");
        Assembly? assembly = null;
        try
        {
            if (AssemblyName.GetAssemblyName(path).Name == typeof(Kinds).Assembly.GetName().Name)
                throw new CommandException($"{call}: this is the program itself; load the .dll of your project.");
            assembly = Assembly.LoadFrom(Path.GetFullPath(path));
            if (Kinds.AddFrom(assembly) == 0)
                throw new CommandException($"{call}: the assembly has nothing that a file could name: no public class with a "
                    + $"{nameof(VariantNameAttribute)}.");
        }
        catch (BadImageFormatException)
        {
            throw new CommandException(
                $"{call}: this file is no .NET assembly; the .dll that a build of your project leaves is needed.");
        }
        catch (Exception e) when (e is IOException or ArgumentException or ReflectionTypeLoadException or TypeLoadException)
        {
            string why = AssemblyFailures.Explain(e, assembly is null ? [] : [assembly]) ?? e.Message;
            throw new CommandException($"{call}: {why}");
        }
    }
}
