using Spiking.Numerics;

namespace Spiking.Protocols.Pairing;

/// <summary>Generates the spike trains of a protocol.</summary>
internal abstract class PairingTrains
{
    private readonly RandomKey _key;
    private readonly IReadOnlyList<double> _conditions;
    private readonly double _burstInterval;

    /// <summary>Prepares a protocol.</summary>
    /// <param name="description">The protocol.</param>
    /// <param name="kind">Name of the kind of trains; part of the key of its random numbers.</param>
    protected PairingTrains(PairingProtocolDescription description, string kind)
    {
        _burstInterval = description.BurstInterval;
        _conditions = description.Trains.Conditions;
        _key = RandomKey.Of(description.Seed, RandomPurpose.Protocol).Derive(kind);
    }

    /// <summary>The generator of a protocol.</summary>
    /// <exception cref="NotSupportedException">The kind of trains is unknown.</exception>
    public static PairingTrains Of(PairingProtocolDescription description) => description.Trains switch
    {
        PeriodicTrainsDescription trains => new PeriodicPairing(description, trains),
        PoissonTrainsDescription trains => new PoissonPairing(description, trains),
        BurstPoissonTrainsDescription trains => new BurstPoissonPairing(description, trains),
        SjostromTrainsDescription trains => new SjostromPairing(description, trains),
        _ => throw new NotSupportedException($"no generator for {description.Trains.GetType().Name}"),
    };

    /// <summary>
    /// The trains of one realization of one condition. They depend on the seed, the kind of trains, the value of the condition and the
    /// number of the realization, and on nothing else: not on the other conditions, on the plasticity rule or on threads.
    /// </summary>
    /// <param name="condition">Index of the condition.</param>
    /// <param name="realization">Number of the realization, from 0.</param>
    public IReadOnlyList<PairingEpoch> Draw(int condition, int realization)
    {
        double value = _conditions[condition];
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        RandomKey key = _key.Derive((uint)bits, (uint)(bits >> 32)).Derive((uint)realization);
        return Draw(value, new RandomStream(key.Derive(0)), new RandomStream(key.Derive(1)));
    }

    /// <summary>Generates the trains.</summary>
    /// <param name="condition">Value of the condition.</param>
    /// <param name="pre">Random numbers of the pre-synaptic cell.</param>
    /// <param name="post">Random numbers of the post-synaptic cell.</param>
    protected abstract IReadOnlyList<PairingEpoch> Draw(double condition, RandomStream pre, RandomStream post);

    /// <summary>Tells events and bursts of both trains apart. Spikes that jitter moves before the beginning are left out.</summary>
    protected PairingEpoch Epoch(IReadOnlyList<double> pre, IReadOnlyList<double> post, double duration, double pause = 0) =>
        new(Visible(MarkedSpike.Mark(pre, _burstInterval)), Visible(MarkedSpike.Mark(post, _burstInterval)), duration, pause);

    private static MarkedSpike[] Visible(MarkedSpike[] spikes) =>
        spikes.Length > 0 && spikes[0].Time < 0 ? [.. spikes.SkipWhile(spike => spike.Time < 0)] : spikes;
}
