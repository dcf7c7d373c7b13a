using System.Reflection;
using System.Text;
using Spiking.Engine;

namespace Spiking.Tests.Architecture;

/// <summary>
/// The public surface of the simulator is listed in a file, so that a review sees every change of it: of a promise to those who write their
/// own programs and parts.
/// </summary>
public sealed class PublicSurfaceTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;
    private static readonly string s_path = Path.Combine(SourceFiles.Root, "Simulator", "PublicSurface.txt");

    [Test]
    public void The_listing_is_current() =>
        Assert.That(File.ReadAllText(s_path), Is.EqualTo(Listing()),
            "write it anew: dotnet Simulator.Tests.dll surface > Simulator/PublicSurface.txt");

    [Test]
    public void There_are_at_most_130_public_types() =>
        Assert.That(typeof(Network).Assembly.GetExportedTypes(), Has.Length.LessThanOrEqualTo(130),
            "each is a promise: make one internal for every one that is added");

    /// <summary>The listing as it is now; the program of the tests prints it.</summary>
    internal static string Listing()
    {
        StringBuilder text =
            new("# Public types with their public and protected members, without those that the compiler adds to records.\n");
        foreach (Type type in typeof(Network).Assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            if (type.IsSubclassOf(typeof(Delegate))) continue;
            foreach (string member in type.GetMembers(Own).Select(Describe).OfType<string>().Distinct().Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string? Describe(MemberInfo member) => member switch
    {
        {
            Name: "EqualityContract" or "PrintMembers" or "<Clone>$" or "ToString" or "GetHashCode" or "Equals" or "Deconstruct"
            or "op_Equality" or "op_Inequality"
        } => null,
        ConstructorInfo c when IsSeen(c) && !(c.IsFamily && c.GetParameters() is [{ } only] && only.ParameterType == c.DeclaringType) =>
            $"new({Parameters(c)})",
        MethodInfo m when IsSeen(m) && !m.IsSpecialName => $"{m.Name}({Parameters(m)}): {Name(m.ReturnType)}",
        PropertyInfo p when p.GetAccessors(nonPublic: true).Any(IsSeen) => $"{p.Name}: {Name(p.PropertyType)}",
        FieldInfo f when f.IsPublic || f.IsFamily => $"{f.Name}: {Name(f.FieldType)}",
        _ => null,
    };

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)));

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
