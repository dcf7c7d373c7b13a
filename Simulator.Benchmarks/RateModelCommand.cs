using System.Diagnostics;
using System.Globalization;
using Spiking.Numerics;
using Spiking.RateModels;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;

namespace Spiking.Benchmarks;

/// <summary>
/// Speed of rate models: matrix products at the shapes of the networks of the papers, and learning steps of BurstCCN on MNIST's and
/// CIFAR-10's networks (random numbers instead of images, which is the same work).
/// </summary>
internal static class RateModelCommand
{
    private const int Batch = 32;
    private const int Repetitions = 300;

    private static readonly (string What, int M, int N, int K, bool TransposeA, bool TransposeB)[] Shapes =
    [
        ("dense, forward", Batch, 500, 784, false, true), ("dense, forward", Batch, 500, 500, false, true),
        ("dense, feedback", Batch, 500, 500, false, false),
        ("dense, gradient", 500, 784, Batch, true, false), ("convolution 1, forward", 6272, 64, 75, false, true),
        ("convolution 2, forward", 800, 128, 1600, false, true),
        ("convolution 2, feedback", 800, 1600, 128, false, false), ("convolution 2, gradient", 128, 1600, 800, true, false),
        ("convolution 3, forward", 288, 256, 1152, false, true),
    ];

    /// <summary>Measures and prints everything.</summary>
    /// <returns>The exit code.</returns>
    public static int Run()
    {

        // Many short pieces: on a machine that does other things too, the best of them ran undisturbed.
        Console.WriteLine($"{LaneWidth.Bits} bits; best of {Repetitions} (wall time), median in parentheses.");
        using (Arithmetic<float> arithmetic = new())
        {
            foreach ((string what, int m, int n, int k, bool transposeA, bool transposeB) in Shapes)
            {
                Matrix<float> a = Random(transposeA ? k : m, transposeA ? m : k),
                    b = Random(transposeB ? n : k, transposeB ? k : n), c = new(m, n);
                int calls = Math.Max(1, (int)(1e8 / (2.0 * m * n * k)));
                Report($"{what}: {m} x {n} x {k}", 2.0 * m * n * k, calls, () => arithmetic.Multiply(a, transposeA, b, transposeB, c));
            }
        }

        foreach (int threads in new[] { 1, 2 })
        {
            Step("MNIST, 784-500-500-500-10", threads, 1875, [new DenseConnection(784, 500), new DenseConnection(500, 500),
                new DenseConnection(500, 500), new DenseConnection(500, 10)]);
            Step(
                "CIFAR-10, 64-128-256-1480-10",
                threads,
                1563,
                [
                    new Convolution(32, 32, 3, 5, 2, 64), new Convolution(14, 14, 64, 5, 2, 128), new Convolution(5, 5, 128, 3, 1, 256),
                    new DenseConnection(2304, 1480), new DenseConnection(1480, 10),
                ]);
        }

        return 0;
    }

    private static void Step(string what, int threads, int batches, Connection[] connections)
    {
        using Arithmetic<float> arithmetic = new(threads);
        LayeredNetwork<float> network = new(connections, [.. connections.Select(_ => Activation.Sigmoid)], Batch, arithmetic);
        network.Initialize(1, 3.6);

        // Learning rates so small that the activity stays as it is.
        BurstCcnRule<float> rule = new(network, new BurstCcnDescription
        {
            Learning = new() { Rate = 1e-6 },
            LearningOfQ = new ApicalEventLearningDescription { Learning = new() { Rate = 1e-9 } },
        }, 1);
        Matrix<float> input = Random(Batch, connections[0].Inputs), targets = new(Batch, 10);
        double weights(int from) => connections.Skip(from).Sum(c => (double)c.Positions * c.Channels * c.PatchLength);

        // Forward and gradients of W; two feedback pathways and the gradient of Q above the first layer.
        double operations = 2.0 * Batch * (2 * weights(0) + 3 * weights(1));
        double seconds = Report($"{what}, step, {threads} thread(s)", operations, 1, () =>
        {
            network.Forward(input);
            rule.Teach(targets);
            rule.Update(Batch);
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"    {seconds * batches:F1} s per epoch of {batches} batches, tests not included"));
    }

    private static double Report(string what, double operations, int calls, Action action)
    {
        double[] seconds = new double[Repetitions];
        for (int i = 0; i < 20 * calls; i++) action();
        for (int r = 0; r < Repetitions; r++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++) action();
            seconds[r] = Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
        }

        Array.Sort(seconds);
        double best = seconds[0], median = seconds[Repetitions / 2];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-52} {best * 1e3,9:F3} ms ({median * 1e3:F3})  {operations / best / 1e9,6:F1} GFLOP/s "
            + $"({operations / median / 1e9:F1})"));
        return best;
    }

    private static Matrix<float> Random(int rows, int columns)
    {
        Matrix<float> matrix = new(rows, columns);
        Draws.Uniform(matrix, new Spiking.Numerics.RandomKey(1, (uint)columns), 1);
        return matrix;
    }
}
