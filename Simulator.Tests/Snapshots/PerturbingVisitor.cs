using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Spiking.Snapshots;

namespace Spiking.Tests.Snapshots;

/// <summary>Changes every value that parts show, where they show their own memory and not a copy.</summary>
internal sealed class PerturbingVisitor : StateVisitor
{
    /// <inheritdoc/>
    public override bool IsRestoring => false;

    /// <summary>Number of values changed.</summary>
    public long Changed { get; private set; }

    private protected override long MostItems => long.MaxValue;

    /// <inheritdoc/>
    public override void Array<T>(string name, Span<T> values)
    {
        if (name == "connectivity") return;
        int size = Unsafe.SizeOf<T>();
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        for (int i = 0; i < bytes.Length; i += size) bytes[i] ^= 1;
        Changed += values.Length;
    }

    private protected override int Length<T>(string name, int present) => present;

    private protected override void BeginPart(string name)
    {
    }

    private protected override void EndPart()
    {
    }

    private protected override SnapshotException Problem(string problem) => new(problem);
}
