namespace Spiking.Tests.Plasticity;

/// <summary>
/// spec/plasticity.md step by step in float64, with every trace and average decaying in every step: no shared scales, no lists of synapses,
/// no use of the engine. All pairs are visited; pairs without a synapse are skipped.
/// </summary>
internal sealed class NaiveBurstDependentPlasticity(int sources, int targets, bool[,] connected, double initialWeight)
{
    public required double LearningRate { get; init; }

    public required double? ConstantBaseline { get; init; }

    public required double TraceTime { get; init; }

    public required double AveragingTime { get; init; }

    public required double SlowTime { get; init; }

    public required double MinimumRate { get; init; }

    public required double MaximumRate { get; init; }

    public required double MaximumWeight { get; init; }

    public double[,] Weights { get; } = Filled(sources, targets, initialWeight);

    public double[] Trace { get; } = new double[sources];

    public double[] EventAverage { get; } = new double[targets];

    public double[] BurstAverage { get; } = new double[targets];

    public double[] SlowAverage { get; } = [.. Enumerable.Repeat(0.1, targets)];

    /// <summary>How often each case was met while learning, by name.</summary>
    public SortedDictionary<string, int> Met { get; } = [];

    /// <summary>One step; spikes are given as flags per neuron.</summary>
    public void Step(bool learning, bool[] preEvent, bool[] postSpike, bool[] postEvent, bool[] postBurst, double dt)
    {
        for (int j = 0; j < sources; j++)
        {
            if (!preEvent[j]) continue;
            for (int i = 0; i < targets; i++)
            {
                double rise = MinimumRate - SlowAverage[i];
                if (rise > 0) Change(learning, j, i, LearningRate * rise, "homeostasis of silent targets");
                if (postEvent[i]) Meet(learning, "pre- and post-synaptic event in one step");
                if (postBurst[i]) Meet(learning, "pre-synaptic event and post-synaptic burst in one step");
            }

            Trace[j] += 1;
        }

        for (int i = 0; i < targets; i++)
        {
            bool excessive = EventAverage[i] > MaximumRate;
            double excess = excessive ? (EventAverage[i] - MaximumRate) / EventAverage[i] : 0;
            if (postEvent[i])
            {
                double ratio = EventAverage[i] > 0 ? BurstAverage[i] / EventAverage[i] : 0;
                double baseline = ConstantBaseline ?? (ratio > 1 ? 1 : ratio);
                if (ratio > 1) Meet(learning, "more bursts than events");
                if (excessive) Meet(learning, "event above the maximum rate");
                for (int j = 0; j < sources; j++) Change(learning, j, i, -LearningRate * Trace[j] * (baseline + excess), "depression");
                EventAverage[i] += 1 / AveragingTime;
            }

            if (postBurst[i])
            {
                if (excessive) Meet(learning, "burst above the maximum rate");
                BurstAverage[i] += 1 / AveragingTime;
                for (int j = 0; j < sources; j++) Change(learning, j, i, LearningRate * Trace[j] * (1 - excess), "potentiation");
            }

            if (postSpike[i]) SlowAverage[i] += 1 / SlowTime;
        }

        for (int j = 0; j < sources; j++) Trace[j] *= Math.Exp(-dt / TraceTime);
        for (int i = 0; i < targets; i++)
        {
            EventAverage[i] *= Math.Exp(-dt / AveragingTime);
            BurstAverage[i] *= Math.Exp(-dt / AveragingTime);
            SlowAverage[i] *= Math.Exp(-dt / SlowTime);
        }
    }

    private static double[,] Filled(int rows, int columns, double value)
    {
        double[,] result = new double[rows, columns];
        for (int j = 0; j < rows; j++)
            for (int i = 0; i < columns; i++) result[j, i] = value;
        return result;
    }

    private void Change(bool learning, int j, int i, double change, string what)
    {
        if (!connected[j, i] || !learning) return;
        double changed = Weights[j, i] + change;
        if (changed < 0) Meet(learning, "clipped at 0");
        if (changed > MaximumWeight) Meet(learning, "clipped at the maximum");
        Weights[j, i] = Math.Clamp(changed, 0, MaximumWeight);
        Meet(learning, what);
    }

    private void Meet(bool learning, string what)
    {
        if (learning) Met[what] = Met.GetValueOrDefault(what) + 1;
    }
}
