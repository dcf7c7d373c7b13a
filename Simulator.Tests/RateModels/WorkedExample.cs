using System.Numerics;
using System.Text.Json;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;
using Spiking.Tests.Reference;

namespace Spiking.Tests.RateModels;

/// <summary>An example of rate-worked-examples.json with a network of its weights, in float32 or float64.</summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class WorkedExample<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public WorkedExample(string key)
    {
        Json = ReferenceData.Load("rate-worked-examples").GetProperty("examples").GetProperty(key);
        Arithmetic = new Arithmetic<T>();
    }

    /// <summary>Printed with 12 digits; float32 rounds to 6e-8, over sums and products of numbers near 1.</summary>
    public static double Tolerance => typeof(T) == typeof(double) ? 1e-10 : 1e-5;

    public JsonElement Json { get; }

    public Arithmetic<T> Arithmetic { get; }

    /// <summary>A value of the example by its path: "result.layer1.u".</summary>
    public JsonElement Value(string path) => path.Split('.').Aggregate(Json, (element, key) =>
        int.TryParse(key, out int index) && element.ValueKind == JsonValueKind.Array ? element[index] : element.GetProperty(key));

    public Matrix<T> Matrix(string path) => Matrix(Value(path));

    public static Matrix<T> Matrix(JsonElement value)
    {
        double[][] rows = value[0].ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(row => row.EnumerateArray().Select(x => x.GetDouble()).ToArray())]
            : [[.. value.EnumerateArray().Select(x => x.GetDouble())]];
        Matrix<T> matrix = new(rows.Length, rows[0].Length);
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < rows[i].Length; j++) matrix[i, j] = T.CreateChecked(rows[i][j]);
        return matrix;
    }

    /// <summary>A dense network with the weights and biases of the example.</summary>
    public LayeredNetwork<T> Network(IReadOnlyList<string> weights, IReadOnlyList<string> biases, int batch)
    {
        Matrix<T>[] w = [.. weights.Select(Matrix)];
        LayeredNetwork<T> network =
            new([.. w.Select(m => new DenseConnection(m.Columns, m.Rows))], [.. w.Select(_ => Activation.Sigmoid)], batch, Arithmetic);
        for (int i = 0; i < w.Length; i++)
        {
            network.Layers[i].Weights.CopyFrom(w[i]);
            network.Layers[i].Biases.CopyFrom(Matrix(biases[i]));
        }

        return network;
    }

    /// <summary>Asserts that a matrix has the values of the example.</summary>
    public void AssertEqual(Matrix<T> actual, string path, double? tolerance = null) => AssertEqual(actual, Matrix(path), path, tolerance);

    public static void AssertEqual(Matrix<T> actual, JsonElement expected, string name) => AssertEqual(actual, Matrix(expected), name);

    public static void AssertEqual(Matrix<T> actual, Matrix<T> expected, string name, double? tolerance = null)
    {
        Assert.That(actual.Count, Is.EqualTo(expected.Count), name);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.That(
                double.CreateChecked(actual.Span[i]), Is.EqualTo(double.CreateChecked(expected.Span[i])).Within(tolerance ?? Tolerance),
                $"{name}, element {i}");
        }
    }

    /// <summary>The gradient of the present batch of the weights of a name.</summary>
    public Matrix<T> Gradient(LearningRule<T> rule, string name)
    {
        Learned<T> learned = rule.Learned.Single(l => l.Name == name);
        Matrix<T> gradient = new(learned.Descent.Weights.Rows, learned.Descent.Weights.Columns);
        learned.ComputeGradient(Arithmetic, rule.Network.Output.RatesByExample.Rows, gradient);
        return gradient;
    }

    /// <summary>A quantity of a rule.</summary>
    public static Matrix<T> Quantity(LearningRule<T> rule, string name) => rule.Quantities.Single(q => q.Name == name).Values;

    public void Dispose() => Arithmetic.Dispose();
}
