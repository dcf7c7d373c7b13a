namespace Spiking.Tests;

/// <summary>Where the files that tests read lie.</summary>
internal static class TestFiles
{
    /// <summary>The folder of the network files.</summary>
    public static string Networks { get; } = Of("networks");

    /// <summary>A file or folder beside the tests' program.</summary>
    public static string Of(params string[] parts) => Path.Combine([Path.GetDirectoryName(typeof(TestFiles).Assembly.Location)!, .. parts]);
}
