using Spiking.Numerics;

namespace Spiking.Tests.Protocols.TargetRate;

/// <summary>
/// The target-rate task in float64, written from the published description line by line with its constants as literals. It shares nothing
/// with the simulator but the random words. Interspike intervals are compared in steps.
/// </summary>
internal sealed class TargetRateTranscription(int neurons, long seed, double teacherFrom, double teacherUntil, double targetRate)
{
    private const double Dt = 1e-3, RestingPotential = -70e-3, BaselineProbability = 0.375;

    private readonly Layer _input = new(neurons, seed, "input");
    private readonly Layer _output = new(neurons, seed, "output");
    private readonly double[] _weights = [.. Enumerable.Repeat(0.4, neurons)];

    public double MeanWeight => _weights.Average();

    public Layer Input => _input;

    public Layer Output => _output;

    public void Step(int k)
    {
        double feedback = 0.75 * 0.70 * 800 * (0.55 * 4e-8 / 100) / 100;
        double feedbackCurrent = feedback * (_output.BurstsAt(k - 2) - BaselineProbability * _output.EventsAt(k - 2));
        double feedforwardCurrent = 0.55 * 4e-8 / 100 * _input.EventsAt(k - 1);
        double teacher = k * Dt >= teacherFrom - 1e-9 && k * Dt < teacherUntil - 1e-9 ? 80e-12 * (targetRate - _output.EventRate) : 0;
        double outputDendrite = 42e-12 - 1.71e-12 * (_output.EventsAt(k - 1) / (neurons * Dt)) + teacher;
        double inputSoma = 50e-12 - 143e-12 * _input.BurstProbability, outputSoma = 50e-12 - 143e-12 * _output.BurstProbability;
        _input.Step(k, i => inputSoma + _weights[i] * 200e-12, _ => feedbackCurrent);
        _output.Step(k, _ => outputSoma + feedforwardCurrent, _ => outputDendrite);
        foreach (int i in _input.LastEvents) _weights[i] = Math.Max(0, _weights[i] - Dt * 2.3e11 * BaselineProbability * 200e-12);
        foreach (int i in _input.LastBursts) _weights[i] = Math.Min(1.5, _weights[i] + Dt * 2.3e11 * 200e-12);
    }

    internal sealed class Layer(int neurons, long seed, string name)
    {
        private readonly Neuron[] _neurons = [.. Enumerable.Range(0, neurons).Select(_ => new Neuron())];
        private readonly RandomKey _somaKey = RandomKey.Of(seed, RandomPurpose.Background).Derive(name).Derive("soma");
        private readonly RandomKey _dendriteKey = RandomKey.Of(seed, RandomPurpose.Background).Derive(name).Derive("dendrite");
        private readonly Dictionary<int, (int Events, int Bursts)> _history = [];

        public double EventRate { get; private set; }

        public double BurstRate { get; private set; }

        public double BurstProbability { get; private set; } = BaselineProbability;

        public List<int> LastEvents { get; } = [];

        public List<int> LastBursts { get; } = [];

        public List<int> LastSpikes { get; } = [];

        public int EventsAt(int step) => _history.GetValueOrDefault(step).Events;

        public int BurstsAt(int step) => _history.GetValueOrDefault(step).Bursts;

        public void Step(int k, Func<int, double> soma, Func<int, double> dendrite)
        {
            LastEvents.Clear();
            LastBursts.Clear();
            LastSpikes.Clear();
            for (int i = 0; i < neurons; i++)
            {
                double noiseSoma = Noise(_somaKey, k, i, 150, 300e-12), noiseDendrite = Noise(_dendriteKey, k, i, 300, 400e-12) - 10e-12;
                (bool spike, bool isEvent, bool isBurst) = _neurons[i].Step(k, soma(i) + noiseSoma, dendrite(i) + noiseDendrite);
                if (spike) LastSpikes.Add(i);
                if (isEvent) LastEvents.Add(i);
                if (isBurst) LastBursts.Add(i);
            }

            _history[k] = (LastEvents.Count, LastBursts.Count);
            EventRate += Dt / 1.0 * (LastEvents.Count / (neurons * Dt) - EventRate);
            BurstRate += Dt / 1.0 * (LastBursts.Count / (neurons * Dt) - BurstRate);
            BurstProbability = EventRate == 0 ? BaselineProbability : BurstRate / EventRate;
        }

        // A word is a signed integer; a pulse comes where it is among the largest fraction rate * dt of all of them.
        private static double Noise(RandomKey key, int step, int neuron, double rate, double current)
        {
            (uint excitation, uint inhibition) = Threefry.Block(key, (uint)step, (uint)neuron);
            double limit = int.MaxValue - rate * Dt * Math.Pow(2, 32);
            int pulses = ((int)excitation > limit ? 1 : 0) - ((int)inhibition > limit ? 1 : 0);
            return pulses * current / (rate * Dt);
        }
    }

    internal sealed class Neuron
    {
        private readonly List<int> _spikes = [];
        private double _soma = RestingPotential, _dendrite = RestingPotential, _threshold = -50e-3, _somaAdaptation, _dendriteAdaptation;
        private bool _inBurst;

        public (bool Spike, bool Event, bool Burst) Step(int k, double somaCurrent, double dendriteCurrent)
        {
            double activation = 1 / (1 + Math.Exp(-(_dendrite + 38e-3) / 6e-3));
            double soma = _soma + Dt / 370e-12 * (-(370e-12 / 16e-3) * (_soma - RestingPotential) + 1300e-12 * activation + somaCurrent - _somaAdaptation);
            double threshold = _threshold + Dt / 27e-3 * (-50e-3 - _threshold);
            int backpropagating = _spikes.Count(j => (k - j) * Dt is >= 0.5e-3 and <= 2.5e-3);
            double dendrite = _dendrite + Dt / 170e-12 * (-(170e-12 / 7e-3) * (_dendrite - RestingPotential)
                + 1200e-12 * activation + 2600e-12 * backpropagating + dendriteCurrent - _dendriteAdaptation);
            _dendriteAdaptation += Dt / 30e-3 * (-_dendriteAdaptation + 13e-9 * (dendrite - RestingPotential));
            _dendrite = dendrite;
            bool spike = soma >= threshold;
            _somaAdaptation += Dt / 100e-3 * -_somaAdaptation + (spike ? Dt * 200e-12 : 0);
            _soma = spike ? -70e-3 : soma;
            _threshold = spike ? threshold + 2e-3 : threshold;
            if (!spike) return (false, false, false);

            bool isEvent = _spikes.Count == 0 || k - _spikes[^1] > 16;
            bool isBurst = !isEvent && !_inBurst;
            _inBurst = !isEvent;
            _spikes.Add(k);
            return (true, isEvent, isBurst);
        }
    }
}
