using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Engine;

/// <summary>Fetching from memory while neurons advance changes no result, however much is fetched.</summary>
public unsafe class FetchTests
{
    [TestCase("xor-burstprop.json")]
    [TestCase("xor-burstccn.json")]
    [TestCase("propagation.json")]
    public void Kernels_compute_the_same_with_and_without_fetching(string file)
    {
        // Not a multiple of the lanes of any vector.
        const int Size = 101;
        string[] changes = ["populations.*.size=101", "projections.*.meanInDegree=20", "recorders=null"];
        if (file == "propagation.json") changes = ["recorders=null", "populations.*.size=101", "projections.*.probability=0.2"];
        Network Build() => NetworkBuilder.Build(NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, file), changes));
        Network fetching = Build(), plain = Build();
        using Places places = new(Size);
        for (int step = 0; step < 2000; step++)
        {
            // From nothing over an odd number to more than there are vectors for.
            foreach (IFetchesMeanwhile population in fetching.Populations.OfType<IFetchesMeanwhile>())
                population.Meanwhile.Fetch = places.Fetch(step % 80);
            fetching.Step();
            plain.Step();
        }

        Assert.That(plain.Populations.Sum(p => p.SpikeCount), Is.GreaterThan(100), "something must have happened");
        Assert.That((fetching.SpikesHash, fetching.StateHash()), Is.EqualTo((plain.SpikesHash, plain.StateHash())));
        Assert.That(fetching.Populations.OfType<IFetchesMeanwhile>().Select(p => p.Meanwhile.Fetch.Rounds), Is.Not.Empty.And.All.Zero,
            "it is taken back after the step");
    }

    private sealed class Places : IDisposable
    {
        private readonly AlignedArray<float> _values;
        private readonly AlignedArray<int> _places;

        public Places(int size)
        {
            (_values, _places) = (new AlignedArray<float>(size), new AlignedArray<int>(size));
            for (int i = 0; i < size; i++) _places.Span[i] = size - 1 - i;
        }

        public ScatteredFetch Fetch(int count) => new(_values.Pointer, _places.Pointer, count);

        public void Dispose() => GC.KeepAlive((_values, _places));
    }
}
