using Spiking.Neurons;

namespace Spiking.Tests.Neurons;

/// <summary>
/// Burst-Poisson cells of which all fire a threshold spike at the same chosen step with a chosen dendritic potential: many independent
/// burst decisions of known probability. Nothing but the test drives the cells.
/// </summary>
internal sealed class HeldDendrite
{
    // The next threshold spike may come 200 steps after the last spike, which is at most 148 steps after the first.
    private const int StepsPerRound = 360;

    private readonly Population _population;
    private int _step;

    public HeldDendrite(int size, long seed)
    {
        _population = PopulationFactory.Create(Model, new PopulationSettings { Name = "p", Size = size, Seed = seed });
    }

    public static BurstPoissonModelDescription Model { get; } = new();

    /// <summary>Number of second spikes by their delay in steps.</summary>
    public SortedDictionary<int, int> Delays { get; } = [];

    /// <summary>Number of events.</summary>
    public int Events { get; private set; }

    /// <summary>V_d after the step of the event, by the update rule in float64: what the burst decision sees.</summary>
    public static double PotentialAtDecision(double potential, double adaptation, double dt) =>
        potential + dt / Model.DendriteTimeConstant * (Model.RestingPotential - potential)
        + dt * Model.DendriteAdaptationConductance / Model.DendriteCapacitance * adaptation;

    /// <summary>Makes every cell fire once with the given V_d and w_d at the start of the step, and counts the second spikes.</summary>
    public void Round(double potential, double adaptation, double dendriteCurrent)
    {
        _population.Variable("somaPotential").Fill(0);
        _population.Variable("dendritePotential").Fill((float)potential);
        _population.Variable("dendriteAdaptation").Fill((float)adaptation);
        _population.DendriteCurrent = dendriteCurrent;
        int first = _step;
        for (int i = 0; i < StepsPerRound; i++, _step++)
        {
            _population.Advance(_step);
            if (i == 0)
            {
                Assert.That(_population.Events.Present.Length, Is.EqualTo(_population.Size), "every cell fires in the chosen step");
                Events += _population.Size;
                continue;
            }

            int seconds = _population.Spikes.Present.Length;
            if (seconds > 0) Delays[_step - first] = Delays.GetValueOrDefault(_step - first) + seconds;
        }
    }
}
