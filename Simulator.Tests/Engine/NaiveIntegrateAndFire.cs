using Spiking.Engine;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Engine;

/// <summary>
/// The equations of the networks coba and brunel, stepped neuron by neuron in float64: no vectors, no blocks, delayed spikes kept in a
/// plain list. Connections and background spikes are those of the engine's network, so that every spike can be compared.
/// </summary>
internal sealed class NaiveIntegrateAndFire
{
    private readonly Network _network;
    private readonly double _dt;
    private readonly List<Cells> _populations = [];

    public NaiveIntegrateAndFire(Network network)
    {
        _network = network;
        _dt = network.TimeStep;
        foreach (Population p in network.Populations)
        {
            PopulationDescription description = network.Description.Populations[p.Name];
            _populations.Add(
                new Cells(p, (IntegrateAndFireModelDescription)network.Description.NeuronModels[description.Neuron], description));
        }
    }

    /// <summary>Takes a step and gives the neurons of each population that spiked.</summary>
    public IReadOnlyList<List<int>> Step(int step)
    {
        List<List<int>> spikes = [];
        foreach (Cells cells in _populations) spikes.Add(cells.Advance(_dt));
        foreach (Projection projection in _network.Projections)
        {
            Cells source = Of(projection.Source), target = Of(projection.Target);
            int emitted = step - projection.Settings.DelaySteps;
            if (emitted < 0) continue;
            double[] onto = target.Onto(projection.Settings.Receptor);
            Connectivity connections = projection.Connectivity!;
            foreach (int neuron in source.Spikes[emitted])
            {
                for (int k = connections.Row(neuron); k < connections.Row(neuron + 1); k++)
                    onto[connections.TargetOf.Span[k]] += projection.Settings.Weight;
            }
        }

        foreach (Cells cells in _populations) cells.AddBackground(step);
        return spikes;
    }

    /// <summary>How far from its threshold the potential of a neuron was in the last step, before a reset (V).</summary>
    public double DistanceFromThreshold(int population, int neuron) => _populations[population].Distance[neuron];

    private Cells Of(Population population) => _populations[_network.Populations.ToList().IndexOf(population)];

    private sealed class Cells
    {
        private readonly IntegrateAndFireModelDescription _model;
        private readonly double[] _v, _excitation, _inhibition;
        private readonly int[] _refractory;
        private readonly ScriptedPopulation _counted;
        private readonly List<(SuperposedBackground Source, double Amplitude)> _background = [];

        public Cells(Population population, IntegrateAndFireModelDescription model, PopulationDescription description)
        {
            _model = model;
            _v = [.. Enumerable.Repeat(model.RestingPotential, population.Size)];
            _excitation = new double[population.Size];
            _inhibition = new double[population.Size];
            _refractory = new int[population.Size];
            Distance = new double[population.Size];
            _counted = ScriptedPopulation.Silent(population.Name, population.Size, population.Settings.Seed);
            foreach (BackgroundDescription b in description.Background)
            {
                foreach (var source in SuperposedBackground.Create(_counted, b.Receptor, b.Sources, b.Rate, 1, 0))
                    _background.Add((source, b.Amplitude!.Value));
            }
        }

        public List<List<int>> Spikes { get; } = [];

        public double[] Distance { get; }

        public double[] Onto(Receptor receptor) => receptor switch
        {
            Receptor.SomaAmpa => _excitation,
            Receptor.SomaGaba => _inhibition,
            _ => _v,
        };

        public List<int> Advance(double dt)
        {
            List<int> spikes = [];
            ConductanceLifModelDescription? c = _model as ConductanceLifModelDescription;
            for (int i = 0; i < _v.Length; i++)
            {
                double drive = _model.RestingPotential + _model.Drive - _v[i];
                if (c is not null)
                {
                    drive += _excitation[i] * (c.ExcitatoryReversal - _v[i]) + _inhibition[i] * (c.InhibitoryReversal - _v[i]);
                    _excitation[i] *= Math.Exp(-dt / c.AmpaDecay);
                    _inhibition[i] *= Math.Exp(-dt / c.GabaDecay);
                }

                _v[i] += dt / _model.MembraneTime * drive;
                Distance[i] = Math.Abs(_v[i] - _model.Threshold);
                if (_refractory[i] > 0)
                {
                    _refractory[i]--;
                    _v[i] = _model.ResetPotential;
                }
                else if (_v[i] > _model.Threshold)
                {
                    spikes.Add(i);
                    _v[i] = _model.ResetPotential;
                    _refractory[i] = (int)Math.Round(_model.RefractoryPeriod / dt);
                }
            }

            Spikes.Add(spikes);
            return spikes;
        }

        public void AddBackground(int step)
        {
            foreach ((SuperposedBackground source, double amplitude) in _background)
            {
                source.Deliver(step);
                Span<float> counts = _counted.Conductance(Receptor.SomaDelta).Span;
                for (int i = 0; i < counts.Length; i++) _v[i] += counts[i] * amplitude;
                counts.Clear();
            }
        }
    }
}
