using Spiking.RateModels.Continuous;

namespace Spiking.Tests.RateModels.Continuous;

/// <summary>Two hidden layers, which the worked examples do not have: against the equations written out unit by unit.</summary>
public class DeepTranscriptionTests
{
    private static readonly int[] s_sizes = [3, 5, 4, 2];

    [TestCase(true)]
    [TestCase(false)]
    public void A_network_with_two_hidden_layers_follows_the_equations(bool cancelling)
    {
        ContinuousConstants constants = new()
        {
            ApicalGain = cancelling ? 4 : 1,
            WeightTime = 5,
            SomaTime = 0.3,
            ApicalTime = 0.2,
            WeightScale = 1.5
        };
        ContinuousNetwork network = cancelling ? new ContinuousBurstCcn(s_sizes, constants) : new ContinuousBurstprop(s_sizes, constants);
        network.Initialize(3);
        Transcription plain = new(network, cancelling);
        for (int n = 0; n < 60; n++)
        {
            double[] input = [Math.Cos(0.1 * n), Math.Sin(0.23 * n), 0.5], target = [0.5 + 0.4 * Math.Sin(0.2 * n), 0.3];
            bool teaching = n is >= 20 and < 50;
            network.Step(input, target, teaching);
            plain.Step(input, target, teaching);
            for (int l = 0; l < 3; l++)
            {
                Assert.That(network.Layers[l].Rate.Values.ToArray(), Is.EqualTo(plain.E[l]).Within(1e-12),
                    $"event rates of layer {l}, step {n}");
                Assert.That(network.Layers[l].BurstProbability.Values.ToArray(), Is.EqualTo(plain.P[l]).Within(1e-12),
                    $"burst probabilities of layer {l}, step {n}");
            }
        }

        Assert.That(plain.LargestChange, Is.GreaterThan(0.001), "something was learned in every layer");
    }

    private sealed class Transcription
    {
        private readonly ContinuousNetwork _like;
        private readonly bool _cancelling;
        private readonly double[][,] _w, _y, _q;
        private readonly double[][] _c, _z, _u, _b, _meanE, _meanB;

        public Transcription(ContinuousNetwork like, bool cancelling)
        {
            (_like, _cancelling) = (like, cancelling);
            _w = [.. like.Layers.Select(layer => Copy(layer.Weights))];
            _y = [.. like.Layers.Where(layer => layer.BurstFeedback is not null).Select(layer => Copy(layer.BurstFeedback!))];
            _q = [.. like.Layers.Where(layer => layer.EventFeedback is not null).Select(layer => Copy(layer.EventFeedback!))];
            (_c, _z, _u, _b, _meanE, _meanB, E, P) = (Zeros(), Zeros(), Zeros(), Zeros(), Zeros(), Zeros(), Zeros(), Zeros());
            Start = [.. _w.Select(w => (double[,])w.Clone())];
        }

        public double[][] E { get; private set; }

        public double[][] P { get; }

        public double LargestChange =>
            _w.Zip(Start, (now, then) => now.Cast<double>().Zip(then.Cast<double>(), (a, b) => Math.Abs(a - b)).Max()).Min();

        private double[][,] Start { get; }

        public void Step(double[] input, double[] target, bool teaching)
        {
            ContinuousConstants k = _like.Constants;
            double[][] pastE = Clone(E), pastP = Clone(P), pastB = Clone(_b), pastMeanE = Clone(_meanE), pastMeanB = Clone(_meanB);
            for (int l = 0; l < 3; l++)
            {
                double[] below = l == 0 ? input : E[l - 1];
                for (int j = 0; j < E[l].Length; j++)
                {
                    double sum = _c[l][j];
                    for (int i = 0; i < below.Length; i++) sum += _w[l][j, i] * below[i];
                    _z[l][j] += k.TimeStep / k.SomaTime * (sum - _z[l][j]);
                    E[l][j] = Sigma(_z[l][j]);
                }
            }

            for (int l = 2; l >= 0; l--)
            {
                for (int j = 0; j < E[l].Length; j++)
                {
                    if (l == 2)
                    {
                        double taught = _cancelling ? E[l][j] : pastMeanE[l][j];
                        P[l][j] = teaching ? 0.5 + 0.5 * (target[j] - taught) * (1 - taught) : 0.5;
                    }
                    else
                    {
                        double[] eventsAbove = l == 1 ? pastE[2] : E[l + 1];
                        double sum = 0;
                        for (int i = 0; i < eventsAbove.Length; i++)
                            sum += _y[l][j, i] * pastB[l + 1][i] + (_cancelling ? _q[l][j, i] * eventsAbove[i] : 0);
                        _u[l][j] += k.TimeStep / k.ApicalTime * (k.ApicalGain * (1 - E[l][j]) * sum - _u[l][j]);
                        P[l][j] = Sigma(_u[l][j]);
                    }

                    _b[l][j] = P[l][j] * E[l][j];
                    _meanE[l][j] += 0.02 * ((l == 2 ? pastE : E)[l][j] - _meanE[l][j]);
                    _meanB[l][j] += 0.02 * (pastB[l][j] - _meanB[l][j]);
                }
            }

            if (teaching) Learn(input, pastE, pastP, pastMeanE, pastMeanB);
        }

        private void Learn(double[] input, double[][] pastE, double[][] pastP, double[][] pastMeanE, double[][] pastMeanB)
        {
            double step = _like.Constants.TimeStep / _like.Constants.WeightTime;
            for (int l = 0; l < 3; l++)
            {
                double[] below = l == 0 ? input : E[l - 1];
                for (int j = 0; j < E[l].Length; j++)
                {
                    double baseline = _cancelling ? 0.5 : pastMeanB[l][j] / pastMeanE[l][j];
                    double factor = (pastP[l][j] - baseline) * (l == 2 ? pastE : E)[l][j];
                    _c[l][j] += step * factor;
                    for (int i = 0; i < below.Length; i++) _w[l][j, i] += step * factor * below[i];
                }
            }

            for (int l = 0; l < 2; l++)
            {
                for (int j = 0; j < E[l].Length; j++)
                {
                    for (int i = 0; i < E[l + 1].Length; i++) (_y[l][j, i], _q[l][j, i]) = (_w[l + 1][i, j], -0.5 * _w[l + 1][i, j]);
                }
            }
        }

        private static double Sigma(double x) => 1 / (1 + Math.Exp(-x));

        private static double[][] Clone(double[][] values) => [.. values.Select(row => (double[])row.Clone())];

        private double[][] Zeros() => [.. _like.Layers.Select(layer => new double[layer.Rate.Count])];

        private static double[,] Copy(Weights weights)
        {
            double[,] copy = new double[weights.UnitCount, weights.Inputs];
            for (int u = 0; u < weights.UnitCount; u++)
            {
                for (int i = 0; i < weights.Inputs; i++) copy[u, i] = weights[u, i];
            }

            return copy;
        }
    }
}
