using Spiking.Tests.Architecture;
using Spiking.Tests.Fingerprints;

namespace Spiking.Tests;

/// <summary>
/// What the tests' own program does when it is called by hand or as a child process: <c>fingerprints</c> prints the table of fingerprints
/// of short runs, <c>surface</c> the listing of public types.
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

        if (args is not ["fingerprints"])
        {
            Console.Error.WriteLine("usage: dotnet Simulator.Tests.dll fingerprints | surface");
            return 2;
        }

        Console.Error.WriteLine($"vectors of {FingerprintTable.VectorBits} bits");
        Console.Write(FingerprintTable.Text());
        return 0;
    }
}
