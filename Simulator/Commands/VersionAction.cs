using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using Spiking.Files;
using Spiking.Numerics;

namespace Spiking.Commands;

/// <summary>--version: which program this is, and what decides its speed here.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        string[] parts = Circumstances.Version.Split('+');
        string commit = parts.Length > 1 ? $"commit {parts[1]}" : "built outside a repository";
        parseResult.InvocationConfiguration.Output.WriteLine(
            $"spiking {parts[0]}, {commit}, vectors of {LaneWidth.Bits} bits, {RuntimeInformation.FrameworkDescription}");
        return 0;
    }
}
