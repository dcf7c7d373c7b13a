using System.Text.Json;
using Spiking.RateModels.Continuous;
using Spiking.Tests.Reference;

namespace Spiking.Tests.RateModels.Continuous;

/// <summary>
/// A worked example: numbers of every step of a small network, as an independent program computed them from the equations. They have twelve
/// significant digits and are compared with an absolute tolerance of 1e-10.
/// </summary>
internal sealed class WorkedExample
{
    public const double Tolerance = 1e-10;

    private readonly JsonElement _example;

    public WorkedExample(string key) => _example = ReferenceData.Load("rate-worked-examples").GetProperty("examples").GetProperty(key);

    public JsonElement Parameters => _example.GetProperty("params");

    public IEnumerable<JsonElement> Steps => _example.GetProperty("steps").EnumerateArray();

    public static bool IsTaught(JsonElement step) => step.GetProperty("phase").GetString() == "teach";

    /// <summary>The common input of the continuous examples.</summary>
    public static double[] Input(int step) => [Math.Cos(0.10 * step + 0.3), Math.Cos(0.13 * step + 1.1)];

    public static double[] Target(int step) => [0.5 + 0.3 * Math.Sin(0.2 * step)];

    public void Set(string key, Weights weights)
    {
        int unit = 0;
        foreach (JsonElement row in Parameters.GetProperty(key).EnumerateArray())
        {
            int input = 0;
            foreach (JsonElement value in row.EnumerateArray()) weights[unit, input++] = value.GetDouble();
            unit++;
        }
    }

    public void Set(string key, Units units) => Parameters.Numbers(key).CopyTo(units.Values);

    /// <summary>Compares numbers of a step; a number that the example leaves out (null) is not one.</summary>
    public static void Check(JsonElement step, string key, ReadOnlySpan<double> found)
    {
        string place = $"{key} of step {step.GetProperty("step")}";
        JsonElement expected = step.GetProperty(key);
        if (expected.ValueKind == JsonValueKind.Null) Assert.That(found.ToArray(), Is.All.NaN, place);
        else Assert.That(found.ToArray(), Is.EqualTo(step.Numbers(key)).Within(Tolerance), place);
    }

    public static void Check(JsonElement step, string key, Weights found)
    {
        double[][] rows = [.. Enumerable.Range(0, found.UnitCount)
            .Select(u => Enumerable.Range(0, found.Inputs).Select(i => found[u, i]).ToArray())];
        double[][] expected = [.. step.GetProperty(key).EnumerateArray()
            .Select(row => row.EnumerateArray().Select(v => v.GetDouble()).ToArray())];
        Assert.That(rows.Length, Is.EqualTo(expected.Length));
        for (int u = 0; u < rows.Length; u++)
            Assert.That(rows[u], Is.EqualTo(expected[u]).Within(Tolerance), $"row {u} of {key} of step {step.GetProperty("step")}");
    }

    /// <summary>Weights of which others are taken off: the change of weights.</summary>
    public static Weights Difference(Weights after, Weights before)
    {
        Weights difference = new(after.Inputs, after.UnitCount);
        for (int u = 0; u < after.UnitCount; u++)
        {
            for (int i = 0; i < after.Inputs; i++) difference[u, i] = after[u, i] - before[u, i];
        }

        return difference;
    }

    public static Weights Copy(Weights weights) => Difference(weights, new Weights(weights.Inputs, weights.UnitCount));
}
