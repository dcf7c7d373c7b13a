using Spiking.Engine;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Plasticity;

/// <summary>One synapse under a rule, stepped by the engine, with spikes in given steps of 0.1 ms on both sides.</summary>
internal static class LearnedWeight
{
    public const double TimeStep = 1e-4;

    /// <summary>The weight after all spikes.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="pre">Steps of the pre-synaptic spikes.</param>
    /// <param name="post">Steps of the post-synaptic spikes.</param>
    /// <param name="initial">The weight at the start.</param>
    /// <param name="delay">Axonal delay in steps.</param>
    /// <param name="rate">The factor that a task sets.</param>
    /// <param name="shortTerm">Short-term plasticity of the synapse; null: none.</param>
    public static double After(
        PlasticityDescription rule,
        int[] pre,
        int[] post,
        double initial = 0.5,
        int delay = 0,
        double rate = 1,
        ShortTermPlasticityDescription? shortTerm = null)
    {
        ScriptedPopulation source = ScriptedPopulation.Of(delay, pre), target = ScriptedPopulation.Of(0, post);
        WeightedProjection projection = new(
            new ProjectionSettings
            {
                Name = "p",
                Receptor = rule.Receptors[0],
                Transmits = SpikeFilter.Spikes,
                Weight = initial,
                DelaySteps = delay,
            },
            source, target, Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 1, 1, 1, false),
            shortTerm?.Create(source, null), differBySynapse: false, rule.ChangesLate);
        PopulationParts parts = new(target, new InjectedCurrents(target, []), []);
        parts.Projections.Add(projection);
        parts.Learners.Add(rule.Create(new LearningContext(projection, parts.Traces)));
        parts.Learners[0].Rate = rate;
        DrivenPopulation driven = new(parts, 0);
        for (int step = 0; step <= delay + Math.Max(pre.DefaultIfEmpty().Max(), post.DefaultIfEmpty().Max()); step++)
        {
            source.Advance(step);
            driven.Advance(step);
            driven.Receive(step, learning: true);
        }

        return projection.Weights.Span[0];
    }

    /// <summary>Random trains with spikes on both sides in the same step, in steps that ascend.</summary>
    public static (int[] Pre, int[] Post) Trains(int spikes, int steps, int seed)
    {
        Random random = new(seed);
        int[] Draw() => [.. Enumerable.Range(0, spikes).Select(_ => random.Next(steps)).Distinct()];
        int[] pre = Draw();
        return ([.. pre.Order()], [.. Draw().Concat(pre[..3]).Distinct().Order()]);
    }

    /// <summary>
    /// The sum of exp(-s/tau) over the spikes a time s before a step; of the last of them alone where spikes are paired with the nearest.
    /// </summary>
    /// <param name="spikes">Steps of the spikes.</param>
    /// <param name="step">The step.</param>
    /// <param name="time">Time constant tau (s).</param>
    /// <param name="pairing">Which spikes count.</param>
    /// <param name="inclusive">Whether a spike in the step itself counts.</param>
    public static double Trace(IEnumerable<int> spikes, int step, double time, SpikePairing pairing, bool inclusive)
    {
        double[] terms =
            [.. spikes.Where(s => s < step || (inclusive && s == step)).Order().Select(s => Math.Exp(-(step - s) * TimeStep / time))];
        return pairing == SpikePairing.AllToAll ? terms.Sum() : terms.LastOrDefault();
    }
}
