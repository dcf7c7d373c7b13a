using System.Runtime.CompilerServices;

namespace Spiking.Tests.Architecture;

/// <summary>The sources of the solution, found from where this file was compiled.</summary>
internal static class SourceFiles
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    /// <summary>All C# files of a project, without what the build generates.</summary>
    public static IEnumerable<string> Of(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories).Where(path =>
            !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")).Order();

    private static string Here([CallerFilePath] string path = "") => path;
}
