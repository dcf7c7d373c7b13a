using Spiking.Numerics;
using Spiking.Tests.Architecture;
using Spiking.Tests.Commands;
using Spiking.Tests.Fingerprints;
using Spiking.Tests.Hostile;

namespace Spiking.Tests;

/// <summary>
/// What the tests' own program does when it is called by hand or as a child process: <c>fingerprints [BITS [NAME ...]]</c> prints the
/// table of fingerprints of short runs, with vectors of a width and of some runs only, <c>surface</c> the listing of public types,
/// <c>hostile FILES NETWORKS SEED</c> reads mutated files and runs some networks of them, <c>calls</c> makes the calls of the program that
/// it is asked for (<see cref="SharedProcess"/>).
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["surface"])
        {
            Console.Write(PublicSurfaceTests.Listing());
            return 0;
        }

        if (args is ["hostile", string files, string networks, string seed])
        {
            using HostileRun run = new();
            return run.Execute(Number(files), Number(networks), Number(seed), Console.Out).Count == 0 ? 0 : 1;
        }

        if (args is [SharedProcess.Mode])
        {
            SharedProcess.Serve();
            return 0;
        }

        if (args is not ["fingerprints", .. string[] choice])
        {
            Console.Error.WriteLine(
                "usage: dotnet Simulator.Tests.dll fingerprints [BITS [NAME ...]] | surface | hostile FILES NETWORKS SEED");
            return 2;
        }

        if (choice.Length > 0) LaneWidth.Choose(Number(choice[0]));
        Console.Error.WriteLine($"vectors of {LaneWidth.Bits} of {LaneWidth.Widest} bits");
        Console.Write(choice.Length < 2 ? FingerprintTable.Text() : FingerprintTable.Compute(threads: 1, choice[1..]));
        return 0;
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
