using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Recording.Connections;

/// <summary>Writes the synapses of projections at given times and at the end.</summary>
internal sealed class SynapseRecorder : IRecorder, IHasState
{
    private readonly (string Name, Projection Projection)[] _projections;
    private readonly (int Step, string Path)[] _times;
    private readonly string _last;
    private int _written;

    /// <summary>Prepares to record, and writes the synapses of the beginning if they are asked for.</summary>
    /// <param name="context">The network, and the names of files.</param>
    /// <param name="description">What is recorded.</param>
    public SynapseRecorder(RecordingContext context, SynapseRecorderDescription description)
    {
        Network network = context.Network;
        List<(string, Projection)> projections = [];
        foreach (Projection projection in network.Projections)
        {
            string name = projection.Settings.Name;
            if (projection.Connectivity is null || description.Projections?.Contains(name) == false) continue;

            // Several projections between the same populations onto the same receptor have the same name.
            int same = projections.Count(p => p.Item2.Settings.Name == name);
            projections.Add((same == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({same + 1})"), projection));
        }

        _projections = [.. projections];
        _last = context.PathOf("synapses", ".npz");
        _times =
        [
            .. description.At.Select(
                time => (network.Steps(time), context.PathOf(string.Create(CultureInfo.InvariantCulture, $"synapses-at-{time}s"), ".npz"))),
        ];
        AfterSteps(network);
    }

    /// <inheritdoc/>
    public int NextLook(Network network) => _written < _times.Length ? _times[_written].Step : int.MaxValue;

    /// <inheritdoc/>
    public void AfterSteps(Network network)
    {
        for (; _written < _times.Length && _times[_written].Step <= network.StepsTaken; _written++)
            Write(_times[_written].Path, network.TimeStep);
    }

    /// <inheritdoc/>
    public void Finish(Network network) => Write(_last, network.TimeStep);

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("written", ref _written);
        visitor.Require(_written >= 0 && _written <= _times.Length, $"{_written} of {_times.Length} files are said to be written");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private void Write(string path, double timeStep)
    {
        // A run that was stopped, and now continued, has written what it had.
        File.Delete(path);
        try
        {
            using NpzWriter npz = new(path);
            foreach ((string name, Projection projection) in _projections) Write(npz, name, projection, timeStep);
        }
        catch
        {
            // An archive without its end cannot be read.
            File.Delete(path);
            throw;
        }
    }

    private static void Write(NpzWriter npz, string name, Projection projection, double timeStep)
    {
        Connectivity connectivity = projection.Connectivity!;
        int[] sources = new int[connectivity.Count];
        for (int source = 0; source < connectivity.Sources; source++)
            sources.AsSpan(connectivity.Row(source)..connectivity.Row(source + 1)).Fill(source);
        float[] weights = projection.WeightsOfConnectivity();
        if (weights.Length == 0 && connectivity.Count > 0)
        {
            weights = new float[connectivity.Count];
            Array.Fill(weights, (float)((projection as UniformProjection)?.Weight ?? projection.Settings.Weight));
        }

        ushort[] steps = projection.DelaysOfConnectivity();
        double[] delays = new double[connectivity.Count];
        for (int k = 0; k < delays.Length; k++) delays[k] = (steps.Length > 0 ? steps[k] : projection.Settings.DelaySteps) * timeStep;
        npz.Add<int>($"{name}_{SynapseTable.SourceColumn}", sources);
        npz.Add<int>($"{name}_{SynapseTable.TargetColumn}", connectivity.TargetOf.Span);
        npz.Add<float>($"{name}_{SynapseTable.WeightColumn}", weights);
        npz.Add<double>($"{name}_{SynapseTable.DelayColumn}", delays);
    }
}
