namespace Spiking.Tests;

/// <summary>Where the files that tests read lie.</summary>
internal static class TestFiles
{
    public static string Networks { get; } = Path.Combine(TestContext.CurrentContext.TestDirectory, "networks");
}
