using Spiking.RateModels.Continuous;

namespace Spiking.Tests.RateModels.Continuous;

public class ContinuousNetworkTests
{
    [TestCase("burstccn")]
    [TestCase("burstprop")]
    [TestCase("journal")]
    public void A_step_allocates_nothing(string model)
    {
        ContinuousNetwork network = model switch
        {
            "burstccn" => new ContinuousBurstCcn([3, 50, 1], new ContinuousConstants()),
            "burstprop" => new ContinuousBurstprop([3, 50, 1], new ContinuousConstants()),
            _ => new JournalBurstCcn([3, 25, 1], new ContinuousConstants()),
        };
        network.Initialize(1);
        double[] input = [0.1, 0.2, 0.3], target = [0.6];
        network.Step(input, target, true);
        Assert.That(Allocations.Of(() => network.Step(input, target, true), 100), Is.Zero);
    }

    [TestCase(0.5)]
    [TestCase(0.3)]
    public void Without_teacher_a_network_with_transported_weights_has_silent_dendrites_at_constant_input(double baseline)
    {
        ContinuousBurstCcn network = new([3, 6, 5, 2], new ContinuousConstants { BaselineBurstProbability = baseline });
        network.Initialize(2);
        network.TransportWeights();
        for (int n = 0; n < 5; n++) network.Step([0.4, -0.2, 0.9], [], false);
        Assert.That(network.Layers[0].Apical.Values.ToArray(), Is.All.EqualTo(0).Within(1e-15));
        Assert.That(network.Layers[1].Apical.Values.ToArray(), Is.All.EqualTo(0).Within(1e-15));
        foreach (ContinuousLayer layer in network.Layers)
            Assert.That(layer.BurstProbability.Values.ToArray(), Is.All.EqualTo(baseline).Within(1e-15));
    }

    [TestCase(0.5)]
    [TestCase(0.3)]
    public void At_constant_input_the_postsynaptic_factors_are_p_b_times_backpropagation_to_third_order(double baseline)
    {
        // Halving the error quarters the relative deviation; R13 of the specification, here in continuous time.
        double[] deviations = [.. new[] { 0.4, 0.2, 0.1 }.Select(Deviation)];
        Assert.That(deviations[0] / deviations[1], Is.EqualTo(4).Within(0.4));
        Assert.That(deviations[1] / deviations[2], Is.EqualTo(4).Within(0.4));

        double Deviation(double error)
        {
            // Weights change so little (1e-12 per step) that the network stays what it is.
            ContinuousBurstCcn network = new([3, 6, 5, 1], new ContinuousConstants
            {
                WeightTime = 1e11,
                WeightScale = 2,
                BaselineBurstProbability = baseline,
            });
            network.Initialize(4);
            network.TransportWeights();
            double[] input = [0.4, -0.2, 0.9];
            network.Step(input, [], false);
            double output = network.Output[0];
            for (int n = 0; n < 6; n++) network.Step(input, [output + error], true);

            double[] delta = [error * output * (1 - output)];
            double squares = 0, norm = 0;
            for (int l = 1; l >= 0; l--)
            {
                ContinuousLayer layer = network.Layers[l];
                double[] next = new double[layer.Rate.Count];
                for (int j = 0; j < next.Length; j++)
                {
                    double sum = 0;
                    for (int i = 0; i < delta.Length; i++) sum += network.Layers[l + 1].Weights[i, j] * delta[i];
                    next[j] = sum * layer.Rate[j] * (1 - layer.Rate[j]);
                    squares += Math.Pow(layer.Postsynaptic[j] - baseline * next[j], 2);
                    norm += Math.Pow(baseline * next[j], 2);
                }

                delta = next;
            }

            return Math.Sqrt(squares / norm);
        }
    }

    [Test]
    public void Weights_are_drawn_with_Xaviers_width_and_depend_on_the_seed_alone()
    {
        ContinuousBurstCcn network = new([40, 300, 20], new ContinuousConstants()), same = new([40, 300, 20], new ContinuousConstants());
        network.Initialize(7);
        same.Initialize(7);
        double sum = 0, squares = 0;
        for (int u = 0; u < 300; u++)
        {
            for (int i = 0; i < 40; i++)
            {
                double w = network.Layers[0].Weights[u, i];
                Assert.That(w, Is.EqualTo(same.Layers[0].Weights[u, i]));
                sum += w;
                squares += w * w;
            }
        }

        // Of n normal numbers the mean has s.d. s/sqrt(n), the mean square s^2 sqrt(2/n).
        const int N = 12_000;
        double variance = 2.0 / 340, z = Statistics.Bounds.Z(2);
        Assert.That(sum / N, Is.EqualTo(0).Within(z * Math.Sqrt(variance / N)));
        Assert.That(squares / N, Is.EqualTo(variance).Within(z * variance * Math.Sqrt(2.0 / N)));
    }
}
