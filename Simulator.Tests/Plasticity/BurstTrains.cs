using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Plasticity;

/// <summary>Random spike trains with singlets, doublets and longer bursts, whose rate waxes and wanes.</summary>
internal static class BurstTrains
{
    // Shape of the trains: between events a rate that swings between 0.5 and 40 Hz with a period of 1 s (another phase for every neuron),
    // and after each spike another one within 2 to 14 ms with a probability that changes from second to second.
    private const double Dt = 1e-4;

    /// <summary>A population that fires such trains.</summary>
    public static ScriptedPopulation Create(string name, int size, int steps, long seed, int longestDelay = 0)
    {
        // The last spike may come up to 140 steps late.
        bool[] spikes = new bool[size * (steps + 140)];
        for (int neuron = 0; neuron < size; neuron++)
        {
            RandomStream random = new(RandomKey.Of(seed, RandomPurpose.Protocol).Derive(name).Derive((uint)neuron));
            for (int step = 0; step < steps; step++)
            {
                double time = step * Dt, rate = 20.25 + 19.75 * Math.Sin(2 * Math.PI * time + neuron);
                if (random.NextUniform() >= rate * Dt) continue;
                spikes[step * size + neuron] = true;
                while (step < steps && random.NextUniform() < 0.5 + 0.45 * Math.Sin(2.3 * Math.Floor(time) + neuron))
                {
                    step += 20 + (int)(random.NextUniform() * 120);
                    spikes[step * size + neuron] = true;
                }
            }
        }

        PopulationSettings settings = new() { Name = name, Size = size, RememberedSteps = longestDelay };
        return new ScriptedPopulation(settings, (step, neuron) => spikes[step * size + neuron]);
    }
}
