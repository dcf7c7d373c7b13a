using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Snapshots;

/// <summary>
/// Compares two objects with everything that they refer to, field by field, by reflection: a field that a part forgets to save differs
/// after the state was restored. What is no state is listed with the reason; everything else must agree, private or not.
/// </summary>
/// <param name="circumstances">Further fields that are no state, as TYPE.FIELD, or *.FIELD of every type.</param>
internal sealed class StateComparison(params IReadOnlyCollection<string> circumstances)
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Fields that are no state, as TYPE.FIELD, and why.</summary>
    public static IReadOnlyDictionary<string, string> NoState { get; } = new Dictionary<string, string>
    {
        ["Network._crew"] = "threads",
        ["Network._plan"] = "groups of populations, which share the work and hold nothing else",
        ["Network._rounds"] = "the same groups by thread",
        ["Network._share"] = "the groups of the block that is being taken",
        ["Network._block"] = "the block that is being taken",
        ["Network._takeShare"] = "a method",
        ["Network._sideBySide"] = "follows from the number of threads",
        ["DrivenPopulation._arrives"] = "valid within a step",
        ["DrivenPopulation._claimed"] = "valid within a block",
        ["Afferent._known"] = "a copy of the progress of the source, looked up anew",
        ["FiredVectors._first"] = "notes of a kernel, valid within a step",
        ["FiredVectors._lanes"] = "notes of a kernel, valid within a step",
        ["FiredVectors._neurons"] = "notes of a kernel, valid within a step",
        ["BurstPoissonPopulation`1._firedFirst"] = "notes of a kernel, valid within a step",
        ["BurstPoissonPopulation`1._firedLanes"] = "notes of a kernel, valid within a step",
        ["BurstPoissonPopulation`1._firedDendrites"] = "notes of a kernel, valid within a step",
        ["BurstPoissonPopulation`1._foreseen"] = "a copy of pending spikes, valid within a block",
        ["PyramidalPopulation`1._kernel"] = "a method",
        ["PyramidalPopulation`1._fetchingKernel"] = "a method",
        ["PoissonBackground._positions"] = "drawn from the step; compared by what is still to be delivered",
        ["PoissonBackground._ahead"] = "drawn in advance",
        ["PoissonBackground._handover"] = "who draws in advance",
        ["FetchSlot.Fetch"] = "valid within a step",
        ["RestingWeights._copies"] = "copies of weights, made anew",
        ["RestingWeights._includes"] = "which copies are up to date",
        ["RestingWeights._changes"] = "which copies are up to date",
        ["RestingWeights._seen"] = "which copies are up to date",
        ["RestingWeights._lastChange"] = "since when copies are worth while",
        ["SilentNeurons._neurons"] = "found anew in the averages",
        ["SilentNeurons._count"] = "found anew in the averages",
        ["SilentNeurons._nextLook"] = "found anew in the averages",
        ["AllToAllProjection._transmitted"] = "valid within a delivery",
        ["RowReader._file"] = "a file that is opened anew, at the row that is state",
        ["RowReader._piece"] = "read anew from the file",
        ["RowReader._count"] = "read anew from the file",
        ["RowReader._next"] = "read anew from the file",
        ["RowReader._ended"] = "found anew in the file",
        ["RowReader._names"] = "found anew in the file",
        ["SpikeFilePopulation._due"] = "valid within a step",
        ["Connectivity._hash"] = "computed when it is asked for",
    };

    private readonly HashSet<(object, object)> _seen = [];
    private readonly List<string> _differences = [];

    /// <summary>Fields of the list that were met.</summary>
    public HashSet<string> Met { get; } = [];

    /// <summary>The places at which two objects differ.</summary>
    public IReadOnlyList<string> Differences(object first, object second)
    {
        Compare(first, second, first.GetType().Name);
        return _differences;
    }

    private void Compare(object? first, object? second, string path)
    {
        if (IsCollection(first) && IsCollection(second))
        {
            CompareAll(first!, second!, path);
            return;
        }

        if (first is null || second is null || first.GetType() != second.GetType())
        {
            if (first is not null || second is not null) Report(path, first?.GetType().Name, second?.GetType().Name);
            return;
        }

        Type type = first.GetType();
        if (first is Pointer or Delegate or Thread or Type or Assembly or WeakReference) return;
        if (type.IsPrimitive || type.IsEnum || first is string or decimal or DateTime)
        {
            if (!first.Equals(second)) Report(path, first, second);
            return;
        }

        if (!type.IsValueType && !_seen.Add((first, second))) return;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(AlignedArray<>))
            Compare(Elements(first), Elements(second), path);
        else if (first is SpikeList or PendingSpikes or PoissonBackground) CompareByMeaning(first, second, path);
        else CompareFields(first, second, type, path);
    }

    // Whatever its class, which for a list that an expression has made is one of the compiler's own.
    private static bool IsCollection(object? value) =>
        value is Array
            || (value is IEnumerable and not string && value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) != false);

    private void CompareFields(object first, object second, Type type, string path)
    {
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            foreach (FieldInfo field in t.GetFields(Fields))
            {
                string name = $"{t.Name}.{field.Name}";
                if (NoState.ContainsKey(name) || circumstances.Contains(name) || circumstances.Contains("*." + field.Name)) Met.Add(name);
                else if (!field.FieldType.IsPointer) Compare(field.GetValue(first), field.GetValue(second), $"{path}.{field.Name}");
            }
        }
    }

    private void CompareAll(object first, object second, string path)
    {
        if (first is Array { Rank: 1 } x && second is Array y && x.Length == y.Length && x.GetType().GetElementType()!.IsPrimitive
            && Bytes(x).SequenceEqual(Bytes(y))) return;
        object?[] a = [.. ((IEnumerable)first).Cast<object?>()], b = [.. ((IEnumerable)second).Cast<object?>()];
        if (a.Length != b.Length) Report(path + ".Length", a.Length, b.Length);
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++) Compare(a[i], b[i], $"{path}[{i}]");
    }

    // Where in memory these keep what they hold is no state.
    private void CompareByMeaning(object first, object second, string path)
    {
        switch (first, second)
        {
            case (SpikeList a, SpikeList b):
                int step = Field<int>(a, "_step"), remembered = Field<int>(a, "_remembered");
                foreach (string field in (string[])["_step", "_remembered", "_capacity", "_last"])
                    Compare(Field<int>(a, field), Field<int>(b, field), $"{path}.{field}");
                for (int ago = 0; ago <= remembered; ago++)
                    Compare(a.Known(step - ago).ToArray(), b.Known(step - ago).ToArray(), $"{path}.At(now - {ago})");
                Compare(a.Present.ToArray(), b.Present.ToArray(), path + ".Present");
                break;
            case (PendingSpikes a, PendingSpikes b):
                for (int slot = 0; slot <= Field<int>(a, "_headMask"); slot++)
                    Compare(a.Peek(slot).ToArray(), b.Peek(slot).ToArray(), $"{path}.Peek({slot})");
                break;
            case (PoissonBackground a, PoissonBackground b):
                CompareFields(a, b, typeof(PoissonBackground), path);
                Compare(ToCome(a), ToCome(b), path + " to come");
                break;
        }
    }

    private static unsafe int[] ToCome(PoissonBackground background)
    {
        AlignedArray<int> positions = Field<AlignedArray<int>>(background, "_positions");
        nint next = (nint)Pointer.Unbox(typeof(PoissonBackground).GetField("_next", Fields)!.GetValue(background)!);
        int first = (int)((next - (nint)positions.Pointer) / sizeof(int)),
            end = Field<int>(background, "_size") * PoissonBackground.BlockSteps;
        bool hasBegun = (Field<int>(background, "_step") + 1) % PoissonBackground.BlockSteps != 0;
        return hasBegun ? [.. positions.Span[first..].ToArray().TakeWhile(position => position < end)] : [];
    }

    private static ReadOnlySpan<byte> Bytes(Array array) =>
        MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(array), Buffer.ByteLength(array));

    private static Array Elements(object array)
    {
        MethodInfo copy = typeof(StateComparison).GetMethod(nameof(Copy), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (Array)copy.MakeGenericMethod(array.GetType().GetGenericArguments()).Invoke(null, [array])!;
    }

    private static T[] Copy<T>(AlignedArray<T> array)
        where T : unmanaged => array.Span.ToArray();

    private static T Field<T>(object owner, string name) => (T)owner.GetType().GetField(name, Fields)!.GetValue(owner)!;

    private void Report(string path, object? first, object? second) =>
        _differences.Add($"{path}: {first ?? "null"} and {second ?? "null"}");
}
