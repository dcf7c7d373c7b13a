namespace Spiking.Numerics;

/// <summary>A sequence of random numbers under one key, for decisions that are made one after the other.</summary>
public struct RandomStream
{
    private readonly RandomKey _key;
    private uint _counter;

    /// <summary>Begins a stream.</summary>
    /// <param name="key">Key of the stream.</param>
    internal RandomStream(RandomKey key) => _key = key;

    /// <summary>Number of pairs drawn so far: a stream under the same key goes on from there.</summary>
    public uint Position { readonly get => _counter; set => _counter = value; }

    /// <summary>Two uniform numbers in (0, 1), each on a grid of 2^-32.</summary>
    public (double First, double Second) NextUniformPair()
    {
        (uint a, uint b) = Threefry.Block(_key, _counter++, 0);
        return (Uniform(a), Uniform(b));
    }

    /// <summary>A uniform number in (0, 1).</summary>
    public double NextUniform() => NextUniformPair().First;

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    public double NextGaussian()
    {
        (double u, double v) = NextUniformPair();
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }

    /// <summary>An exponentially distributed number of mean 1.</summary>
    public double NextExponential() => -Math.Log(NextUniform());

    /// <summary>The midpoint of the cell of [0, 1) that 32 random bits name: never 0 or 1.</summary>
    public static double Uniform(uint bits) => (bits + 0.5) * (1.0 / 4294967296.0);
}
