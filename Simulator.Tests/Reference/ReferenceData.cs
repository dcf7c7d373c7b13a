using System.Text.Json;

namespace Spiking.Tests.Reference;

/// <summary>Reference results, as measured with the published programs; each file's description says how.</summary>
internal static class ReferenceData
{
    public static JsonElement Load(string name)
    {
        string path = Path.Combine(TestContext.CurrentContext.TestDirectory, "Reference", name + ".json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    public static int[] Integers(this JsonElement element, string key) =>
        [.. element.GetProperty(key).EnumerateArray().Select(v => v.GetInt32())];

    public static double[] Numbers(this JsonElement element, string key) =>
        [.. element.GetProperty(key).EnumerateArray().Select(v => v.GetDouble())];
}
