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
    private static readonly NullabilityInfoContext s_nullability = new();
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
            text.Append(Heading(type)).Append('\n');
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
        MethodInfo m when IsSeen(m) && !m.IsSpecialName => $"{Modifiers(m)}{m.Name}({Parameters(m)}): {Name(m.ReturnParameter)}",
        PropertyInfo p when p.GetAccessors(nonPublic: true).Where(IsSeen).ToArray() is { Length: > 0 } accessors =>
            $"{Modifiers(accessors[0])}{p.Name}: {Name(p)} {{{string.Concat(accessors.Select(Accessor))} }}",
        FieldInfo f when f.IsPublic || f.IsFamily => $"{(f.IsStatic ? "static " : "")}{f.Name}: {Name(f.FieldType)}",
        _ => null,
    };

    // What a type is, and what can be done with it as one of another type.
    private static string Heading(Type type)
    {
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : "class";
        string modifier = kind != "class" ? "" : type is { IsAbstract: true, IsSealed: true } ? "static "
            : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        Type[] ofBase = type.BaseType?.GetInterfaces() ?? [];
        string[] above =
        [
            .. kind == "class" && type.BaseType is Type parent && parent != typeof(object) ? [Name(parent)] : (string[])[],
            .. type.GetInterfaces().Except(ofBase).Where(one => kind != "enum" && one.IsVisible && one.Name != "IEquatable`1").Select(Name)
                .Order(StringComparer.Ordinal),
        ];
        return $"{modifier}{kind} {type.FullName}{(above.Length > 0 ? " : " : "")}{string.Join(", ", above)}";
    }

    private static string Modifiers(MethodInfo method)
    {
        bool isInherited = method.GetBaseDefinition().DeclaringType != method.DeclaringType;
        return (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "") + (method.IsStatic ? "static " : "")
            + (method.DeclaringType!.IsInterface ? method.IsAbstract || method.IsStatic ? "" : "default "
                : isInherited ? (method.IsFinal ? "sealed override " : "override ")
                : method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? "virtual " : "");
    }

    private static string Accessor(MethodInfo accessor) =>
        !accessor.Name.StartsWith("set_", StringComparison.Ordinal) ? " get;"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;";

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Name));

    private static string Name(ParameterInfo parameter) => Name(parameter.ParameterType) + Mark(s_nullability.Create(parameter))
        + (parameter.HasDefaultValue ? " = default" : "");

    private static string Name(PropertyInfo property) => Name(property.PropertyType) + Mark(s_nullability.Create(property));

    // A type of values that may be null is called Nullable already.
    private static string Mark(NullabilityInfo info) =>
        info.ReadState == NullabilityState.Nullable && !info.Type.IsValueType ? "?" : "";

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
