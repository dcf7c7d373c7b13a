using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Recording.Connections;

/// <summary>Writes the synapses of projections at given times and at the end.</summary>
internal sealed class SynapseRecorder : IRecorder, IHasState
{
    private readonly (string Name, Projection Projection)[] _projections;
    private readonly (int Step, string Path)[] _times;
    private readonly string _last;
    private readonly SynapseFormat _format;
    private readonly SonataPopulation[] _nodes;
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
        _format = description.Format;
        NetworkDescription described = network.Description;
        _nodes =
        [
            .. described.Populations.Select(population => (population.Key, population.Value.Size, Model: described.ModelOf(population.Key)))
                .Select(of => new SonataPopulation(of.Key, of.Size, Kinds.NameOf(of.Model), !of.Model.HasReceptors)),
        ];
        string extension = _format == SynapseFormat.Sonata ? ".h5" : ".npz";
        _last = context.PathOf("synapses", extension);
        _times =
        [
            .. description.At.Select(time =>
                (network.Steps(time), context.PathOf(string.Create(CultureInfo.InvariantCulture, $"synapses-at-{time}s"), extension))),
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
            ListedSynapses[] synapses = [.. _projections.Select(p => new ListedSynapses(p.Name, p.Projection))];
            if (_format == SynapseFormat.Sonata)
            {
                SonataEdges.Write(path, synapses, timeStep);
                SonataEdges.WriteTypes(Path.ChangeExtension(_last, null) + "_edge_types.csv", synapses);
                SonataNodes.Write(Path.GetDirectoryName(_last)!, _nodes);
                return;
            }

            using NpzWriter npz = new(path);
            foreach (ListedSynapses listed in synapses)
            {
                npz.Add<int>($"{listed.Name}_{SynapseTable.SourceColumn}", listed.Sources());
                npz.Add<int>($"{listed.Name}_{SynapseTable.TargetColumn}", listed.Targets);
                npz.Add<float>($"{listed.Name}_{SynapseTable.WeightColumn}", listed.Weights());
                npz.Add<double>($"{listed.Name}_{SynapseTable.DelayColumn}", listed.Delays(timeStep));
            }
        }
        catch
        {
            // A file without its end cannot be read.
            File.Delete(path);
            throw;
        }
    }
}

/// <summary>The synapses of a projection as columns, in the order of its connectivity.</summary>
/// <param name="name">Name of the projection.</param>
/// <param name="projection">The projection, whose connectivity is stored.</param>
internal sealed class ListedSynapses(string name, Projection projection)
{
    private readonly Connectivity _connectivity = projection.Connectivity!;

    /// <summary>Name of the projection.</summary>
    public string Name => name;

    /// <summary>Name of the population from which it comes.</summary>
    public string From => projection.Source.Name;

    /// <summary>Name of the population to which it goes.</summary>
    public string To => projection.Target.Name;

    /// <summary>The receptor on which they act.</summary>
    public Receptor Receptor => projection.Settings.Receptor;

    /// <summary>Number of synapses.</summary>
    public int Count => _connectivity.Count;

    /// <summary>Post-synaptic neuron of every synapse.</summary>
    public ReadOnlySpan<int> Targets => _connectivity.TargetOf.Span;

    /// <summary>Pre-synaptic neuron of every synapse.</summary>
    public int[] Sources()
    {
        int[] sources = new int[Count];
        for (int source = 0; source < _connectivity.Sources; source++)
            sources.AsSpan(_connectivity.Row(source).._connectivity.Row(source + 1)).Fill(source);
        return sources;
    }

    /// <summary>Weight of every synapse.</summary>
    public float[] Weights()
    {
        float[] weights = projection.WeightsOfConnectivity();
        if (weights.Length > 0 || Count == 0) return weights;
        weights = new float[Count];
        Array.Fill(weights, (float)((projection as UniformProjection)?.Weight ?? projection.Settings.Weight));
        return weights;
    }

    /// <summary>Delay of every synapse (s).</summary>
    public double[] Delays(double timeStep)
    {
        ushort[] steps = projection.DelaysOfConnectivity();
        double[] delays = new double[Count];
        for (int k = 0; k < delays.Length; k++)
            delays[k] = TimeGrid.Time(steps.Length > 0 ? steps[k] : projection.Settings.DelaySteps, timeStep);
        return delays;
    }
}
